"""Merchants who don't get the newsletter yet: proposed, then invited or added."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from publishing import letters
from publishing.newsletter.models import Consent, Subscriber, Suppression
from publishing.newsletter.people.merchants import Merchant, directory
from publishing.newsletter.signup import WORDING_VERSION, wording
from publishing.newsletter.tokens import confirm_token


@dataclass(frozen=True, kw_only=True)
class Proposals:
    """Who may be asked; who was and hasn't answered; how many left."""

    free: list[Merchant]
    asked: list[Merchant]
    away: int


def proposals() -> Proposals:
    """Return the shops' people, each once, by how they stand to the newsletter."""
    people: dict[str, Merchant] = {}
    for merchant in directory().merchants():
        people.setdefault(merchant.email, merchant)
    states = dict(
        Subscriber.objects.filter(email__in=list(people)).values_list("email", "state")
    )
    away = set(Suppression.objects.among(people))
    left = (Subscriber.State.UNSUBSCRIBED, Subscriber.State.UNREACHABLE)
    away |= {email for email, state in states.items() if state in left}
    pending = Subscriber.State.PENDING
    return Proposals(
        free=[m for m in people.values() if m.email not in {*states, *away}],
        asked=[
            m
            for m in people.values()
            if states.get(m.email) == pending and m.email not in away
        ],
        away=len(away),
    )


def invite(merchants: Iterable[Merchant], operator: User) -> int:
    """Ask each by mail whether she wants it; return how many. She decides."""
    count = 0
    for merchant in merchants:
        with transaction.atomic(), translation.override(merchant.language):
            subscriber = _ask(merchant)
            if subscriber.state != Subscriber.State.PENDING:
                continue
            words = wording()
            Consent.objects.create(
                subscriber=subscriber,
                what=Consent.What.INVITED,
                source=Consent.Source.DESK,
                wording=words,
                wording_version=WORDING_VERSION,
                operator=operator,
            )
            link = reverse("newsletter:confirm", args=[confirm_token(subscriber.pk)])
            letters.write(
                "newsletter/letters/invited",
                {
                    "subscriber": subscriber,
                    "link": settings.CITYHUB_BASE_URL + link,
                    "wording": words,
                },
                to=subscriber.email,
                language=subscriber.language,
            )
        count += 1
    return count


def add(merchants: Iterable[Merchant], basis: str, operator: User) -> int:
    """Subscribe those who agreed in person; return how many."""
    count = 0
    for merchant in merchants:
        with transaction.atomic():
            count += _ask(merchant).subscribe_by_hand(
                Consent(
                    what=Consent.What.BY_HAND,
                    source=Consent.Source.DESK,
                    wording=basis,
                    operator=operator,
                )
            )
    return count


def _ask(merchant: Merchant) -> Subscriber:
    return Subscriber.objects.ask(
        merchant.email,
        name=merchant.name[:100],
        language=merchant.language,
        role=Subscriber.Role.MERCHANT,
    )
