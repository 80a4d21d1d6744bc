"""The agenda of an issue is frozen at its approval.

When a date in it changes before the issue leaves, the issue waits: a person
sees the difference, and lets it go with the dates that are right now.
"""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from publishing import letters, notices
from publishing.contract import Announcement
from publishing.models import Publication
from publishing.newsletter.corrections import MATTERS, facts, sentence
from publishing.newsletter.models import ApprovedAgenda, Hold
from publishing.newsletter.pages import announcements


def keep(publication: Publication) -> None:
    """Keep what the dates of an approved issue say now; what is kept already stays."""
    kept, _new = ApprovedAgenda.objects.get_or_create(publication=publication)
    now = _facts_of(_dated(publication))
    if now.keys() - kept.told.keys():
        kept.told = {**now, **kept.told}
        kept.save(update_fields=["told"])


def heed(publication: Publication) -> None:
    """Hold an issue of which a date has changed since a person last agreed."""
    kept = ApprovedAgenda.objects.filter(publication=publication).first()
    if kept is None or hasattr(publication, "frozen_issue"):
        return
    if Hold.objects.current(publication):
        return
    dated = _dated(publication)
    now = _facts_of(dated)
    changed = {mark for mark in now if _differs(kept.told.get(mark), now[mark])}
    if not changed:
        return
    if now == kept.asked:
        kept.told, kept.renewed = now, sorted({*kept.renewed, *changed})
        kept.save(update_fields=["told", "renewed"])
        return
    with translation.override(settings.LANGUAGE_CODE):
        lines = [
            _say(item, said, kept.told[item.pk])
            for item, said in dated
            if item.pk in changed and item.pk in kept.told
        ]
        why = "\n".join([_("Since you approved it, a date in it has changed:"), *lines])
    with transaction.atomic():
        kept.asked = now
        kept.save(update_fields=["asked"])
        if Hold.objects.put(publication, Hold.Kind.AGENDA, why):
            _tell(publication, why)


def renewed(publication: Publication) -> set[str]:
    """Return the items whose lines say what their pages say now."""
    kept = ApprovedAgenda.objects.filter(publication=publication).first()
    return set(kept.renewed) if kept else set()


def _dated(publication: Publication) -> list[tuple[Publication, Announcement]]:
    """Return the live items of an issue that have a date, with what they say."""
    items = list(publication.cargo.filter(page__live=True).order_by("pk"))
    said = announcements(items)
    pairs = [(item, said[item.page_id]) for item in items if item.page_id in said]
    return [(item, said) for item, said in pairs if said.starts_at]


def _facts_of(dated: list[tuple[Publication, Announcement]]) -> dict[str, dict]:
    return {item.pk: facts(said) for item, said in dated}


def _differs(before: Mapping[str, str] | None, now: Mapping[str, str]) -> bool:
    return before is not None and any(before[name] != now[name] for name in MATTERS)


def _say(item: Publication, said: Announcement, told: dict[str, str]) -> str:
    before = Publication(page_title=item.page_title, said=told)
    return f"{said.title} – {sentence(before, said)}"


def _tell(publication: Publication, why: str) -> None:
    path = reverse("newsletter_desk:deliveries", args=[publication.pk])
    for manager in notices.managers():
        letters.write(
            "newsletter/letters/agenda_changed",
            {
                "publication": publication,
                "why": why,
                "address": f"{settings.CITYHUB_BASE_URL}{path}",
            },
            to=manager.email,
            language=letters.language_of(manager),
        )
