"""Events, workshops, sessions and the agenda."""
