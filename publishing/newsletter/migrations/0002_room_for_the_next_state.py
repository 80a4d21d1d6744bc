"""Let PostgreSQL write a delivery's next state on the page where the last one stands."""

from django.db import migrations


def leave_room(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        table = apps.get_model("newsletter", "Delivery")._meta.db_table
        name = schema_editor.quote_name(table)
        schema_editor.execute(f"ALTER TABLE {name} SET (fillfactor = 50)")


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0001_initial")]

    operations = [migrations.RunPython(leave_room, migrations.RunPython.noop)]
