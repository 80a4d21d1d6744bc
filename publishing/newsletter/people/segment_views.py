"""The manager's screens of groups of readers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from publishing.newsletter.models import Segment, Subscriber
from publishing.newsletter.people.merchants import directory

MANY = forms.CheckboxSelectMultiple


class SegmentForm(forms.ModelForm):
    """Who is meant; the choices are what the shops say of themselves now."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=Subscriber.Role.choices,
        required=False,
        widget=MANY,
        help_text=gettext_lazy(
            "Who works for a shop of the directory counts as a merchant."
        ),
    )
    streets = forms.MultipleChoiceField(
        label=gettext_lazy("Streets"), required=False, widget=MANY
    )
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of shops"), required=False, widget=MANY
    )

    class Meta:
        model = Segment
        fields = ("name", "language", "roles", "streets", "categories")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = directory()
        # What a shop said when the group was made stays to be seen, and unticked.
        streets = {*known.streets(), *self.instance.streets}
        categories = {
            **{word: word for word in self.instance.categories},
            **dict(known.categories()),
        }
        self._offer("streets", [(street, street) for street in sorted(streets)])
        self._offer("categories", list(categories.items()))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class SegmentView(generic.EditView):
    """Change a group; it says whom it means now."""

    def get_page_subtitle(self) -> str:
        """Say how many it means now."""
        count = self.object.people().count()
        now = ngettext("%(count)s reader now", "%(count)s readers now", count)
        return f"{self.object}: {now % {'count': count}}"


class SegmentViewSet(ModelViewSet):
    """Groups of readers."""

    model = Segment
    name = "newsletter_segments"
    url_prefix = "newsletter/groups"
    menu_label = gettext_lazy("Groups of readers")
    icon = "group"
    list_display = ("name", "language")
    copy_view_enabled = False
    edit_view_class = SegmentView

    def get_form_class(self, for_update: bool = False) -> type[SegmentForm]:
        """Return the one form."""
        return SegmentForm
