"""The shopkeeper's own screens, phone first."""
