"""The screen of one issue's delivery: how far it is, and what people do about it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from publishing.models import Channel, Publication
from publishing.newsletter import steering, trials
from publishing.newsletter.access import for_writers, writer_of
from publishing.newsletter.figures import Clicks
from publishing.newsletter.models import Delivery
from publishing.newsletter.models.subject import Subject
from publishing.newsletter.progress import Progress, say_state
from publishing.newsletter.trial_figures import TrialFigures
from publishing.town_time import say_moment

PER_PAGE = 50
#: After so many seconds the screen renews its figures, by what is going on.
MAILS_LEAVE, CLICKS_COME = 4, 30


@for_writers
@require_safe
def delivery(request: HttpRequest, publication_id: str) -> HttpResponse:
    """Show how far an issue is, and name those who may not have got it."""
    publication = _issue(publication_id)
    ledger = Delivery.objects.filter(publication=publication)
    came_back = Q(state__in=Delivery.State.TROUBLED) | Q(bounce__isnull=False)
    troubled = ledger.filter(came_back).order_by("-state", "address")
    troubled = troubled.select_related("bounce")
    shown = Paginator(troubled, PER_PAGE).get_page(request.GET.get("p"))
    progress = Progress.of(publication)
    channel = publication.channel
    stopped = channel.state == Channel.State.ATTENTION
    leaving = progress.leaving and not progress.hold
    context = {
        "publication": publication,
        "state": say_state(publication),
        "at": say_moment(publication.at),
        "progress": progress,
        "stopped": channel if stopped else None,
        "refresh": MAILS_LEAVE if leaving else CLICKS_COME,
        "clicks": Clicks.of(publication, readers=progress.counts[Delivery.State.SENT]),
        "trial": TrialFigures.of(publication),
        "missing": ledger.missing().count(),
        "troubled": shown,
        "doubtful": any(each.state == Delivery.State.UNCERTAIN for each in shown),
    }
    return render(request, "newsletter/desk/deliveries.html", context)


@for_writers
@require_POST
def steer(request: HttpRequest, publication_id: str) -> HttpResponse:
    """Pause, let go on, stop for good, send again, or choose a subject."""
    publication = _issue(publication_id)
    verbs = {
        "pause": _pause,
        "go-on": _go_on,
        "call-off": _call_off,
        "missing": _send_to_missing,
        "uncertain": _send_to_uncertain,
        "choose": _choose,
    }
    if verb := verbs.get(request.POST.get("verb", "")):
        messages.success(request, verb(request, publication))
    return redirect("newsletter_desk:deliveries", publication.pk)


def _issue(publication_id: str) -> Publication:
    return get_object_or_404(
        Publication,
        pk=publication_id,
        channel__kind=Channel.Kind.NEWSLETTER,
        carried=False,
    )


def _pause(request: HttpRequest, publication: Publication) -> str:
    steering.pause(publication, writer_of(request))
    return _("It is paused. Mails that were just being handed over still leave.")


def _go_on(request: HttpRequest, publication: Publication) -> str:
    steering.go_on(publication, writer_of(request))
    return _("It goes on.")


def _call_off(request: HttpRequest, publication: Publication) -> str:
    number = steering.call_off(publication, writer_of(request))
    words = ngettext(
        "Stopped: %(number)d person doesn’t get it.",
        "Stopped: %(number)d people don’t get it.",
        number,
    )
    return words % {"number": number}


def _send_to_missing(request: HttpRequest, publication: Publication) -> str:
    return _sent_again(steering.send_to_missing(publication))


def _send_to_uncertain(request: HttpRequest, publication: Publication) -> str:
    chosen = [int(pk) for pk in request.POST.getlist("delivery") if pk.isdecimal()]
    return _sent_again(steering.send_to_uncertain(publication, chosen))


def _choose(request: HttpRequest, publication: Publication) -> str:
    chosen = request.POST.get("subject", "")
    if chosen not in Subject:
        return _("Nothing was changed.")
    if trials.choose(publication, Subject(chosen), writer_of(request)):
        return _("The rest leaves with it now.")
    return _("It was decided already.")


def _sent_again(number: int) -> str:
    words = ngettext(
        "It is sent again to %(number)d person.",
        "It is sent again to %(number)d people.",
        number,
    )
    return words % {"number": number}
