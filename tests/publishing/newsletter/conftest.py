"""What the tests of the newsletter share."""

from datetime import timedelta
from threading import Thread

import pytest
from django.utils import timezone

from publishing.models import Publication
from publishing.newsletter.compose import compose_issue
from publishing.newsletter.models import Subscriber
from publishing.newsletter.transport import freeze
from publishing.transport import transport_for
from tests.publishing.newsletter.mail_provider import MailProvider
from tests.publishing.newsletter.post_office import PostOffice, Quarters


@pytest.fixture
def post_office(settings):
    """A real mail server, and our settings leading to it."""
    office = PostOffice()
    quarters = Quarters(office)
    quarters.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", quarters.port
    settings.EMAIL_TIMEOUT = 5
    yield office
    quarters.stop()


@pytest.fixture
def mail_provider(settings):
    """A mail provider, and our settings leading to it."""
    provider = MailProvider()
    thread = Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {
        "POSTMARK_SERVER_TOKEN": "token",
        "POSTMARK_API_URL": provider.url,
        "REQUESTS_TIMEOUT": 5,
        "WEBHOOK_SECRET": "provider:sixteen-letters-and-more",
    }
    yield provider
    provider.shutdown()
    thread.join()
    provider.server_close()


@pytest.fixture
def make_subscribers(db):
    """Add confirmed subscribers: reader-0@example.org and so on."""

    def make(count: int, **fields) -> list[Subscriber]:
        fields = {"language": "fr", "state": Subscriber.State.CONFIRMED, **fields}
        return Subscriber.objects.bulk_create(
            Subscriber(email=f"reader-{number}@example.org", **fields)
            for number in range(count)
        )

    return make


@pytest.fixture
def plan_for_newsletter(newsletter_channel):
    """Approve a page for the newsletter."""

    def plan(page, **fields) -> Publication:
        at = timezone.now() - timedelta(minutes=1)
        return Publication.objects.plan(page, newsletter_channel, at, **fields)

    return plan


@pytest.fixture
def plan_issue(newsletter_page, newsletter_channel, manager):
    """Compose the next issue, approve it, and let it be due."""

    def plan(**words) -> Publication:
        draft = compose_issue(newsletter_page, manager)
        for name, value in words.items():
            setattr(draft, name, value)
        draft.save_revision(user=manager).publish()
        return Publication.objects.plan(
            draft, newsletter_channel, timezone.now() - timedelta(minutes=1)
        )

    return plan


@pytest.fixture
def under_way(newsletter_channel):
    """Let the engine have the issue's turn, its ledger written; return the issue."""

    def take(publication: Publication) -> Publication:
        assert publication.claim(timezone.now())
        freeze(publication)
        return publication

    return take


@pytest.fixture
def send(newsletter_channel):
    """Do what the engine does with a due issue, once; return what publish returns."""

    def once(publication: Publication):
        publication.refresh_from_db()
        Publication.objects.filter(pk=publication.pk).update(
            due_at=timezone.now(), lease_until=None
        )
        publication.refresh_from_db()
        assert publication.claim(timezone.now())
        announcement = publication.page.specific.announcement()
        transport = transport_for(publication.channel)
        return transport.publish(publication, announcement)

    return once
