"""The present moment. Nobody else asks the operating system what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment, aware, UTC."""
    return datetime.now(UTC)
