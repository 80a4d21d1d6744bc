"""Tests of the newsletter's people."""
