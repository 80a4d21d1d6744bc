"""All that is wrong with an issue, in the order in which it is read."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from publishing.newsletter import contents, render
from publishing.newsletter.contents import Contents
from publishing.newsletter.faults import links, own_site
from publishing.newsletter.faults.contrast import pale_words
from publishing.newsletter.faults.links import Leads
from publishing.newsletter.faults.placeholders import placeholder_in
from publishing.newsletter.faults.places import Place, places_in
from publishing.newsletter.faults.subject import flaws_of
from publishing.newsletter.sections import sections_of
from publishing.transport import Fault

if TYPE_CHECKING:
    from publishing.newsletter.models.issue import IssuePage

#: Gmail cuts off what is longer, and the link to unsubscribe with it.
MOST_BYTES = 100_000
A_FILE = re.compile(
    r"^(?:img|dsc|dscn|pxl)[-_ ]?\d+|\.(?:jpe?g|png|heic|webp)$", re.IGNORECASE
)

Asks = Callable[[Iterable[str]], dict[str, Leads]]


def faults_of(issue: "IssuePage", ask: Asks = links.look) -> list[Fault]:
    """Return what is wrong with `issue` as it is now.

    `ask` says where links lead: `links.look` calls other servers, `links.known`
    only remembers.
    """
    said = contents.of_page(issue)
    places = list(places_in(said))
    return [
        *_of_subject(issue, said),
        *_of_second_subject(issue, said),
        *_of_edito(issue, said),
        *_of_words(places),
        *_of_pictures(places),
        *_of_links(places, ask),
        *_of_mail(said),
    ]


def _of_subject(issue: "IssuePage", said: Contents) -> Iterator[Fault]:
    where = _("Subject of the mail")
    if not said.subject.strip():
        yield Fault(where=where, sentence=_("It is missing. Write one."))
    elif not issue.subject:
        yield Fault(
            where=where,
            sentence=_(
                "There is none, so mails will bear the title. Name the best news "
                "in it: more people will read on."
            ),
            blocks=False,
        )
    for sentence in flaws_of(said.subject):
        yield Fault(where=where, sentence=sentence)
    yield from _left_over(where, [said.subject])
    yield from _left_over(_("Title"), [said.title])


def _of_second_subject(issue: "IssuePage", said: Contents) -> Iterator[Fault]:
    where, second = _("Second subject"), issue.second_subject.strip()
    if second and second.casefold() == said.subject.strip().casefold():
        yield Fault(
            where=where,
            sentence=_("It is the same as the first. Write another one, or none."),
        )
        return
    for sentence in flaws_of(second):
        yield Fault(where=where, sentence=sentence)
    yield from _left_over(where, [second])


def _of_edito(issue: "IssuePage", said: Contents) -> Iterator[Fault]:
    where = _("Edito")
    if not said.edito.strip():
        sections = sections_of(issue.get_parent().specific.sections)
        if any(section.gathers == "edito" for section in sections):
            yield Fault(
                where=where,
                sentence=_(
                    "It is empty. Write a few words; or, if the town wants none, "
                    "take the edito out of the newsletter’s sections."
                ),
            )
    yield from _left_over(where, [said.edito])


def _of_words(places: Iterable[Place]) -> Iterator[Fault]:
    for place in places:
        yield from _left_over(place.name, place.words())


def _left_over(where: str, words: Iterable[str]) -> Iterator[Fault]:
    if found := next(filter(None, map(placeholder_in, words)), ""):
        yield Fault(
            where=where,
            sentence=_("“%(words)s” still stands there. Replace it.")
            % {"words": found},
        )


def _of_pictures(places: Iterable[Place]) -> Iterator[Fault]:
    for place in places:
        image = place.piece.get("image")
        if not image:
            continue
        described = image["alt"].strip()
        if not described and place.piece["kind"] != "picture":
            sentence = _(
                "Nothing says what its picture shows. Say it in a few words on the "
                "page that it announces, for those who can’t see it."
            )
        elif not described:
            sentence = _(
                "Nothing says what the picture shows. Say it in a few words, for "
                "those who can’t see it."
            )
        elif A_FILE.search(described):
            sentence = _(
                "“%(words)s” is the name of a file. Say what the picture shows."
            ) % {"words": described}
        else:
            continue
        yield Fault(where=place.name, sentence=sentence)


def _of_links(places: Iterable[Place], ask: Asks) -> Iterator[Fault]:
    found = [(place.name, url) for place in places for url in place.links()]
    web = {url for _name, url in found if url.startswith(("http://", "https://"))}
    own = {url for url in web if own_site.is_own(url)}
    dead = own_site.dead(own)
    leads = ask(web - own)
    for where, url in dict.fromkeys(found):
        if not url:
            yield Fault(
                where=where,
                sentence=_(
                    "A link leads to a page that was deleted. Choose another page, "
                    "or take the link off."
                ),
            )
        elif url in dead:
            yield Fault(
                where=where,
                sentence=_(
                    "%(url)s is not on the site, or not yet. Publish the page, or "
                    "take the link off."
                )
                % {"url": url},
            )
        elif url in leads:
            yield from _of_answer(where, url, leads[url])


def _of_answer(where: str, url: str, answer: Leads) -> Iterator[Fault]:
    if answer == Leads.GONE:
        sentence = _(
            "%(url)s does not exist (any more). Correct the address, or take the "
            "link off."
        )
    elif answer == Leads.PRIVATE:
        sentence = _(
            "%(url)s can’t be reached from outside. Give an address that everybody "
            "can open."
        )
    elif answer == Leads.SILENT:
        sentence = _(
            "%(url)s does not answer just now. Open it yourself before you approve."
        )
    else:
        return
    yield Fault(
        where=where, sentence=sentence % {"url": url}, blocks=answer != Leads.SILENT
    )


def _of_mail(said: Contents) -> Iterator[Fault]:
    """Judge the finished mail: how heavy, how readable."""
    where = _("The whole mail")
    html = render.as_html(
        said,
        said.language,
        greeting=render.greeting_for("", said.language),
        leave_url="#",
    )
    size = len(html.encode())
    if size > MOST_BYTES:
        yield Fault(
            where=where,
            sentence=_(
                "It weighs %(size)s KB; above %(most)s KB some programs cut off its "
                "end. Shorten texts, or keep some pieces for the web version."
            )
            % {"size": -(-size // 1000), "most": MOST_BYTES // 1000},
        )
    for pale in pale_words(html):
        yield Fault(
            where=where,
            sentence=_(
                "“%(words)s” is hard to read: %(colour)s on %(ground)s. Ask whoever "
                "looks after the site for colours that are further apart."
            )
            % {
                "words": pale.words[:40],
                "colour": pale.colour,
                "ground": pale.ground,
            },
        )
