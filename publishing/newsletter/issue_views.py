"""The manager's screens of issues: compose, send a test."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from publishing.models import Channel, Publication
from publishing.newsletter import delivery_views, look_views
from publishing.newsletter.access import for_writers, writer_of
from publishing.newsletter.cargo import waiting_items
from publishing.newsletter.compose import compose_issue
from publishing.newsletter.models import Delivery, IssuePage, NewsletterPage
from publishing.newsletter.next_issue import NextIssue
from publishing.newsletter.progress import say_state
from publishing.newsletter.proof import send_proof
from publishing.town_time import say_moment
from publishing.transport import SendError

PER_PAGE = 50


@for_writers
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the issues, newest first, with how far each is."""
    plans = Publication.objects.filter(
        channel__kind=Channel.Kind.NEWSLETTER, carried=False
    )
    issues = IssuePage.objects.order_by("-pk").prefetch_related(
        Prefetch("publications", queryset=plans, to_attr="plans")
    )
    shown = Paginator(issues, PER_PAGE).get_page(request.GET.get("p"))
    sent = Delivery.objects.sent_by_issue([p.pk for i in shown for p in i.plans])
    channel = Channel.objects.get(kind=Channel.Kind.NEWSLETTER)
    next_issue = NextIssue.to_hand_in(channel, timezone.now())
    for issue in shown:
        issue.plan = issue.plans[0] if issue.plans else None
        issue.state = say_state(issue.plan) if issue.plan else ""
        issue.at = say_moment(issue.plan.at) if issue.plan else ""
        if next_issue and next_issue.draft == issue:
            issue.hand_in_before = say_moment(next_issue.at)
        issue.sent = sent.get(issue.plan.pk, 0) if issue.plan else 0
    return render(request, "newsletter/desk/issues.html", {"issues": shown})


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest) -> HttpResponse:
    """Show what waits for the next issue; put it into a draft."""
    if request.method == "POST":
        draft = compose_issue(NewsletterPage.objects.get(), writer_of(request))
        return redirect("wagtailadmin_pages:edit", draft.pk)
    channel = Channel.objects.get(kind=Channel.Kind.NEWSLETTER)
    at = channel.next_slot(timezone.now())
    context = {"items": waiting_items(channel, at), "at": say_moment(at)}
    return render(request, "newsletter/desk/compose.html", context)


@for_writers
@require_POST
def send_test(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send the draft to the one who asks, and to nobody else."""
    issue = get_object_or_404(IssuePage, pk=page_id)
    try:
        number = send_proof(issue, writer_of(request))
    except SendError as error:
        messages.error(request, error.message)
    else:
        words = ngettext(
            "The test mail is on its way to %(address)s.",
            "%(number)d test mails are on their way to %(address)s, one with each subject.",
            number,
        )
        messages.success(
            request, words % {"number": number, "address": writer_of(request).email}
        )
    return redirect("wagtailadmin_pages:edit", issue.pk)


@for_writers
@require_safe
def ask_test(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say where the test mail would go, with the button that sends it."""
    issue = get_object_or_404(IssuePage, pk=page_id)
    draft = issue.get_latest_revision_as_object()
    return render(request, "newsletter/desk/test.html", {"issue": draft})


app_name = "newsletter_desk"
urlpatterns = [
    path("", index, name="issues"),
    path("compose/", compose, name="compose"),
    path(
        "deliveries/<str:publication_id>/", delivery_views.delivery, name="deliveries"
    ),
    path(
        "deliveries/<str:publication_id>/steer/",
        delivery_views.steer,
        name="steer",
    ),
    *look_views.urlpatterns,
    path("test/<int:page_id>/", ask_test, name="ask_test"),
    path("test/<int:page_id>/send/", send_test, name="send_test"),
]
