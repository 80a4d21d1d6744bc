"""What an issue said has changed, of an item that an earlier one told."""

from django.db import models

from publishing.models import Publication


class Correction(models.Model):
    """One sentence of `issue` about an `item` that had left before."""

    issue = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="corrections"
    )
    item = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="corrected"
    )
    text = models.TextField()

    def __str__(self) -> str:
        return self.text
