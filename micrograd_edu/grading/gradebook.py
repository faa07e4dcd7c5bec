"""nbgrader's gradebook for a process that opens it again and again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, CreateEnginePlugin, Dialect, Engine, make_url
from sqlalchemy.dialects import plugins

PLUGIN = "micrograd_edu_statements"


def keep_statements(db_url: str, root: str) -> str:
    """The same gradebook by a URL that makes opening it cheap.

    nbgrader opens the gradebook a dozen times for each submission, each time with a new engine that prepares every
    statement anew and asks for every table whether it is there: half of the time that recording takes. A path that is
    not absolute is taken from `root`, not from where the process happens to be.
    """
    url = make_url(db_url)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        url = url.set(database=str(Path(root, url.database)))
    return url.update_query_dict({"plugin": PLUGIN}).render_as_string(hide_password=False)


class KeepStatements(CreateEnginePlugin):
    """SQLAlchemy's way to take part in `create_engine`: all engines of a database share what they know and have prepared."""

    _kept: dict[URL, tuple[Dialect, dict[Any, Any]]] = {}

    def update_url(self, url: URL) -> URL:
        return url.difference_update_query(["plugin"])

    def engine_created(self, engine: Engine) -> None:
        if engine.url not in self._kept:
            engine.dialect.has_table = _remembered(engine.dialect.has_table)  # type: ignore[method-assign]
            self._kept[engine.url] = engine.dialect, {}
        engine.dialect, statements = self._kept[engine.url]
        engine.update_execution_options(compiled_cache=statements)


def _remembered(has_table: Callable[..., bool]) -> Callable[..., bool]:
    """The same question; a table that is there stays there."""
    there: set[tuple[str, str | None]] = set()

    def answer(connection: Any, table_name: str, schema: str | None = None, **options: Any) -> bool:
        if (table_name, schema) not in there and has_table(connection, table_name, schema=schema, **options):
            there.add((table_name, schema))
        return (table_name, schema) in there

    return answer


plugins.register(PLUGIN, __name__, KeepStatements.__name__)
