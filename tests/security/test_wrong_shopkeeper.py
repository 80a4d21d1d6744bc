"""A shopkeeper walks through every address with another shop's numbers in hand.

She must not read, list, change or guess at what isn't hers: drafts, photos,
people, and what belongs to the manager.
"""

import uuid

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.core import serializers
from django.utils import timezone

from cityhub.myshop.models import IncomingPhoto, Invitation, KeptPhoto
from cityhub.photos.models import Photo
from publishing.facebook.models import PostSettings
from publishing.models import Channel, Publication
from publishing.newsletter.models import Subscriber
from shops.people import add_person
from tests.factories import make_event, make_news, make_shop
from tests.pictures import phone_photo, upload
from tests.security.addresses import addresses

pytestmark = pytest.mark.django_db

SECRETS = (
    "Brouillon des Fleurs",
    "Brouillon de correction",
    "Un texte que personne ne lit",
    "Brouillon de vitrine",
    "mia@example.org",
    "manager@example.org",
    "abonne@example.org",
    "invitee@example.org",
    "Les mots de la ville",
    "Jeton du canal",
)
#: What every visit writes, and what a person may change about herself.
OWN = {"sessions.session", "admin.logentry", "wagtailusers.userprofile",
       "wagtailadmin.editingsession", "wagtailadmin.formstate",
       "wagtailcore.pagesubscription"}  # fmt: skip


class Theirs:
    """What the shopkeeper must not see: one of each."""

    def __init__(self, manager):
        self.shop = make_shop("Fleurs d'Ici")
        self.user = User.objects.create_user("mia", "mia@example.org", "secret")
        add_person(self.user, self.shop)
        self.photo = Photo.objects.create(
            title="Brouillon de vitrine",
            file=upload(phone_photo((60, 40))),
            collection=self.shop.people.collection,
        )
        self.page = make_news(
            self.shop, live=False, owner=self.user, photo=self.photo,
            title="Brouillon des Fleurs", text="Un texte que personne ne lit",
        )  # fmt: skip
        self.revision = self.page.save_revision(user=self.user, log_action=True)
        self.page.get_workflow().start(self.page, self.user)
        self.event = make_event(self.shop, live=False, title="Brouillon des Fleurs 2")
        self.event.save_revision(user=self.user)
        self.live = make_news(self.shop, title="En ligne")
        self.live.title = "Brouillon de correction"
        self.live.save_revision(user=self.user)
        self.task_state = self.page.current_workflow_task_state
        self.channel = Channel.objects.create(
            kind="facebook", name="Jeton du canal", remote_id="77"
        )
        PostSettings.in_force()  # written when it is first read
        self.publication = Publication.objects.plan(
            self.page, self.channel, timezone.now(), text="Les mots de la ville"
        )
        self.subscriber = Subscriber.objects.create(email="abonne@example.org")
        self.invitation = Invitation.invite(
            name="Ana", email="invitee@example.org", shop=self.shop, by=manager
        )
        self.kept = KeptPhoto.keep(self.user, upload(phone_photo((60, 40))))
        self.coming = uuid.uuid4()
        IncomingPhoto.objects.begin(
            self.coming, self.user, name="Brouillon de vitrine", size=9
        )

    def values(self, own):
        """Candidates for the parameters of addresses, by name; `own` is a page of hers."""
        numbers = sorted(
            {
                self.page.pk, self.photo.pk, self.user.pk, self.channel.pk,
            }
        )  # fmt: skip
        pages = [self.page.pk, self.live.pk, own.pk]
        return {
            "": numbers,
            "page_id": pages,
            "page_to_move_id": pages,
            "page_to_copy_id": pages,
            "parent_page_id": [self.shop.pk, self.page.pk],
            "destination_id": [self.shop.pk],
            "revision_id": [self.revision.pk],
            "revision_id_a": [self.revision.pk, "earliest"],
            "revision_id_b": ["latest"],
            "task_state_id": [self.task_state.pk],
            "workflow_state_id": [self.task_state.workflow_state.pk],
            "image_id": [self.photo.pk],
            "uploaded_file_id": [1],
            "action_name": ["approve", "reject"],
            "action": ["approve", "delete"],
            "action_type": ["delete", "publish"],
            "app_label": ["wagtailcore", "shops"],
            "app_name": ["shops"],
            "model_name": ["page", "newspage"],
            "content_type_app_name": ["shops"],
            "content_type_model_name": ["newspage"],
            "content_type_id": [self.page.content_type.pk],
            "filter_spec": ["width-100"],
            "language": ["fr"],
            "key": [self.kept.pk, self.coming],
            "kind": ["news", "event"],
            "token": ["1-1~x~y"],
            "uidb64": ["MQ"],
            "mark": [self.publication.pk],
            "verb": ["retry", "cancel"],
            "wave": ["announce"],
        }

    def form(self):
        """What a form may name of theirs, besides words."""
        return {
            "title": "Pris", "slug": "pris", "text": "Pris", "comment": "Pris",
            "name": "Pris", "email": "pris@example.org", "next": "/", "q": "Brouillon",
            "new_parent_page": "3", "action-publish": "1", "new_title": "Pris",
            "new_slug": "pris", "external-link-chooser-url": "https://example.org",
            "shop": self.shop.pk, "comme": self.page.pk,
            "picture": [f"photo:{self.photo.pk}", f"kept:{self.kept.pk}"],
        }  # fmt: skip


def everything(but):
    """Return every row that nobody but its own people may change."""
    return {
        model._meta.label_lower: serializers.serialize(
            "json",
            [row for row in model._base_manager.order_by("pk") if row != but],
        )
        for model in apps.get_models()
        if model._meta.label_lower not in OWN
    }


@pytest.fixture
def wrong(client, db):
    shop = make_shop("Maison Weber")
    user = User.objects.create_user("lea", "lea@example.org", "secret")
    add_person(user, shop)
    client.force_login(user)
    client.raise_request_exception = False
    user.own = make_news(shop, title="À moi")
    user.own.save_revision(user=user)
    return user


#: Her own account; what the sandbox plays for the world outside; the page on which
#: Wagtail shows what an error looks like, and what says that no broker runs here.
NOT_WALKED = ("/gestion/account/", "/gestion/failwhale/", "/sandbox/", "/readyz")
#: The town's channels by their names, under which she sees her words.
SHOWN_TO_HER = {("/ma-boutique/dire/apercu/", "Jeton du canal")}
#: Forms by which she and everybody make something of their own.
OWN_FORMS = {
    "/ma-boutique/dire/", "/ma-boutique/dire/news/", "/ma-boutique/dire/event/",
    "/ma-boutique/boutique/", "/ma-boutique/boutique/personnes/", "/newsletter/",
}  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_shows_or_changes_what_belongs_to_others(
    client, wrong, manager, method
):
    theirs = Theirs(manager)
    before = everything(but=wrong)
    wrongs = []
    walked = 0
    asked = {"q": "Brouillon", "shop": theirs.shop.pk, "comme": theirs.page.pk}
    data = asked if method == "get" else theirs.form()
    values = theirs.values(wrong.own if method == "get" else theirs.event)
    for address in addresses(("",), values):
        if address.startswith(NOT_WALKED):
            continue
        if method == "post" and address in OWN_FORMS:
            continue
        response = getattr(client, method)(address, data)
        walked += 1
        content = b"".join(response).decode(errors="replace")
        content += " ".join(m.message for m in get_messages(response.wsgi_request))
        if response.status_code >= 500:
            wrongs.append((address, response.status_code))
        wrongs += [
            (address, secret)
            for secret in SECRETS
            if secret in content and (address, secret) not in SHOWN_TO_HER
        ]
        if "_auth_user_id" not in client.session:
            client.force_login(wrong)
    after = everything(but=wrong)
    wrongs += [(label, "changed") for label in before if before[label] != after[label]]
    assert "\n".join(f"{where}: {what}" for where, what in wrongs) == ""
    assert walked > 500
