"""Reading the sandbox's mail, as its recipients would."""

from itertools import islice

from csp.decorators import csp_exempt
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from publishing.newsletter.mailbox.maildir import Mail, Mailbox, NoSuchMail

SHOWN = 100


@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List the newest mails, those to one address when asked."""
    recipient = request.GET.get("to", "")[:254].strip()
    mails = list(islice(Mailbox().newest_first(recipient), SHOWN))
    return render(request, "mailbox/inbox.html", {"mails": mails, "to": recipient})


@never_cache
@require_safe
def read(request: HttpRequest, key: str) -> HttpResponse:
    """Show one mail: as it looks, as text, and its headers."""
    return render(request, "mailbox/mail.html", {"mail": _mail(key)})


@never_cache
@csp_exempt()  # type: ignore[arg-type]
@require_safe
def read_html(request: HttpRequest, key: str) -> HttpResponse:
    """Return the HTML part for the frame: no scripts, links open a new tab."""
    html = f'<base target="_blank">{_mail(key).html}'
    response = HttpResponse(html)
    response["Content-Security-Policy"] = (
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
        "img-src * data:; style-src 'unsafe-inline'; base-uri *"
    )
    return response


@require_POST
def empty(request: HttpRequest) -> HttpResponse:
    """Throw all mails away."""
    Mailbox().empty()
    return redirect("mailbox:inbox")


def _mail(key: str) -> Mail:
    try:
        return Mailbox().read(key)
    except NoSuchMail:
        raise Http404 from None
