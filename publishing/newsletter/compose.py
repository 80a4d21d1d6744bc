"""Composing an issue: what was approved for the newsletter finds its place in it."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.models import Page

from publishing.contract import Announcement
from publishing.models import Channel, Publication
from publishing.newsletter.blocks import publications_of
from publishing.newsletter.contents import town_day
from publishing.newsletter.corrections import add_corrections, corrected_in
from publishing.newsletter.models import IssuePage, NewsletterPage
from publishing.town_time import in_town

Dated = tuple[Publication, Announcement]

#: First in the mail, whatever else there is.
OPENINGS = ("opening", "reopening", "new_owner", "move")
#: Free for the next issue: on none yet, or on one that will not leave. Where a
#: part has left already, the item was read; it doesn't come twice.
FREE = Q(carrier=None) | Q(
    carrier__state__in=(
        Publication.State.CANCELLED,
        Publication.State.MISSED,
        Publication.State.WITHDRAWN,
    ),
    carrier__frozen_issue=None,
)


def waiting_items(channel: Channel, until: datetime) -> QuerySet[Publication]:
    """Return what was approved for `channel` by `until` (aware) and has no issue."""
    return (
        Publication.objects.filter(
            FREE,
            channel=channel,
            carried=True,
            state=Publication.State.PLANNED,
            at__lte=until,
        )
        .exclude(page=None)
        .order_by("at", "pk")
    )


def compose_issue(newsletter: NewsletterPage, user: User) -> IssuePage:
    """Return the draft of the next issue, with what was approved for it.

    It begins with what readers were told before and is no longer so. There is
    one draft at a time. Composing again adds what was approved since; what the
    manager took out stays out.
    """
    channel = Channel.objects.get(kind=Channel.Kind.NEWSLETTER)
    at = channel.next_slot(timezone.now())
    with transaction.atomic():
        draft = _draft(newsletter)
        items = list(waiting_items(channel, at))
        corrected: set[str] = set()
        if draft is None:
            draft = _new_draft(newsletter, user, at)
        else:
            known, corrected = _seen_in(draft), _corrected_in(draft)
            items = [item for item in items if item.pk not in known]
            draft = draft.get_latest_revision_as_object()
        if items:
            _put_in(draft, items)
        changed = add_corrections(draft, channel, corrected)
        if items or changed or not draft.latest_revision_id:
            draft.save_revision(user=user, log_action=True)
    return draft


def load_cargo(publication: Publication, issue: IssuePage) -> None:
    """Bind the items of `issue` to its publication; let go of those taken out.

    An item rides on one issue: whoever binds it first has it.
    """
    marks = [item.pk for item in publications_of(issue.body)]
    planned = Publication.objects.filter(
        state=Publication.State.PLANNED, carried=True, channel=publication.channel
    )
    with transaction.atomic():
        planned.filter(carrier=publication).exclude(pk__in=marks).update(carrier=None)
        free = planned.filter(FREE, pk__in=marks).values_list("pk", flat=True)
        planned.filter(pk__in=list(free)).update(carrier=publication)


def items_to_send(publication: Publication) -> list[Publication]:
    """Return the bound items whose page is live; the others wait for the next issue."""
    bound = publication.cargo.filter(state=Publication.State.PLANNED)
    bound.exclude(page__live=True).update(carrier=None)
    return list(bound.filter(page__live=True))


def _draft(newsletter: NewsletterPage) -> IssuePage | None:
    drafts = IssuePage.objects.child_of(newsletter).filter(live=False)
    return drafts.exclude(publications__isnull=False).order_by("pk").last()


def _new_draft(newsletter: NewsletterPage, user: User, at: datetime) -> IssuePage:
    language = newsletter.locale.language_code
    with translation.override(language):
        day = date_format(in_town(at), "DATE_FORMAT")
        title = _("Newsletter of %(day)s") % {"day": day}
    return newsletter.add_child(instance=IssuePage(title=title, live=False, owner=user))


def _seen_in(draft: IssuePage) -> set[str]:
    """Return the items that ever stood in a revision of `draft`."""
    bodies = (revision.as_object().body for revision in draft.revisions.order_by("pk"))
    return {item.pk for body in bodies for item in publications_of(body)}


def _corrected_in(draft: IssuePage) -> set[str]:
    """Return the items that a revision of `draft` ever corrected."""
    bodies = (revision.as_object().body for revision in draft.revisions.order_by("pk"))
    return {item.pk for body in bodies for item in corrected_in(body)}


def _put_in(draft: IssuePage, items: list[Publication]) -> None:
    """Add `items` to the draft: openings, other news, then the agenda by date."""
    announcements = _announcements(items)
    known = [
        (item, announcements[item.page_id])
        for item in items
        if item.page_id in announcements
    ]
    dated = [(item, said) for item, said in known if said.starts_at]
    told = [(item, said) for item, said in known if not said.starts_at]
    told.sort(key=lambda pair: pair[1].kind not in OPENINGS)
    dated.sort(key=lambda pair: pair[1].starts_at)  # type: ignore[arg-type,return-value]
    if not draft.subject and known:
        draft.subject = (told or dated)[0][1].title
    with translation.override(draft.locale.language_code):
        _add_news(draft.body, [item for item, _said in told])
        _add_dates(draft.body, dated)


def _add_news(body: StreamValue, items: list[Publication]) -> None:
    """Add items after the last one; under a heading of their own if there is none."""
    if not items:
        return
    at = [number for number, block in enumerate(body) if block.block_type == "item"]
    if not at:
        body.insert(0, ("heading", _("Openings and news")))
    position = at[-1] + 1 if at else 1
    for number, item in enumerate(items):
        words = {"publication": item, "title": "", "text": ""}
        body.insert(position + number, ("item", words))


def _add_dates(body: StreamValue, dated: list[Dated]) -> None:
    """Add lines to the agenda, which stays in the order of its days."""
    if not dated:
        return
    lines = [_entry(item, said) for item, said in dated]
    agenda = next((block for block in body if block.block_type == "agenda"), None)
    if agenda is None:
        body.append(("heading", _("Agenda")))
        body.append(("agenda", {"entries": lines}))
        return
    entries = agenda.value["entries"]
    for line in lines:
        later = [n for n, entry in enumerate(entries) if entry["day"] > line["day"]]
        entries.insert(later[0] if later else len(entries), line)


def _entry(item: Publication, said: Announcement) -> dict[str, object]:
    """Return an item as a line of the agenda, its date written down."""
    return {
        "publication": item,
        "day": town_day(said.starts_at),  # type: ignore[arg-type]
        "when": said.when,
        "title": said.title,
        "where": said.where,
    }


def _announcements(items: Iterable[Publication]) -> dict[int, Announcement]:
    pages = Page.objects.filter(pk__in=[item.page_id for item in items])
    return {page.pk: page.announcement() for page in pages.specific()}
