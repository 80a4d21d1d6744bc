"""The dates of commerce that the town keeps, with a list to start from."""

from datetime import date, timedelta

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from publishing.desk.commerce_year import proposed_dates
from publishing.desk.views.approval import DESK
from publishing.desk.views.rows import RowsView
from publishing.models import TownDate
from publishing.town_time import in_town

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TownDateForm(forms.ModelForm):
    """A name, and its days."""

    class Meta:
        model = TownDate
        fields = ("name", "first", "last")
        widgets = {"first": DAY, "last": DAY}


class TownDatesView(RowsView):
    """Sales, Mother's Day, Black Friday: what shops prepare for."""

    template_name = "desk/town_dates.html"
    page_title = gettext_lazy("Dates of commerce")
    header_icon = "calendar-alt"
    breadcrumbs_items = [
        DESK,
        {"url": reverse_lazy("desk:calendar"), "label": gettext_lazy("Calendar")},
        {"url": "", "label": page_title},
    ]
    intro = gettext_lazy(
        "Sales, Mother’s Day, Black Friday: these dates stand on the calendar, so "
        "that shops think of them in time."
    )
    saved = gettext_lazy("The dates are saved.")
    formset = forms.modelformset_factory(TownDate, form=TownDateForm, can_delete=True)

    def get_queryset(self) -> QuerySet[TownDate]:
        """Leave out what is over."""
        return TownDate.objects.filter(last__gte=self._today())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the rows, or take over the dates that are proposed."""
        if request.POST.get("verb") != "propose":
            return super().post(request)
        today = self._today()
        until = today + timedelta(days=366)
        known = set(TownDate.objects.values_list("name", "first__year"))
        new = [
            each
            for year in (today.year, today.year + 1)
            for each in proposed_dates(year)
            if today <= each.last
            and each.first <= until
            and (each.name, each.first.year) not in known
        ]
        TownDate.objects.bulk_create(new, ignore_conflicts=True)
        sentence = ngettext(
            "%(number)d date is added: change what is otherwise in your town.",
            "%(number)d dates are added: change what is otherwise in your town.",
            len(new),
        )
        if new:
            messages.success(request, sentence % {"number": len(new)})
        else:
            messages.info(request, _("All dates of the coming year are there already."))
        return redirect(request.path)

    def _today(self) -> date:
        return in_town(timezone.now()).date()
