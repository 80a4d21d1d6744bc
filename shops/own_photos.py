"""Whoever writes a page chooses among the photos that are hers to choose."""

from typing import Any

from django.forms import BaseFormSet
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.permissions import policy_registry


class OwnPhotosForm(WagtailAdminPageForm):
    """Wagtail's form of a page; it refuses numbers of other people's photos.

    Wagtail's chooser shows her own only, but its field takes any number. What
    stands on the page already stays, whoever put it there.
    """

    def clean(self) -> dict[str, Any]:
        """Refuse new photos that she may not choose, at their field."""
        data = super().clean()
        chosen = {name: _photos_in(value) for name, value in data.items()}
        there = {
            number
            for name in chosen
            for number in _photos_in(getattr(self.instance, name, None))
        }
        new = set().union(*chosen.values()) - there
        foreign = new - self._choosable(new)
        for name, numbers in chosen.items():
            if numbers & foreign:
                self.add_error(name, _("Choose one of your own photos."))
        return data

    def is_valid(self) -> bool:
        """Look at the photos in its rows, too: they are checked after the page."""
        return super().is_valid() and all(
            self._are_own(rows) for rows in self.formsets.values()
        )

    def _are_own(self, rows: BaseFormSet) -> bool:
        """Whether she may choose the new photos of `rows`; refuse them if not."""
        chosen = [
            (form, name, _photos_in(value) - {form.initial.get(name)})
            for form in rows.forms
            if form not in rows.deleted_forms
            for name, value in form.cleaned_data.items()
        ]
        new = set().union(*(numbers for _form, _name, numbers in chosen))
        foreign = new - self._choosable(new)
        for form, name, numbers in chosen:
            if numbers & foreign:
                form.add_error(name, _("Choose one of your own photos."))
        return not foreign

    def _choosable(self, numbers: set[int]) -> set[int]:
        if not numbers:
            return set()
        policy = policy_registry.get_by_type(get_image_model())
        mine = policy.instances_user_has_any_permission_for(
            self.for_user, ["choose", "change"]
        )
        return set(mine.filter(pk__in=numbers).values_list("pk", flat=True))


def _photos_in(value: object) -> set[int]:
    """Return the numbers of the photos in what a field holds."""
    if isinstance(value, AbstractImage):
        return {value.pk}
    if not isinstance(value, StreamValue):
        return set()
    references = value.stream_block.extract_references(value)
    return {
        int(number) for model, number, *_ in references if model is get_image_model()
    }
