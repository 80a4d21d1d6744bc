"""The Facebook Page as a channel."""
