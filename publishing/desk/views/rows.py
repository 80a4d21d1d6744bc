"""A few rows that are set on one screen, with an empty one to add another."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms import BaseModelFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publishing.desk.access import DeskView
from publishing.transport import Sentence


class RowsView(DeskView, WagtailAdminTemplateMixin, View, ABC):
    """Show, add, change and remove rows; each screen says which."""

    template_name = "desk/rows.html"
    formset: ClassVar[type[BaseModelFormSet]]
    intro: ClassVar[Sentence]
    saved: ClassVar[Sentence]

    @abstractmethod
    def get_queryset(self) -> QuerySet:
        """Return the rows that are shown."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the rows."""
        return self._show(self.formset(queryset=self.get_queryset()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the rows."""
        formset = self.formset(request.POST, queryset=self.get_queryset())
        if not formset.is_valid():
            return self._show(formset)
        formset.save()
        messages.success(request, self.saved)
        return redirect(request.path)

    def _show(self, formset: BaseModelFormSet) -> HttpResponse:
        context: dict[str, Any] = {"formset": formset, "intro": self.intro}
        return self.render_to_response(self.get_context_data(**context))
