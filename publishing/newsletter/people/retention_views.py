"""The manager's preview of what the rule of three years will do."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from publishing.newsletter.models import Erasures
from publishing.newsletter.people import retention
from publishing.newsletter.people.desk import SUBSCRIBERS, PeopleView

#: How far ahead the preview looks.
AHEAD = timedelta(days=90)
PER_PAGE = 50
DAYS_SHOWN = 12


class RetentionView(PeopleView):
    """Who is forgotten next, who is asked before, and what was done already."""

    template_name = "newsletter/desk/retention.html"
    permission = "view"
    page_title = gettext_lazy("How long we keep people")
    header_icon = "history"
    breadcrumbs_items = [SUBSCRIBERS, {"url": "", "label": page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it; nothing can be done here, the rule works by itself."""
        now = timezone.now()
        next_run = retention.to_erase(now + timedelta(days=1))
        later = retention.to_erase(now + AHEAD).exclude(pk__in=next_run.values("pk"))
        context = {
            "groups": [
                (gettext_lazy("Erased tonight"), next_run.count(), "tonight"),
                (gettext_lazy("Asked tonight"), retention.to_ask(now).count(), "ask"),
                (gettext_lazy("Erased within 90 days"), later.count(), "later"),
            ],
            "people": Paginator(
                retention.to_erase(now + AHEAD).order_by("last_sign_at", "pk"), PER_PAGE
            ).get_page(request.GET.get("p")),
            "asked": retention.to_ask(now).order_by("last_sign_at", "pk")[:PER_PAGE],
            "done": Erasures.objects.all()[:DAYS_SHOWN],
        }
        return self.render_to_response(self.get_context_data(**context))
