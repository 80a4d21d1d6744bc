"""The texts of posts: which there are, and writing one while seeing the post."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publishing.desk.access import DeskView
from publishing.desk.examples import example, examples
from publishing.desk.views.approval import DESK
from publishing.facebook.composition import compose
from publishing.facebook.models import PostSettings, PostText
from publishing.facebook.preview import draw, sample_link
from publishing.facebook.variables import VARIABLES
from publishing.facebook.wording import default_text
from publishing.models import Channel, Publication

TEXTS = {"url": reverse_lazy("desk:texts"), "label": gettext_lazy("Post texts")}
Kind, Wave = PostText.Kind, Publication.Wave


@dataclass(frozen=True, kw_only=True)
class OfferedText:
    """One text in the list; `own`: the town has words of its own for it."""

    kind: PostText.Kind
    wave: Publication.Wave
    address: str
    own: bool


class TextForm(forms.ModelForm):
    """One text of posts."""

    class Meta:
        model = PostText
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 14, "spellcheck": "true"})}


class TextsView(DeskView, WagtailAdminTemplateMixin, TemplateView):
    """Every kind of post, and where the town has words of its own."""

    template_name = "desk/texts.html"
    page_title = gettext_lazy("Post texts")
    header_icon = "edit"
    breadcrumbs_items = [DESK, {**TEXTS, "url": ""}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the texts by language, the town's own language first."""
        own = set(PostText.objects.values_list("kind", "language", "wave"))
        languages = {
            name: [
                OfferedText(
                    kind=kind,
                    wave=wave,
                    address=reverse("desk:text", args=[kind, code, wave]),
                    own=(kind, code, wave) in own,
                )
                for kind in Kind
                for wave in kind.waves
            ]
            for code, name in settings.LANGUAGES
        }
        return super().get_context_data(languages=languages, **kwargs)


class TextView(DeskView, WagtailAdminTemplateMixin, View):
    """One text, written beside the post that it makes."""

    template_name = "desk/text.html"
    header_icon = "edit"
    row: PostText

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Find the text, or begin one where the default speaks."""
        key = {name: kwargs[name] for name in ("kind", "language", "wave")}
        if key["kind"] not in Kind or key["wave"] not in Kind(key["kind"]).waves:
            raise Http404
        if key["language"] not in dict(settings.LANGUAGES):
            raise Http404
        row = PostText.objects.filter(**key).first()
        self.row = row or PostText(**key, text=default_text(**key))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the text and an example of it."""
        return self._show(TextForm(instance=self.row))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save the text, go back to the default, or only look."""
        if request.POST.get("verb") == "reset":
            PostText.objects.filter(pk=self.row.pk).delete()
            messages.success(request, _("The usual text is back."))
            return redirect(request.path)
        form = TextForm(request.POST, instance=self.row)
        if form.is_valid() and request.POST.get("verb") == "save":
            form.save()
            messages.success(request, _("The text is saved; the next posts use it."))
            return redirect("desk:texts")
        return self._show(form)

    def get_page_title(self) -> str:
        """Return what the text announces, which wave if several, its language."""
        kind, language = self.row.get_kind_display(), self.row.get_language_display()
        if len(Kind(self.row.kind).waves) == 1:
            return f"{kind} ({language})"
        return f"{kind}, {self.row.get_wave_display()} ({language})"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the texts."""
        return [DESK, TEXTS, {"url": "", "label": self.get_page_title()}]

    def _show(self, form: TextForm) -> HttpResponse:
        text = form["text"].value() or ""
        chosen = self.request.POST.get("example", "")
        return self.render_to_response(
            self.get_context_data(
                form=form,
                own=self.row.pk is not None,
                variables=VARIABLES,
                examples=examples(self.row.kind),
                chosen=chosen,
                preview=preview(self.row, text, chosen),
            )
        )


class TextPreviewView(TextView):
    """The post that a text makes, drawn while it is being written."""

    template_name = "desk/_text_preview.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Draw what was typed; nothing is saved."""
        form = TextForm(request.POST, instance=self.row)
        text, chosen = request.POST.get("text", ""), request.POST.get("example", "")
        return self.render_to_response(
            {"form": form, "preview": preview(self.row, text, chosen)}
        )


def preview(row: PostText, text: str, chosen: str) -> SafeString:
    """Return the post that `text` would make of the chosen item."""
    page_id = int(chosen) if chosen.isdecimal() else None
    item = example(page_id, row.kind, row.language)
    page = Channel.objects.open().filter(kind=Channel.Kind.FACEBOOK).first()
    post = compose(
        item, sample_link(), PostSettings.load(), wave=row.wave, own=text.strip()
    )
    return draw(post, item, page.name if page else _("Your Page"))
