"""The rules: which kind of item goes where, and when; tried before they hold."""

from typing import Any

from django import forms
from django.forms import BaseModelFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publishing.desk.access import DeskView
from publishing.desk.dry_run import dry_run
from publishing.desk.rule_form import RuleForm, RuleFormSet, in_order, rules_of
from publishing.desk.rule_map import rule_map
from publishing.desk.views.approval import DESK
from publishing.models import Rule
from publishing.rules import Rules


class RulesView(DeskView, WagtailAdminTemplateMixin, View):
    """All rules as a map and as a table; a change can be tried on what was said."""

    template_name = "desk/rules.html"
    page_title = gettext_lazy("Rules")
    header_icon = "list-ol"
    breadcrumbs_items = [DESK, {"url": "", "label": page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the rules that hold."""
        return self._show(RuleFormSet(queryset=in_order()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the rules, or show what they would have changed."""
        formset = RuleFormSet(request.POST, queryset=in_order())
        if not formset.is_valid():
            messages.error(request, _("Nothing is saved yet: see below."))
            return self._show(formset)
        if request.POST.get("verb") == "try":
            changed = Rules(rules_of(formset))
            tried = dry_run(Rules.of_the_town(), changed, timezone.now())
            return self._show(formset, tried=tried)
        formset.save()
        messages.success(request, _("The rules are saved."))
        return redirect(request.path)

    def _show(
        self, formset: "BaseModelFormSet[Rule, RuleForm]", **context: Any
    ) -> HttpResponse:
        drawn = rule_map(Rules.of_the_town(), timezone.now())
        return self.render_to_response(
            self.get_context_data(
                formset=formset, map=drawn, media=forms.Media(), **context
            )
        )
