"""The outbox: what other facilities are to be told, numbered without a gap, in the transaction of the fact itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, insert, select, update

from engine import clock
from engine import tables as t
from engine.federasi.jalur import sisip_jalur
from schemas import subjects
from schemas.federasi import Isi
from schemas.names.federasi import ArahJalur, MacamJalur

ISI_TERBESAR: Final = 256 * 1024
"""Bytes of one content: with its envelope well within a hub's 1 MiB."""


class KirimanTidakSah(ValueError):
    """A message its own rules forbid: a mistake of whoever made it, never of the line."""


class Kiriman(NamedTuple):
    """One message to one facility. `id` is made by the caller: the same fact told again must bear the same id.

    A UUID (`Fed-Id`); uuid5 of the ledger line's command id and the addressee is the usual one. `macam` and `jenis`
    must be those of the class of `isi`. `sampai`: good until then (bed figures); the receiver drops it afterwards.
    """

    id: str
    macam: MacamJalur
    tujuan: str
    jenis: str
    isi: Isi
    sampai: datetime | None = None


def titip(connection: Connection, kiriman: Sequence[Kiriman], *, pada: datetime | None = None) -> None:
    """Hand these over for sending. They exist with the caller's commit, or not at all.

    Called within a writing transaction: usually by a workflow's `beside` in `engine/rows/<alur>.py`, under the
    ledger's lock. Numbers are gapless for each lane and epoch. An id that was handed over before is left as it was.
    To a facility no directory knows (yet) they wait. `pada`: the moment of the fact; else the present.
    Raises KirimanTidakSah for a message of the wrong kind of lane, or one too large.
    """
    if not kiriman:
        return
    now = pada or clock.now()
    own = diri(connection)
    if own is None:
        raise KirimanTidakSah("fasyankes ini belum disiapkan")
    c = t.fed_keluar.c
    known = set(connection.execute(select(c.id).where(c.id.in_([one.id for one in kiriman]))).scalars())
    lanes: dict[str, list[tuple[Kiriman, bytes]]] = {}
    for one in kiriman:
        if one.id in known:
            continue
        known.add(one.id)
        lanes.setdefault(subjects.jalur(own, one.macam.value, one.tujuan), []).append((one, _periksa(one)))
    for jalur, rows in sorted(
        lanes.items()
    ):  # always in one order: two who hand over at once never wait for each other
        epoch, last = _nomori(connection, jalur, rows, now)
        connection.execute(
            insert(t.fed_keluar),
            [
                {
                    "id": one.id,
                    "jalur": jalur,
                    "epoch": epoch,
                    "seq": last - len(rows) + place,
                    "jenis": one.jenis,
                    "isi": isi,
                    "sampai": one.sampai,
                    "dibuat": now,
                }
                for place, (one, isi) in enumerate(rows, 1)
            ],
        )


def diri(connection: Connection) -> str | None:
    """This facility's code; None before it was set up."""
    kode: str | None = connection.execute(select(t.fasyankes.c.kode)).scalar()
    return kode


def _periksa(one: Kiriman) -> bytes:
    if one.macam is not one.isi.macam or one.jenis != one.isi.jenis or not one.jenis:
        raise KirimanTidakSah(f"{one.jenis} tidak lewat jalur {one.macam.value}")
    isi = one.isi.kanonik()
    if len(isi) > ISI_TERBESAR:
        raise KirimanTidakSah(f"{one.jenis} terlalu besar: {len(isi)} bita")
    return isi


def _nomori(connection: Connection, jalur: str, rows: Sequence[object], now: datetime) -> tuple[int, int]:
    """Take as many numbers of the lane; its row stays locked until the caller's commit, so that no number is lost."""
    c = t.fed_jalur.c
    take = update(t.fed_jalur).where(c.jalur == jalur, c.arah == ArahJalur.KELUAR).values(seq=c.seq + len(rows))
    taken = connection.execute(take.returning(c.epoch, c.seq)).first()
    if taken is None:
        sisip_jalur(connection, jalur, ArahJalur.KELUAR, now)
        taken = connection.execute(take.returning(c.epoch, c.seq)).one()
    return taken.epoch, taken.seq
