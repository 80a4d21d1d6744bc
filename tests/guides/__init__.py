"""The printed guides, one page for each role, made from the running program."""
