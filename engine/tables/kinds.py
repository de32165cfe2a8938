"""What tables are made of: their names, and instants.

Times are UTC: timestamptz on PostgreSQL, fixed-width RFC 3339 text on SQLite (sorts as it reads).
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    DateTime,
    Dialect,
    MetaData,
    String,
    types,
)

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


@lru_cache(maxsize=4096)
def _text(value: datetime | None) -> str | None:
    """Fixed width, so that text order is time order. Remembered: one batch writes the same instant many times over."""
    return value.astimezone(UTC).isoformat(timespec="microseconds") if value else None


def _read_text(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _read_utc(value: datetime | None) -> datetime | None:
    return value.astimezone(UTC) if value else None


class Utc(types.TypeDecorator[datetime]):
    """An aware instant, stored in UTC: text on SQLite, which has no type for time.

    The processors are ours rather than `process_bind_param`: half of what the hot path converts is a time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        """Text on SQLite."""
        return String(32) if dialect.name == "sqlite" else DateTime(timezone=True)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """To the driver."""
        return _text if dialect.name == "sqlite" else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """From the driver: always aware, always UTC."""
        del coltype
        return _read_text if dialect.name == "sqlite" else _read_utc
