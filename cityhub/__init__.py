"""CityHub: entered once, approved once, published once."""

from cityhub.celery import app as celery_app

__all__ = ["celery_app"]
