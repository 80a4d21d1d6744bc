"""Commands of the sandbox's mailbox."""
