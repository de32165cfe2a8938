"""Straight to the database's driver, past SQLAlchemy's execution, for statements run thousands of times a second.

Only faults come back through SQLAlchemy: the same exceptions as everywhere, without statement or values in them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

import psycopg
from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")


def on_driver(connection: Connection, work: Callable[[DBAPICursor], T]) -> T:
    """What `work` makes of a cursor of the driver. Raises SQLAlchemy's DBAPIError for the driver's own."""
    try:
        return work(connection.connection.cursor())
    except connection.dialect.loaded_dbapi.Error as error:
        raise _wrapped(connection, error) from error


def statement(connection: Connection, sql: str) -> None:
    """Run one statement that takes no values and answers nothing."""
    on_driver(connection, lambda cursor: cursor.execute(sql))


@contextmanager
def together(connection: Connection) -> Iterator[None]:
    """Several writes whose results are waited for once, at the end: on PostgreSQL each wait is a journey of its own."""
    if connection.dialect.name != "postgresql":
        yield
        return
    try:
        with cast("psycopg.Connection", connection.connection.driver_connection).pipeline():
            yield
    except psycopg.Error as error:
        raise _wrapped(connection, error) from error


def _wrapped(connection: Connection, error: Exception) -> BaseException:
    base = connection.dialect.loaded_dbapi.Error
    return DBAPIError.instance(None, None, error, base, dialect=connection.dialect)
