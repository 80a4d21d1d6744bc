"""The commerce manager may make groups of readers; none is ever deleted under an issue."""

from django.db import migrations


def let_the_manager_in(apps, schema_editor):
    types = apps.get_model("contenttypes", "ContentType")
    kind, _ = types.objects.get_or_create(app_label="newsletter", model="segment")
    permissions = apps.get_model("auth", "Permission")
    managers, _ = apps.get_model("auth", "Group").objects.get_or_create(
        name="Commerce manager"
    )
    for verb in ("add", "change", "view"):
        permission, _ = permissions.objects.get_or_create(
            content_type=kind,
            codename=f"{verb}_segment",
            defaults={"name": f"Can {verb} group of readers"},
        )
        managers.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0012_segments_and_erasures")]

    operations = [migrations.RunPython(let_the_manager_in, migrations.RunPython.noop)]
