"""The commerce manager may erase who asks for it."""

from django.db import migrations


def let_the_manager_erase(apps, schema_editor):
    types = apps.get_model("contenttypes", "ContentType")
    kind, _ = types.objects.get_or_create(app_label="newsletter", model="subscriber")
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename="delete_subscriber",
        defaults={"name": "Can delete subscriber"},
    )
    managers, _ = apps.get_model("auth", "Group").objects.get_or_create(
        name="Commerce manager"
    )
    managers.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0006_consent_chain_and_suppressions")]

    operations = [
        migrations.RunPython(let_the_manager_erase, migrations.RunPython.noop)
    ]
