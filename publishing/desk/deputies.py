"""The administrator's list of deputies, in Wagtail's settings."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from publishing.models import Deputy


class DeputyViewSet(ModelViewSet):
    """Who gets each item by mail and may decide on it without signing in."""

    model = Deputy
    menu_label = _("Deputies")
    icon = "group"
    add_to_settings_menu = True
    menu_order = 310
    inspect_view_enabled = False
    copy_view_enabled = False
    list_display = ["name", "email", "active"]
    form_fields = ["name", "email", "language", "active"]
