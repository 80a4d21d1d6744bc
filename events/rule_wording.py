"""The rule of a workshop in words: "le premier mardi de chaque mois, à 8 h 30"."""

from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shops.wording import say_time

# A rule with anything else has no words: what they leave out would mislead.
SPOKEN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "WKST", "COUNT", "UNTIL"}
WEEKDAYS = {
    "MO": gettext_lazy("Monday"),
    "TU": gettext_lazy("Tuesday"),
    "WE": gettext_lazy("Wednesday"),
    "TH": gettext_lazy("Thursday"),
    "FR": gettext_lazy("Friday"),
    "SA": gettext_lazy("Saturday"),
    "SU": gettext_lazy("Sunday"),
}
NTH = {
    1: gettext_lazy("the first %(day)s of each month"),
    2: gettext_lazy("the second %(day)s of each month"),
    3: gettext_lazy("the third %(day)s of each month"),
    4: gettext_lazy("the fourth %(day)s of each month"),
    -1: gettext_lazy("the last %(day)s of each month"),
}


def say_rule(rule: str, starts: time | None) -> str:
    """Return `rule` in words of the active language, "" for rules without words."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    said = _say(parts)
    if said and starts:
        said = _("%(rule)s, at %(time)s") % {
            "rule": said,
            "time": say_time(starts.hour, starts.minute),
        }
    return said[:1].upper() + said[1:]


def _say(parts: dict[str, str]) -> str:
    if not set(parts) <= SPOKEN:
        return ""
    days = [day for day in parts.get("BYDAY", "").split(",") if day]
    every = parts.get("INTERVAL", "1")
    match parts.get("FREQ"), every, days:
        case "WEEKLY", "1", [*some] if some and set(some) <= set(WEEKDAYS):
            names = [str(WEEKDAYS[day]) for day in some]
            return _("every %(days)s") % {"days": _and(names)}
        case "WEEKLY", "2", [day] if day in WEEKDAYS:
            return _("every other %(day)s") % {"day": WEEKDAYS[day]}
        case "MONTHLY", "1", [day] if day[-2:] in WEEKDAYS and _nth(day) in NTH:
            return str(NTH[_nth(day)]) % {"day": WEEKDAYS[day[-2:]]}
        case "MONTHLY", "1", [] if parts.get("BYMONTHDAY", "").isdigit():
            return _("on day %(number)s of each month") % {
                "number": parts["BYMONTHDAY"]
            }
    return ""


def _nth(day: str) -> int:
    number = day[:-2].lstrip("+")
    return int(number) if number.lstrip("-").isdigit() else 0


def _and(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(some)s and %(last)s") % {
        "some": ", ".join(names[:-1]),
        "last": names[-1],
    }
