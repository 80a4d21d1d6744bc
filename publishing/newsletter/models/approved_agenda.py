"""What the dates of an issue said when the issue was approved."""

from django.db import models

from publishing.models import Publication


class ApprovedAgenda(models.Model):
    """The facts of each dated item, by its mark, as the manager approved them.

    `asked` holds the facts of which she was last asked whether the issue may
    leave with them; `renewed` the marks whose lines say what their pages say now.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, related_name="approved_agenda"
    )
    told = models.JSONField(default=dict)
    asked = models.JSONField(default=dict)
    renewed = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.publication}: {len(self.told)}"
