"""What an EMR's call said and what it was answered, by the call's key.

Repeat story: the key is taken, with a fingerprint of the whole call, before the first wish of it is asked; the answer
is kept when there is one. So a call sent again gets the same answer, one that was cut off goes on, and the same key
with anything else in it is refused, as a reused `command_id` is everywhere. Of two at once both do the same.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from engine.database import writing
from engine.refusals import Refusal

_c = t.lapor_elektronik.c


def jawaban(connection: Connection, command_id: str, sidik: bytes) -> str | Refusal | None:
    """What this call was answered; None where it was not yet; a refusal where the key stands for another call."""
    row = connection.execute(select(_c.sidik, _c.jawaban).where(_c.command_id == command_id)).first()
    if row is None:
        return None
    if bytes(row.sidik) != sidik:
        return Refusal("perintah_id_terpakai", "command_id")
    told: str | None = row.jawaban
    return told


def pegang(engine: Engine, command_id: str, sidik: bytes, now: datetime) -> Refusal | None:
    """Take the key for this call; a refusal where it stands for another."""
    kind: Any = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
    row = {"command_id": command_id, "sidik": sidik, "pada": now}
    with writing(engine).begin() as connection:
        connection.execute(kind(t.lapor_elektronik).values(row).on_conflict_do_nothing())
        found = jawaban(connection, command_id, sidik)
    return found if isinstance(found, Refusal) else None


def simpan(engine: Engine, command_id: str, isi: str) -> None:
    """Keep what it is answered: the first answer stays."""
    with writing(engine).begin() as connection:
        this = (_c.command_id == command_id) & _c.jawaban.is_(None)
        connection.execute(update(t.lapor_elektronik).where(this).values(jawaban=isi))
