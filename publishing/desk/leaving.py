"""Taking a page off the site takes its posts along: asked first, never silently.

Wagtail asks whether the page shall go; when something of it stands on a channel,
one more question follows: shall that go too, or stay there without its page?
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from publishing.models import Publication

ANSWER = "what_stands_there"
LEAVE, TAKE_AWAY = "leave", "take_away"


def standing(pages: Iterable[Page], *, with_descendants: bool) -> QuerySet[Publication]:
    """Return what stands on channels of `pages`; mail that left is no such thing."""
    concerned = Q()
    for page in pages:
        concerned |= Q(page_id=page.pk)
        if with_descendants:
            concerned |= Q(page__path__startswith=page.path)
    if not concerned:
        return Publication.objects.none()
    return (
        Publication.objects.filter(
            concerned, state=Publication.State.PUBLISHED, carried=False
        )
        .exclude(remote_url="")
        .select_related("channel")
        .order_by("page_title", "channel_id")
    )


def ask(
    request: HttpRequest, pages: Iterable[Page], *, with_descendants: bool
) -> HttpResponse | None:
    """Ask what becomes of what stands there; None when there is nothing to ask.

    The answer comes with everything else that was posted, to the same address.
    """
    if request.method != "POST":
        return None
    there = standing(pages, with_descendants=with_descendants)
    answer = request.POST.get(ANSWER)
    if answer == LEAVE:
        there.update(stays=True)
    if answer in (LEAVE, TAKE_AWAY) or not there.exists():
        return None
    posted = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    context = {"publications": there, "posted": posted, "name": ANSWER}
    return render(request, "desk/leaving.html", context)
