"""The engine: claim, check, look, send, record; amend and withdraw."""


def dispatch(publication_id: str) -> None:
    """Bring one publication a step forward, whatever its state."""
