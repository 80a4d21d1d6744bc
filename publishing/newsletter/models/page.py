"""The newsletter's front page: sign up, and read what was sent."""

from typing import ClassVar

from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from publishing.models import Publication
from publishing.newsletter import archive
from publishing.newsletter.forms import SignUpForm
from publishing.newsletter.models.issue import IssuePage
from publishing.newsletter.sections import SectionsBlock
from publishing.newsletter.signup import sign_up, wording

ISSUES_PER_PAGE = 20


class NewsletterPage(Page):
    """Where merchants sign up and old issues are read."""

    max_count = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["newsletter.IssuePage"]

    introduction = models.TextField(_("introduction"), blank=True)
    sections = StreamField(
        SectionsBlock(),
        verbose_name=_("sections of an issue"),
        blank=True,
        help_text=_("In your order. Empty: the usual ones."),
    )
    days_ahead = models.PositiveSmallIntegerField(
        _("the draft is made, in days ahead"),
        default=3,
        validators=[MaxValueValidator(30)],
        help_text=_("0: an issue is only composed by hand."),
    )
    weeks_ahead = models.PositiveSmallIntegerField(
        _("the agenda shows, in weeks"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(26)],
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldPanel("sections"),
                FieldRowPanel([FieldPanel("days_ahead"), FieldPanel("weeks_ahead")]),
            ],
            heading=_("How an issue is composed"),
        ),
    ]

    class Meta:
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")

    def issues(self) -> "models.QuerySet[IssuePage]":
        """Return the issues that have left and everybody may read, newest first."""
        planned = Publication.objects.filter(
            state=Publication.State.PLANNED, page__isnull=False
        )
        return (
            IssuePage.objects.child_of(self)
            .live()
            .exclude(pk__in=planned.values("page"))
            .order_by("-first_published_at")
        )

    def serve(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Show the archive and the form; take a sign-up."""
        form = SignUpForm(
            request.POST if request.method == "POST" else None, label_suffix=""
        )
        if form.is_valid() and (
            # A machine is told the same, and nothing comes of it.
            not form.comes_from_a_person() or sign_up(request, form)
        ):
            return redirect("newsletter:asked")
        asked_for = request.GET.get("q", "").replace("\x00", "")[: archive.LONGEST]
        found = archive.find(self.issues(), asked_for)
        issues = Paginator(found, ISSUES_PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.get_context(request),
            "form": form,
            "issues": issues,
            "entries": archive.entries(issues),
            "asked_for": asked_for,
            "wording": wording(),
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(
            request, "newsletter/newsletter_page.html", context, status=status
        )
