"""The WSGI application, for waitress (hub) and gunicorn (production)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cityhub.settings")

application = get_wsgi_application()

# What is loaded stays: collections leave it alone, and the end comes a second sooner.
gc.freeze()
