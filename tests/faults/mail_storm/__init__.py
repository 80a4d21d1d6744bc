"""The storm over an issue on its way: workers die, the mail server can't be trusted.

What the mail server holds at the end, by Message-ID, is held against the ledger.
"""
