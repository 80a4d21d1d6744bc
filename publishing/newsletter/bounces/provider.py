"""What the mail provider tells of our mails: which came back, who wants no more.

Who opened a mail or clicked in it is told as well by some; nobody here listens.
"""

import re
from collections.abc import Iterator

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking

from publishing.newsletter.bounces.collect import note, take_off
from publishing.newsletter.bounces.verdict import STATUS, code_in, verdict
from publishing.newsletter.models import Bounce, Consent, Delivery
from publishing.newsletter.provider import MARK

Kind = Bounce.Kind

OUR_MAIL = re.compile(r"<?issue\.(\w+)\.(\d{1,18})(?:@.*)?")
#: How providers call a bounce that is none for good: "soft_bounce", "Transient".
FOR_NOW = re.compile(r"(soft|transient|temporary)([ _-]?bounced?)?", re.IGNORECASE)
#: What anymail's reasons say of an address; all others are about our mail.
REASONS = {
    RejectReason.INVALID: Kind.HARD,
    RejectReason.BOUNCED: Kind.HARD,
    RejectReason.TIMED_OUT: Kind.SOFT,
}


def listen() -> None:
    """Hear what anymail's webhooks understood."""
    tracking.connect(hear)


def hear(event: AnymailTrackingEvent, **kwargs: object) -> None:
    """Act on one event; told twice, it changes nothing."""
    leaves = _wants_no_more(event)
    kind = "" if leaves else _kind(event)
    if not (leaves or kind):
        return
    delivery = _delivery(event)
    if delivery is None:
        return
    if leaves:
        take_off(delivery.subscriber, Consent.Source.PROVIDER)
    else:
        note(delivery.pk, kind=kind, source=Bounce.Source.PROVIDER, words=_words(event))


def _delivery(event: AnymailTrackingEvent) -> Delivery | None:
    """Return the delivery that this is about, None when it is none of ours."""
    for words in ((event.metadata or {}).get(MARK), event.message_id):
        if found := OUR_MAIL.fullmatch(str(words or "")):
            mails = Delivery.objects.filter(
                publication_id=found[1], subscriber_id=int(found[2])
            )
            return mails.first()
    return None


def _wants_no_more(event: AnymailTrackingEvent) -> bool:
    """Whether she unsubscribed there, now or before."""
    return event.event_type == EventType.UNSUBSCRIBED or (
        event.event_type == EventType.REJECTED
        and event.reject_reason == RejectReason.UNSUBSCRIBED
    )


def _kind(event: AnymailTrackingEvent) -> str:
    """Return what kind of bounce it is, "" for none: arrived, late, opened …"""
    match event.event_type:
        case EventType.COMPLAINED:
            return Kind.COMPLAINT
        case EventType.REJECTED:
            return REASONS.get(event.reject_reason, Kind.BLOCKED)
        case EventType.FAILED:
            return Kind.BLOCKED
        case EventType.BOUNCED:
            return _kind_of_bounce(event)
    return ""


def _kind_of_bounce(event: AnymailTrackingEvent) -> str:
    """Return the kind by the provider's own words, the server's, then anymail's.

    anymail calls hard and soft bounces the same.
    """
    if _is_for_now(event.esp_event):
        return Kind.SOFT
    words = _words(event)
    if code := code_in(words):
        return verdict(words, code=code)
    if STATUS.search(words):
        return verdict(words)
    if event.reject_reason is None:
        return Kind.SOFT
    return REASONS.get(event.reject_reason, Kind.BLOCKED)


def _is_for_now(content: object) -> bool:
    if isinstance(content, dict) and content.get("hard_bounce") is False:  # Mailjet
        return True
    return any(FOR_NOW.fullmatch(word) for word in _own_words(content))


def _own_words(content: object, depth: int = 2) -> Iterator[str]:
    """Return the texts near the top of a provider's event, its name among them."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict) and depth:
        for value in content.values():
            yield from _own_words(value, depth - 1)


def _words(event: AnymailTrackingEvent) -> str:
    return str(event.mta_response or event.description or event.reject_reason or "")
