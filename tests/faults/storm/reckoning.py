"""What stands on the Page, held against what CityHub says."""

from dataclasses import dataclass, fields
from pathlib import Path

from django.apps import apps
from django.conf import settings

from publishing.models import Publication


@dataclass
class Reckoning:
    """How many items went wrong, and in which way; all zero is required."""

    items: int = 0
    duplicates: int = 0
    lost: int = 0
    false: int = 0
    undecided: int = 0

    @property
    def faultless(self):
        return not (self.duplicates or self.lost or self.false or self.undecided)

    def count(self, posts, said_published, right_place=True):
        """Add one item: its posts on the Page, and what is said of it.

        Lost is what is neither there nor said to have failed by anybody; false
        what is said to be published and isn't there, or not where it is said.
        """
        self.items += 1
        self.duplicates += max(len(posts) - 1, 0)
        self.lost += not posts
        self.false += said_published and not (posts and right_place)
        self.undecided += bool(posts) and not said_published

    def __add__(self, other):
        names = [field.name for field in fields(self)]
        return Reckoning(*(getattr(self, n) + getattr(other, n) for n in names))


def reckon(publications, page):
    """Return the reckoning of `publications`, by item number, on `page`."""
    reckoning = Reckoning()
    for item, publication in publications.items():
        publication.refresh_from_db()
        posts = page.posts_of(item)
        reckoning.count(
            posts,
            publication.state == Publication.State.PUBLISHED,
            publication.remote_id in [post.id for post in posts],
        )
    return reckoning


def places_of(secret, home):
    """Return where `secret` can be read in what the storm has left behind.

    That is every row, and every file of the house: logs, the broker's messages.
    """
    found = [
        str(path)
        for path in Path(home).rglob("*")
        if path.is_file() and secret.encode() in path.read_bytes()
    ]
    for model in apps.get_models():
        for row in model._base_manager.values():
            found += [
                f"{model.__name__} {row[model._meta.pk.attname]}: {name}"
                for name, value in row.items()
                if secret in str(value)
            ]
    return found


def secrets(channel):
    """Return what must be read nowhere."""
    return [channel.credentials["access_token"], settings.FACEBOOK_APP_SECRET]
