"""What the shop says of itself, with its opening hours as rows of a week."""

import uuid
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cityhub.myshop.forms.days_apart import clock
from cityhub.myshop.forms.photos import PhotosForm
from cityhub.photos.models import Photo
from publishing.contract import Picture
from shops.hours import Weekday
from shops.models import OpeningHours, ShopPage, ShopPhoto

FIELDS = (
    "sentence", "description", "street", "postcode", "town", "phone", "email", "website",
    "accessible",
)  # fmt: skip
TYPES = {"phone": "tel", "email": "email", "website": "url"}
STRETCHES = 2  # morning and afternoon


def pictures_of(shop: ShopPage) -> tuple[Picture, ...]:
    """Return the photos of the shop, each with its words, the main one first."""
    rows = [(shop.photo, shop.alt_text)] if shop.photo else []
    rows += [(row.photo, row.alt_text) for row in shop.photos.all()]
    return tuple(Picture(each.pk, alt or each.description) for each, alt in rows)


class ShopForm(PhotosForm):
    """The shop in her own words."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, shop: ShopPage, **kwargs: Any) -> None:
        self.shop = shop
        kwargs["initial"] = {
            "token": uuid.uuid4(),
            **{name: getattr(shop, name) for name in FIELDS},
            **_hours_of(shop),
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, pictures=pictures_of(shop), **kwargs)
        self.fields |= forms.fields_for_model(ShopPage, fields=FIELDS)
        self.fields["website"] = forms.URLField(
            label=self.fields["website"].label, required=False, assume_scheme="https"
        )
        self.fields["description"].widget.attrs["rows"] = 4
        for name, type_ in TYPES.items():
            self.fields[name].widget.input_type = type_
        for day in Weekday:
            for stretch in range(STRETCHES):
                self.fields[f"opens_{day}_{stretch}"] = clock(_("Opens"))
                self.fields[f"closes_{day}_{stretch}"] = clock(_("Closes"))

    def week(self) -> list[dict[str, Any]]:
        """Return the days with their pairs of fields, for the template."""
        return [
            {
                "label": day.label,
                "stretches": [
                    (self[f"opens_{day}_{n}"], self[f"closes_{day}_{n}"])
                    for n in range(STRETCHES)
                ],
            }
            for day in Weekday
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for both ends of each stretch, the later one last."""
        data = super().clean() or self.cleaned_data
        for day in Weekday:
            for n in range(STRETCHES):
                self._check(f"opens_{day}_{n}", f"closes_{day}_{n}")
        return data

    def write_to(self, shop: ShopPage) -> None:
        """Put words and hours onto the shop."""
        for name in filter(self.carries, FIELDS):
            setattr(shop, name, self.cleaned_data[name])
        if any(name.startswith("opens_") for name in self.words):
            shop.opening_hours = self._hours()

    def put_photos(self, shop: ShopPage, photos: list[tuple[Photo, str]]) -> None:
        """Put `photos` with their words onto the shop, the first one first."""
        shop.photo, shop.alt_text = photos[0] if photos else (None, "")
        shop.photos = [
            ShopPhoto(photo=photo, alt_text=alt, sort_order=order)
            for order, (photo, alt) in enumerate(photos[1:])
        ]

    def _check(self, opens_name: str, closes_name: str) -> None:
        if self.errors.keys() & {opens_name, closes_name}:
            return
        opens, closes = self.cleaned_data[opens_name], self.cleaned_data[closes_name]
        if opens and not closes:
            self.add_error(closes_name, _("Until when?"))
        elif closes and not opens:
            self.add_error(opens_name, _("From when?"))
        elif opens and opens == closes:
            self.add_error(closes_name, _("Closing can’t be at the same time."))

    def _hours(self) -> list[OpeningHours]:
        found = [
            OpeningHours(weekday=day, opens=opens, closes=closes)
            for day in Weekday
            for n in range(STRETCHES)
            if (opens := self.cleaned_data[f"opens_{day}_{n}"])
            and (closes := self.cleaned_data[f"closes_{day}_{n}"])
        ]
        found.sort(key=lambda stretch: (stretch.weekday, stretch.opens))
        for order, stretch in enumerate(found):
            stretch.sort_order = order
        return found


def _hours_of(shop: ShopPage) -> dict[str, time]:
    hours: dict[str, time] = {}
    for stretch in shop.opening_hours.all():
        for n in range(STRETCHES):
            if f"opens_{stretch.weekday}_{n}" not in hours:
                hours[f"opens_{stretch.weekday}_{n}"] = stretch.opens
                hours[f"closes_{stretch.weekday}_{n}"] = stretch.closes
                break
    return hours
