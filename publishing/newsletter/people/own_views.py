"""A subscriber's own page: preferences, everything we know, and its end.

The way there is a link that was mailed to the address on request and works for a
day: the mails of an issue get forwarded, so none of them opens anybody's data.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from publishing import letters
from publishing.newsletter import signup
from publishing.newsletter.forms import AskOwnForm, PreferencesForm
from publishing.newsletter.models import (
    Consent,
    NewsletterPage,
    Subscriber,
    Suppression,
)
from publishing.newsletter.people.erasing import erase_person
from publishing.newsletter.people.own_data import as_data, as_receipt
from publishing.newsletter.tokens import (
    leave_token,
    own_token,
    who_stays,
    whose_own,
)


def for_the_owner(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let `view` have the subscriber whose link it is; say so when it is over."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        subscriber = Subscriber.objects.filter(pk=whose_own(token) or 0).first()
        if subscriber is None:
            return render(request, "newsletter/own/over.html", status=410)
        return view(request, subscriber, token)

    return guarded


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Mail the link to the address, if we know it; answer the same if we don't."""
    form = AskOwnForm(request.POST or None, label_suffix="")
    if form.is_valid() and not signup.asks_too_often(request, form):
        known = Subscriber.objects.with_email(form.cleaned_data["email"]).first()
        if known and not signup.has_enough_mail(request, known):
            _mail_the_link(known)
        return redirect("newsletter:asked_own")
    status = 422 if form.is_bound else 200
    return render(request, "newsletter/own/ask.html", {"form": form}, status=status)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say to look into the mailbox; the same for everybody."""
    return render(request, "newsletter/own/asked.html")


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_owner
def own(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    """Show everything there is about her; take her preferences."""
    form = PreferencesForm(request.POST or None, instance=subscriber, label_suffix="")
    if form.is_valid():
        subscriber.prefer(**form.cleaned_data)
        return redirect(f"{request.path}?saved")
    context = {
        "form": form,
        "subscriber": subscriber,
        "consents": subscriber.consents.all(),
        "issues": subscriber.deliveries.count(),
        "token": token,
        "leave": reverse("newsletter:leave", args=[leave_token(subscriber.pk)]),
        "saved": "saved" in request.GET,
    }
    status = 422 if form.is_bound else 200
    return render(request, "newsletter/own/page.html", context, status=status)


@require_safe
@for_the_owner
def download(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    """Hand over everything, for other programs."""
    answer = JsonResponse(
        as_data(subscriber), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    answer["Content-Disposition"] = 'attachment; filename="newsletter.json"'
    return answer


@require_safe
@for_the_owner
def read_receipt(
    request: HttpRequest, subscriber: Subscriber, token: str
) -> HttpResponse:
    """Hand over the receipt of her consents, to be read."""
    return receipt_of(subscriber)


@require_POST
@for_the_owner
def erase(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    """Forget her, and remember by a hash alone not to write to her again."""
    erase_person(subscriber, Suppression.Why.ERASED)
    return render(request, "newsletter/own/erased.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stay(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button of who is asked whether to go on; go on when it is pressed."""
    subscriber = Subscriber.objects.filter(pk=who_stays(token) or 0).first()
    if subscriber is None or subscriber.state != Subscriber.State.CONFIRMED:
        context = {"newsletter": NewsletterPage.objects.first()}
        return render(request, "newsletter/link_over.html", context, status=410)
    done = request.method == "POST" and subscriber.stay(
        signup.evidence(
            Consent.What.RENEWED,
            Consent.Source.LINK,
            request,
            **subscriber.consents.all().words_agreed_to(),
        )
    )
    context = {"subscriber": subscriber, "done": done}
    return render(request, "newsletter/stay.html", context)


def receipt_of(subscriber: Subscriber) -> HttpResponse:
    """Return the receipt as a file that opens anywhere."""
    # The mark at the start tells Windows' editor that the accents are UTF-8.
    text = "\ufeff" + as_receipt(subscriber)
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    name = _("consent-receipt") + ".txt"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _mail_the_link(subscriber: Subscriber) -> None:
    link = reverse("newsletter:own", args=[own_token(subscriber.pk)])
    letters.write(
        "newsletter/letters/own",
        {"subscriber": subscriber, "link": settings.CITYHUB_BASE_URL + link},
        to=subscriber.email,
        language=subscriber.language,
    )
