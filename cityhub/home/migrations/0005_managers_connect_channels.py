"""Let commerce managers connect channels; an administrator can take it away."""

from django.db import migrations

MANAGER = "Commerce manager"


def let_managers_connect(apps, schema_editor):
    types = apps.get_model("contenttypes", "ContentType")
    of_channels, _ = types.objects.get_or_create(app_label="publishing", model="channel")
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=of_channels,
        codename="change_channel",
        defaults={"name": "Can change channel"},
    )
    for managers in apps.get_model("auth", "Group").objects.filter(name=MANAGER):
        managers.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0004_search_without_accents"),
        ("publishing", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(let_managers_connect, migrations.RunPython.noop),
    ]
