"""The manager reads a draft as any reader will, in any mail program."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_safe

from publishing.newsletter import contents
from publishing.newsletter.access import for_writers
from publishing.newsletter.drawing import browser, drawn
from publishing.newsletter.looks import Look, as_seen
from publishing.newsletter.models import IssuePage
from publishing.newsletter.readers import Reader, ReaderForm
from publishing.newsletter.render import as_html, as_text


@for_writers
@require_safe
def look(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the newest draft as one reader sees it, with the ways to see it else."""
    issue = _draft(page_id)
    chosen, form = _look(request), _form(request, issue)
    has_browser = browser() is not None and chosen != Look.TEXT
    said = contents.of_page(issue)
    context = {
        "issue": issue,
        "subject": said.subject,
        "form": form,
        "look": chosen,
        "tabs": [(each, _query(form, look=each)) for each in Look],
        "found": [
            (each, _query(form, look=chosen, reader=each)) for each in form.found
        ],
        "query": _query(form, look=chosen),
        "is_drawn": has_browser and "drawn" in request.GET,
        "has_browser": has_browser,
    }
    if chosen == Look.TEXT:
        reader = form.who
        context["text"] = as_text(said, reader.language, **reader.person)
    return render(request, "newsletter/desk/look.html", context)


@for_writers
@require_safe
def mail(request: HttpRequest, page_id: int) -> HttpResponse:
    """Return the HTML part alone, for a frame."""
    issue, chosen = _draft(page_id), _look(request)
    html = _html(issue, _form(request, issue).who, chosen)
    return HttpResponse(html, headers={"Content-Security-Policy": chosen.policy})


@for_writers
@require_safe
def picture(request: HttpRequest, page_id: int) -> HttpResponse:
    """Return the HTML part as a browser on this server draws it."""
    issue, chosen = _draft(page_id), _look(request)
    png = drawn(_html(issue, _form(request, issue).who, chosen), chosen)
    if png is None:
        return HttpResponse(status=503)
    return HttpResponse(
        png, content_type="image/png", headers={"Cache-Control": "no-store"}
    )


def _draft(page_id: int) -> IssuePage:
    issue = get_object_or_404(IssuePage, pk=page_id)
    return issue.get_latest_revision_as_object()


def _look(request: HttpRequest) -> Look:
    asked = request.GET.get("look", "")
    return Look(asked) if asked in Look.values else Look.PHONE


def _form(request: HttpRequest, issue: IssuePage) -> ReaderForm:
    may_know = request.user.has_perm("newsletter.view_subscriber")
    return ReaderForm(request.GET.dict(), issue=issue, may_know=may_know)


def _query(form: ReaderForm, **changes: object) -> str:
    """Return the query of the same search with `changes`."""
    query = QueryDict(mutable=True)
    for name in form.fields:
        if value := form.data.get(name):
            query[name] = value
    for name, value in changes.items():
        query[name] = str(getattr(value, "pk", value))
    return query.urlencode()


def _html(issue: IssuePage, reader: Reader, chosen: Look) -> str:
    said = contents.of_page(issue)
    return as_seen(as_html(said, reader.language, **reader.person), chosen)


urlpatterns = [
    path("look/<int:page_id>/", look, name="look"),
    path("look/<int:page_id>/mail/", mail, name="look_mail"),
    path("look/<int:page_id>/picture.png", picture, name="look_picture"),
]
