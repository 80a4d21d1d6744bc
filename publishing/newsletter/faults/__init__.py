"""What is wrong with an issue before it is approved: where, and how to mend it."""
