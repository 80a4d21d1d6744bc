"""The manager's screen of importing: a list, what would happen, then the button."""

from collections import Counter
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from publishing.newsletter.people.desk import SUBSCRIBERS, PeopleView
from publishing.newsletter.people.importing import (
    Row,
    Unreadable,
    Verdict,
    carry_out,
    judged,
    text_of,
)

LARGEST = 1024 * 1024
#: How many rows of each verdict are shown; the counts tell of all.
SHOWN = 200
WORDS = {
    Verdict.WRONG: gettext_lazy("Can’t be taken"),
    Verdict.STAYS_AWAY: gettext_lazy("Stay away"),
    Verdict.TWICE: gettext_lazy("Twice in the list"),
    Verdict.KNOWN: gettext_lazy("Get it already"),
    Verdict.NEW: gettext_lazy("Will be subscribed"),
}


class ListForm(forms.Form):
    """A list, as a file or pasted."""

    file = forms.FileField(
        label=gettext_lazy("The list, as a CSV file"), required=False
    )
    text = forms.CharField(
        label=gettext_lazy("or pasted here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_file(self) -> UploadedFile | None:
        """Refuse what is no list of a town's merchants."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(
                gettext_lazy("The file is larger than 1 MB: please split the list.")
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Read and judge it, whichever way it came."""
        said = super().clean() or {}
        file = said.get("file")
        said["text"] = text_of(file.read()) if file else said.get("text", "")
        if not self.errors and not said["text"].strip():
            raise forms.ValidationError(gettext_lazy("Choose a file, or paste a list."))
        try:
            said["rows"] = judged(said["text"])
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        return said


class ImportView(PeopleView):
    """Show what a list would do; do it on the second click."""

    template_name = "newsletter/desk/import.html"
    page_title = gettext_lazy("Import a list")
    breadcrumbs_items = [SUBSCRIBERS, {"url": "", "label": page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the list."""
        return self._show(ListForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what would happen; after that was seen, let it happen."""
        form = ListForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form)
        rows: list[Row] = form.cleaned_data["rows"]
        if "really" not in request.POST:
            return self._show(form, rows)
        count = carry_out(rows, self.operator)
        said = ngettext(
            "%(count)s person is subscribed.", "%(count)s people are subscribed.", count
        )
        messages.success(request, said % {"count": count})
        return redirect("newsletter_subscribers:index")

    def _show(self, form: ListForm, rows: list[Row] | None = None) -> HttpResponse:
        context: dict[str, Any] = {"form": form}
        if rows is not None:
            counts = Counter(row.verdict for row in rows)
            context |= {
                "text": form.cleaned_data["text"],
                "new": counts[Verdict.NEW],
                "groups": [
                    (words, counts[verdict], _first(rows, verdict))
                    for verdict, words in WORDS.items()
                    if counts[verdict]
                ],
            }
        return self.render_to_response(self.get_context_data(**context))


def _first(rows: list[Row], verdict: Verdict) -> list[Row]:
    return [row for row in rows if row.verdict == verdict][:SHOWN]
