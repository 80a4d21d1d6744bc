"""Lay the town's rules: what is proposed of which kind, where and when."""

from datetime import time

from django.db import migrations

MORNING = time(8)
EVENING = time(18)
KINDS = (
    "opening",
    "reopening",
    "new_owner",
    "move",
    "anniversary",
    "portrait",
    "news",
    "closing",
    "event",
    "session",
)
#: Known for a day: announced on its morning.
ON_THE_DAY = ("opening", "reopening")
#: Known long before: announced two weeks ahead.
TWO_WEEKS_AHEAD = ("event", "session")
#: What is told again before it begins, and whether that is ticked beforehand.
AGAIN = (
    ("event", "reminder", 2, "days", EVENING, True),
    ("event", "last_call", 4, "hours", None, False),
    ("session", "reminder", 3, "days", EVENING, True),
)


def lay_rules(apps, schema_editor):
    rule = apps.get_model("publishing", "Rule")
    for kind in KINDS:
        rule.objects.create(kind=kind, channel_kind="newsletter")
        when = {}
        if kind in ON_THE_DAY:
            when = {"unit": "days", "at": MORNING}
        elif kind in TWO_WEEKS_AHEAD:
            when = {"unit": "days", "number": 14}
        rule.objects.create(kind=kind, channel_kind="facebook", **when)
    for kind, wave, number, unit, at, ticked in AGAIN:
        rule.objects.create(
            kind=kind,
            channel_kind="facebook",
            wave=wave,
            number=number,
            unit=unit,
            at=at,
            ticked=ticked,
        )


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [migrations.RunPython(lay_rules, migrations.RunPython.noop)]
