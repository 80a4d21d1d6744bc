"""Every screen that people open: what the tests of looks and words walk through."""
