"""A trial of two subjects as the desk shows it: no figure for fewer than ten."""

from dataclasses import dataclass

from publishing.models import Publication
from publishing.newsletter import trials
from publishing.newsletter.models import Trial
from publishing.newsletter.models.subject import Subject
from publishing.town_time import say_moment


@dataclass(frozen=True, kw_only=True)
class Side:
    """One subject; `clicks` is None when there are too few people to say."""

    subject: Subject
    words: str
    mailed: int
    clicks: int | None

    @property
    def per_hundred(self) -> int | None:
        """Return the clicks for each hundred mails."""
        return None if self.clicks is None else round(100 * self.clicks / self.mailed)


@dataclass(frozen=True, kw_only=True)
class TrialFigures:
    """Both sides, as they stand; from the decision on, as they stood then."""

    trial: Trial
    sides: list[Side]

    @classmethod
    def of(cls, publication: Publication) -> "TrialFigures | None":
        """Return those of an issue, None where it tries nothing."""
        trial = Trial.objects.of(publication)
        if trial is None:
            return None
        counts = trials.kept(trial) if trial.winner else trials.counted(trial)
        return cls(
            trial=trial,
            sides=[
                _side(subject, words, counts)
                for subject, words in trial.subjects.items()
            ],
        )

    @property
    def runs(self) -> bool:
        """Whether it is not decided yet."""
        return not self.trial.winner

    @property
    def most(self) -> int:
        """Return the length of the longest bar."""
        return max(side.per_hundred or 0 for side in self.sides) or 1

    @property
    def decides_at(self) -> str:
        """Return when it will be decided, in words; "" before that is known."""
        return say_moment(self.trial.decides_at) if self.trial.decides_at else ""

    @property
    def decided_at(self) -> str:
        """Return when it was decided, in words; "" before that."""
        return say_moment(self.trial.decided_at) if self.trial.decided_at else ""


def _side(subject: str, words: str, counts: dict[str, int]) -> Side:
    mailed, clicks = counts[f"{subject}_mailed"], counts[f"{subject}_clicks"]
    return Side(
        subject=Subject(subject),
        words=words,
        mailed=mailed,
        clicks=clicks if min(mailed, clicks) >= trials.FEWEST else None,
    )
