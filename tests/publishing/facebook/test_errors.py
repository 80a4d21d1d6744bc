"""The verdict on each of Facebook's errors."""

from datetime import timedelta

import pytest
from django.utils import translation

from publishing.facebook import meanings
from publishing.facebook.errors import TELLING_SUBCODES, send_error
from publishing.facebook.graph import GraphError, NoClearAnswer, NotReached
from publishing.transport import Outcome
from tests.publishing.facebook.error_facts import FACTS

LATER, AMBIGUOUS = Outcome.LATER, Outcome.AMBIGUOUS
MEANINGS = [
    name for name, kept in vars(meanings).items() if isinstance(kept, meanings.Meaning)
]


def error(code, subcode=None, *, status=400, headers=None, **more):
    body = {"message": "No", "code": code, "error_subcode": subcode, **more}
    return GraphError({"error": body}, status, headers or {})


@pytest.mark.parametrize(("code", "subcode", "meaning"), FACTS)
def test_code_and_subcode_decide(code, subcode, meaning):
    verdict = send_error(error(code, subcode), writing=True)
    assert verdict.outcome == meaning.outcome
    assert f"{verdict.message}" == f"{meaning.sentence}"


@pytest.mark.parametrize(
    "number", [number for number in meanings.BY_NUMBER if number >= TELLING_SUBCODES]
)
def test_a_long_number_says_the_same_as_code_and_as_subcode(number):
    as_code = send_error(error(number), writing=True)
    as_subcode = send_error(error(100, number), writing=True)
    assert f"{as_code.message}" == f"{as_subcode.message}"
    assert as_code.outcome == as_subcode.outcome


def test_each_row_of_our_table_is_a_fact():
    told = {(code, subcode) for code, subcode, _ in FACTS}
    told |= {(subcode, None) for _, subcode, _ in FACTS if subcode}
    ours = {(number, None) for number in meanings.BY_NUMBER} | {*meanings.BY_PAIR}
    assert ours - told == set()


@pytest.mark.parametrize("name", MEANINGS)
def test_each_meaning_has_a_sentence_in_both_languages(name):
    sentence = getattr(meanings, name).sentence
    with translation.override("en"):
        english = f"{sentence}"
    with translation.override("fr"):
        french = f"{sentence}"
    assert french != english
    assert english.endswith(".")
    assert french.endswith(".")


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


@pytest.mark.parametrize("minutes", [0, 7])
def test_a_block_for_posting_too_fast_lasts_hours(minutes):
    usage = f'{{"1": [{{"estimated_time_to_regain_access": {minutes}}}]}}'
    block = error(368, headers={"X-Business-Use-Case-Usage": usage})
    assert send_error(block, writing=True).retry_after == timedelta(hours=6)


def test_only_a_wait_has_a_length():
    usage = '{"1": [{"estimated_time_to_regain_access": 7}]}'
    down = error(190, headers={"X-Business-Use-Case-Usage": usage})
    assert send_error(down, writing=True).retry_after is None


def test_the_sentence_tells_the_manager_what_to_do():
    assert send_error(error(190, 492), writing=True).message == (
        "La personne qui a connecté la Page n’y a plus de rôle. Rendez-lui ce rôle "
        "sur Facebook, ou faites connecter la Page par quelqu’un d’autre."
    )
