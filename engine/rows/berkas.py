"""The records of folders, each with its number: kept in its row, never in an event."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert

from engine import tables as t
from engine.numbers import kunci, suffixes
from engine.rows.kept import Entry, Kept
from engine.workflows.berkas import Berkas
from schemas.commands.berkas import Daftarkan
from schemas.message import Command
from schemas.names import Keadaan, Pembawa


def record_of(row: Sequence[Any]) -> Berkas:
    """A record from its row, columns in the order of Berkas' fields."""
    plain = Berkas(*row)
    asal = Keadaan(plain.asal) if plain.asal else None
    return plain._replace(pembawa=Pembawa(plain.pembawa), keadaan=Keadaan(plain.keadaan), asal=asal)


def _number(command: Command) -> dict[str, Any]:
    if not isinstance(command, Daftarkan):
        raise TypeError("berkas baru tanpa pendaftaran")
    return {"nomor": command.nomor, "kunci": kunci(command.nomor)}


def _suffixes(connection: Connection, entries: Sequence[Entry]) -> None:
    """Make the numbers of new records findable by any part of them."""
    found = [
        {"akhiran": suffix, "berkas_id": entry.after.id}
        for entry in entries
        if isinstance(entry.command, Daftarkan)
        for suffix in suffixes(kunci(entry.command.nomor))
    ]
    if found:
        connection.execute(insert(t.nomor_akhiran), found)


KEPT = Kept(
    t.berkas,
    Berkas._fields,
    fixed={"id", "pembawa", "terdaftar"},
    read=record_of,
    first=_number,
    beside=_suffixes,
)
