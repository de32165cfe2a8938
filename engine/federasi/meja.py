"""Where one works: a transaction, whose hub it is about, and the moment."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection


class Meja(NamedTuple):
    """A transaction about one hub."""

    connection: Connection
    hub: str
    now: datetime
