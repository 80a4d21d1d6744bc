"""A personal link, asked for by mail: it signs one person in, once.

The link says for itself who it is for and until when (django-sesame); any
sign-in after it was written makes it worthless.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from sesame.utils import get_token, get_user

from cityhub.myshop.staying import works_for_the_town
from publishing import letters

SCOPE = "myshop"


def send(email: str, goes_to: str = "") -> None:
    """Write a letter to each shopkeeper with this address; to nobody else.

    Who works for the town has more to lose, and signs in by password.
    `goes_to` is where her way ends, a path of the site.
    """
    for user in User.objects.filter(email__iexact=email, is_active=True):
        if not works_for_the_town(user):
            letters.write(
                "myshop/letters/personal_link",
                {"name": user.first_name, "link": _link(user, goes_to)},
                to=user.email,
                language=letters.language_of(user),
            )


def person_of(token: str) -> User | None:
    """Return whom `token` would let in now; looking uses nothing up."""
    user = get_user(token, scope=SCOPE, update_last_login=False)
    return None if user is None or works_for_the_town(user) else user


def use_up(user: User) -> bool:
    """Make the link of `user` worthless; whether this was the first use of it."""
    same = User.objects.filter(pk=user.pk, last_login=user.last_login)
    return bool(same.update(last_login=timezone.now()))


def _link(user: User, goes_to: str) -> str:
    path = reverse("myshop:enter", args=[get_token(user, scope=SCOPE)])
    query = f"?{urlencode({'next': goes_to})}" if goes_to else ""
    return f"{settings.CITYHUB_BASE_URL}{path}{query}"
