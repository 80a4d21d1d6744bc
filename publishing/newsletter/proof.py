"""A test mail: the issue as it stands, to the one who writes it."""

from dataclasses import replace
from email.utils import make_msgid

from django.contrib.auth.models import User
from django.core.mail.message import sanitize_address
from django.utils.translation import gettext as _

from publishing.letters import language_of
from publishing.newsletter import contents
from publishing.newsletter.contents import Contents
from publishing.newsletter.letter import Person, return_address
from publishing.newsletter.models import Delivery, IssuePage
from publishing.newsletter.postman import Answer, LineBroke, Unclear
from publishing.newsletter.postmen import on_duty
from publishing.newsletter.send import skeleton
from publishing.transport import Outcome, SendError

#: Nobody's number: the link to unsubscribe in a test mail leads nowhere.
NOBODY = 0


def send_proof(issue: IssuePage, user: User) -> int:
    """Send the newest draft of `issue` to `user`'s own address, once per subject.

    It is built like every other mail of the issue, but for its subject and
    Message-ID. Returns how many mails that are. Raises SendError.
    """
    draft = issue.get_latest_revision_as_object()
    said = contents.of_page(draft)
    to = sanitize_address(user.email, "utf-8")
    try:
        with on_duty() as postman:
            for subject in draft.subjects:
                mail = _mail(replace(said, subject=subject), user)
                postman.hand_over(mail, sender=return_address(), to=to)
    except (Answer, LineBroke, Unclear) as error:
        raise SendError(
            _("The mail server did not take it: %(answer)s") % {"answer": error},
            Outcome.NOT_SENT,
        ) from error
    return len(draft.subjects)


def _mail(said: Contents, user: User) -> bytes:
    said = replace(said, subject=_("Test: %(subject)s") % {"subject": said.subject})
    language = language_of(user)
    person = Person.of(
        Delivery(
            subscriber_id=NOBODY,
            address=user.email,
            name=user.first_name,
            language=language,
        )
    )
    return skeleton(said, language).fill(replace(person, message_id=make_msgid()))
