"""Invitations in the Wagtail admin: who was invited, and whether they came."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from cityhub.myshop.models import Departure, Invitation
from shops.models import ShopPage

INVITE = gettext_lazy("Invite a shopkeeper")


class InvitationForm(WagtailAdminModelForm):
    """Name, mail address, shop."""

    shop = ModelChoiceField(
        ShopPage.objects.order_by("title"), label=gettext_lazy("Shop")
    )

    class Meta:
        model = Invitation
        fields = ["name", "email", "shop"]

    def clean(self) -> dict[str, Any]:
        """Refuse somebody who belongs to the shop, or is invited to it already."""
        data = super().clean() or self.cleaned_data
        email, shop = data.get("email"), data.get("shop")
        if email and shop and (against := Invitation.against(email, shop)):
            raise ValidationError(against)
        return data


class AgainColumn(Column):
    """The way to sending it again, for what nobody accepted."""

    cell_template_name = "myshop/admin/again_column.html"


class IndexView(generic.IndexView):
    """The list, with its rows' shop and letter in one query, and who shall go."""

    add_item_label = INVITE
    template_name = "myshop/admin/invitations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the departures that shops ask for."""
        kwargs["departures"] = Departure.objects.select_related("shop", "user")
        return super().get_context_data(**kwargs)

    def get_base_queryset(self) -> QuerySet[Invitation]:
        """Return the invitations with what their state needs."""
        return super().get_base_queryset().select_related("shop", "letter")


class CreateView(generic.CreateView):
    """Invite somebody."""

    page_title = INVITE
    submit_button_label = gettext_lazy("Send the invitation")
    submit_button_active_label = gettext_lazy("Sending …")

    def save_instance(self) -> Invitation:
        """Write the row and its letter."""
        return Invitation.invite(by=self.request.user, **self.form.cleaned_data)

    def get_page_subtitle(self) -> str:
        """Say nothing beside the title."""
        return ""

    def get_success_message(self, instance: Invitation) -> str:
        """Say where the mail goes."""
        return _("The invitation is on its way to %(email)s.") % {
            "email": instance.email
        }

    def get_success_buttons(self) -> list:
        """Offer nothing: an invitation isn't rewritten."""
        return []


class NeverChanged(ModelPermissionPolicy):
    """An invitation is sent, sent again or taken back; it isn't rewritten."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        """Refuse changing to everybody."""
        return action != "change" and super().user_has_permission(user, action)


register_permission_policy(Invitation, NeverChanged(Invitation))


class InvitationViewSet(ModelViewSet):
    """The manager's screens of invitations."""

    model = Invitation
    name = "invitations"
    url_prefix = "invitations"
    icon = "user"
    menu_label = gettext_lazy("Invitations")
    menu_order = 350
    add_to_admin_menu = True
    index_view_class = IndexView
    add_view_class = CreateView
    form_fields = ["name", "email", "shop"]
    search_fields = ["name", "email"]
    list_display = [
        "name",
        "email",
        Column("shop", label=gettext_lazy("Shop")),
        Column("state", label=gettext_lazy("State")),
        DateColumn("sent_at", label=gettext_lazy("Sent")),
        AgainColumn("again", label="", accessor="pk"),
    ]
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[InvitationForm]:
        """Return the one form."""
        return InvitationForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the address of sending again."""
        again = path("<int:pk>/again/", self.again, name="again")
        leaves = path("departures/<int:pk>/", self.leaves, name="leaves")
        return [*super().get_urlpatterns(), again, leaves]

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then send an open invitation again."""
        if not self.permission_policy.user_has_permission(request.user, "add"):
            return redirect("wagtailadmin_home")
        invitation = get_object_or_404(Invitation.objects.open(), pk=pk)
        if request.method == "POST":
            invitation.send()
            messages.success(
                request, _("Sent to %(email)s.") % {"email": invitation.email}
            )
            return redirect(self.get_url_name("index"))
        context = {"invitation": invitation, "index": self.get_url_name("index")}
        return render(request, "myshop/admin/again.html", context)

    def leaves(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then take somebody out of a shop, or leave her there."""
        if not self.permission_policy.user_has_permission(request.user, "add"):
            return redirect("wagtailadmin_home")
        departure = get_object_or_404(Departure, pk=pk)
        index = self.get_url_name("index")
        if request.method == "POST":
            words = {"name": departure.name, "shop": departure.shop}
            if request.POST.get("verb") == "take_out":
                departure.agree()
                said = _("%(name)s no longer speaks for %(shop)s.")
            else:
                departure.delete()
                said = _("%(name)s still speaks for %(shop)s.")
            messages.success(request, said % words)
            return redirect(index)
        context = {"departure": departure, "index": index}
        return render(request, "myshop/admin/leaves.html", context)
