"""How addresses are compared."""


def normalised(email: str) -> str:
    """Return `email` as it is kept and compared: no blanks around, lower case."""
    return email.strip().lower()
