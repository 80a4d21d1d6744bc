"""The merchants' newsletter: issues, subscribers, consent and the sending ledger."""
