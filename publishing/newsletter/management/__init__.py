"""Commands of the newsletter."""
