"""What is told about the Page changes what we know, and nothing on the Page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.facebook import settling
from publishing.facebook.feed import told
from publishing.facebook.models import ForeignPost, PageUpdate
from publishing.facebook.sandbox.models import Fault
from publishing.models import Attempt, Channel, Letter, Publication
from tests.factories import make_news
from tests.publishing.facebook.conftest import PAGE_ID

State = Publication.State
SIX_O_CLOCK = 1795334400
POST_ID = f"{PAGE_ID}_7"


@pytest.fixture(autouse=True)
def _impatient(settings):
    """The grace time is long, so nothing settles by waiting."""
    settings.PUBLISHING_GRACE_SECONDS = 3600
    settings.FACEBOOK_READ_TIMEOUT = 0.8


@pytest.fixture
def channel(db):
    """The Page's channel, without any Facebook behind it."""
    return Channel.objects.create(
        kind="facebook", name="Commerces en ville", remote_id=PAGE_ID
    )


@pytest.fixture
def plan():
    def plan(channel):
        return Publication.objects.plan(make_news(), channel, timezone.now())

    return plan


def tell(verb, post_id, handle=True, **value):
    """Let Facebook tell of one post, and a worker handle it."""
    made = {"from": {"id": PAGE_ID}, "created_time": SIX_O_CLOCK}
    value = {"item": "status", "verb": verb, "post_id": post_id, **made, **value}
    PageUpdate.keep(told(Channel.objects.get(remote_id=PAGE_ID), value))
    if handle:
        settling.handle_due()


def step(publication):
    """Let the engine do what is due."""
    due = Publication.objects.due(timezone.now()).filter(pk=publication.pk)
    if due.exists():
        dispatch(publication.pk)
    publication.refresh_from_db()
    return publication.state


def test_a_doubtful_post_is_settled_as_soon_as_facebook_tells_of_it(
    plan, connected, sandbox
):
    doubtful = plan(connected)
    Fault.objects.switch_on("error_after")
    assert step(doubtful) == State.UNSURE
    assert step(doubtful) == State.UNSURE  # nothing is due for an hour
    post = sandbox.posts.get()
    tell("add", post.remote_id, message=post.message)
    assert step(doubtful) == State.PUBLISHED
    assert doubtful.remote_id == post.remote_id
    assert sandbox.posts.count() == 1
    assert list(doubtful.attempts.values_list("result", flat=True)) == ["found"]


def test_what_was_told_before_the_doubt_is_looked_at_at_once(plan, connected, sandbox):
    """The post turns out not to be there: then all of the grace time is waited."""
    publication = plan(connected)
    tell("add", f"{PAGE_ID}_1", message=f"Venez ! {publication.short_link}")
    Fault.objects.switch_on("error_before")
    assert step(publication) == State.UNSURE
    assert publication.due_at < timezone.now()
    assert step(publication) == State.UNSURE
    assert publication.due_at > timezone.now() + timedelta(minutes=50)
    assert sandbox.posts.count() == 0


def test_who_holds_the_publication_is_not_disturbed(plan, channel):
    publication = plan(channel)
    publication.claim(timezone.now())
    tell("add", f"{PAGE_ID}_1", message=publication.short_link)
    assert PageUpdate.objects.get().due_at == publication.lease_until
    publication.refresh_from_db()
    assert publication.state == State.SENDING


@pytest.fixture
def unsure(plan, channel):
    """A publication after a try without a clear answer."""
    publication = plan(channel)
    publication.claim(timezone.now())
    attempt = publication.begin_attempt(Attempt.Purpose.PUBLISH, "Venez goûter.")
    attempt.end(Attempt.Result.AMBIGUOUS)
    publication.record_unsure(timezone.now() + timedelta(hours=1), "Pas de réponse.")
    return publication


@pytest.fixture
def standing(unsure):
    """A publication that stands on the Page."""
    unsure.record_published(remote_id=POST_ID, url="", wording="Venez goûter.")
    return unsure


def test_a_post_removed_by_hand_is_said_and_not_posted_again(standing, manager):
    tell("remove", POST_ID)
    assert step(standing) == State.WITHDRAWN
    assert standing.reason == (
        "Supprimée à la main sur Facebook. CityHub ne la republie pas."
    )
    standing.page.specific.save_revision().publish()
    assert step(standing) == State.WITHDRAWN
    assert list(Letter.objects.values_list("to", "subject")) == [
        (
            manager.email,
            "Supprimé à la main de Commerces en ville : Une boulangerie ouvre",
        )
    ]


def test_what_we_withdraw_ourselves_is_no_news(standing, manager):
    standing.page.unpublish()
    standing.refresh_from_db()
    standing.claim(timezone.now())
    standing.begin_attempt(Attempt.Purpose.WITHDRAW).end(Attempt.Result.AMBIGUOUS)
    standing.postpone(timezone.now(), "Pas de réponse.")
    tell("remove", POST_ID)
    standing.refresh_from_db()
    assert standing.state == State.PUBLISHED  # the engine will find it gone
    assert Letter.objects.count() == 0


def test_a_doubtful_post_removed_by_hand_is_not_sent_again(unsure):
    tell("add", POST_ID, handle=False, message=unsure.short_link)
    tell("remove", POST_ID)
    unsure.refresh_from_db()
    assert unsure.state == State.WITHDRAWN
    assert not unsure.attempts.unclear().exists()


def test_a_post_without_a_mark_is_recognised_by_its_words(unsure):
    """Its link stands in the first comment."""
    tell("add", POST_ID, message="Venez  goûter.\n")
    unsure.refresh_from_db()
    assert unsure.due_at <= timezone.now()
    assert PageUpdate.tells_of(unsure)
    assert ForeignPost.objects.count() == 0


def test_what_turns_out_to_be_ours_is_not_foreign(unsure):
    tell("add", POST_ID, message="D’autres mots")
    assert ForeignPost.objects.standing().count() == 1
    unsure.record_published(remote_id=POST_ID, url="", wording="Venez goûter.")
    assert ForeignPost.objects.standing().count() == 0


def test_words_changed_by_hand_are_said_once(standing, manager):
    for _again in range(2):
        tell("edited", POST_ID, message="Nous fermons.")
    standing.refresh_from_db()
    assert standing.state == State.PUBLISHED
    assert standing.sent_wording == "Nous fermons."
    assert standing.reason == "Texte modifié à la main sur Facebook."
    [letter] = Letter.objects.all()
    assert "Nous fermons." in letter.text


def test_our_own_corrections_are_no_news(standing, manager):
    Publication.objects.page_changed(standing.page)
    standing.claim(timezone.now())
    standing.begin_attempt(Attempt.Purpose.AMEND, "Venez dimanche.")
    standing.record_amended(
        remote_id=POST_ID, url="", wording="Venez dimanche.", compare_at=None
    )
    for wording in ("Venez  goûter.\n", "Venez dimanche."):
        tell("edited", POST_ID, message=wording)
    standing.refresh_from_db()
    assert standing.reason == ""
    assert Letter.objects.count() == 0


def test_a_post_made_elsewhere_is_noted_and_not_touched(channel):
    tell("add", "1_2", message=f"Marché\nce matin {'!' * 400}")
    post = ForeignPost.objects.get()
    assert post.channel == channel
    assert post.excerpt == f"Marché ce matin {'!' * 400}"[:300]
    assert post.permalink == "https://www.facebook.com/1_2"
    assert post.posted_at.timestamp() == SIX_O_CLOCK
    tell("edited", "1_2", message="Marché annulé")
    post.refresh_from_db()
    assert post.excerpt == "Marché annulé"
    tell("remove", "1_2")
    assert list(ForeignPost.objects.standing()) == []


def test_a_removal_that_comes_first_still_counts(channel):
    tell("remove", "1_2")
    tell("add", "1_2", message="Marché")
    assert list(ForeignPost.objects.standing()) == []


def test_a_worker_that_dies_leaves_the_update_to_the_next(channel, monkeypatch):
    def die(update):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(settling, "handle", die)
        with pytest.raises(SystemExit):
            tell("add", "1_2", message="Marché")
    settling.handle_due()
    assert ForeignPost.objects.count() == 0  # its lease still holds
    PageUpdate.objects.update(due_at=timezone.now())
    settling.handle_due()
    assert ForeignPost.objects.count() == 1


def test_a_fault_of_ours_stops_no_other_update(channel, monkeypatch):
    tell("add", "1_2", handle=False, message="Marché")
    tell("add", "1_3", handle=False, message="Concert")
    note = settling._note_foreign

    def fault(update):
        note(update)
        if update.remote_id == "1_2":
            raise ValueError

    monkeypatch.setattr(settling, "_note_foreign", fault)
    settling.handle_due()
    assert ForeignPost.objects.get().remote_id == "1_3"
    assert PageUpdate.objects.filter(due_at__isnull=False).get().remote_id == "1_2"


def test_two_workers_handle_an_update_once(channel):
    tell("add", "1_2", handle=False, message="Marché")
    now = timezone.now()
    mine, rival = PageUpdate.objects.get(), PageUpdate.objects.get()
    assert mine.claim(now) is True
    assert rival.claim(now) is False
    late = PageUpdate.objects.get()
    PageUpdate.objects.update(due_at=now)
    assert late.claim(now) is True
    settling.handle(mine)  # its lease was over
    assert ForeignPost.objects.count() == 0
    settling.handle(late)
    assert ForeignPost.objects.count() == 1
    assert PageUpdate.objects.get().due_at is None


def test_nothing_told_costs_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        settling.handle_due()
