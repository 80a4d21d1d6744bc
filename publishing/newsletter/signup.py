"""Signing up, confirming and leaving: what a person does, with its evidence."""

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_ratelimit.core import is_ratelimited

from publishing import letters
from publishing.newsletter.forms import SignUpForm
from publishing.newsletter.models.consent import Consent, without_the_last_part
from publishing.newsletter.models.subscriber import Subscriber
from publishing.newsletter.people.domains import takes_mail
from publishing.newsletter.tokens import confirm_token

#: Raise it whenever the words of newsletter/wording.txt change.
WORDING_VERSION = "2026-11"
PER_NETWORK = "20/h"
PER_ADDRESS = "3/d"


def sign_up(request: HttpRequest, form: SignUpForm) -> bool:
    """Ask by mail whether the address wants the newsletter.

    Returns False, with the reason in the form, when this visitor asked too
    often or nobody takes mail for the address. Who is known and who isn't get the same answer here; only the mail
    to the address itself tells.
    """
    if asks_too_often(request, form) or leads_nowhere(form):
        return False
    language = translation.get_language() or settings.LANGUAGE_CODE
    subscriber = Subscriber.objects.ask(
        form.cleaned_data["email"], name=form.cleaned_data["name"], language=language
    )
    if not has_enough_mail(request, subscriber):
        _write(subscriber)
    if subscriber.state == Subscriber.State.PENDING:
        _keep(subscriber, request)
    return True


def asks_too_often(request: HttpRequest, form: forms.Form) -> bool:
    """Whether too much is asked from here; the form says so then."""
    limited = is_ratelimited(
        request, group="newsletter.sign_up", key="ip", rate=PER_NETWORK, increment=True
    )
    if limited:
        form.add_error(
            None, _("Too many requests from here. Please try again in an hour.")
        )
    return limited


def leads_nowhere(form: forms.Form) -> bool:
    """Whether no mail gets to the address; the form says so then."""
    email = form.cleaned_data["email"]
    if takes_mail(email):
        return False
    form.add_error(
        "email",
        _("No mail can get to “%(domain)s”. Please look how it is spelt.")
        % {"domain": email.rpartition("@")[2]},
    )
    return True


def has_enough_mail(request: HttpRequest, subscriber: Subscriber) -> bool:
    """Whether strangers had this address written to often enough today."""
    return is_ratelimited(
        request,
        group="newsletter.confirmation",
        key=lambda group, request: subscriber.email,
        rate=PER_ADDRESS,
        increment=True,
    )


def wording() -> str:
    """Return the sentence that people agree to, in the active language."""
    return render_to_string("newsletter/wording.txt").strip()


def evidence(what: str, source: str, request: HttpRequest, **fields: object) -> Consent:
    """Return a consent record of what was done in `request`, not yet saved."""
    ip = without_the_last_part(request.META.get("REMOTE_ADDR"))
    return Consent(what=what, source=source, ip=ip, **fields)


def confirm(subscriber: Subscriber, request: HttpRequest) -> bool:
    """Subscribe who pressed the button behind the link in her mail."""
    words = subscriber.consents.all().words_agreed_to()
    return subscriber.confirm(
        evidence(Consent.What.CONFIRMED, Consent.Source.LINK, request, **words)
    )


def leave(subscriber: Subscriber, source: str, request: HttpRequest) -> bool:
    """Take a subscriber off the list."""
    return subscriber.unsubscribe(evidence(Consent.What.WITHDRAWN, source, request))


def _write(subscriber: Subscriber) -> None:
    known = subscriber.state == Subscriber.State.CONFIRMED
    link = reverse("newsletter:confirm", args=[confirm_token(subscriber.pk)])
    letters.write(
        "newsletter/letters/known" if known else "newsletter/letters/confirm",
        {"subscriber": subscriber, "link": settings.CITYHUB_BASE_URL + link},
        to=subscriber.email,
        language=subscriber.language,
    )


def _keep(subscriber: Subscriber, request: HttpRequest) -> None:
    asked = evidence(
        Consent.What.ASKED,
        Consent.Source.FORM,
        request,
        wording=wording(),
        wording_version=WORDING_VERSION,
    )
    asked.subscriber = subscriber
    asked.save()
