"""What each screen of the administration is for, in one sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: By the name of the screen's address. Screens of the desk that say more have it
#: in their own template.
SENTENCES: dict[str, str | Promise] = {
    "desk:approve": _(
        "This is how it will look. Approve it, or send it back with a word."
    ),
    "desk:calendar": _(
        "All that goes out and went out, on every channel, beside what happens in town."
    ),
    "desk:channel": _("How this channel is, and when it publishes."),
    "desk:channels": _("Where the town publishes, and whether it works."),
    "desk:connect": _("Three steps, and CityHub may publish on the town’s Page."),
    "desk:connect_choose": _("Choose the Page on which the town publishes."),
    "desk:growth": _("How many people follow the town, counted once a day."),
    "desk:publication": _(
        "Where this item is announced, and whether it says there what its page says."
    ),
    "desk:publications": _(
        "Every item on every channel, and how it stands. Open one to move it or to "
        "keep it from leaving."
    ),
    "desk:text": _("What posts of this kind say; beside it, as a phone shows them."),
    "deputies:add": _(
        "This person gets a mail about each item, with a link to decide."
    ),
    "deputies:edit": _(
        "This person gets a mail about each item, with a link to decide."
    ),
    "deputies:index": _(
        "Who gets each item by mail and may decide without an account."
    ),
    "invitations:add": _(
        "A mail with a link leaves at once; it opens My shop for this person."
    ),
    "invitations:index": _(
        "Who was asked to come in, and who came. A link works for 14 days."
    ),
    "newsletter_segments:add": _(
        "Say who is meant: language, role, street, kind of shop."
    ),
    "newsletter_segments:edit": _(
        "Say who is meant: language, role, street, kind of shop."
    ),
    "newsletter_segments:index": _(
        "A group says whom an issue is for; who belongs to it is looked up when the "
        "issue leaves."
    ),
    "newsletter_subscribers:add": _(
        "For somebody who agreed in person: your name answers for it."
    ),
    "newsletter_subscribers:edit": _(
        "The name, the language and the role of a reader."
    ),
    "newsletter_subscribers:index": _(
        "Who gets the newsletter, and how each agreed. Open a name to see it."
    ),
    "newsletter_subscribers:inspect": _(
        "What we know of this reader, and how she agreed."
    ),
}
#: What Wagtail's own screens of any kind of thing are for, by their last word.
OF_ANY_KIND: dict[str, str | Promise] = {
    "history": _("Who changed what, and when."),
    "usage": _("Where this is used."),
}


def sentence_for(view_name: str) -> str | Promise:
    """Return what the screen with this name is for; empty where it says so itself."""
    last = view_name.rpartition(":")[2]
    return SENTENCES.get(view_name) or OF_ANY_KIND.get(last, "")
