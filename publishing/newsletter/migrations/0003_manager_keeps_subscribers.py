"""The commerce manager may look up subscribers, add and change them."""

from django.db import migrations


def let_the_manager_in(apps, schema_editor):
    types = apps.get_model("contenttypes", "ContentType")
    kind, _ = types.objects.get_or_create(app_label="newsletter", model="subscriber")
    permissions = apps.get_model("auth", "Permission")
    managers, _ = apps.get_model("auth", "Group").objects.get_or_create(
        name="Commerce manager"
    )
    for verb in ("add", "change", "view"):
        permission, _ = permissions.objects.get_or_create(
            content_type=kind,
            codename=f"{verb}_subscriber",
            defaults={"name": f"Can {verb} subscriber"},
        )
        managers.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("newsletter", "0002_issues_and_ledger"),
        ("home", "0003_front_door"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(let_the_manager_in, migrations.RunPython.noop)]
