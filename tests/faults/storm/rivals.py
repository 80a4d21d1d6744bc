"""The retry rules of other engines, as their code was read, in the same storm.

Only the rules are played, against the same server with the same seed and with
the waits left out: when is it sent again, and what is said in the end. Sources:
Postiz 74b01ad, Mixpost df57648, BrightBean Studio d85fce1, Shoutrrr e0b896c.
"""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import requests

from tests.faults.storm.moods import Temper
from tests.faults.storm.page import PageServer
from tests.faults.storm.reckoning import Reckoning

#: How often a process dies while its call is under way.
DEATHS = 0.1
AT_ONCE = 12
READ_TIMEOUT = 1.2


class Died(Exception):
    """The process that was sending is gone."""


@dataclass(frozen=True)
class Answer:
    """What a call brought: an HTTP status, or the name of a trouble instead."""

    status: int = 0
    trouble: str = ""
    receipt: bool = False
    has_error: bool = False


Send = Callable[[], Answer]


def postiz(send: Send) -> bool:
    """Send up to 4 times on a 500; after a reset or nonsense, up to 5 rounds.

    A time-out, and a death, end as "could not confirm": for a person to check.
    """
    for _round in range(5):
        answer = Answer()
        for _send in range(4):
            answer = send()
            if answer.status not in (429, 500):
                break
        if answer.receipt or answer.trouble == "timeout" or answer.has_error:
            return answer.receipt
    return False


def brightbean(send: Send) -> bool:
    """Take every trouble for one that may be tried again: about 4 sends in all.

    What was being sent in a process that died stays so for ever.
    """
    return any(send().receipt for _ in range(4))


def shoutrrr(send: Send) -> bool:
    """Try again after troubles of the network and of the server, 5 times in all."""
    for _ in range(5):
        answer = send()
        if not (answer.trouble or answer.status >= 500):
            return answer.receipt
    return False


def mixpost(send: Send) -> bool:
    """Send once; whatever doesn't say "error" in JSON counts as published."""
    answer = send()
    return not answer.has_error


RULES = {
    "Postiz": postiz,
    "BrightBean": brightbean,
    "Shoutrrr": shoutrrr,
    "Mixpost": mixpost,
}


def play(rule: Callable[[Send], bool], items: int, seed: str) -> Reckoning:
    """Return what becomes of `items` when they are sent by `rule`."""
    with PageServer(Temper(seed)) as page:

        def send_item(item: int) -> bool:
            deaths = random.Random(f"{seed}/{item}/deaths")

            def send() -> Answer:
                answer = post(page.url, f"Nouvelle n° {item}")
                if deaths.random() < DEATHS:
                    raise Died
                return answer

            try:
                return rule(send)
            except Died:
                return False

        with ThreadPoolExecutor(AT_ONCE) as pool:
            said = list(pool.map(send_item, range(items)))
        reckoning = Reckoning()
        for item, published in enumerate(said):
            reckoning.count(page.posts_of(item), published)
        return reckoning


def post(url: str, message: str) -> Answer:
    """Post once; nothing is raised."""
    try:
        answer = requests.post(
            f"{url}v1/1/feed", data={"message": message}, timeout=(2, READ_TIMEOUT)
        )
    except requests.Timeout:
        return Answer(trouble="timeout")
    except requests.RequestException:
        return Answer(trouble="reset")
    try:
        told = answer.json()
    except ValueError:
        return Answer(status=answer.status_code)
    return Answer(
        status=answer.status_code, receipt="id" in told, has_error="error" in told
    )
