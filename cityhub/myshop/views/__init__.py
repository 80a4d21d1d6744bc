"""The screens of My shop."""
