"""Items that wait at the desk, and somebody who sent them."""

import pytest
from django.contrib.auth.models import Group, User
from wagtail.models import TaskState

from publishing.models import ApprovalTask, Channel
from tests.factories import make_news


@pytest.fixture
def shopkeeper(db):
    user = User.objects.create_user(
        "weber", "weber@example.org", "secret", first_name="Anne", last_name="Weber"
    )
    user.groups.add(Group.objects.get(name="Shopkeepers"))
    return user


@pytest.fixture
def facebook(db):
    return Channel.objects.create(kind="facebook", name="La Page", remote_id="1")


@pytest.fixture
def task(db):
    return ApprovalTask.objects.get()


@pytest.fixture
def submit(shopkeeper):
    """Submit a page (news unless given) for approval; return what waits."""

    def submit(page=None, user=shopkeeper):
        page = page or make_news(live=False)
        page.save_revision(user=user)
        state = page.get_workflow().start(page, user)
        return TaskState.objects.get(pk=state.current_task_state_id)

    return submit


@pytest.fixture
def desk(client, manager):
    """A client signed in as the manager."""
    client.force_login(manager)
    return client
