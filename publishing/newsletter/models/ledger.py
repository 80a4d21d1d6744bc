"""The verbs of the sending ledger; each is one conditional UPDATE.

*Reserved* is the rest of a list while two subjects are tried. *Waiting* is free for
any worker from `due_at` on; in any other state that is null. *Claimed* is in one
worker's hand, and has surely not left. *Sending* may have left when its worker dies.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import (
    Coalesce,
    Greatest,
    Lower,
    Reverse,
    Right,
    StrIndex,
)
from django.utils import timezone
from django.utils.functional import cached_property

from publishing.models import Publication
from publishing.newsletter.models.destination import Destination
from publishing.newsletter.models.hold import may_leave
from publishing.newsletter.models.insertion import insert_for_each
from publishing.newsletter.models.prepared import NOW, PreparedUpdate
from publishing.newsletter.models.stint import Stint
from publishing.newsletter.models.subject import Draw, Subject
from publishing.newsletter.models.subscriber import Subscriber, SubscriberQuerySet

if TYPE_CHECKING:
    from publishing.newsletter.models.delivery import Delivery

#: So many rows at a time are read or changed by their keys.
BATCH = 1000


def still_subscribed() -> Exists:
    """Return the condition that the reader gets the newsletter now."""
    return Exists(Subscriber.objects.confirmed().filter(pk=OuterRef("subscriber_id")))


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries of one issue."""

    def enlist(
        self,
        publication: Publication,
        readers: SubscriberQuerySet | None = None,
        draw: Draw | None = None,
    ) -> None:
        """Write one delivery for each of `readers`; None: who is confirmed now.

        With a `draw`, those it gives no subject are reserved.
        """
        if readers is None:
            readers = Subscriber.objects.confirmed()
        state = self.model.State
        at = StrIndex(Reverse("email"), Value("@"))
        fields: dict[str, Combinable] = {
            "publication": Value(publication.pk),
            "subscriber": F("pk"),
            "address": F("email"),
            "domain": Lower(Right("email", at - 1)),
            "name": F("name"),
            "language": F("language"),
            "state": Value(state.RESERVED if draw else state.WAITING),
            "due_at": Value(
                None if draw else timezone.now(), output_field=models.DateTimeField()
            ),
        }
        insert_for_each(readers.order_by("pk"), self.model, fields)
        if draw:
            self.filter(publication=publication, state=state.RESERVED).draw_by(draw)

    def draw_by(self, draw: Draw) -> None:
        """Let those wait to whom `draw` gives a subject, and bear it."""
        drawn: dict[Subject, list[int]] = {subject: [] for subject in Subject}
        readers = self.order_by("subscriber").values_list("pk", "subscriber")
        for pk, reader in readers.iterator(chunk_size=BATCH):
            if subject := draw.subject_of(reader):
                drawn[subject].append(pk)
        for subject, keys in drawn.items():
            for first in range(0, len(keys), BATCH):
                self.filter(pk__in=keys[first : first + BATCH]).update(
                    subject=subject,
                    state=self.model.State.WAITING,
                    due_at=timezone.now(),
                )

    def open(self) -> "DeliveryQuerySet":
        """Return those that are not decided yet."""
        return self.filter(state__in=self.model.State.OPEN)

    def sendable(self, now: datetime) -> "DeliveryQuerySet":
        """Return those that any worker may take at `now` (aware)."""
        rest = Destination.objects.resting(now).of_delivery()
        return self.filter(
            ~Exists(rest), state=self.model.State.WAITING, due_at__lte=now
        )

    def next_at(self) -> datetime | None:
        """Return when the next of those that wait may leave (aware), if any waits."""
        now = timezone.now()
        if self.sendable(now).exists():
            return now
        waiting = self.filter(state=self.model.State.WAITING, due_at__isnull=False)
        rest = Destination.objects.resting(now).of_delivery()
        latest = rest.order_by("-rests_until").values("rests_until")[:1]
        until = Greatest("due_at", Coalesce(Subquery(latest), "due_at"))
        return waiting.aggregate(next=models.Min(until))["next"]

    def in_hand(self) -> "DeliveryQuerySet":
        """Return what some worker has claimed or is sending."""
        state = self.model.State
        return self.filter(state__in=(state.CLAIMED, state.SENDING))

    def recover(self) -> None:
        """Take over from workers whose lease is over.

        What they had only claimed can't have left: it waits again. What they
        were sending may have left: it is uncertain, and stays so.
        """
        now = timezone.now()
        lost = self.filter(stint__lease_until__lte=now)
        lost.filter(state=self.model.State.CLAIMED).update(
            state=self.model.State.WAITING, stint=None, due_at=now
        )
        lost.filter(state=self.model.State.SENDING).update(
            state=self.model.State.UNCERTAIN, changed_at=now
        )

    def claim(self, stint: Stint, limit: int) -> list["Delivery"]:
        """Take up to `limit` that wait and are due, those due longest first.

        Rows that another worker is taking are passed over, not waited for.
        """
        with transaction.atomic():
            free = self.sendable(timezone.now()).select_for_update(skip_locked=True)
            chosen = list(free.order_by("due_at", "pk")[:limit])
            self.filter(pk__in=[each.pk for each in chosen]).update(
                state=self.model.State.CLAIMED, stint=stint, due_at=None
            )
        for each in chosen:
            each.state, each.stint = self.model.State.CLAIMED, stint
        return chosen

    def begin(self, claimed: Sequence["Delivery"], stint: Stint) -> list["Delivery"]:
        """Mark as *sending*, before the first byte, who is subscribed still.

        Returns them; who left in the meantime is skipped. Nobody while the issue
        or everything is held.
        """
        state = self.model.State
        keys = [each.pk for each in claimed]
        took = self._prepared("begin", stint, len(keys))(keys) if keys else 0
        if took == len(claimed):
            return list(claimed)
        mine = self.filter(pk__in=keys, stint=stint)
        mine.filter(~still_subscribed(), state=state.CLAIMED).update(
            state=state.SKIPPED, changed_at=timezone.now()
        )
        begun = set(mine.filter(state=state.SENDING).values_list("pk", flat=True))
        return [delivery for delivery in claimed if delivery.pk in begun]

    def close(self, sent: Sequence["Delivery"], stint: Stint) -> None:
        """Record that the mail server took these.

        Also where others, after a jump of the clock, thought this worker dead.
        """
        if sent:
            self._prepared("close", stint, len(sent))([each.pk for each in sent])

    def _prepared(self, verb: str, stint: Stint, number: int) -> PreparedUpdate:
        """Return the statement that begins or closes so many mails of `stint`."""
        if (verb, stint.pk, number) not in self._statements:
            state, rows = self.model.State, self.filter(stint=stint)
            if verb == "begin":
                rows = rows.filter(
                    still_subscribed(),
                    may_leave(stint.publication_id),
                    state=state.CLAIMED,
                )
                values = {"state": state.SENDING, "changed_at": NOW}
            else:
                rows = rows.filter(state__in=(state.SENDING, state.UNCERTAIN))
                values = {"state": state.SENT, "changed_at": NOW, "answer": ""}
            self._statements[verb, stint.pk, number] = PreparedUpdate(
                rows, number, **values
            )
        return self._statements[verb, stint.pk, number]

    @cached_property
    def _statements(self) -> dict[tuple[str, int, int], PreparedUpdate]:
        return {}

    def give_back(self, untouched: Sequence["Delivery"], stint: Stint) -> None:
        """Let those wait again of which this worker has sent no byte."""
        state = self.model.State
        self.filter(
            pk__in=[each.pk for each in untouched],
            stint=stint,
            state__in=(state.CLAIMED, state.SENDING),
        ).update(state=state.WAITING, stint=None, due_at=timezone.now())

    def put_off(self, time: timedelta) -> None:
        """Let what is due wait for so long."""
        now = timezone.now()
        self.sendable(now).update(due_at=now + time)

    def call_off(self) -> int:
        """Stop what surely has not left; return how many."""
        state = self.model.State
        surely_here = (state.RESERVED, state.WAITING, state.CLAIMED)
        return self.filter(state__in=surely_here).update(
            state=state.CALLED_OFF, due_at=None, changed_at=timezone.now()
        )

    def missing(self) -> "DeliveryQuerySet":
        """Return those who surely don't have it and are subscribed still."""
        state = self.model.State
        return self.filter(
            still_subscribed(), state__in=(state.REFUSED, state.CALLED_OFF)
        )

    def uncertain(self, chosen: Iterable[int]) -> "DeliveryQuerySet":
        """Return those of `chosen` who may have it or not and are subscribed still."""
        return self.filter(
            still_subscribed(), pk__in=chosen, state=self.model.State.UNCERTAIN
        )

    def send_again(self) -> int:
        """Let these wait for another try, as on the first day; return how many."""
        return self.update(
            state=self.model.State.WAITING,
            stint=None,
            tries=0,
            answer="",
            due_at=timezone.now(),
        )

    def sent_by_issue(self, publications: Collection[str]) -> dict[str, int]:
        """Return how many were sent of each issue, by its publication's mark."""
        sent = self.filter(
            publication__in=publications, state=self.model.State.SENT
        ).order_by()
        return dict(sent.values_list("publication").annotate(count=models.Count("pk")))

    def counts(self) -> dict[str, int]:
        """Return how many are in each state, every state named."""
        found = dict(
            self.order_by().values_list("state").annotate(count=models.Count("pk"))
        )
        return {state: found.get(state, 0) for state in self.model.State.values}

    def per_second(self, over: timedelta) -> float:
        """Return how many were sent each second during the last `over`."""
        now = timezone.now()
        lately = self.filter(state=self.model.State.SENT, changed_at__gt=now - over)
        found = lately.aggregate(
            count=models.Count("pk"), first=models.Min("changed_at")
        )
        if not found["count"]:
            return 0.0
        return found["count"] / max((now - found["first"]).total_seconds(), 1.0)
