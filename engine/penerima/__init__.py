"""What is done with messages of other facilities: one module a domain, one function a kind.

A receiver makes a command of a message, or nothing where there is nothing to do; the front door decides. It is
called within a reading transaction, and may be called again for the same message: what it makes of it must bear the
same `command_id` (`id_perintah`), so that it is granted once.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from engine.federasi.masuk import Masuk
from schemas.message import Command

Penerima = Callable[[Connection, Masuk], Command | None]
"""Makes a command of a message that was believed. None: nothing to ask for, it is done with."""

PENERIMA: Final[Mapping[str, Penerima]] = MappingProxyType({})
"""By kind (`rujukan.dikirim;1`). A domain adds its own here."""
