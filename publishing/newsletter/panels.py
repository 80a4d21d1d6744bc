"""What the editor of an issue shows beside its fields."""

from typing import Any

from django.forms import Media
from wagtail.admin.panels import MultiFieldPanel, Panel

from publishing.newsletter.faults import links
from publishing.newsletter.faults.issue import faults_of
from publishing.newsletter.models.subject import FEWEST_READERS


class LastEdito(Panel):
    """The edito of the last issue, to read while writing the next one."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one issue."""

        template_name = "newsletter/desk/last_edito.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the issue before this one."""
            context = super().get_context_data(parent_context)
            return context | {"last": self.instance.previous()}

        def is_shown(self) -> bool:
            """Hide it where nothing was written before."""
            return super().is_shown() and self.instance.previous() is not None


class ToMend(Panel):
    """What is wrong with the draft as it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one issue."""

        template_name = "newsletter/desk/to_mend.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add what is wrong; the editor opens without asking other servers."""
            context = super().get_context_data(parent_context)
            return context | {"faults": faults_of(self.instance, links.known)}

        def is_shown(self) -> bool:
            """Hide it from an issue that is not saved yet."""
            return super().is_shown() and self.instance.pk is not None


class TwoSubjects(MultiFieldPanel):
    """The fields of a trial; grey, with the reason, where the list is too small."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The panel of one issue."""

        template_name = "newsletter/desk/two_subjects.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add how many readers there are, and how many it takes."""
            context = super().get_context_data(parent_context)
            readers = self.instance.readers().count()
            return context | {
                "readers": readers,
                "fewest": FEWEST_READERS,
                "is_small": readers < FEWEST_READERS,
            }

        @property
        def media(self) -> Media:
            """Return the style of the newsletter's panels, with that of the fields."""
            return super().media + Media(css={"all": ["newsletter/editor.css"]})
