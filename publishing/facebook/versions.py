"""Until when each version of the Graph API works.

https://developers.facebook.com/docs/graph-api/changelog
"""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.town_time import say_date
from publishing.transport import Finding

#: A version lives two years from the day its successor is out, so the newest one
#: has no last day yet.
LAST_DAYS: dict[str, date | None] = {
    "v20.0": date(2026, 9, 24),
    "v21.0": date(2027, 1, 21),
    "v22.0": date(2027, 5, 20),
    "v23.0": date(2027, 10, 8),
    "v24.0": date(2028, 2, 18),
    "v25.0": date(2028, 7, 29),
    "v26.0": None,
}


def finding(asked: str, answered: str) -> Finding:
    """Hold the version that answered against the one asked for, and its last day.

    Facebook lets an expired version answer as a later one, without a word.
    """
    name, last_day = _("Facebook's version"), LAST_DAYS.get(asked)
    if answered != asked:
        sentence = _(
            "Facebook answers as version %(spoken)s, though we ask for %(asked)s. "
            "FACEBOOK_API_VERSION must be raised, and CityHub brought up to date."
        ) % {"spoken": answered, "asked": asked}
        return Finding(name=name, ok=False, sentence=sentence)
    if last_day is None:
        return Finding(name=name, ok=True, sentence=asked)
    sentence = _(
        "Version %(asked)s works until %(day)s. Before then FACEBOOK_API_VERSION must "
        "be raised, and CityHub brought up to date."
    ) % {"asked": asked, "day": say_date(last_day, year=True)}
    ends_at = timezone.make_aware(datetime.combine(last_day, time()))
    ok = ends_at > timezone.now()
    return Finding(name=name, ok=ok, sentence=sentence, ends_at=ends_at, key="version")
