"""Shops, their news, the directory and their people."""
