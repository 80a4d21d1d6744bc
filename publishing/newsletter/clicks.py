"""Who follows a link of an issue: counted, told from machines, never known.

Programs that protect mailboxes open every link within seconds, in the clothes
of a browser. So a network that opens several links of one issue in a moment is
a machine. What tells networks apart is a keyed hash that the cache forgets
within the hour; no address is kept, nothing stands beside the counts.
"""

from ipaddress import ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from publishing.newsletter.models.consent import without_the_last_part
from publishing.newsletter.models.link import DailyClicks, Link
from publishing.visitors import is_a_person

#: Seconds in which a second click on the same link, from the same place, is the same.
AGAIN = 3600
#: So many links of one issue, by one network, within so many seconds: a machine.
SEVERAL = 3
SECONDS = 10
#: Seconds for which such a network stays one.
STAYS = 60


def note_click(link: Link, request: HttpRequest) -> None:
    """Count that somebody, or something, follows `link`."""
    if not is_a_person(request):
        DailyClicks.add_machine(link.pk)
        return
    caller = request.META.get(settings.RATELIMIT_IP_META_KEY, "")
    if not _tells_callers_apart(caller):
        DailyClicks.add_person(link.pk)
        return
    if not cache.add(_hash(link, f"{caller} {link.pk}"), True, AGAIN):
        return
    network = _hash(link, str(without_the_last_part(caller)))
    number = _links_opened(network, link)
    if number < SEVERAL:
        DailyClicks.add_person(link.pk)
        return
    DailyClicks.add_machine(link.pk)
    cache.touch(network, STAYS)
    if number == SEVERAL:
        places = [f"{network}.{before}" for before in range(1, SEVERAL)]
        DailyClicks.were_machines(cache.get_many(places).values())
        cache.delete_many(places)


def _links_opened(network: str, link: Link) -> int:
    """Return how many links of the issue this network has opened in a moment."""
    if not cache.add(f"{network}.{link.pk}", True, SECONDS):
        return cache.get(network, 1)
    cache.add(network, 0, SECONDS)
    try:
        number = cache.incr(network)
    except ValueError:  # forgotten between the two lines
        number = 1
    cache.set(f"{network}.{number}", link.pk, 2 * SECONDS)
    return number


def _tells_callers_apart(caller: str) -> bool:
    """Whether this is an address of the Internet.

    Behind a proxy that the settings don't know of, all readers share its own.
    """
    try:
        return ip_address(caller).is_global
    except ValueError:
        return False


def _hash(link: Link, who: str) -> str:
    digest = salted_hmac("newsletter.clicks", f"{link.issue_id} {who}").hexdigest()
    return f"newsletter.clicks.{digest}"
