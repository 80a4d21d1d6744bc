"""Template tags of My shop."""
