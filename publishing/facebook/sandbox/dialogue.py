"""Facebook's login dialogue, as far as a person who runs one Page sees it.

https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
"""

from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from publishing.facebook.sandbox.models import LoginCode, SandboxPage
from publishing.facebook.sandbox.models.page import all_scopes, all_tasks

GRANTABLE = {*all_scopes(), "read_insights"}


class AgreeForm(forms.Form):
    """What the person agrees to."""

    scopes = forms.MultipleChoiceField(
        label=_("Permissions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    publishes = forms.BooleanField(
        label=_("My role on the Page lets me publish"), required=False, initial=True
    )

    def __init__(self, asked: list[str], *args: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.fields["scopes"].choices = [(scope, scope) for scope in asked]  # type: ignore[attr-defined]
        self.fields["scopes"].initial = asked


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the person; lead back to the application with a code, or without."""
    page = SandboxPage.objects.first()
    home = request.GET.get("redirect_uri", "")
    known = request.GET.get("client_id") == settings.FACEBOOK_APP_ID
    if not known or not home.startswith(f"{settings.CITYHUB_BASE_URL}/"):
        return HttpResponseBadRequest("Invalid client_id or redirect_uri")
    if page is None:
        return render(request, "facebook_sandbox/empty.html")
    wanted = request.GET.get("scope", "").split(",")
    asked = [scope for scope in wanted if scope in GRANTABLE]
    if request.method == "GET":
        context = {"page": page, "form": AgreeForm(asked)}
        return render(request, "facebook_sandbox/dialogue.html", context)
    form = AgreeForm(asked, request.POST)
    answer = {"state": request.GET.get("state", "")}
    if "agree" in request.POST and form.is_valid():
        tasks = all_tasks() if form.cleaned_data["publishes"] else ["ANALYZE"]
        code = LoginCode.objects.create(
            page=page,
            redirect_uri=home,
            scopes=form.cleaned_data["scopes"],
            tasks=tasks,
        )
        answer["code"] = code.code
    else:
        answer |= {"error": "access_denied", "error_reason": "user_denied"}
    return redirect(f"{home}?{urlencode(answer)}")
