"""The Celery application and the only beat schedule of the house.

The database is the queue and the truth: a tick that is lost, late or doubled
changes nothing, so every entry expires before its next run.
"""

import gc
import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cityhub.settings")

app = Celery("cityhub")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@beat_init.connect
@worker_ready.connect
def keep_what_is_loaded(**_: object) -> None:
    """Take what is loaded out of the garbage collector's rounds.

    It stays until the end anyway, which then comes a second sooner: Ctrl-C must
    end the whole house within five seconds on a slow machine too.
    """
    gc.freeze()


def every(seconds: float, task: str) -> dict:
    """Return a beat entry that runs `task` each `seconds` and never piles up."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


app.conf.beat_schedule = {
    "hand out due publications": every(1, "publishing.tasks.tick"),
    "prove that beat, broker, worker and database work": every(
        15, "publishing.tasks.beat_heart"
    ),
    "deliver letters": every(2, "publishing.tasks.deliver_letters"),
    "let rested channels send again": every(
        15, "publishing.tasks.resume_rested_channels"
    ),
    "put scheduled pages live": every(10, "publishing.tasks.publish_scheduled_pages"),
    "handle what Facebook told": every(
        2, "publishing.facebook.tasks.handle_page_updates"
    ),
    "look at Facebook Pages": every(30, "publishing.facebook.tasks.look_at_pages"),
    "look at the health of channels": {
        "task": "publishing.tasks.examine_channels",
        "schedule": crontab(hour="5", minute="40"),
        "options": {"expires": 12 * 60 * 60},
    },
    "read what came back of the newsletter": every(
        300, "publishing.newsletter.tasks.read_return_mailbox"
    ),
    "send newsletters with several hands": every(
        2, "publishing.newsletter.tasks.lend_a_hand"
    ),
    "keep subscribers no longer than needed": {
        "task": "publishing.newsletter.tasks.keep_people_no_longer_than_needed",
        "schedule": crontab(hour="3", minute="50"),
        "options": {"expires": 12 * 60 * 60},
    },
    "keep the deadlines of what waits for approval": every(
        60, "publishing.desk.tasks.keep_deadlines"
    ),
    "count fans": {
        "task": "publishing.growth.tasks.take_fan_counts",
        "schedule": crontab(hour="6", minute="10"),
    },
    "compose the next newsletter": every(
        600, "publishing.newsletter.tasks.compose_ahead"
    ),
    "make the coming sessions of workshops": {
        "task": "events.tasks.lay_sessions",
        "schedule": crontab(hour="4", minute="20"),
        "options": {"expires": 12 * 60 * 60},
    },
}
