"""Home page, town settings and site search."""
