"""An answer is durable: the settings that make it so are read back, and a wrong one refuses to start."""

import pytest
from sqlalchemy import Engine, create_engine, event, text

from engine.database import SQLITE_PRAGMAS, NotDurable, check_durable, connect, writing

SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
POSTGRESQL = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


def test_the_settings_in_force_are_durable(engine: Engine) -> None:
    check_durable(engine)


@SQLITE
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("synchronous", "OFF"), ("synchronous", "NORMAL"), ("journal_mode", "DELETE"), ("foreign_keys", 0)],
)
def test_a_weaker_sqlite_refuses_to_start_and_names_the_setting(url: str, pragma: str, value: object) -> None:
    weaker = connect(url)
    event.listen(weaker, "connect", lambda raw, _record: raw.execute(f"PRAGMA {pragma}={value}"))
    with pytest.raises(NotDurable, match=pragma):
        check_durable(weaker)
    weaker.dispose()


def test_a_database_in_memory_refuses_to_start() -> None:
    memory = connect("sqlite://")
    with pytest.raises(NotDurable, match="journal_mode"):
        check_durable(memory)
    memory.dispose()


@POSTGRESQL
@pytest.mark.parametrize("value", ["off", "local", "remote_write"])
def test_a_weaker_postgresql_refuses_to_start_and_names_the_setting(url: str, value: str) -> None:
    admin = connect(url)
    with admin.begin() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
        connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = {value}'))
    admin.dispose()
    weaker = connect(url)
    with pytest.raises(NotDurable, match="synchronous_commit"):
        check_durable(weaker)
    weaker.dispose()


@SQLITE
def test_every_connection_of_the_pool_has_the_settings_not_just_the_first(engine: Engine) -> None:
    connections = [engine.connect() for _ in range(5)]
    for connection in connections:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in SQLITE_PRAGMAS}
        assert found == SQLITE_PRAGMAS
        connection.close()


def test_a_reader_does_not_wait_for_a_writer(engine: Engine) -> None:
    """Boards read while the committer holds the ledger."""
    with writing(engine).begin() as writer:
        writer.execute(text("UPDATE unit SET urutan = urutan + 1"))
        with engine.connect() as reader:
            assert reader.execute(text("SELECT count(*) FROM jejak")).scalar_one() == 0


@POSTGRESQL
def test_an_address_without_a_driver_gets_ours(url: str) -> None:
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    engine = connect(plain)
    assert engine.driver == "psycopg"
    check_durable(engine)
    engine.dispose()


@SQLITE
def test_another_engine_than_ours_is_not_assumed_durable(url: str) -> None:
    bare = create_engine(url)
    with pytest.raises(NotDurable):
        check_durable(bare)
    bare.dispose()
