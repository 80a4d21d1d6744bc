"""Whether a shop is open on a public holiday: nobody knows, where the town keeps it."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine

from publishing.models import TownHolidays
from shops.models import OpeningHours
from tests.factories import make_shop

PARIS = ZoneInfo("Europe/Paris")
FRANCE, ALSACE = TownHolidays.Region.FRANCE, TownHolidays.Region.ALSACE_MOSELLE
BELGIUM = TownHolidays.Region.BELGIUM
RIDDLE = "C’est un jour férié"


@pytest.fixture
def shop(db):
    """A shop that is open from 9 to 12, and says nothing of holidays."""
    shop = make_shop("Maison Weber")
    shop.opening_hours = [
        OpeningHours(weekday=day, opens=time(9), closes=time(12)) for day in range(7)
    ]
    shop.save()
    return shop


@pytest.mark.parametrize(
    ("region", "moment", "is_kept"),
    [
        (None, (2026, 12, 25, 10), True),
        (None, (2026, 12, 26, 10), False),
        (FRANCE, (2026, 12, 26, 10), False),
        (ALSACE, (2026, 12, 26, 10), True),
        (FRANCE, (2026, 7, 14, 10), True),
        (BELGIUM, (2026, 7, 14, 10), False),
        (FRANCE, (2026, 12, 25, 0, 30), True),
        (FRANCE, (2026, 12, 26, 0, 30), False),
    ],
)
def test_the_holidays_are_those_that_the_town_keeps(
    client, shop, region, moment, is_kept
):
    if region:
        TownHolidays.objects.create(region=region)
    with time_machine.travel(datetime(*moment, tzinfo=PARIS), tick=False):
        page, directory = client.get(shop.url).text, client.get("/boutiques/").text
    assert (RIDDLE in page, 'class="pill' in page) == (is_kept, not is_kept)
    assert ('class="pill' in directory) is not is_kept
