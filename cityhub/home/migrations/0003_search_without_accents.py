"""PostgreSQL finds "événement" for "evenement", as SQLite does by itself.

`unaccent` is a trusted extension since PostgreSQL 13: the database's owner may
create it. The stemmer is that of the town's language.
"""

from django.conf import settings
from django.db import migrations

STEMMERS = {"fr": "french", "en": "english"}


def make_configuration(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    language = STEMMERS.get(settings.LANGUAGE_CODE[:2], "simple")
    stemmer = "simple" if language == "simple" else f"{language}_stem"
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    schema_editor.execute(
        f"CREATE TEXT SEARCH CONFIGURATION cityhub (COPY = {language})"
    )
    schema_editor.execute(
        "ALTER TEXT SEARCH CONFIGURATION cityhub "
        "ALTER MAPPING FOR hword, hword_part, word, asciiword, asciihword, "
        f"hword_asciipart WITH unaccent, {stemmer}"
    )


def drop_configuration(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TEXT SEARCH CONFIGURATION IF EXISTS cityhub")


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_front_door"),
    ]

    operations = [
        migrations.RunPython(make_configuration, drop_configuration),
    ]
