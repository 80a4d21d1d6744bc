"""`manage.py dispatch`: the engine without Celery."""

import pytest
from django.core import mail
from django.core.management import call_command

from publishing.models import Letter, Publication

pytestmark = pytest.mark.django_db


def test_it_does_what_is_due_and_ends(planned, wall):
    Letter.objects.create(to="denise@example.org", subject="Bonjour", text="…")
    wall.answer("publish", "partly")
    call_command("dispatch")
    planned.refresh_from_db()
    assert planned.state == Publication.State.PUBLISHED
    assert len(mail.outbox) == 1
