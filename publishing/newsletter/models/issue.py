"""One newsletter, which is also its public archive."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from publishing.contract import Announcement, Publishable
from publishing.models import Channel, Publication
from publishing.newsletter import archive, contents, render
from publishing.newsletter.blocks import IssueBody
from publishing.newsletter.forms import SignUpForm
from publishing.newsletter.models.segment import Segment
from publishing.newsletter.models.subscriber import Subscriber, SubscriberQuerySet
from publishing.newsletter.panels import LastEdito, ToMend, TwoSubjects
from publishing.newsletter.signup import wording


class IssuePage(Publishable, Page):
    """One newsletter."""

    parent_page_types: ClassVar = ["newsletter.NewsletterPage"]
    subpage_types: ClassVar[list[str]] = []
    template: ClassVar = "newsletter/issue_page.html"
    words: ClassVar = ("subject", "second_subject", "edito")
    carrier: ClassVar = True
    site_preview: ClassVar = "web"

    subject = models.CharField(
        _("subject of the mail"),
        max_length=150,
        blank=True,
        help_text=_("Empty: the title."),
    )
    second_subject = models.CharField(
        _("second subject"),
        max_length=150,
        blank=True,
        help_text=_("Empty: everybody gets the same subject."),
    )
    trial_share = models.PositiveSmallIntegerField(
        _("tried on, of all readers"),
        choices=[(share, f"{share}\xa0%") for share in (10, 20, 30, 50)],
        default=20,
    )
    trial_hours = models.PositiveSmallIntegerField(
        _("the rest waits, in hours"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )
    edito = models.TextField(
        _("edito"),
        blank=True,
        help_text=_(
            "A few words of yours, at the top. An empty line parts paragraphs."
        ),
    )
    segment = models.ForeignKey(
        Segment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("to whom"),
        help_text=_("Empty: everybody who gets the newsletter."),
    )
    body = StreamField(IssueBody(), verbose_name=_("contents"), blank=True)

    content_panels: ClassVar = [
        ToMend(heading=_("To mend before approval")),
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("subject"),
                FieldPanel("edito"),
                LastEdito(),
                FieldPanel("segment"),
            ],
            heading=_("At the top"),
        ),
        TwoSubjects(
            [
                FieldPanel("second_subject"),
                FieldRowPanel([FieldPanel("trial_share"), FieldPanel("trial_hours")]),
            ],
            heading=_("Try two subjects"),
        ),
        FieldPanel("body"),
    ]

    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("subject"),
        index.SearchField("edito"),
        index.SearchField("words_in_archive"),
    ]

    preview_modes: ClassVar = [
        ("mail", _("As a mail")),
        ("text", _("As a mail without pictures and colours")),
        ("web", _("In the archive")),
    ]

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")

    @property
    def publication(self) -> Publication | None:
        """Return the plan of this issue, None before it is approved."""
        return Publication.objects.filter(
            page_id=self.pk, channel__kind=Channel.Kind.NEWSLETTER, carried=False
        ).first()

    @property
    def subjects(self) -> list[str]:
        """Return each subject that readers would see: one, or two to be tried."""
        second = self.second_subject.strip()
        return [self.subject or self.title, *([second] if second else [])]

    def previous(self) -> "IssuePage | None":
        """Return the last issue that has left and had an edito, None for none."""
        left = IssuePage.objects.live().exclude(pk=self.pk).exclude(edito="")
        return left.order_by("-first_published_at").first()

    def readers(self) -> SubscriberQuerySet:
        """Return who gets this issue if it leaves now."""
        return self.segment.people() if self.segment else Subscriber.objects.confirmed()

    def words_in_archive(self) -> str:
        """Return what everybody may read of the issue once it has left."""
        return archive.words_of(self.publication)

    def announcement(self) -> Announcement:
        """Return what this issue says about itself now."""
        return Announcement(
            kind="issue",
            title=self.subject or self.title,
            text=self.edito,
            url=self.full_url or "",
            language=self.locale.language_code,
        )

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict[str, object]:
        """Add what was sent; before that, what would be sent now; and the form."""
        said = archive.as_known_today(contents.of_page(self).for_everyone())
        return super().get_context(request, *args, **kwargs) | {
            "issue": said,
            "picture": archive.picture_of(said.pieces),
            "form": SignUpForm(label_suffix=""),
            "wording": wording(),
        }

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the draft as the mail, as its text part, or as the archive."""
        if mode_name == "web":
            return super().serve_preview(request, mode_name)
        return render.preview(contents.of_page(self), mode_name)
