"""The rules, as the manager sets them: one line for each."""

from django import forms
from django.db.models import Case, IntegerField, QuerySet, When
from django.forms import BaseModelFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.desk.kinds import DATED, KINDS, name_of
from publishing.models import Channel, Publication, Rule


class RuleForm(forms.ModelForm):
    """One kind of item on one channel: for which occasion, and when."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of item"), choices=[("", "—"), *KINDS]
    )

    class Meta:
        model = Rule
        fields = ("kind", "channel_kind", "wave", "number", "unit", "at", "ticked")
        labels = {
            "channel_kind": gettext_lazy("Goes to"),
            "wave": gettext_lazy("Occasion"),
            "number": gettext_lazy("How many"),
            "unit": gettext_lazy("When"),
            "at": gettext_lazy("Time"),
            "ticked": gettext_lazy("Proposed"),
        }
        widgets = {"at": forms.TimeInput(format="%H:%M", attrs={"type": "time"})}

    @property
    def way(self) -> str:
        """Return which kind of item goes where, in short."""
        rule = self.instance
        return f"{name_of(rule.kind)} → {rule.get_channel_kind_display()}"

    def clean(self) -> None:
        """Refuse what can't be: a reminder without a date, or inside an issue."""
        super().clean()
        said = self.cleaned_data
        kind, unit, wave = (said.get(name) for name in ("kind", "unit", "wave"))
        again = wave != Publication.Wave.ANNOUNCE
        if unit != Rule.Unit.DAYS:
            said["at"] = None
        if unit == Rule.Unit.SLOT:
            said["number"] = 0
        if again and kind not in DATED:
            self.add_error("wave", _("Only what has a date is announced again."))
        elif again and said.get("channel_kind") == Channel.Kind.NEWSLETTER:
            self.add_error("wave", _("An issue brings each item once."))
        elif again and unit == Rule.Unit.SLOT:
            self.add_error("unit", _("Say how long before."))
        elif unit == Rule.Unit.HOURS and kind not in DATED:
            self.add_error("unit", _("It has a day, but no hour: count in days."))


RuleFormSet = forms.modelformset_factory(
    Rule, form=RuleForm, can_delete=True, extra=1, max_num=100
)


def in_order() -> QuerySet[Rule]:
    """Return the rules by kind, in the order in which people know the kinds."""
    places = [
        When(kind=kind, then=number) for number, (kind, _name) in enumerate(KINDS)
    ]
    place = Case(*places, default=len(places), output_field=IntegerField())
    return Rule.objects.order_by(place, "channel_kind", "pk")


def rules_of(formset: "BaseModelFormSet[Rule, RuleForm]") -> list[Rule]:
    """Return the rules of a valid RuleFormSet, not saved."""
    return [
        form.instance
        for form in formset
        if (form.instance.pk or form.has_changed())
        and not form.cleaned_data.get("DELETE")
    ]
