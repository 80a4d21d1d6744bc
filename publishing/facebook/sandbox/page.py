"""The sandbox's Page for the demonstration."""

from publishing.facebook.sandbox.models import AccessToken, SandboxPage


def ensure_page(
    name: str, *, about: str = "", earlier_fans: int = 0
) -> tuple[str, str]:
    """Return the number of the Page called `name` and its token; make what lacks."""
    page, _created = SandboxPage.objects.get_or_create(
        name=name, defaults={"about": about, "earlier_fans": earlier_fans}
    )
    token = page.tokens.filter(kind=AccessToken.Kind.PAGE, expires_at=None).first()
    return page.number, (token or page.tokens.create()).text
