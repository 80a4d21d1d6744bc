"""The tests: they mirror the tree, one file per behaviour."""
