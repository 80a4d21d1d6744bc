"""What the tests of bounces share."""

import pytest

from publishing.newsletter.models import Delivery


@pytest.fixture(autouse=True)
def return_address(settings):
    """A mailbox for what comes back."""
    settings.NEWSLETTER_RETURN_ADDRESS = "returns@town.example"


@pytest.fixture
def sent(post_office, make_subscribers, plan_issue, send):
    """An issue that was sent to so many; returns its deliveries."""

    def send_to(count: int) -> list[Delivery]:
        make_subscribers(count)
        issue = plan_issue()
        send(issue)
        return list(
            Delivery.objects.filter(publication=issue)
            .select_related("subscriber", "publication__channel")
            .order_by("pk")
        )

    return send_to
