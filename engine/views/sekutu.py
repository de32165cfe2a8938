"""The facilities ours exchanges with, or writes letters to: their names, kinds and levels."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from engine import tables as t
from engine.policy import kebijakan
from schemas.names import TingkatFasyankes


class Sekutu(NamedTuple):
    """Another facility."""

    kode: str
    nama: str
    jenis: str
    tingkat: TingkatFasyankes | None
    tersambung: bool
    """It can be told things over the hub: a key of it is known. Otherwise letters go on paper."""


def tingkat_dari(jenis: str, tingkat: int | None) -> TingkatFasyankes | None:
    """Its own level where one is told, or that of its kind by policy; an office has none."""
    if tingkat:
        return TingkatFasyankes(tingkat)
    rule = {str(kind): one.angka for kind, one in kebijakan().rujukan.tingkat.items()}.get(jenis)
    return TingkatFasyankes(rule) if rule is not None else None


def satu(connection: Connection, kode: str) -> Sekutu | None:
    """One facility in use; None for one that is not known."""
    return next(iter(_baca(connection, kode)), None)


def semua(connection: Connection) -> list[Sekutu]:
    """All facilities in use, by name."""
    return _baca(connection, None)


def _baca(connection: Connection, kode: str | None) -> list[Sekutu]:
    c, key = t.sekutu.c, t.sekutu_kunci.c
    keyed = select(key.fasyankes).where(key.fasyankes == c.kode, key.guna == "sandi", key.dicabut.is_(None)).exists()
    query = select(c.kode, c.nama, c.jenis, c.tingkat, keyed.label("berkunci")).where(c.aktif)
    paper = t.fasyankes_luar.c
    by_hand = select(paper.kode, paper.nama, paper.jenis, paper.tingkat).where(paper.aktif)
    if kode is not None:
        query, by_hand = query.where(c.kode == kode), by_hand.where(paper.kode == kode)
    found = {
        row.kode: Sekutu(row.kode, row.nama, row.jenis, tingkat_dari(row.jenis, row.tingkat), tersambung=False)
        for row in connection.execute(by_hand)
    }
    for row in connection.execute(query):
        level = tingkat_dari(row.jenis, row.tingkat)
        found[row.kode] = Sekutu(row.kode, row.nama, row.jenis, level, bool(row.berkunci))
    return sorted(found.values(), key=lambda one: (one.nama, one.kode))


def tingkat_kami(connection: Connection) -> TingkatFasyankes | None:
    """The level of the facility this database belongs to."""
    jenis = connection.execute(select(t.fasyankes.c.jenis)).scalar()
    return tingkat_dari(jenis, None) if jenis else None
