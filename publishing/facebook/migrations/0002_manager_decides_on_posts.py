"""The commerce manager may decide how the town's posts are."""

from django.db import migrations


def let_the_manager_decide(apps, schema_editor):
    types = apps.get_model("contenttypes", "ContentType")
    kind, _ = types.objects.get_or_create(app_label="facebook", model="postsettings")
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename="change_postsettings",
        defaults={"name": "Can change Facebook posts"},
    )
    managers, _ = apps.get_model("auth", "Group").objects.get_or_create(
        name="Commerce manager"
    )
    managers.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("facebook", "0001_post_settings"),
        ("home", "0003_front_door"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(let_the_manager_decide, migrations.RunPython.noop)
    ]
