"""A Facebook to try things on: the Graph API over real HTTP, and a Page to look at."""
