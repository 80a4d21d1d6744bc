"""Note on each publication which kind of item it tells of."""

from django.db import migrations


def note_kinds(apps, schema_editor):
    publications = apps.get_model("publishing", "Publication").objects.filter(kind="")
    news = apps.get_model("shops", "NewsPage").objects
    for kind in news.order_by().values_list("kind", flat=True).distinct():
        pages = news.filter(kind=kind).values("pk")
        publications.filter(page_id__in=pages).update(kind=kind)
    for app_label, model, kind in (
        ("events", "EventPage", "event"),
        ("events", "SessionPage", "session"),
        ("newsletter", "IssuePage", "issue"),
    ):
        pages = apps.get_model(app_label, model).objects.values("pk")
        publications.filter(page_id__in=pages).update(kind=kind)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0005_managers_connect_channels"),
        ("publishing", "0014_rules"),
        ("shops", "0001_initial"),
        ("events", "0003_initial"),
        ("newsletter", "0001_initial"),
    ]

    operations = [migrations.RunPython(note_kinds, migrations.RunPython.noop)]
