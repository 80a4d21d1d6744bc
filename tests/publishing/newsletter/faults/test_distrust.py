"""What the last preflight found warns whoever approves an issue; it blocks nothing."""

import pytest
from django.utils import timezone

from publishing.models import ChannelCheck
from publishing.newsletter.faults.distrust import distrust

pytestmark = pytest.mark.django_db


def look(channel, **ok: bool | None) -> None:
    ChannelCheck.objects.create(
        channel=channel,
        checked_at=timezone.now(),
        findings=[
            {"name": name, "ok": well, "sentence": ""} for name, well in ok.items()
        ],
    )


def test_what_is_not_in_order_is_named_with_a_way_to_mend_it(newsletter_channel):
    look(newsletter_channel, SPF=False, DKIM=None, DMARC=True, PTR=False)
    [fault] = distrust(newsletter_channel)
    assert fault.sentence.endswith("ceci n’était pas en ordre\u00a0: SPF, PTR.")
    assert fault.url == f"/gestion/desk/channels/{newsletter_channel.pk}/"
    assert not fault.blocks


def test_only_the_last_look_counts(newsletter_channel):
    look(newsletter_channel, SPF=False)
    look(newsletter_channel, SPF=True, DKIM=None)
    assert list(distrust(newsletter_channel)) == []


def test_a_channel_that_nobody_looked_at_warns_of_nothing(newsletter_channel):
    assert list(distrust(newsletter_channel)) == []
