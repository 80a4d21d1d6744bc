"""The verdict on each of Facebook's errors."""

from datetime import timedelta

import pytest

from publishing.facebook.errors import send_error
from publishing.facebook.graph import GraphError, NoClearAnswer, NotReached
from publishing.transport import Outcome

REFUSED, DOWN = Outcome.REFUSED, Outcome.CHANNEL_DOWN
LATER, AMBIGUOUS = Outcome.LATER, Outcome.AMBIGUOUS


def error(code, subcode=None, *, status=400, headers=None, **more):
    body = {"message": "No", "code": code, "error_subcode": subcode, **more}
    return GraphError({"error": body}, status, headers or {})


@pytest.mark.parametrize(
    ("code", "subcode", "outcome"),
    [
        (1, None, AMBIGUOUS),
        (1, 99, AMBIGUOUS),
        (1, 2853006, DOWN),
        (2, None, AMBIGUOUS),
        (3, None, DOWN),
        (4, None, LATER),
        (10, None, DOWN),
        (17, None, LATER),
        (32, None, LATER),
        (100, None, REFUSED),
        (100, 33, REFUSED),
        (100, 1366051, AMBIGUOUS),
        (100, 1609005, REFUSED),
        (102, None, DOWN),
        (104, None, DOWN),
        (190, None, DOWN),
        (190, 460, DOWN),
        (190, 463, DOWN),
        (190, 492, DOWN),
        (200, None, DOWN),
        (200, 1609008, REFUSED),
        (283, None, DOWN),
        (299, None, DOWN),
        (324, None, REFUSED),
        (341, None, LATER),
        (368, None, LATER),
        (506, None, AMBIGUOUS),
        (613, 1996, LATER),
        (803, None, REFUSED),
        (1366046, None, REFUSED),
        (1404102, None, DOWN),
        (80001, None, LATER),
        (999, None, REFUSED),
        (None, None, AMBIGUOUS),
    ],
)
def test_code_and_subcode_decide(code, subcode, outcome):
    assert send_error(error(code, subcode), writing=True).outcome == outcome


def test_an_unknown_error_that_passes_may_have_posted():
    passing = error(999, is_transient=True)
    assert send_error(passing, writing=True).outcome == AMBIGUOUS


def test_an_unknown_error_500_may_have_posted():
    assert send_error(error(999, status=500), writing=True).outcome == AMBIGUOUS


def test_a_rate_limit_that_passes_is_still_a_rate_limit():
    limit = error(4, is_transient=True)
    assert send_error(limit, writing=True).outcome == LATER


def test_no_connection_means_nothing_was_sent():
    verdict = send_error(NotReached("ConnectTimeout"), writing=True)
    assert verdict.outcome == Outcome.NOT_SENT


def test_no_clear_answer_to_a_post_is_ambiguous():
    verdict = send_error(NoClearAnswer("ReadTimeout"), writing=True)
    assert verdict.outcome == AMBIGUOUS
    assert verdict.detail == "ReadTimeout"


def test_no_clear_answer_to_a_question_leaves_nothing_behind():
    verdict = send_error(NoClearAnswer("ReadTimeout"), writing=False)
    assert verdict.outcome == Outcome.NOT_SENT


def test_too_many_requests_without_json_asks_to_wait():
    verdict = send_error(NoClearAnswer("HTTP 429 without JSON", 429), writing=True)
    assert verdict.outcome == LATER
    assert verdict.retry_after == timedelta(minutes=15)


def test_the_wait_is_the_one_that_facebook_asks_for():
    usage = (
        '{"1": [{"type": "pages", "estimated_time_to_regain_access": 7}],'
        ' "2": [{"type": "pages", "estimated_time_to_regain_access": 40}]}'
    )
    limit = error(80001, headers={"X-Business-Use-Case-Usage": usage})
    assert send_error(limit, writing=True).retry_after == timedelta(minutes=40)


@pytest.mark.parametrize("usage", ["", "[]", "nonsense", '{"1": []}', '{"1": 3}'])
def test_a_header_that_says_nothing_leaves_the_usual_wait(usage):
    limit = error(32, headers={"X-Business-Use-Case-Usage": usage})
    assert send_error(limit, writing=True).retry_after == timedelta(minutes=15)


def test_a_block_for_posting_too_fast_lasts_hours():
    assert send_error(error(368), writing=True).retry_after == timedelta(hours=6)


def test_only_a_wait_has_a_length():
    usage = '{"1": [{"estimated_time_to_regain_access": 7}]}'
    down = error(190, headers={"X-Business-Use-Case-Usage": usage})
    assert send_error(down, writing=True).retry_after is None


def test_the_sentence_tells_the_manager_what_to_do():
    assert send_error(error(190, 492), writing=True).message == (
        "La personne qui a connecté la Page n’y a plus de rôle. Rendez-lui ce rôle "
        "sur Facebook, ou faites connecter la Page par quelqu’un d’autre."
    )
