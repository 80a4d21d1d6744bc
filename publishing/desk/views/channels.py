"""Channels: their state, their slots, pause and resume. Never their credentials."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publishing import backlog, examination
from publishing.desk.access import DeskView
from publishing.desk.forms import PauseForm
from publishing.desk.pulse import health_of, open_channels
from publishing.desk.rhythm_form import RhythmForm
from publishing.desk.slot_form import SlotFormSet, initial_of, slots_of
from publishing.desk.views.approval import DESK
from publishing.models import Channel

#: The newest ones; more than these, the channel itself shows.
FOREIGN_POSTS = 10
#: How many waiting items the channel's screen shows; the others are in the list.
SHOWN = 10
CHANNELS = {"url": reverse_lazy("desk:channels"), "label": gettext_lazy("Channels")}


class ChannelsView(DeskView, WagtailAdminTemplateMixin, TemplateView):
    """Every open channel and whether the engine runs."""

    template_name = "desk/channels.html"
    page_title = gettext_lazy("Channels")
    header_icon = "site"
    breadcrumbs_items = [DESK, {**CHANNELS, "url": ""}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the stored state of the channels."""
        return super().get_context_data(health=health_of(open_channels()), **kwargs)


class ChannelView(DeskView, WagtailAdminTemplateMixin, View):
    """One channel: pause it with a reason, resume it, say when it publishes."""

    template_name = "desk/channel.html"
    header_icon = "site"
    channel: Channel

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Find the channel; a closed one has nothing to set."""
        self.channel = get_object_or_404(Channel.objects.open(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the channel's state and slots."""
        return self._show()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Pause, resume, look at its health or save the slots."""
        verbs = {"pause": self._pause, "resume": self._resume, "check": self._check}
        return verbs.get(request.POST.get("verb", ""), self._keep_slots)()

    def get_page_title(self) -> str:
        """Return the channel's name."""
        return self.channel.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the channels."""
        return [DESK, CHANNELS, {"url": "", "label": self.channel.name}]

    def _pause(self) -> HttpResponse:
        form = PauseForm(self.request.POST)
        if not form.is_valid():
            return self._show(pause=form)
        self.channel.pause(form.cleaned_data["reason"])
        return self._done(_("%(channel)s is paused. What is planned waits."))

    def _resume(self) -> HttpResponse:
        backlog.take_up(self.channel)
        return self._done(_("%(channel)s sends again."))

    def _check(self) -> HttpResponse:
        if examination.examine(self.channel).well:
            return self._done(_("%(channel)s is in order."))
        messages.warning(self.request, _("Something must be mended; see below."))
        return redirect(reverse("desk:channel", args=[self.channel.pk]))

    def _keep_slots(self) -> HttpResponse:
        formset = SlotFormSet(self.request.POST, prefix="slots")
        rhythm = RhythmForm(self.request.POST, instance=self.channel)
        if not (formset.is_valid() and rhythm.is_valid()):
            return self._show(slots=formset, rhythm=rhythm)
        self.channel.slots = slots_of(formset)
        self.channel.save(update_fields=["slots", *rhythm.fields])
        return self._done(_("The times of %(channel)s are saved."))

    def _done(self, sentence: str) -> HttpResponse:
        messages.success(self.request, sentence % {"channel": self.channel})
        return redirect(reverse("desk:channel", args=[self.channel.pk]))

    def _show(self, **forms: object) -> HttpResponse:
        slots = SlotFormSet(initial=initial_of(self.channel.slots), prefix="slots")
        rhythm = RhythmForm(instance=self.channel)
        foreign = self.channel.foreign_posts.standing()[:FOREIGN_POSTS]
        context = {
            "pause": PauseForm(),
            "slots": slots,
            "rhythm": rhythm,
            "foreign_posts": foreign,
            **forms,
        }
        now = timezone.now()
        late = list(backlog.waiting_on(self.channel, now)[: SHOWN + 1])
        return self.render_to_response(
            self.get_context_data(
                channel=self.channel,
                check=self.channel.checks.first(),
                waiting=[backlog.verdict(each, now) for each in late[:SHOWN]],
                more_wait=len(late) > SHOWN,
                **context,
            )
        )
