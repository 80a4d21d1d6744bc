"""The people of the shop: who they are, who is asked in, who shall go."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from cityhub.myshop import people
from cityhub.myshop.forms.people import PersonForm
from cityhub.myshop.limits import TOO_MANY, too_many_submissions
from cityhub.myshop.models import Departure, Invitation
from cityhub.myshop.views.counter import CounterView


class PeopleView(CounterView):
    """Who speaks for the shop, and a form to ask somebody in."""

    place = "shop"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show them."""
        return self.show_form(PersonForm(shop=self.shop))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Ask the town to invite somebody, or do so for the town."""
        form = PersonForm(request.POST, shop=self.shop)
        if form.is_valid() and too_many_submissions(request):
            form.add_error(None, TOO_MANY)
        if not form.is_valid():
            return self.show_form(form, status=422)
        is_sent = people.invite(**form.cleaned_data, shop=self.shop, by=self.user)
        said = (
            _("The invitation is on its way.")
            if is_sent
            else _("Asked. As soon as the town agrees, an invitation leaves by mail.")
        )
        messages.success(request, said)
        return redirect("myshop:people")

    def show_form(self, form: PersonForm, status: int = 200) -> HttpResponseBase:
        """Render the screen."""
        return self.show(
            "people.html",
            status=status,
            form=form,
            persons=self.shop.people.group.user_set.order_by("first_name", "pk"),
            invitations=Invitation.objects.open().filter(shop=self.shop),
            leaving=set(
                Departure.objects.filter(shop=self.shop).values_list("user", flat=True)
            ),
        )


class TakeOutView(CounterView):
    """She asks the town to take somebody else out of her shop."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Ask for it; somebody who isn't of her shop isn't found."""
        others = self.shop.people.group.user_set.exclude(pk=self.user.pk)
        person: User = get_object_or_404(others, pk=pk)
        if not too_many_submissions(request):
            people.take_out(person, self.shop, self.user)
            messages.success(request, _("Asked. The town decides."))
        return redirect("myshop:people")
