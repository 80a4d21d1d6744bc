"""The embedded hub: everything that CityHub needs, in one foreground command."""
