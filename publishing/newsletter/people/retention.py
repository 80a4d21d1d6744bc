"""Keeping nobody longer than needed: three years from the last sign of life.

Reading leaves no sign, since nobody watches it. So who is subscribed is asked
once, in time to answer, and forgotten when she doesn't. Who left, or never
confirmed, is forgotten without a question; that she left stays known by a hash.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from publishing import letters
from publishing.newsletter.models import Erasures, Subscriber
from publishing.newsletter.models.subscriber import SubscriberQuerySet
from publishing.newsletter.people.erasing import erase_person
from publishing.newsletter.tokens import stay_token

KEPT = timedelta(days=3 * 365)
#: So long before the three years are over, who is subscribed is asked.
ASKED_AHEAD = timedelta(days=60)
#: And has at least that long to answer.
TIME_TO_ANSWER = timedelta(days=45)
#: A sign-up that nobody confirmed; its link works for a week.
UNCONFIRMED_KEPT = timedelta(days=30)
AT_ONCE = 200


def to_ask(now: datetime) -> SubscriberQuerySet:
    """Return who is subscribed and must be asked whether to go on."""
    return Subscriber.objects.confirmed().filter(
        last_sign_at__lte=now - KEPT + ASKED_AHEAD, asked_to_stay_at=None
    )


def to_erase(now: datetime) -> SubscriberQuerySet:
    """Return who is forgotten by `now`."""
    state = Subscriber.State
    over = Q(last_sign_at__lte=now - KEPT)
    answered_nothing = Q(asked_to_stay_at__lte=now - TIME_TO_ANSWER)
    return Subscriber.objects.filter(
        (over & Q(state__in=(state.UNSUBSCRIBED, state.UNREACHABLE)))
        | (over & Q(state=state.CONFIRMED) & answered_nothing)
        | Q(state=state.PENDING, since__lte=now - UNCONFIRMED_KEPT)
    )


def erased_on(subscriber: Subscriber, now: datetime) -> datetime:
    """Return when a subscriber who is asked `now` is forgotten without an answer."""
    return max(subscriber.last_sign_at + KEPT, now + TIME_TO_ANSWER)


def keep_to_it() -> None:
    """Ask whom it is time to ask, and forget whose time is over; some each time."""
    now = timezone.now()
    for subscriber in to_ask(now).order_by("last_sign_at")[:AT_ONCE]:
        _ask(subscriber, now)
    for subscriber in to_erase(now).order_by("last_sign_at")[:AT_ONCE]:
        with transaction.atomic():
            still = to_erase(now).select_for_update().filter(pk=subscriber.pk).first()
            if still:
                Erasures.add(still.state)
                erase_person(still)


def _ask(subscriber: Subscriber, now: datetime) -> None:
    with transaction.atomic():
        mine: models.QuerySet[Subscriber] = to_ask(now).filter(pk=subscriber.pk)
        if not mine.update(asked_to_stay_at=now):
            return
        link = reverse("newsletter:stay", args=[stay_token(subscriber.pk)])
        letters.write(
            "newsletter/letters/stay",
            {
                "subscriber": subscriber,
                "link": settings.CITYHUB_BASE_URL + link,
                "erased_on": erased_on(subscriber, now),
            },
            to=subscriber.email,
            language=subscriber.language,
        )
