"""The manager's screens: issues, delivery, test mail, subscribers."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from publishing.newsletter import contents
from publishing.newsletter.blocks import publications_of
from publishing.newsletter.compose import compose_issue
from publishing.newsletter.models import Bounce, Delivery, IssuePage, Subscriber
from publishing.town_time import say_moment
from tests.factories import make_news

pytestmark = pytest.mark.django_db
ISSUES = "/gestion/newsletter/issues/"
SUBSCRIBERS = "/gestion/newsletter/subscribers/"


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def shopkeeper(client):
    user = User.objects.create_user("shopkeeper", "s@example.org", "secret")
    user.groups.add(Group.objects.get(name="Shopkeepers"))
    client.force_login(user)
    return client


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_manager_composes_the_next_issue(desk, plan_for_newsletter):
    plan_for_newsletter(make_news(title="Le fournil ouvre"))
    assert "Le fournil ouvre" in desk.get(f"{ISSUES}compose/").content.decode()
    assert IssuePage.objects.count() == 0
    answer = desk.post(f"{ISSUES}compose/")
    issue = IssuePage.objects.get()
    assert answer["Location"] == f"/gestion/pages/{issue.pk}/edit/"
    editor = desk.get(answer["Location"])
    assert editor.status_code == 200
    assert f"{ISSUES}test/{issue.pk}/" in editor.content.decode()


@pytest.mark.parametrize("mode", ["mail", "text", "web"])
def test_the_draft_is_previewed_in_every_form(
    desk, manager, plan_for_newsletter, newsletter_page, mode, rf
):
    plan_for_newsletter(make_news(title="Le fournil ouvre"))
    issue = compose_issue(newsletter_page, manager)
    request = rf.get("/")
    request.user = manager
    preview = issue.make_preview_request(request, mode)
    assert preview.status_code == 200
    if mode == "web":
        preview.render()
    assert "Le fournil ouvre" in preview.content.decode()


def test_the_previewed_mail_keeps_its_style_sheet(manager, newsletter_page, rf):
    issue = compose_issue(newsletter_page, manager)
    request = rf.get("/")
    request.user = manager
    preview = issue.make_preview_request(request, "mail")
    assert "style-src 'unsafe-inline';" in preview["Content-Security-Policy"]
    assert "script-src" not in preview["Content-Security-Policy"]
    assert "default-src 'none';" in preview["Content-Security-Policy"]


def test_the_test_mail_goes_to_oneself_only(
    desk, post_office, manager, newsletter_page, make_subscribers
):
    make_subscribers(2)
    issue = compose_issue(newsletter_page, manager)
    assert desk.get(f"{ISSUES}test/{issue.pk}/").status_code == 200
    assert post_office.mails == []
    desk.post(f"{ISSUES}test/{issue.pk}/send/")
    assert post_office.addresses == ["manager@example.org"]
    assert Delivery.objects.count() == 0


def test_a_test_mail_that_cannot_leave_says_why(desk, manager, newsletter_page):
    issue = compose_issue(newsletter_page, manager)
    answer = desk.post(f"{ISSUES}test/{issue.pk}/send/", follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_the_delivery_names_who_may_not_have_got_it(desk, plan_issue, make_subscribers):
    make_subscribers(3)
    issue = plan_issue()
    Delivery.objects.all().enlist(issue)
    uncertain, refused, sent = Delivery.objects.order_by("pk")
    Delivery.objects.filter(pk=uncertain.pk).update(state="uncertain")
    Delivery.objects.filter(pk=refused.pk).update(state="refused", answer="550 no")
    Delivery.objects.filter(pk=sent.pk).update(state="sent")
    page = desk.get(f"{ISSUES}deliveries/{issue.pk}/")
    assert {d.address for d in page.context["troubled"]} == {
        uncertain.address,
        refused.address,
    }
    progress = page.context["progress"]
    assert (progress.decided, progress.total) == (3, 3)
    assert sent.address not in page.content.decode()


def test_what_came_back_is_said_with_its_source_for_the_issue_and_the_reader(
    desk, plan_issue, make_subscribers
):
    (reader,) = make_subscribers(1)
    issue = plan_issue()
    Delivery.objects.all().enlist(issue)
    Bounce.objects.note(
        Delivery.objects.get(), kind="hard", source="provider", words="No such user"
    )
    for address in (
        f"{ISSUES}deliveries/{issue.pk}/",
        f"{SUBSCRIBERS}inspect/{reader.pk}/",
    ):
        page = desk.get(address).text
        assert "No such user" in page
        assert "source\xa0: le prestataire d’envoi" in page


def test_who_was_never_asked_has_no_records_to_be_sealed(desk, make_subscribers):
    (reader,) = make_subscribers(1)
    page = desk.get(f"{SUBSCRIBERS}inspect/{reader.pk}/").text
    assert "Rien n’est enregistré." in page
    assert "scellé" not in page


def test_adding_by_hand_keeps_who_did_it_and_on_which_word(desk, manager):
    answer = desk.post(
        f"{SUBSCRIBERS}new/",
        {
            "email": "Ben@Example.org",
            "name": "Ben",
            "language": "fr",
            "basis": "Demandé au petit-déjeuner.",
        },
    )
    assert answer.status_code == 302
    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.state) == ("ben@example.org", "confirmed")
    consent = subscriber.consents.get()
    assert (consent.what, consent.operator) == ("by_hand", manager)
    assert consent.wording == "Demandé au petit-déjeuner."
    page = desk.get(f"{SUBSCRIBERS}inspect/{subscriber.pk}/").content.decode()
    assert "Demandé au petit-déjeuner." in page
    assert say_moment(subscriber.since) in page


def test_adding_who_left_brings_her_back_and_who_is_there_is_told(desk):
    Subscriber.objects.create(email="left@example.org", state="unsubscribed")
    Subscriber.objects.create(email="there@example.org", state="confirmed")
    fields = {"name": "", "language": "fr", "basis": "Par téléphone."}
    desk.post(f"{SUBSCRIBERS}new/", {"email": "left@example.org", **fields})
    assert Subscriber.objects.get(email="left@example.org").state == "confirmed"
    answer = desk.post(f"{SUBSCRIBERS}new/", {"email": "there@example.org", **fields})
    assert answer.context["form"].errors.keys() == {"email"}


def test_the_manager_takes_somebody_off(desk, manager):
    subscriber = Subscriber.objects.create(email="a@example.org", state="confirmed")
    address = f"{SUBSCRIBERS}unsubscribe/{subscriber.pk}/"
    assert desk.get(address).status_code == 405
    desk.post(address)
    subscriber.refresh_from_db()
    assert subscriber.state == "unsubscribed"
    assert subscriber.consents.get().operator == manager


def test_an_address_is_never_edited(desk):
    subscriber = Subscriber.objects.create(email="a@example.org", state="confirmed")
    desk.post(
        f"{SUBSCRIBERS}edit/{subscriber.pk}/",
        {"email": "b@example.org", "name": "Anne", "language": "en"},
    )
    subscriber.refresh_from_db()
    assert (subscriber.email, subscriber.name) == ("a@example.org", "Anne")


def test_a_shopkeeper_sees_none_of_it(
    shopkeeper, plan_issue, make_subscribers, manager, newsletter_page
):
    (subscriber,) = make_subscribers(1)
    issue = plan_issue()
    for address in (
        ISSUES,
        f"{ISSUES}compose/",
        f"{ISSUES}deliveries/{issue.pk}/",
        f"{ISSUES}test/{issue.page_id}/",
        SUBSCRIBERS,
        f"{SUBSCRIBERS}new/",
        f"{SUBSCRIBERS}edit/{subscriber.pk}/",
        f"{SUBSCRIBERS}inspect/{subscriber.pk}/",
        f"{SUBSCRIBERS}history/{subscriber.pk}/",
        f"{SUBSCRIBERS}usage/{subscriber.pk}/",
        f"{SUBSCRIBERS}results/",
    ):
        answer = shopkeeper.get(address)
        assert answer.status_code in {302, 403, 404}, address
        assert b"reader-0" not in answer.content
    assert shopkeeper.post(
        f"{SUBSCRIBERS}unsubscribe/{subscriber.pk}/"
    ).status_code in {
        302,
        403,
    }
    subscriber.refresh_from_db()
    assert subscriber.state == "confirmed"
    assert "reader-0" not in shopkeeper.get("/gestion/").content.decode()


@pytest.mark.parametrize("what", ["subscribers", "issues", "deliveries"])
def test_a_list_costs_the_same_with_one_row_and_with_thirty(
    desk, what, newsletter_page, newsletter_channel, plan_issue, make_subscribers
):
    issue = plan_issue()
    address = {
        "subscribers": SUBSCRIBERS,
        "issues": ISSUES,
        "deliveries": f"{ISSUES}deliveries/{issue.pk}/",
    }[what]

    def add(numbers: range) -> None:
        for number in numbers:
            reader = Subscriber.objects.create(email=f"r{number}@example.org")
            Delivery.objects.create(
                publication=issue,
                subscriber=reader,
                address=reader.email,
                state="refused",
            )
            page = newsletter_page.add_child(instance=IssuePage(title=f"N{number}"))
            type(issue).objects.plan(page, newsletter_channel, timezone.now())

    add(range(1))
    with_one = queries_of(desk, address)
    add(range(1, 30))
    assert queries_of(desk, address) == with_one


def test_the_manager_reorders_rewords_and_adds_in_the_editor(
    desk, manager, plan_for_newsletter, newsletter_page
):
    bakery = plan_for_newsletter(make_news(title="Le fournil ouvre"))
    issue = compose_issue(newsletter_page, manager)
    books = plan_for_newsletter(make_news(title="La librairie déménage"))
    item = {"title": "", "text": ""}
    answer = desk.post(
        f"/gestion/pages/{issue.pk}/edit/",
        nested_form_data(
            {
                "title": issue.title,
                "slug": issue.slug,
                "trial_share": 20,
                "trial_hours": 2,
                "subject": "Deux nouvelles",
                "edito": "Bonne lecture.",
                "body": streamfield(
                    [
                        ("item", {"publication": books.pk, **item, "text": "Enfin."}),
                        ("item", {"publication": bakery.pk, **item}),
                        ("quote", {"text": "Venez.", "who": "Anna"}),
                    ]
                ),
            }
        ),
    )
    assert answer.status_code == 302
    saved = IssuePage.objects.get().get_latest_revision_as_object()
    assert publications_of(saved.body) == [books, bakery]
    pieces = contents.of_page(saved).pieces
    assert [piece["kind"] for piece in pieces] == ["item", "item", "quote"]
    assert pieces[0]["text"] == "Enfin."


def test_an_item_not_approved_for_the_newsletter_cannot_be_put_in(
    desk, manager, newsletter_page, plan_for_newsletter
):
    cancelled = plan_for_newsletter(make_news())
    cancelled.cancel()
    issue = compose_issue(newsletter_page, manager)
    body = [("item", {"publication": cancelled.pk, "title": "", "text": ""})]
    answer = desk.post(
        f"/gestion/pages/{issue.pk}/edit/",
        nested_form_data(
            {
                "title": issue.title,
                "slug": issue.slug,
                "trial_share": 20,
                "trial_hours": 2,
                "subject": "",
                "edito": "",
                "body": streamfield(body),
            }
        ),
    )
    assert answer.status_code == 200
    assert "body" in answer.context["form"].errors


def test_the_editor_says_what_is_to_mend_and_calls_nobody(
    desk, manager, newsletter_page
):
    issue = compose_issue(newsletter_page, manager)
    issue.edito = "Horaires à compléter"
    poll = {"question": "Quel jour ?", "url": "http://127.0.0.1:9/", "button": ""}
    issue.body.append(("poll", {**poll, "web_only": False}))
    issue.body.append(("agenda", {"entries": [{"day": None}], "web_only": False}))
    issue.save_revision(user=manager)
    editor = desk.get(f"/gestion/pages/{issue.pk}/edit/").content.decode()
    assert "«\u00a0à compléter\u00a0» y figure encore. Remplacez-le." in editor
    assert "n’est pas accessible de l’extérieur" not in editor


def test_the_editor_of_free_text_has_a_name(desk, newsletter_page, manager):
    issue = compose_issue(newsletter_page, manager)
    page = desk.get(f"/gestion/pages/{issue.pk}/edit/").text
    assert "&quot;ariaLabel&quot;: &quot;Texte&quot;" in page
