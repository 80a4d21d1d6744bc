"""The people of the town: three who sign in, and one owner for each shop."""

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.utils.text import slugify
from wagtail.users.models import UserProfile

from cityhub.demo.logins import LOGINS
from cityhub.demo.told import Town

MANAGERS = "Commerce manager"


def settle(town: Town) -> dict[str, User]:
    """Make the three who can sign in; return them by role."""
    people = {}
    for login in LOGINS:
        first, last = town.people[login.role]
        people[login.role] = User.objects.create_user(
            login.username,
            f"{login.username}@example.org",
            login.password,
            first_name=first,
            last_name=last,
            is_superuser=login.role == "administrator",
            is_staff=login.role == "administrator",
        )
        UserProfile.objects.create(
            user=people[login.role], preferred_language=settings.LANGUAGE_CODE
        )
    people["manager"].groups.add(Group.objects.get(name=MANAGERS))
    return people


def owner(name: str) -> User:
    """Make the owner of a shop, who has not chosen a password yet."""
    first, _, last = name.partition(" ")
    username = slugify(name)
    return User.objects.create_user(
        username, f"{username}@example.org", first_name=first, last_name=last
    )
