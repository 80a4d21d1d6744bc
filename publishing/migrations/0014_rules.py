"""The town's rules: the defaults, with its own times of reminders taken along."""

from datetime import time

from django.conf import settings
from django.db import migrations, models

MORNING = time(8)
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
    for known in apps.get_model("publishing", "WaveTime").objects.all():
        rule.objects.create(
            kind=known.kind,
            channel_kind="facebook",
            wave=known.wave,
            number=known.number,
            unit=known.unit,
            at=known.at if known.unit == "days" else None,
            ticked=known.wave == "reminder",
        )


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0013_submissions_and_deputies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='kind')),
                ('channel_kind', models.CharField(choices=[('facebook', 'Facebook Page'), ('newsletter', 'Newsletter')], max_length=20, verbose_name='channel')),
                ('wave', models.CharField(choices=[('announce', 'announcement'), ('reminder', 'reminder'), ('last_call', 'last call')], default='announce', max_length=20, verbose_name='occasion')),
                ('unit', models.CharField(choices=[('slot', 'as soon as possible'), ('days', 'days before'), ('hours', 'hours before')], default='slot', max_length=5, verbose_name='when')),
                ('number', models.PositiveSmallIntegerField(default=0, verbose_name='how many')),
                ('at', models.TimeField(blank=True, null=True, verbose_name='at')),
                ('ticked', models.BooleanField(default=True, verbose_name='ticked')),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'rule',
                'verbose_name_plural': 'rules',
                'ordering': ['kind', 'channel_kind', 'wave'],
            },
        ),
        migrations.RunPython(lay_rules, migrations.RunPython.noop),
        migrations.DeleteModel(
            name='WaveTime',
        ),
        migrations.AddField(
            model_name='publication',
            name='kind',
            field=models.CharField(blank=True, editable=False, max_length=30),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['at'], name='publishing__at_93bd87_idx'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['published_at'], name='publishing__publish_3b4c37_idx'),
        ),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.UniqueConstraint(fields=('kind', 'channel_kind', 'wave'), name='one_rule_per_kind_channel_and_wave', violation_error_message='There is such a rule already.'),
        ),
    ]
