"""Sending an issue: from the ledger, chunk by chunk, to the mail server.

What is *claimed* has surely not left and can be handed back. What is *sending*
may have left when the process dies, so it is a micro-chunk only, marked before
its first byte and closed after its last. Several workers do this at once, each
in a stint of its own.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.core.mail.message import sanitize_address
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from publishing.models import Publication
from publishing.models.attempt import lease
from publishing.newsletter.bounces import rate
from publishing.newsletter.bounces.return_path import return_path
from publishing.newsletter.contents import Contents
from publishing.newsletter.header_line import PLAIN_ADDRESS
from publishing.newsletter.letter import Person
from publishing.newsletter.links import Addresses, addresses, led
from publishing.newsletter.models import Bounce, Delivery, Destination, Stint, Trial
from publishing.newsletter.models.hold import is_held
from publishing.newsletter.models.subject import Subject
from publishing.newsletter.pace import let_leave
from publishing.newsletter.postman import Answer, LineBroke, Postman, Unclear
from publishing.newsletter.postmen import on_duty
from publishing.newsletter.render import as_html, as_text
from publishing.newsletter.skeleton import Marks, Skeleton
from publishing.transport import Outcome, SendError

CLAIM = 300
MICRO_CHUNK = 20
#: How much of a lease one call sends; the rest is for a slow last mail.
SHARE = 0.2
#: A lease is renewed when so much of it is over.
RENEW = 0.1
#: For so long a worker waits with the line open.
SHORT = timedelta(seconds=2)
#: How often a line that broke is opened again within one call.
RECONNECTIONS = 3


class Sending:
    """One call's worth of sending an issue, beside other workers.

    `sent` counts what the mail server took.
    """

    def __init__(self, publication: Publication, contents: Contents) -> None:
        self.publication = publication
        self.contents = contents
        self.ledger = Delivery.objects.filter(publication=publication)
        self.skeletons: dict[tuple[str, str], Skeleton] = {}
        self.broken = 0
        self.sent = 0
        self.resting: set[str] = set()

    @cached_property
    def subjects(self) -> dict[str, str]:
        """Return the words of each subject that its mails bear."""
        trial = Trial.objects.of(self.publication)
        return trial.subjects if trial else {Subject.FIRST: self.contents.subject}

    def run(self) -> None:
        """Send until nothing is due, the issue is held or the time is over.

        Raises SendError when the mail server can't be used; what was not sent
        waits then.
        """
        if is_held(self.publication.pk) or self._wait_for_next() is None:
            return
        self.stint = Stint.objects.begin(self.publication)
        self.began = self.renewed = time.monotonic()
        self.troubled = Destination.objects.troubled()
        try:
            with on_duty() as postman:
                while self._has_time() and (wait := self._wait_for_next()) is not None:
                    time.sleep(wait)
                    claimed = self.ledger.claim(self.stint, CLAIM)
                    if not self._send_claimed(postman, claimed):
                        return
        finally:
            self.stint.end()

    def _wait_for_next(self) -> float | None:
        """Return the seconds until the next may leave, None for too many."""
        next_at = self.ledger.next_at()
        if next_at is None or next_at > timezone.now() + SHORT:
            return None
        return max((next_at - timezone.now()).total_seconds(), 0)

    def _has_time(self) -> bool:
        """Whether this worker may go on; its lease is renewed on the way."""
        now, whole = time.monotonic(), lease().total_seconds()
        if now - self.began > whole * SHARE:
            return False
        if now - self.renewed > whole * RENEW:
            self.renewed = now
            return self.stint.renew()
        return True

    def _send_claimed(self, postman: Postman, claimed: list[Delivery]) -> bool:
        """Return whether there may be more to send: False when the issue is held."""
        rest = list(claimed)
        try:
            while rest and self._has_time():
                chunk = rest[:MICRO_CHUNK]
                begun = self.ledger.begin(chunk, self.stint)
                if not begun and is_held(self.publication.pk):
                    return False
                rest = rest[MICRO_CHUNK:]
                if not self._send_chunk(postman, begun):
                    return True
        finally:
            if rest:
                self.ledger.give_back(rest, self.stint)
        return True

    def _send_chunk(self, postman: Postman, chunk: Sequence[Delivery]) -> bool:
        """Return whether all went their way: False when some must wait after all."""
        sent: list[Delivery] = []
        untouched = list(chunk)
        try:
            for delivery in let_leave(chunk):
                if not self._has_time():
                    break
                if delivery.domain in self.resting:
                    continue
                if self._send_one(postman, delivery):
                    sent.append(delivery)
                untouched.remove(delivery)
        finally:
            self.sent += len(sent)
            if sent:
                self.ledger.close(sent, self.stint)
            if untouched:
                self.ledger.give_back(untouched, self.stint)
        if well := self.troubled & {delivery.domain for delivery in sent}:
            Destination.objects.well(well)
            self.troubled -= well
        return not untouched

    def _send_one(self, postman: Postman, delivery: Delivery) -> bool:
        """Return whether the server took it; a no is noted in the ledger.

        Raises SendError when it wasn't sent and the rest can't be either.
        """
        mail = self._skeleton(delivery.language, delivery.subject).fill(
            Person.of(delivery)
        )
        to = delivery.address
        if not PLAIN_ADDRESS.fullmatch(to):
            to = sanitize_address(to, "utf-8")
        while True:
            try:
                postman.hand_over(mail, sender=return_path(delivery.pk), to=to)
            except LineBroke as error:
                self._count_break(error)
            except Unclear as error:
                delivery.doubt(str(error))
                self._count_break(error)
                return False
            except Answer as no:
                self._note(no, delivery)
                return False
            else:
                return True

    def _note(self, no: Answer, delivery: Delivery) -> None:
        if no.of_sender:
            raise _sender_refused(no)
        if no.of_domain:
            Destination.objects.back_off(delivery.domain)
            self.resting.add(delivery.domain)
        if no.temporary and delivery.postpone(str(no)):
            return
        if not no.temporary:
            delivery.refuse(str(no))
        self._note_bounce(no, delivery)

    def _note_bounce(self, no: Answer, delivery: Delivery) -> None:
        """Keep that she was not reached. Raises SendError when too many weren't."""
        Bounce.objects.note(
            delivery,
            kind=no.kind,
            source=Bounce.Source.SERVER,
            words=str(no),
        )
        if sentence := rate.stop_if_bad(self.publication, timezone.now()):
            raise SendError(sentence, Outcome.CHANNEL_DOWN, detail=str(no))

    def _count_break(self, error: Exception) -> None:
        self.broken += 1
        if self.broken > RECONNECTIONS:
            raise SendError(
                _("The mail server keeps hanging up."),
                Outcome.NOT_SENT,
                detail=str(error),
            ) from error

    def _skeleton(self, language: str, subject: str = Subject.FIRST) -> Skeleton:
        if (language, subject) not in self.skeletons:
            said = replace(self.contents, subject=self.subjects[subject])
            leading = addresses(self.publication, subject)
            self.skeletons[language, subject] = skeleton(said, language, leading)
        return self.skeletons[language, subject]


def _sender_refused(no: Answer) -> SendError:
    if no.temporary:
        return SendError(
            _("The mail server asks us to wait."),
            Outcome.LATER,
            retry_after=timedelta(minutes=5),
            detail=str(no),
        )
    return SendError(
        _("The mail server refuses our sender address."),
        Outcome.CHANNEL_DOWN,
        detail=str(no),
    )


def skeleton(
    contents: Contents, language: str, addresses: Addresses | None = None
) -> Skeleton:
    """Return the bytes of an issue in one language, to be filled in.

    Without `addresses` its links count nothing: so it is in a test mail.
    """
    marks = Marks()
    return Skeleton(
        publication_id=contents.mark,
        subject=contents.subject,
        text=as_text(
            contents,
            language,
            greeting=marks.person.greeting,
            leave_url=marks.person.leave_url,
        ),
        html=as_html(
            led(contents, addresses or {}),
            language,
            greeting=marks.person.html_greeting,
            leave_url=marks.person.leave_url,
        ),
        marks=marks,
    )
