"""What people may do: Django's own answer, by one query."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Permission, User

from cityhub.myshop.signing_in import NameOrMail

pytestmark = pytest.mark.django_db


def anew(user):
    """Return the same user, of whom nothing is remembered."""
    return User.objects.get(pk=user.pk)


def test_it_is_what_her_groups_and_she_were_given(manager, django_assert_num_queries):
    manager.user_permissions.add(Permission.objects.get(codename="add_group"))
    expected = ModelBackend().get_all_permissions(anew(manager))
    assert "auth.add_group" in expected
    assert "wagtailadmin.access_admin" in expected
    user = anew(manager)
    with django_assert_num_queries(1):
        assert user.get_all_permissions() == expected


def test_an_administrator_may_do_everything(administrator):
    assert anew(administrator).has_perm("auth.delete_group")


def test_who_has_left_and_who_is_nobody_may_do_nothing(manager):
    manager.is_active = False
    for user in (manager, AnonymousUser()):
        assert NameOrMail().get_all_permissions(user) == set()
