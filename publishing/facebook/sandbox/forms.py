"""What visitors and testers can send to the sandbox's Page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publishing.facebook.sandbox.models import Comment, Fault, Post, Reaction


class CommentForm(forms.ModelForm):
    """A comment; who gives no name is a resident."""

    name = forms.CharField(max_length=60, required=False)

    class Meta:
        model = Comment
        fields = ["name", "message"]

    def clean_name(self) -> str:
        """Call the nameless what they are."""
        return self.cleaned_data["name"] or str(_("A resident"))


class PostForm(forms.ModelForm):
    """A post written by hand on the Page."""

    message = forms.CharField(max_length=2000)

    class Meta:
        model = Post
        fields = ["message"]


class ReactionForm(forms.Form):
    """One reaction."""

    kind = forms.ChoiceField(choices=Reaction.Kind.choices)


class FaultForm(forms.Form):
    """A fault to switch on for some calls; off without `on`."""

    kind = forms.ChoiceField(choices=Fault.Kind.choices)
    on = forms.BooleanField(required=False)
    times = forms.IntegerField(min_value=1, max_value=1000, required=False)
