"""Flat illustrations of the demonstration town, drawn by the program."""
