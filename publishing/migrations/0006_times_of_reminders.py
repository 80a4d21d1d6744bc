"""Lay the times at which an event is reminded of; the town changes them."""

from datetime import time

from django.db import migrations

TIMES = (
    ("event", "reminder", 2, "days", time(18)),
    ("event", "last_call", 4, "hours", time(18)),
    ("session", "reminder", 3, "days", time(18)),
)


def lay(apps, schema_editor):
    wave_time = apps.get_model("publishing", "WaveTime")
    for kind, wave, number, unit, at in TIMES:
        wave_time.objects.create(kind=kind, wave=wave, number=number, unit=unit, at=at)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0005_rhythm_standstill_waves")]

    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
