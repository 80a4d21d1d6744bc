"""The three people who are ready to sign in to the demonstration town."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Login:
    """A role to try: who signs in, with which password, where to start."""

    role: str
    username: str
    password: str
    start: str


# Known to everybody, so the demonstration refuses any but a sandbox.
LOGINS = (
    Login(
        role="shopkeeper",
        username="shopkeeper",
        password="market-street",  # noqa: S106
        start="/ma-boutique/",
    ),
    Login(
        role="manager",
        username="manager",
        password="market-street",  # noqa: S106
        start="/gestion/",
    ),
    Login(
        role="administrator",
        username="administrator",
        password="market-street",  # noqa: S106
        start="/gestion/",
    ),
)
