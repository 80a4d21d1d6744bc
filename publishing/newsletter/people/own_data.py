"""What is known about one subscriber, for herself or for whoever must prove it."""

from django.template.loader import render_to_string
from django.utils import timezone

from publishing.newsletter.models import Consent, Delivery, Subscriber
from publishing.newsletter.models.consent import is_unbroken
from publishing.newsletter.render import tidy


def as_data(subscriber: Subscriber) -> dict[str, object]:
    """Return everything in a form that other programs read."""
    return {
        "exported_at": timezone.now().isoformat(),
        "subscriber": {
            "email": subscriber.email,
            "name": subscriber.name,
            "language": subscriber.language,
            "role": subscriber.role,
            "state": subscriber.state,
            "since": subscriber.since.isoformat(),
            "last_sign_of_life": subscriber.last_sign_at.isoformat(),
        },
        "consents": [_consent(consent) for consent in subscriber.consents.all()],
        "issues": [
            {
                "title": delivery.publication.page_title,
                "state": delivery.state,
                "at": delivery.changed_at and delivery.changed_at.isoformat(),
                "address": delivery.address,
                "answer": delivery.answer,
                "came_back": _bounce(delivery),
            }
            for delivery in subscriber.deliveries.select_related(
                "publication", "bounce"
            )
        ],
    }


def as_receipt(subscriber: Subscriber) -> str:
    """Return the chain of consents as a text to read, in the active language."""
    chain = list(subscriber.consents.all())
    context = {
        "subscriber": subscriber,
        "consents": chain,
        "is_unbroken": is_unbroken(chain),
        "now": timezone.now(),
    }
    return tidy(render_to_string("newsletter/receipt.txt", context))


def _bounce(delivery: Delivery) -> dict[str, str] | None:
    bounce = getattr(delivery, "bounce", None)
    return bounce and {
        "kind": bounce.kind,
        "from": bounce.source,
        "words": bounce.words,
        "at": bounce.at.isoformat(),
    }


def _consent(consent: Consent) -> dict[str, str | None]:
    return {
        "what": consent.what,
        "at": consent.at.isoformat(),
        "from": consent.source,
        "wording": consent.wording,
        "wording_version": consent.wording_version,
        "network": consent.ip,
        "by_whom": consent.by_whom,
        "seal": consent.seal,
    }
