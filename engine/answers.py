"""What was answered to whom: the first answer to a command is the answer to its repetitions, a refusal too."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, NamedTuple

import orjson
from sqlalchemy import Connection, bindparam, insert, select

from engine import tables as t
from engine.prepared import IDS, Find
from engine.refusals import Refusal
from schemas.message import Command


class Accepted(NamedTuple):
    """The durable answer to a command. `seq` and `versi` place its event; `diulang`: it was answered before."""

    seq: int
    versi: int
    keadaan: str
    peristiwa: str
    subjek: str
    diulang: bool = False


Answer = Accepted | Refusal


_L, _P = t.jejak.c, t.penolakan.c
_SEEN: Final = Find(
    select(_L.perintah_id, _L.sidik, _L.seq, _L.versi, _L.data, _L.jenis, _L.subjek).where(
        _L.perintah_id.in_(bindparam(IDS, expanding=True))
    )
)
_REFUSED: Final = Find(
    select(_P.perintah_id, _P.sidik, _P.kode, _P.field, _P.nilai).where(
        _P.perintah_id.in_(bindparam(IDS, expanding=True))
    )
)


Given = dict[str, tuple[bytes, Answer]]
"""By command id: the fingerprint of the command that was answered, and its answer."""


def ask(connection: Connection, ids: list[str]) -> Callable[[], Given]:
    """Ask for the answers given to these ids, and fetch them later. A refusal wins over the sighting it left."""
    seen, refused = _SEEN.ask(connection, ids), _REFUSED.ask(connection, ids)

    def fetch() -> Given:
        answers: Given = {}
        for perintah_id, sidik, seq, versi, data, jenis, subjek in seen():
            keadaan = orjson.loads(data)["ke"]
            answers[perintah_id] = (sidik, Accepted(seq, versi, keadaan, jenis, subjek))
        for perintah_id, sidik, kode, field, nilai in refused():
            answers[perintah_id] = (sidik, Refusal(kode, field, nilai))
        return answers

    return fetch


def again(answer: Answer) -> Answer:
    """The same answer, marked as a repetition."""
    return answer._replace(diulang=True) if isinstance(answer, Accepted) else answer


def refusal_row(command: Command, sidik: bytes, refusal: Refusal, now: datetime) -> dict[str, object]:
    """A refusal as it is kept."""
    return {
        "perintah_id": command.command_id,
        "sidik": sidik,
        "jenis": command.jenis,
        "subjek": command.subjek,
        "pelaku": command.pelaku.id,
        "dicatat_pada": now,
        "kode": refusal.kode,
        "field": refusal.field,
        "nilai": refusal.nilai,
    }


def keep(connection: Connection, rows: list[dict[str, object]]) -> None:
    """Write refusals, inside the caller's transaction."""
    if rows:
        connection.execute(insert(t.penolakan), rows)
