"""The newsletter's people: what they decide, how they come, when they are forgotten."""
