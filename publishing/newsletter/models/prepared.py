"""An UPDATE that is done again and again, put together once.

Django takes longer to put one together than a database takes to do it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connections, models
from django.db.models.sql import UpdateQuery
from django.utils import timezone

#: Stands for the moment at which it is done.
NOW = datetime(1901, 1, 1, tzinfo=UTC)


class PreparedUpdate:
    """Changes a part of some rows; what each time brings are keys and the time."""

    def __init__(
        self, rows: "models.QuerySet[Any]", number: int, **values: object
    ) -> None:
        """`number`: how many keys are given each time. `values` may hold NOW."""
        stand_ins = range(-1, -1 - number, -1)
        query: Any = rows.filter(pk__in=stand_ins).query.chain(UpdateQuery)
        query.add_update_values(values)
        self.connection = connections[rows.db]
        self.sql, params = query.get_compiler(connection=self.connection).as_sql()
        self.params = list(params)
        at = self.params.index(stand_ins[0])
        self.keys = slice(at, at + number)
        now = self._adapted(NOW)
        self.times = [place for place, said in enumerate(params) if said == now]

    def __call__(self, keys: Sequence[int]) -> int:
        """Do it; return how many rows it changed."""
        params = self.params.copy()
        params[self.keys] = keys
        now = self._adapted(timezone.now())
        for place in self.times:
            params[place] = now
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return cursor.rowcount

    def _adapted(self, moment: datetime) -> object:
        return self.connection.ops.adapt_datetimefield_value(moment)
