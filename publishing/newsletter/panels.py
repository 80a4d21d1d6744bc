"""What the editor of an issue shows beside its fields."""

from typing import Any

from wagtail.admin.panels import Panel

from publishing.newsletter.faults import links
from publishing.newsletter.faults.issue import faults_of


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
