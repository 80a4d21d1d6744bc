"""The engine: claim, check again, look, write the attempt, send, record.

`dispatch` brings one publication one step forward. It may be called twice, late
or by two workers at once: the fence lets one of them through.
"""

import logging
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from publishing import notices
from publishing.contract import Announcement
from publishing.models import Attempt, Publication
from publishing.obstacles import obstacle
from publishing.outcomes import (
    before_any_attempt,
    call,
    let_rest,
    obey,
    wait_for_a_mend,
    wait_for_channel,
)
from publishing.reconcile import keep_true, surely_absent, wanted
from publishing.transport import Receipt, SendError, Transport, transport_for
from publishing.turns import out_of_turn

logger = logging.getLogger(__name__)

ANOTHER_HAS_IT = _("Where it should stand, another item stands by what CityHub knows.")


def dispatch(publication_id: str) -> None:
    """Bring one publication a step forward, whatever its state."""
    # Durable: a claim that is not committed protects nothing, and nothing must
    # be sent inside a transaction; Django refuses it here.
    with transaction.atomic(durable=True):
        publication = Publication.objects.claim(publication_id, timezone.now())
    if publication is None:
        return
    # What is noted on the row is read by everybody: in the town's language.
    with translation.override(settings.LANGUAGE_CODE):
        try:
            _step(publication)
        except Exception:
            logger.exception("Publication %s met a fault of ours", publication.pk)
            wait_for_a_mend(publication)


def _step(publication: Publication) -> None:
    now = timezone.now()
    channel = publication.channel
    if channel.state == channel.State.PAUSED and channel.is_sending(now):
        channel.resume_rested(now)
    try:
        transport = call(transport_for, channel)
        if publication.state != Publication.State.PUBLISHED:
            _bring_out(publication, transport, now)
        elif channel.is_sending(now):
            keep_true(publication, transport)
        else:
            wait_for_channel(publication)
    except SendError as error:
        before_any_attempt(publication, error)
    else:
        let_rest(transport)


def _bring_out(publication: Publication, transport: Transport, now: datetime) -> None:
    sending = transport.channel.is_sending(now)
    unclear = publication.unclear_attempts()
    if sending and unclear:
        if not surely_absent(publication, unclear, transport):
            return
        unclear = []
    announcement = wanted(publication, transport)
    found = None if unclear else obstacle(publication, announcement, now)
    if found is not None:
        found.stop(publication)
    elif not sending:
        wait_for_channel(publication)
    elif found := out_of_turn(publication, now):
        found.stop(publication)
    elif announcement is not None:
        _send(publication, announcement, transport)


def _send(
    publication: Publication, announcement: Announcement, transport: Transport
) -> None:
    wording = call(transport.wording, publication, announcement)
    if not wording.strip():
        reason = _("There is nothing to say: the text is empty.")
        if publication.record_failed(str(reason)):
            notices.failed(publication, reason)
        return
    more = call(transport.follow_up, publication, announcement)
    pictures = call(transport.pictures, publication, announcement)
    attempt = publication.begin_attempt(Attempt.Purpose.PUBLISH, wording, pictures)
    if attempt is None:
        return
    try:
        receipt = call(transport.publish, publication, announcement)
    except SendError as error:
        obey(publication, attempt, error, transport)
        return
    try:
        _record(publication, attempt, receipt, timezone.now() if more else None)
    except IntegrityError:
        logger.exception("%s is said to be where another item is", publication.pk)
        publication.record_unsure(timezone.now(), str(ANOTHER_HAS_IT))
        return
    if receipt and receipt.flaw:
        notices.disagrees(publication, receipt.flaw)


def _record(
    publication: Publication,
    attempt: Attempt,
    receipt: Receipt | None,
    compare_at: datetime | None,
) -> None:
    """Note the answer on both rows or on none.

    When the lease ran out in between, the attempt stays unclear: whoever holds
    the publication now finds what we sent, by looking.
    """
    with transaction.atomic():
        if receipt is None:
            recorded, result = publication.go_on(), Attempt.Result.PARTIAL
        else:
            result = Attempt.Result.DONE
            recorded = publication.record_published(
                remote_id=receipt.remote_id,
                url=receipt.url,
                wording=attempt.wording,
                compare_at=compare_at,
                reason=str(receipt.flaw),
            )
        if recorded:
            attempt.end(result, str(receipt.flaw) if receipt else "")
