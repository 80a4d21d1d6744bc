"""Who takes mails away: by SMTP (smtp.py) or through a provider (provider.py)."""

from abc import ABC, abstractmethod
from types import TracebackType


class Unclear(Exception):
    """The line broke after the mail was on it: it may have been taken."""


class LineBroke(Exception):
    """The line broke before anything of the mail was on it."""


class Answer(Exception):
    """The other side said no, in these words.

    `temporary`: asking again later makes sense. `of_sender`: no to our address, so
    to every mail. `of_domain`: it asks to wait with all mail for that domain.
    `kind`: which Bounce.Kind it is, once it is final.
    """

    def __init__(
        self,
        words: str,
        *,
        kind: str,
        temporary: bool = False,
        of_sender: bool = False,
        of_domain: bool = False,
    ) -> None:
        super().__init__(words)
        self.kind = kind
        self.temporary = temporary
        self.of_sender = of_sender
        self.of_domain = of_domain


class Postman(ABC):
    """A connection on which many mails are handed over, one after the other."""

    def __enter__(self) -> "Postman":
        self.connect()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hang_up()

    @abstractmethod
    def connect(self) -> None:
        """Open the line. Raises SendError: nothing was sent."""

    @abstractmethod
    def hang_up(self) -> None:
        """Close the line, politely when it still answers."""

    @abstractmethod
    def is_there(self) -> bool:
        """Return whether the other side answers, without a mail."""

    @abstractmethod
    def hand_over(self, mail: bytes, *, sender: str, to: str) -> None:
        """Give away one mail. `sender` is where it would come back to.

        Raises Answer when the other side says no, LineBroke when nothing of the
        mail was on the line yet, Unclear when it was, and SendError when no mail
        can leave now; this one hasn't either then.
        """
