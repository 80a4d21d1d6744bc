"""Changing the text of a post that stands on the Page."""

import pytest

from publishing.contract import Announcement, Status
from publishing.facebook.transport import FacebookTransport
from publishing.transport import Outcome, Receipt, SendError
from tests.publishing.facebook.conftest import MARK

pytestmark = pytest.mark.django_db

CANCELLED = Announcement(
    kind="event",
    title="Fête de rue",
    text="Musique et étals.",
    url="http://localhost:8000/agenda/fete/",
    language="fr",
    status=Status.CANCELLED,
)


@pytest.fixture
def posted(publication):
    publication.remote_id, publication.remote_url = "1_7", "https://facebook/7"
    return publication


def test_the_post_says_that_the_event_is_cancelled(graph_server, channel, posted):
    graph_server.answer({"success": True})
    receipt = FacebookTransport(channel).amend(posted, CANCELLED)
    assert receipt == Receipt(remote_id="1_7", url="https://facebook/7")
    [asked] = graph_server.asked
    assert (asked.method, asked.path) == ("POST", "/v26.0/1_7")
    assert asked.form["message"] == (
        "ANNULÉ. Ce rendez-vous n’aura pas lieu.\nFête de rue\n\n"
        "Musique et étals.\n\n"
        f"Tout savoir\u00a0: http://localhost:8000/p/{MARK}"
    )


def test_a_post_that_somebody_deleted_cannot_be_changed(graph_server, channel, posted):
    graph_server.error(100, 33)
    with pytest.raises(SendError) as raised:
        FacebookTransport(channel).amend(posted, CANCELLED)
    assert raised.value.outcome == Outcome.REFUSED
    assert raised.value.message == (
        "La publication n’est plus sur Facebook\u202f; quelqu’un l’y a supprimée."
    )
