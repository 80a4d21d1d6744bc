"""Seal every channel's credentials, and our own secrets, with the newest key."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from publishing.credentials import CredentialsLost
from publishing.models import Channel, Secret


class Command(BaseCommand):
    """After a new key was put first into CITYHUB_ENCRYPTION_KEYS."""

    help = "Seal the channels' credentials with the newest key; older ones can then go."

    def handle(self, *args: object, **options: object) -> None:
        """Say which channels were sealed anew, and which no key opens."""
        lost = []
        for channel in Channel.objects.behind_older_keys():
            try:
                channel.reseal()
            except CredentialsLost:
                lost.append(channel.name)
            else:
                said = _("%(channel)s is sealed with the newest key.")
                self.stdout.write(said % {"channel": channel.name})
        for secret in Secret.objects.behind_older_keys():
            try:
                secret.reseal()
            except CredentialsLost as error:
                raise CommandError(
                    _("No key opens the secret “%(name)s”: bring its key back.")
                    % {"name": secret}
                ) from error
        if lost:
            raise CommandError(
                _("No key opens the credentials of %(channels)s: connect them again.")
                % {"channels": ", ".join(lost)}
            )
        self.stdout.write(_("The older keys are no longer needed."))
