"""Writing a row for each of very many others, without reading any of them."""

from collections.abc import Mapping
from typing import Any

from django.db import connections, models, router
from django.db.models import Value
from django.db.models.expressions import Combinable


def insert_for_each(
    rows: "models.QuerySet[Any]",
    model: type[models.Model],
    fields: Mapping[str, Combinable],
) -> None:
    """Insert a `model` for each of `rows` in one statement; one that is there stays.

    `fields` says by an expression on `rows` what stands in a field; the others get
    their defaults.
    """
    columns: list[str] = []
    values: list[Combinable] = []
    for field in model._meta.concrete_fields:
        if not field.primary_key:
            columns.append(str(field.column))
            default = Value(field.get_default(), output_field=field)
            values.append(fields.get(field.name, default))
    connection = connections[router.db_for_write(model)]
    chosen = rows.values_list(*values).query.get_compiler(connection=connection)
    select, params = chosen.as_sql()
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)}"
            f" ({', '.join(map(quote, columns))}) {select} ON CONFLICT DO NOTHING",
            params,
        )
        if connection.vendor == "postgresql":
            # Until it has counted them it takes them for a few, and reads them all
            # where their keys would do. Its own count comes minutes later.
            for table in (rows.model._meta.db_table, model._meta.db_table):
                cursor.execute(f"ANALYZE {quote(table)}")
