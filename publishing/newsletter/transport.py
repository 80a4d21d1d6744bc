"""The newsletter as a channel: an issue is published when its ledger is drained."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from publishing.contract import Announcement
from publishing.models import Publication
from publishing.newsletter import (
    agenda,
    cargo,
    contents,
    corrections,
    links,
    render,
    trials,
)
from publishing.newsletter.bounces.checkup import check_mailbox
from publishing.newsletter.contents import Contents
from publishing.newsletter.faults.distrust import distrust
from publishing.newsletter.faults.issue import faults_of
from publishing.newsletter.letter import sender
from publishing.newsletter.limits import EVERYWHERE
from publishing.newsletter.models import (
    Delivery,
    Destination,
    FrozenIssue,
    Hold,
    IssuePage,
    Subscriber,
)
from publishing.newsletter.models.ledger import DeliveryQuerySet
from publishing.newsletter.models.subject import Subject
from publishing.newsletter.postmen import on_duty
from publishing.newsletter.preflight.findings import preflight
from publishing.newsletter.second_thoughts import ask_first
from publishing.newsletter.send import SHORT, Sending
from publishing.transport import (
    Fault,
    Finding,
    Outcome,
    Receipt,
    SendError,
    Transport,
)

#: Who lets a held issue go on wakes it; this is for a day when that was lost.
ASK_AGAIN = timedelta(hours=6)


class NewsletterTransport(Transport):
    """Sends issues by mail. Items travel inside an issue, never alone."""

    #: The ledger knows at once what has left; there is nothing to wait for.
    grace: ClassVar = timedelta(0)

    def wording(self, publication: Publication, announcement: Announcement) -> str:
        """Return the text part of the issue, or the item's few lines in it.

        What has left stays as it is: its wording is the frozen one for ever.
        """
        if publication.carried:
            return _item_as_text(publication, announcement)
        issue = _issue(publication)
        return render.as_text(
            contents.of_page(issue),
            announcement.language,
            greeting="",
            leave_url="",
        )

    def agrees(self, publication: Publication, announcement: Announcement) -> bool:
        """Whether what readers were told of an item is still so."""
        if publication.carried:
            return corrections.is_true_still(publication, announcement)
        return super().agrees(publication, announcement)

    def faults(self, page: Page) -> list[Fault]:
        """Return what is wrong with an issue; an item's words are its shop's."""
        if not isinstance(page, IssuePage):
            return []
        return [*faults_of(page), *distrust(self.channel)]

    def publish(
        self, publication: Publication, announcement: Announcement
    ) -> Receipt | None:
        """Send to those who wait, for half a minute; None while some are left."""
        if publication.carried:
            raise SendError(
                _("An item leaves inside an issue, never alone."), Outcome.REFUSED
            )
        agenda.heed(publication)
        _heed_hold(publication)
        frozen = freeze(publication)
        ledger = Delivery.objects.filter(publication=publication)
        ledger.recover()
        if ledger.open().exists():
            trials.heed(publication)
            _wait_for_the_next(ledger)
            _send(Sending(publication, frozen))
        return self._receipt(publication)

    def find(self, publication: Publication, since: datetime) -> Receipt | None:
        """Return the receipt when everybody's mail is decided, None before."""
        if not FrozenIssue.objects.filter(publication=publication).exists():
            return None
        return self._receipt(publication)

    def amend(self, publication: Publication, announcement: Announcement) -> Receipt:
        """Change nothing: a mail that has left stays, the archive is the page itself.

        What must be corrected stands in the next issue.
        """
        return Receipt(remote_id=publication.pk, url=announcement.url)

    def withdraw(self, publication: Publication) -> None:
        """Take nothing back: the archive goes with its page, mail that left stays."""

    def count_fans(self) -> int:
        """Return how many get the newsletter."""
        return Subscriber.objects.confirmed().count()

    def check(self) -> list[Finding]:
        """Check the mail server by talking to it, our own address, and its domain."""
        return [_check_server(), _check_sender(), *check_mailbox(), *preflight()]

    def preview(self, announcement: Announcement) -> SafeString:
        """Show the item as it will look in the mail; an issue as the whole mail."""
        with translation.override(announcement.language):
            if issue := _latest_issue(announcement):
                said = contents.of_page(issue)
                html = render.as_html(
                    said,
                    said.language,
                    greeting=render.greeting_for("Camille", said.language),
                    leave_url="#",
                )
                return render_to_string(
                    "newsletter/preview/issue.html",
                    {"page": issue, "issue": said, "html": html},
                )
            return render_to_string(
                "newsletter/preview/item.html",
                {"piece": contents.of_item(None, announcement)},
            )

    def _receipt(self, publication: Publication) -> Receipt | None:
        if Delivery.objects.filter(publication=publication).open().exists():
            return None
        receipt = Receipt(
            remote_id=publication.pk, url=_issue(publication).full_url or ""
        )
        publication.record_cargo_published(remote_id=receipt.remote_id, url=receipt.url)
        return receipt


def _issue(publication: Publication) -> IssuePage:
    try:
        return IssuePage.objects.get(pk=publication.page_id)
    except IssuePage.DoesNotExist:
        raise SendError(_("The issue is gone."), Outcome.REFUSED) from None


def freeze(publication: Publication) -> Contents:
    """Return what this issue says; decided once, with who gets it."""
    issue = _issue(publication)
    with transaction.atomic():
        frozen = FrozenIssue.objects.filter(publication=publication).first()
        if frozen is None:
            cargo.load_cargo(publication, issue)
            items = cargo.items_to_send(publication)
            fresh = agenda.renewed(publication)
            said = contents.gathered(issue, publication, items, fresh)
            corrections.remember([*items, *corrections.corrected_in(issue.body)])
            corrections.keep(publication, said.pieces)
            frozen = FrozenIssue.objects.create(
                publication=publication,
                subject=said.subject,
                edito=said.edito,
                pieces=said.pieces,
            )
            draw = trials.begin(frozen, issue)
            links.lay(frozen, said, draw.places if draw else [Subject.FIRST])
            Delivery.objects.all().enlist(publication, issue.readers(), draw)
    return contents.thawed(issue, publication, frozen)


def _send(sending: Sending) -> None:
    """Send; trouble after some have left is met again, and told, at the next call.

    So the engine knows that a part of the issue is out.
    """
    try:
        sending.run()
    except SendError as error:
        if error.outcome == Outcome.CHANNEL_DOWN or not sending.sent:
            raise


def _heed_hold(publication: Publication) -> None:
    """Raise SendError when a person must say first that it may go on."""
    ask_first(publication)
    if hold := Hold.objects.current(publication):
        raise SendError(
            hold.why,
            Outcome.LATER,
            retry_after=ASK_AGAIN,
            whole_channel=False,
        )


def _wait_for_the_next(ledger: DeliveryQuerySet) -> None:
    """Raise SendError when all that is left was asked to wait."""
    next_at = ledger.next_at()
    now = timezone.now()
    if next_at and next_at > now + SHORT and not ledger.in_hand().exists():
        limited = Destination.objects.resting(now).filter(domain=EVERYWHERE)
        raise SendError(
            _("As many mails have left as the settings allow; it goes on by itself.")
            if limited.exists()
            else _("Some mail servers ask us to wait; their readers are tried again."),
            Outcome.LATER,
            retry_after=next_at - now,
            whole_channel=False,
        )


def _item_as_text(publication: Publication, announcement: Announcement) -> str:
    piece = contents.of_item(publication, announcement)
    with translation.override(announcement.language):
        return render.tidy(
            render_to_string("newsletter/mail/item.txt", {"piece": piece})
        )


def _latest_issue(announcement: Announcement) -> IssuePage | None:
    if announcement.kind != "issue":
        return None
    slug = announcement.url.rstrip("/").rpartition("/")[2]
    # A draft that got another title has its new address in the revision alone.
    drafted = Q(latest_revision__content__slug=slug)
    saved = Q(latest_revision=None, slug=slug)
    issue = IssuePage.objects.filter(drafted | saved).order_by("pk").last()
    return issue and issue.get_latest_revision_as_object()


def _check_server() -> Finding:
    name = str(_("mail server"))
    try:
        with on_duty() as postman:
            well = postman.is_there()
    except SendError as error:
        return Finding(name=name, ok=False, sentence=str(error.message))
    sentence = "" if well else str(_("The mail server answers with an error."))
    return Finding(name=name, ok=well, sentence=sentence)


def _check_sender() -> Finding:
    well = "@" in sender() and (
        settings.CITYHUB_SANDBOX or not sender().endswith("@localhost")
    )
    sentence = _("Say in DEFAULT_FROM_EMAIL which address the newsletter comes from.")
    return Finding(
        name=str(_("sender address")), ok=well, sentence="" if well else str(sentence)
    )
