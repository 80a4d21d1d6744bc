"""The commerce manager's screens."""
