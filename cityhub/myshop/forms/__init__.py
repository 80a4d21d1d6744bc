"""The forms of My shop: one screen each, native pickers, nothing lost."""
