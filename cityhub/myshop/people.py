"""The people of a shop ask the town to let somebody in, or to take somebody out."""

from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse

from cityhub.myshop.models import Departure, Invitation
from cityhub.myshop.staying import works_for_the_town
from publishing import letters
from publishing.desk.letters import managers_of
from publishing.models import ApprovalTask
from shops.models import ShopPage


def invite(name: str, email: str, shop: ShopPage, by: User) -> bool:
    """Invite somebody; False when the town is asked to do so first."""
    if works_for_the_town(by):
        Invitation.invite(name=name, email=email, shop=shop, by=by)
        return True
    with transaction.atomic():
        asked = Invitation.objects.create(
            name=name, email=email, shop=shop, invited_by=by
        )
        path = reverse("invitations:again", args=[asked.pk])
        _tell_managers(by, shop, path, name=name, email=email, leaves=False)
    return False


def take_out(person: User, shop: ShopPage, by: User) -> None:
    """Ask the town to take `person` out; once, however often it is asked."""
    with transaction.atomic():
        departure, is_new = Departure.ask(person, shop, by)
        if is_new:
            path = reverse("invitations:leaves", args=[departure.pk])
            _tell_managers(by, shop, path, name=departure.name, leaves=True)


def _tell_managers(by: User, shop: ShopPage, path: str, **words: object) -> None:
    task = ApprovalTask.objects.order_by("pk").first()
    if task is None:
        return
    context = {
        "by": by.get_full_name() or by.username,
        "shop": shop.title,
        "path": path,
    }
    for manager in managers_of(task, by):
        letters.write(
            "myshop/letters/people_asked",
            context | words,
            to=manager.email,
            language=letters.language_of(manager),
        )
