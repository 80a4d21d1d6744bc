"""The manager's screen of merchants who don't get the newsletter yet."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from publishing.newsletter.people.desk import SUBSCRIBERS, PeopleView
from publishing.newsletter.people.inviting import Proposals, add, invite, proposals


class How(models.TextChoices):
    """How the chosen merchants come to the newsletter."""

    INVITE = "invite", gettext_lazy("Ask them by mail: each decides for herself")
    ADD = "add", gettext_lazy("They agreed in person: subscribe them now")


class MerchantsForm(forms.Form):
    """Who, and how. `merchants` are those who may be chosen."""

    chosen = forms.MultipleChoiceField(
        error_messages={"required": gettext_lazy("Choose at least one person.")}
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How?"),
        choices=How.choices,
        initial=How.INVITE,
        widget=forms.RadioSelect,
    )
    basis = forms.CharField(
        label=gettext_lazy("If they agreed in person: when and how?"),
        help_text=gettext_lazy("It is kept as evidence, with your name."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, merchants: Proposals, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.free = {merchant.email: merchant for merchant in merchants.free}
        self.fields["chosen"].choices = [(email, email) for email in self.free]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Want evidence from who says that they agreed."""
        said = super().clean() or {}
        if said.get("how") == How.ADD and not said.get("basis"):
            self.add_error(
                "basis", gettext_lazy("Please write when and how they agreed.")
            )
        return said


class MerchantsView(PeopleView):
    """Propose the shops' people; ask them, or subscribe who agreed."""

    template_name = "newsletter/desk/merchants.html"
    page_title = gettext_lazy("Merchants without the newsletter")
    breadcrumbs_items = [SUBSCRIBERS, {"url": "", "label": page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show who may be asked."""
        merchants = proposals()
        return self._show(MerchantsForm(merchants=merchants), merchants)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask, or subscribe, those that were chosen."""
        merchants = proposals()
        form = MerchantsForm(request.POST, merchants=merchants)
        if not form.is_valid():
            return self._show(form, merchants)
        said = form.cleaned_data
        chosen = [form.free[email] for email in said["chosen"]]
        if said["how"] == How.INVITE:
            count = invite(chosen, self.operator)
            done = ngettext(
                "%(count)s person is asked by mail.",
                "%(count)s people are asked by mail.",
                count,
            )
        else:
            count = add(chosen, said["basis"], self.operator)
            done = ngettext(
                "%(count)s person is subscribed.",
                "%(count)s people are subscribed.",
                count,
            )
        messages.success(request, done % {"count": count})
        return redirect(request.path)

    def _show(self, form: MerchantsForm, merchants: Proposals) -> HttpResponse:
        context = {"form": form, "merchants": merchants}
        return self.render_to_response(self.get_context_data(**context))
