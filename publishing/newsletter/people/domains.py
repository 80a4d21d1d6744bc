"""Whether an address can be written to: most that can't are misspelt after the @."""

from django.conf import settings
from django.core.cache import cache

from publishing.newsletter.preflight.records import Records, Unanswered

#: Seconds for which somebody who signs up waits for DNS; then she is believed.
PATIENCE = 1.5
#: Seconds for which an answer is remembered.
REMEMBERED = 600


def takes_mail(email: str) -> bool:
    """Return False only when DNS says that nobody takes mail for this domain."""
    domain = email.rpartition("@")[2].lower()
    if settings.CITYHUB_SANDBOX:
        return True
    answer = cache.get_or_set(
        f"newsletter.takes_mail.{domain}", lambda: _takes_mail(domain), REMEMBERED
    )
    return answer is not False


def _takes_mail(domain: str) -> bool:
    """Ask for the mail server, else for the domain's own address (RFC 5321, 5.1)."""
    records = Records(PATIENCE)
    try:
        if records.mx(domain):
            return bool(records.mail_hosts(domain))
        return bool(records.addresses(domain))
    except Unanswered:
        return True
