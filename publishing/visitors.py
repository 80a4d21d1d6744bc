"""Who follows a link: a person, or a program that only looks at it."""

import re

from django.http import HttpRequest

#: Programs that fetch a link to show or to check it; people come later.
PROGRAMS = re.compile(
    r"bot|crawl|spider|slurp|preview|scan|facebookexternalhit|facebookcatalog"
    r"|meta-external|whatsapp|skypeuripreview|embedly|curl|wget|python|monitor"
    r"|headless|go-http-client|java/|axios|node-fetch|libwww|httpclient"
    r"|barracuda|proofpoint|mimecast|symantec|messagelabs|trendmicro|fireeye"
    r"|sophos|safelinks|urldefense|mailproxy|imageproxy",
    re.IGNORECASE,
)
#: Where browsers and mail programs say that they fetch a page ahead of a click.
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def is_a_person(request: HttpRequest) -> bool:
    """Whether somebody follows the link, as far as the request itself tells."""
    program = request.headers.get("User-Agent", "")
    ahead = any(
        re.search("prefetch|preview", request.headers.get(n, "")) for n in AHEAD
    )
    return (
        request.method == "GET"
        and bool(program)
        and not ahead
        and not PROGRAMS.search(program)
    )
