"""Where this facility stands in the chain Puskesmas → Dinkes kabupaten → provinsi → Kementerian (seed 004)."""

from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from engine import tables as t
from engine.aturan_surveilans import AturanSkdr, JamLapor
from schemas.names import Peran
from schemas.names.federasi import PENYELENGGARA, JenisFasyankes

DINKES: Final = frozenset({JenisFasyankes.DINKES_KABUPATEN, JenisFasyankes.DINKES_PROVINSI})
"""Offices that declare an outbreak by issuing W1 (Permenkes 1501/2010)."""


class Kita(NamedTuple):
    """This facility."""

    kode: str
    zona: str
    jenis: JenisFasyankes
    induk: str | None
    """Whom it reports to; None: nobody is known."""

    @property
    def kantor(self) -> bool:
        """Its figures are those of the facilities below it; it treats nobody."""
        return self.jenis in PENYELENGGARA

    @property
    def dinkes(self) -> bool:
        """It may declare an outbreak."""
        return self.jenis in DINKES

    def jam(self, aturan: AturanSkdr) -> JamLapor:
        """When its weekly report is late."""
        if self.jenis is JenisFasyankes.DINKES_KABUPATEN:
            return aturan.w2.dinkes_kabupaten
        return aturan.w2.dinkes_provinsi if self.jenis in DINKES else aturan.w2.fasilitas


class Bawahan(NamedTuple):
    """A facility or an office that reports to us."""

    kode: str
    nama: str
    jenis: JenisFasyankes


def kita(connection: Connection) -> Kita | None:
    """This facility; None before it was set up."""
    c = t.fasyankes.c
    row = connection.execute(select(c.kode, c.zona, c.jenis, c.induk)).first()
    return None if row is None else Kita(row.kode, row.zona, JenisFasyankes(row.jenis), row.induk)


def bawahan(connection: Connection, satu: Kita) -> list[Bawahan]:
    """Who reports to us, by code."""
    c = t.sekutu.c
    query = select(c.kode, c.nama, c.jenis).where(c.induk == satu.kode, c.aktif).order_by(c.kode)
    return [Bawahan(row.kode, row.nama, JenisFasyankes(row.jenis)) for row in connection.execute(query)]


def nama(connection: Connection) -> dict[str, str]:
    """How every facility we know of is called, ours too."""
    found = {row.kode: row.nama for row in connection.execute(select(t.sekutu.c.kode, t.sekutu.c.nama))}
    return found | {row.kode: row.nama for row in connection.execute(select(t.fasyankes.c.kode, t.fasyankes.c.nama))}


def bertugas(connection: Connection, satu: Kita) -> bool:
    """Does surveillance run here: there is somebody to report to or from, or a person appointed to it?"""
    if satu.kantor or satu.induk is not None:
        return True
    people = connection.execute(select(t.petugas.c.peran).where(t.petugas.c.aktif)).scalars()
    return any(Peran.PETUGAS_SURVEILANS in roles for roles in people)
