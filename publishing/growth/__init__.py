"""Fan counts and their curve."""
