"""Referrals somebody is to answer, to find out about, or to write back on; and what an office must know of. No patient.

Emergencies are told at once, to the emergency unit of whoever receives; when their time is over, to the head there and
to those who sent them; after a while more to the office above (`policies/rujukan.yaml`).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from engine import tables as t
from engine.pengingat.hal import Hal
from engine.policy import kebijakan
from engine.views.pantau_rujukan import batas
from schemas.names import SEMUA_UNIT, ArahRujukan, KeadaanRujukan, Peran

JAWAB: Final = "rujukan_jawab"
"""Came in, and nobody answered."""
LEWAT: Final = "rujukan_lewat"
"""Not answered in its time: told to both sides."""
DIJAWAB: Final = "rujukan_dijawab"
"""Accepted or refused, told to those who sent it; for a day."""
DATANG: Final = "rujukan_datang"
"""Accepted, and the patient did not come in time: those who sent them find out why."""
BALAS: Final = "rujukan_balas"
"""The patient is there, and the answer (rujuk balik) is not written."""
PANTAU: Final = "rujukan_pantau"
"""At the office: a referral of the facilities below that nobody answers."""
DIKABARKAN: Final = timedelta(days=1)
S = KeadaanRujukan
_c, _p = t.rujukan.c, t.rujukan_pantau.c
_KELUAR, _MASUK = _c.arah == ArahRujukan.KELUAR, _c.arah == ArahRujukan.MASUK


class Orangnya:
    """Who is asked about referrals here, as it is now; read once, and only where there is something to tell."""

    def __init__(self, connection: Connection) -> None:
        c, u = t.petugas.c, t.unit.c
        self._orang = connection.execute(select(c.id, c.peran, c.unit).where(c.aktif).order_by(c.id)).all()
        emergency = select(u.kode).where(u.jenis == "gawat_darurat", u.aktif).order_by(u.kode)
        self.igd: list[str] = list(connection.execute(emergency).scalars())
        self._aktif = {row.id for row in self._orang}

    def kepala(self) -> list[str]:
        """The heads."""
        return [row.id for row in self._orang if Peran.KEPALA in row.peran]

    def jaga(self) -> list[str]:
        """Doctors and staff of the emergency unit; where there are none, the heads."""
        here = {*self.igd, SEMUA_UNIT} if self.igd else set()
        found = [
            row.id
            for row in self._orang
            if {Peran.DOKTER, Peran.PETUGAS_UNIT} & set(row.peran) and here & set(row.unit)
        ]
        return found or self.kepala()

    def unit(self, unit: str | None) -> list[str]:
        """Doctors of that unit; where there are none or no unit is named, the heads."""
        found = [row.id for row in self._orang if unit and unit in row.unit and Peran.DOKTER in row.peran]
        return found or self.kepala()

    def pengirim(self, row: Any) -> list[str]:  # noqa: ANN401 - a row of a referral
        """Who wrote it and who answers for it; where they are gone, the heads."""
        return sorted({row.penyusun, row.dokter} & self._aktif) or self.kepala()

    def kantor(self) -> list[str]:
        """Whoever watches at an office."""
        return [row.id for row in self._orang if {Peran.KEPALA, Peran.PETUGAS_SURVEILANS} & set(row.peran)]


Baris = Callable[[Connection, datetime, datetime | None], Iterable[Hal]]
"""What is open at this moment; with a moment: the urgent alone that became so after it."""


def _baca(connection: Connection, wanted: ColumnElement[bool], sejak: datetime | None) -> list[Any]:
    columns = (_c.id, _c.unit, _c.darurat, _c.penyusun, _c.dokter, _c.arah, _c.dikirim, _c.dijawab, _c.tiba)
    query = select(*columns, _c.jawab_sebelum, _c.datang_sebelum, _c.balas_sebelum).where(wanted)
    rows = connection.execute(query if sejak is None else query.where(_c.darurat))
    return list(rows)


def jawab(connection: Connection, _pada: datetime, sejak: datetime | None) -> Iterator[Hal]:
    """Came in, and waits for an answer."""
    found = _baca(connection, and_(_MASUK, _c.keadaan == S.DIKIRIM), sejak)
    if not found:
        return
    who = Orangnya(connection)
    for row in found:
        unit = who.igd[0] if who.igd else None
        for one in who.jaga() if row.darurat else who.kepala():
            yield Hal(JAWAB, row.id, row.id, one, row.dikirim, row.jawab_sebelum, unit, row.darurat, segera=row.darurat)


def lewat(connection: Connection, pada: datetime, sejak: datetime | None) -> Iterator[Hal]:
    """Its time to be answered is over: the heads of whoever received it, and those who sent it, are told."""
    found = _baca(connection, and_(_c.keadaan == S.DIKIRIM, _c.jawab_sebelum <= pada), sejak)
    if not found:
        return
    who = Orangnya(connection)
    for row in found:
        for one in who.kepala() if row.arah == ArahRujukan.MASUK else who.pengirim(row):
            due = row.jawab_sebelum
            yield Hal(LEWAT, row.id, row.id, one, due, due, row.unit, row.darurat, segera=row.darurat)


def dijawab(connection: Connection, pada: datetime, sejak: datetime | None) -> Iterator[Hal]:
    """Those who sent it learn that it was answered."""
    fresh = and_(_KELUAR, _c.keadaan.in_((S.DITERIMA, S.DITOLAK)), _c.dijawab > pada - DIKABARKAN)
    found = _baca(connection, fresh, sejak)
    who = Orangnya(connection) if found else None
    for row in found:
        for one in who.pengirim(row) if who else ():
            yield Hal(DIJAWAB, row.id, row.id, one, row.dijawab, None, row.unit, row.darurat, segera=row.darurat)


def datang(connection: Connection, pada: datetime, sejak: datetime | None) -> Iterator[Hal]:
    """The patient did not come in time: those who sent them find out why. Told in the digest."""
    if sejak is not None:
        return
    found = _baca(connection, and_(_KELUAR, _c.keadaan == S.DITERIMA, _c.datang_sebelum <= pada), None)
    who = Orangnya(connection) if found else None
    for row in found:
        for one in who.pengirim(row) if who else ():
            yield Hal(DATANG, row.id, row.id, one, row.datang_sebelum, row.datang_sebelum, row.unit)


def balas(connection: Connection, _pada: datetime, sejak: datetime | None) -> Iterator[Hal]:
    """The doctor of the visit writes back; where none is known, those of the unit. Told in the digest."""
    if sejak is not None:
        return
    found = _baca(connection, and_(_MASUK, _c.keadaan.in_((S.TIBA, S.DILAYANI))), None)
    if not found:
        return
    who = Orangnya(connection)
    k = t.kunjungan.c
    visits = select(_c.id, k.dokter).join(t.kunjungan, k.id == _c.kunjungan).where(_c.id.in_([row.id for row in found]))
    doctors = {row.id: row.dokter for row in connection.execute(visits)}
    for row in found:
        for one in [doctors[row.id]] if doctors.get(row.id) else who.unit(row.unit):
            yield Hal(BALAS, row.id, row.id, one, row.tiba or row.dikirim, row.balas_sebelum, row.unit)


def pantau(connection: Connection, pada: datetime, sejak: datetime | None) -> Iterator[Hal]:
    """At the office: what waits longer than policy lets it wait."""
    wanted = and_(_p.keadaan == S.DIKIRIM, _p.dijawab.is_(None), or_(_p.jawab_sebelum <= pada, _p.tingkat > 1))
    query = select(_p.rujukan, _p.darurat, _p.jawab_sebelum, _p.tingkat, _p.diterima).where(wanted)
    rows = connection.execute(query if sejak is None else query.where(_p.darurat)).all()
    limits = batas(connection, kebijakan().rujukan) if rows else None
    if limits is None:
        return
    who = Orangnya(connection)
    for row in rows:
        due = row.diterima  # passed on by an office below: its time is over already
        if row.tingkat <= 1:
            due = limits.dinkes(row.jawab_sebelum, darurat=row.darurat)
        if due > pada:
            continue
        for one in who.kantor():
            yield Hal(PANTAU, row.rujukan, row.rujukan, one, due, due, None, row.darurat, segera=row.darurat)


BARIS: Final[dict[str, Baris]] = {
    JAWAB: jawab,
    LEWAT: lewat,
    DIJAWAB: dijawab,
    DATANG: datang,
    BALAS: balas,
    PANTAU: pantau,
}
"""Every kind of open thing about referrals."""
