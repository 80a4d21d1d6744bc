"""The Graph API as the sandbox speaks it."""
