"""The sandbox's mail server and the mailbox to read what it took."""
