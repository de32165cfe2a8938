"""Free beds another hospital told of: the newest figure is kept, with when it came. It is no fact of ours.

Newest is by the order of the inbox, never by a clock: one that was set back does not freeze an old figure here.
"""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from engine.federasi.masuk import Masuk
from schemas.federasi.tempat_tidur import TempatTidurKosong


def simpan(connection: Connection, masuk: Masuk) -> None:
    """Keep it, unless a newer one is here. Needs a writing transaction; twice is once."""
    isi = masuk.isi
    if not isinstance(isi, TempatTidurKosong):
        return
    row: dict[str, Any] = {
        "fasyankes": masuk.asal,
        "urut": masuk.urut,
        "pada": isi.pada,
        "diterima": masuk.masuk,
        "sampai": masuk.sampai,
        "isi": [line.model_dump(mode="json") for line in isi.baris],
    }
    kind: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    c = t.fed_tempat_tidur.c
    made = kind(t.fed_tempat_tidur).values(row)
    changed = {name: made.excluded[name] for name in row if name != "fasyankes"}
    connection.execute(
        made.on_conflict_do_update(index_elements=["fasyankes"], set_=changed, where=c.urut < masuk.urut)
    )
