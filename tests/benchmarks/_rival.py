"""django-newsletter 1.2.1 sending the same letter to as many people.

`python -m tests.benchmarks._rival PORT NUMBER DATABASE_URL FILE` prints the seconds
of its `submit()`; it builds its tables in a schema of its own.
"""

import sys
import time
from pathlib import Path

import django
import environ
from django.conf import settings

PORT, NUMBER, DATABASE_URL, LETTER = sys.argv[1:]

settings.configure(  # as django-newsletter's guide says
    SECRET_KEY="bench",
    DATABASES={
        "default": {
            **environ.Env.db_url_config(DATABASE_URL),
            "OPTIONS": {"options": "-c search_path=rival"},
        }
    },
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sites",
        "sorl.thumbnail",
        "newsletter",
    ],
    SITE_ID=1,
    USE_TZ=True,
    ROOT_URLCONF="newsletter.urls",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
        }
    ],
    EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
    EMAIL_HOST="127.0.0.1",
    EMAIL_PORT=int(PORT),
    NEWSLETTER_THUMBNAIL="sorl-thumbnail",
    NEWSLETTER_USE_HTTPS=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from newsletter import models  # noqa: E402


def submission(number, html):
    """Return its issue of the letter `html`, ready for `number` subscribers."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS rival CASCADE; CREATE SCHEMA rival")
    call_command("migrate", verbosity=0)
    town = models.Newsletter.objects.create(
        title="Town", slug="town", email="town@example.org", sender="Town"
    )
    models.Subscription.objects.bulk_create(
        models.Subscription(
            newsletter=town,
            name_field=f"Zoé {each}",
            email_field=f"reader-{each}@example.org",
            subscribed=True,
            activation_code=f"{each:040d}",
        )
        for each in range(number)
    )
    letter = models.Message.objects.create(
        title="Letter", slug="letter", newsletter=town
    )
    models.Article.objects.create(post=letter, title="Letter", text=html, sortorder=1)
    issue = models.Submission.from_message(letter)
    issue.publish_date, issue.prepared = timezone.now(), True
    issue.save()
    return issue


if __name__ == "__main__":
    ready = submission(int(NUMBER), Path(LETTER).read_text(encoding="utf-8"))
    began = time.perf_counter()
    ready.submit()
    print(time.perf_counter() - began)
