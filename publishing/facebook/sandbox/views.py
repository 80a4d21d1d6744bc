"""The Page as residents see it, with a panel of faults for who tries things out."""

import secrets

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from publishing.facebook.sandbox.calling import tell_of_comment, tell_of_post
from publishing.facebook.sandbox.forms import (
    CommentForm,
    FaultForm,
    PostForm,
    ReactionForm,
)
from publishing.facebook.sandbox.models import (
    Comment,
    Fan,
    Fault,
    Post,
    Reaction,
    SandboxPage,
)

POSTS_PER_VIEW = 20
VISITOR = "sandbox_visitor"


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Show the Page with its posts, newest first."""
    shown = SandboxPage.objects.first()
    if shown is None:
        return render(request, "facebook_sandbox/empty.html")
    paginator = Paginator(_posts().filter(page=shown), POSTS_PER_VIEW)
    posts = paginator.get_page(request.GET.get("p"))
    return _render(request, "facebook_sandbox/page.html", shown, posts=posts)


@require_GET
def post(request: HttpRequest, number: str) -> HttpResponse:
    """Show one post alone, where its permanent link leads."""
    shown = get_object_or_404(_posts(), number=number)
    return _render(request, "facebook_sandbox/post.html", shown.page, post=shown)


@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Become a fan, or leave."""
    shown = get_object_or_404(SandboxPage, number=request.POST.get("page", ""))
    fan, created = Fan.objects.get_or_create(page=shown, visitor=_visitor(request))
    if not created:
        fan.delete()
    return redirect("facebook_sandbox:page")


@require_POST
def react(request: HttpRequest, number: str) -> HttpResponse:
    """React to a post; the same reaction again takes it back."""
    target = get_object_or_404(Post, number=number)
    form = ReactionForm(request.POST)
    if form.is_valid():
        kind, visitor = form.cleaned_data["kind"], _visitor(request)
        taken_back, _rows = target.reactions.filter(visitor=visitor, kind=kind).delete()
        if not taken_back:
            target.reactions.update_or_create(visitor=visitor, defaults={"kind": kind})
    return _back_to(target)


@require_POST
def comment(request: HttpRequest, number: str) -> HttpResponse:
    """Write below a post."""
    target = get_object_or_404(Post, number=number)
    form = CommentForm(request.POST, instance=Comment(post=target))
    if form.is_valid():
        tell_of_comment(form.save())
    return _back_to(target)


@require_POST
def write(request: HttpRequest) -> HttpResponse:
    """Post by hand, as who runs the Page does on Facebook itself."""
    shown = get_object_or_404(SandboxPage, number=request.POST.get("page", ""))
    form = PostForm(request.POST, instance=Post(page=shown))
    if form.is_valid():
        tell_of_post("add", form.save())
    return redirect("facebook_sandbox:page")


@require_POST
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Change the words of a post by hand."""
    target = get_object_or_404(Post, number=number)
    form = PostForm(request.POST, instance=target)
    if form.is_valid():
        tell_of_post("edited", form.save())
    return _back_to(target)


@require_POST
def remove(request: HttpRequest, number: str) -> HttpResponse:
    """Delete a post by hand."""
    target = get_object_or_404(Post, number=number)
    target.delete()
    tell_of_post("remove", target)
    return redirect("facebook_sandbox:page")


@require_POST
def faults(request: HttpRequest) -> HttpResponse:
    """Switch a fault on or off."""
    form = FaultForm(request.POST)
    if form.is_valid():
        kind = form.cleaned_data["kind"]
        if form.cleaned_data["on"]:
            Fault.objects.switch_on(kind, form.cleaned_data["times"])
        else:
            Fault.objects.switch_off(kind)
    return redirect(f"{reverse('facebook_sandbox:page')}#faults")


def _posts() -> QuerySet[Post]:
    shown = Post.objects.filter(is_published=True)
    if Fault.objects.filter(kind=Fault.Kind.NOT_LIVE).exists():
        shown = shown.none()
    return shown.select_related("page").prefetch_related(
        "photos", "comments", "reactions"
    )


def _render(
    request: HttpRequest, template: str, shown: SandboxPage, **more: object
) -> HttpResponse:
    visitor = request.session.get(VISITOR, "")
    on = {fault.kind: fault for fault in Fault.objects.all()}
    context = {
        "page": shown,
        "is_fan": shown.fans.filter(visitor=visitor).exists(),
        "visitor": visitor,
        "reactions": Reaction.Kind,
        "faults": [(kind, on.get(kind.value)) for kind in Fault.Kind],
        "faults_on": len(on),
        **more,
    }
    return render(request, template, context)


def _visitor(request: HttpRequest) -> str:
    """Return who this browser is; nobody signs in here."""
    return request.session.setdefault(VISITOR, secrets.token_hex(8))


def _back_to(target: Post) -> HttpResponse:
    return redirect(f"{reverse('facebook_sandbox:page')}#post-{target.number}")
