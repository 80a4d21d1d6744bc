"""The demonstration town of `make run`."""
