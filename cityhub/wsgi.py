"""The WSGI application, for waitress (hub) and gunicorn (production)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cityhub.settings")

application = get_wsgi_application()
