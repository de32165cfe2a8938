"""Migrations and tables tell one story, up and down, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from engine import schema
from engine.database import connect, writing
from engine.tables import metadata
from migrations.triggers import TABLES


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def triggers(engine: Engine) -> set[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if engine.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with engine.connect() as connection:
        return set(connection.execute(text(query)).scalars())


def test_the_migrations_make_exactly_the_tables_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    assert tables(engine) == set(metadata.tables)


def test_migrations_go_up_down_and_up_again_leaving_nothing_behind(url: str) -> None:
    engine = connect(url)
    schema.upgrade(engine)
    assert revision(engine) == schema.head()
    made = triggers(engine)
    assert len(made) >= len(TABLES)
    schema.downgrade(engine, "base")
    assert tables(engine) == set()
    assert triggers(engine) == set()
    assert revision(engine) is None
    schema.upgrade(engine)
    assert tables(engine) == set(metadata.tables)
    assert triggers(engine) == made
    engine.dispose()


def test_each_step_down_is_the_inverse_of_its_step_up(url: str) -> None:
    engine = connect(url)
    steps = [script.revision for script in ScriptDirectory.from_config(schema._config()).walk_revisions()]  # noqa: SLF001 - the folder of migrations is its own affair
    for step in reversed(steps):
        before = (tables(engine), triggers(engine))
        schema.upgrade(engine, step)
        after = (tables(engine), triggers(engine))
        schema.downgrade(engine, "-1")
        assert (tables(engine), triggers(engine)) == before
        schema.upgrade(engine, step)
        assert (tables(engine), triggers(engine)) == after
    engine.dispose()


def test_an_upgrade_on_every_start_changes_nothing(engine: Engine) -> None:
    before = tables(engine)
    schema.upgrade(engine)
    assert tables(engine) == before
    assert revision(engine) == schema.head()


def test_there_is_one_line_of_migrations() -> None:
    assert len(ScriptDirectory.from_config(schema._config()).get_heads()) == 1  # noqa: SLF001 - the folder of migrations is its own affair


ROW = {
    "jejak": "INSERT INTO jejak VALUES (1, 'a', :x, 'berkas.x.v1', 's', 1, :w, :w, :p, 'api', NULL, NULL, '{}', :x)",
    "penolakan": "INSERT INTO penolakan VALUES ('a', :x, 'berkas.x', 's', :p, :w, 'kode', NULL, '{}')",
}
"""One line of each table that may only grow."""
VERBS = {"sqlite": ("UPDATE", "DELETE", "REPLACE"), "postgresql": ("UPDATE", "DELETE", "TRUNCATE")}


def statement(verb: str, table: str) -> str:
    return {
        "UPDATE": f"UPDATE {table} SET pelaku = 'lain'",  # noqa: S608 - names of our own
        "DELETE": f"DELETE FROM {table}",  # noqa: S608 - names of our own
        "REPLACE": ROW[table].replace("INSERT", "INSERT OR REPLACE"),
        "TRUNCATE": f"TRUNCATE {table}",
    }[verb]


def test_no_verb_of_the_database_changes_what_may_only_grow(engine: Engine) -> None:
    for table in TABLES:
        only_grows(engine, table)


def only_grows(engine: Engine, table: str) -> None:
    values = {"x": b"\0", "w": "2026-03-02T01:00:00.000000+00:00", "p": "pelaku"}
    with writing(engine).begin() as connection:
        connection.execute(text(ROW[table]), values)
    for verb in VERBS[engine.dialect.name]:
        lain = values | {"p": "lain"} if verb == "REPLACE" else {}
        with pytest.raises(DBAPIError, match="hanya boleh ditambah"), writing(engine).begin() as connection:
            connection.execute(text(statement(verb, table)), lain)
    with engine.connect() as connection:
        assert connection.execute(text(f"SELECT pelaku FROM {table}")).scalars().all() == ["pelaku"]  # noqa: S608 - the name of a table of ours
