"""The records of folders, each with its number and place: kept in its row, never in an event."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, update

from engine import tables as t
from engine.numbers import kunci, suffixes
from engine.penomoran import bawaan
from engine.rows.kept import Entry, Kept
from engine.workflows.berkas import Berkas
from engine.workflows.nomor_berkas import Bernomor
from schemas.events.berkas import BerkasDikaitkan as Dikaitkan
from schemas.message import Command
from schemas.names import Keadaan, Pembawa

_KAITKAN: Final = update(t.berkas).where(t.berkas.c.id == bindparam("b_id")).values(pasien=bindparam("n"))
"""Not with every move: SQLite rewrites the index of each column it is told, changed or not."""


def record_of(row: Sequence[Any]) -> Berkas:
    """A record from its row, columns in the order of Berkas' fields."""
    plain = Berkas(*row)
    asal = Keadaan(plain.asal) if plain.asal else None
    return plain._replace(pembawa=Pembawa(plain.pembawa), keadaan=Keadaan(plain.keadaan), asal=asal)


def _number(command: Command) -> dict[str, Any]:
    if not isinstance(command, Bernomor):
        raise TypeError("berkas baru tanpa nomor")
    return {
        "nomor": command.nomor,
        "kunci": kunci(command.nomor),
        "urutan": command.urutan,
        "rumah": command.rumah,
    }


def _beside(connection: Connection, entries: Sequence[Entry]) -> None:
    """Link records to their patients. Make new numbers findable by any part; count on where they were given out."""
    linked = [{"b_id": entry.after.id, "n": entry.after.pasien} for entry in entries if type(entry.event) is Dikaitkan]
    if linked:
        connection.execute(_KAITKAN, linked)
    registered = [(entry.after.id, entry.command) for entry in entries if isinstance(entry.command, Bernomor)]
    if not registered:
        return
    found = [
        {"akhiran": suffix, "berkas_id": id_}
        for id_, command in registered
        for suffix in suffixes(kunci(command.nomor))
    ]
    connection.execute(insert(t.nomor_akhiran), found)
    used = {command.rencana: command for _, command in registered if command.rencana is not None}
    for plan, command in used.items():
        following = {"berikut": (command.urut or 0) + 1}
        changed = connection.execute(update(t.penomoran).where(t.penomoran.c.berlaku == plan).values(following))
        if not changed.rowcount:  # the policy's own scheme: its counter begins with its first number
            connection.execute(insert(t.penomoran), _own() | {"berlaku": plan} | following)


def _own() -> dict[str, Any]:
    own = bawaan()
    return {
        "skema": own.skema.value,
        "kelompok": "-".join(str(width) for width in own.bentuk.kelompok),
        "anggota": own.bentuk.anggota,
    }


KEPT = Kept(
    t.berkas,
    Berkas._fields,
    fixed={"id", "pembawa", "terdaftar", "pasien"},
    read=record_of,
    first=_number,
    beside=_beside,
)
