"""The pages behind the links of our mails: confirm, unsubscribe, what is announced.

Mail scanners and prefetching programs follow every link, so a GET never
changes anything for a person; it shows one button, or leads on and is counted.
"""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from publishing.newsletter import signup
from publishing.newsletter.clicks import note_click
from publishing.newsletter.models import Consent, Link, NewsletterPage, Subscriber
from publishing.newsletter.tokens import who_confirms, who_leaves

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Lead on from a link of a mail, to nowhere but where it was laid; count it."""
    link = get_object_or_404(Link, pk=key)
    try:
        note_click(link, request)
    except Exception:
        logger.exception("A click on %s was not counted", link.pk)
    return redirect(link.target)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say to look into the mailbox; the same for everybody who signs up."""
    return render(request, "newsletter/asked.html", _newsletter())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that confirms; subscribe when it is pressed."""
    subscriber = _subscriber(who_confirms(token))
    if subscriber is None:
        return render(request, "newsletter/link_over.html", _newsletter(), status=410)
    if request.method == "POST":
        signup.confirm(subscriber, request)
    words = subscriber.consents.all().words_agreed_to()
    context = {**_newsletter(), "subscriber": subscriber, "wording": words["wording"]}
    return render(request, "newsletter/confirm.html", context)


@never_cache
@csrf_exempt  # RFC 8058: the mail program's POST brings no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that unsubscribes; unsubscribe when it is pressed.

    RFC 8058: the mail program posts `List-Unsubscribe=One-Click` and wants an
    answer without cookies, redirect or login.
    """
    subscriber = _subscriber(who_leaves(token))
    if subscriber is None:
        raise Http404
    if request.method == "POST":
        one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        source = Consent.Source.ONE_CLICK if one_click else Consent.Source.LINK
        signup.leave(subscriber, source, request)
        if one_click:
            return HttpResponse(_("You are unsubscribed."), content_type="text/plain")
        subscriber.refresh_from_db()
    context = {**_newsletter(), "subscriber": subscriber, "token": token}
    return render(request, "newsletter/leave.html", context)


def _newsletter() -> dict[str, object]:
    return {"newsletter": NewsletterPage.objects.first()}


def _subscriber(key: int | None) -> Subscriber | None:
    return Subscriber.objects.filter(pk=key).first() if key is not None else None
