"""Alerts, outbreak reports and weekly reports as the screens list them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from engine import rows
from engine import tables as t
from engine.aturan_surveilans import AturanKlb
from engine.policy import Kebijakan
from engine.surveilans import baca, kriteria
from engine.surveilans.jenjang import Kita
from engine.surveilans.kriteria import Penilaian
from engine.surveilans.minggu import Pekan
from engine.surveilans.sinyal import Hitung
from engine.workflows.sinyal import Sinyal
from engine.workflows.w1 import W1
from engine.workflows.w2 import W2
from schemas.names import KeadaanSinyal, KeadaanW1, Kriteria, Tahap

DERET: Final = 110
"""Weeks the criteria look back over: two years and what is left of a month."""
URUT: Final = (Tahap.DIKIRIM, Tahap.DITERUSKAN, Tahap.DITERIMA, Tahap.DITUTUP)
"""At one instant: what is passed on is received afterwards."""
TERBUKA: Final = (KeadaanW1.DISUSUN, KeadaanW1.DIKIRIM, KeadaanW1.DITERIMA, KeadaanW1.DITERUSKAN)


class Mata(NamedTuple):
    """One link of a chain: what a level did, when by its clock, and when we learned of it."""

    fasyankes: str
    tahap: Tahap
    pada: datetime
    diketahui: datetime


class LaporanKlb(NamedTuple):
    """An outbreak report with its place and its chain."""

    w1: W1
    desa: str
    kecamatan: str
    rantai: tuple[Mata, ...]

    def batas(self, aturan: AturanKlb) -> datetime | None:
        """When the day of the chain is over: counted from when it was known, days of a policy as hours."""
        known, limit = self.w1.diketahui, aturan.w1.batas
        return None if known is None else known + timedelta(days=limit.hari) + limit.lama

    def sampai(self, fasyankes: str) -> datetime | None:
        """When that level had it, by its own clock."""
        return next(
            (one.pada for one in self.rantai if one.fasyankes == fasyankes and one.tahap is Tahap.DITERIMA), None
        )


def sinyal(
    connection: Connection, *, terbuka: bool = False, pekan: Pekan | None = None, banyak: int = 100
) -> list[Sinyal]:
    """Alerts, the newest first."""
    c = t.sinyal.c
    query = select(c.id).order_by(c.terdaftar.desc(), c.id).limit(banyak)
    if terbuka:
        query = query.where(c.keadaan == KeadaanSinyal.MUNCUL)
    if pekan is not None:
        query = query.where(c.tahun == pekan.tahun, c.minggu == pekan.minggu)
    ids = list(connection.execute(query).scalars())
    found = rows.records(connection, "sinyal", ids)
    return [found[one] for one in ids]


def satu_sinyal(connection: Connection, id_: str) -> Sinyal | None:
    """One."""
    found: Sinyal | None = rows.records(connection, "sinyal", [id_]).get(id_)
    return found


def penilaian(
    connection: Connection, aturan: Kebijakan, satu: Kita, alert: Sinyal
) -> tuple[Mapping[Kriteria, Penilaian], Mapping[Pekan, Hitung]]:
    """The seven criteria for the disease and week of an alert, and the weeks they were judged over."""
    week = Pekan(alert.tahun, alert.minggu)
    series = baca.deret(connection, aturan.katalog, satu, alert.penyakit, week, DERET, alert.fasyankes)
    return kriteria.nilai(series, week, aturan.klb, aturan.skdr.minggu), series


def klb(connection: Connection, *, terbuka: bool = False, banyak: int = 100) -> list[LaporanKlb]:
    """Outbreak reports, the newest first."""
    c = t.w1.c
    query = select(c.id, c.desa, c.kecamatan).order_by(c.terdaftar.desc(), c.id).limit(banyak)
    if terbuka:
        query = query.where(c.keadaan.in_(TERBUKA))
    return _klb(connection, {row.id: (row.desa or "", row.kecamatan or "") for row in connection.execute(query)})


def satu_klb(connection: Connection, id_: str) -> LaporanKlb | None:
    """One."""
    c = t.w1.c
    row = connection.execute(select(c.desa, c.kecamatan).where(c.id == id_)).first()
    found = _klb(connection, {id_: (row.desa or "", row.kecamatan or "")}) if row is not None else []
    return found[0] if found else None


def _klb(connection: Connection, places: Mapping[str, tuple[str, str]]) -> list[LaporanKlb]:
    c = t.w1_rantai.c
    links: dict[str, list[Mata]] = {one: [] for one in places}
    query = select(t.w1_rantai).where(c.w1.in_(list(places))).order_by(c.pada, c.tahap)
    for row in connection.execute(query):
        links[row.w1].append(Mata(row.fasyankes, Tahap(row.tahap), row.pada, row.diketahui))
    for chain in links.values():
        chain.sort(key=lambda one: (one.pada, URUT.index(one.tahap)))
    found = rows.records(connection, "w1", list(places))
    return [LaporanKlb(found[one], *place, tuple(links[one])) for one, place in places.items()]


def mingguan(connection: Connection, satu: Kita, banyak: int = 20) -> list[W2]:
    """Our own weekly reports, the newest week first."""
    c = t.w2.c
    query = (
        select(c.id).where(~c.masuk, c.fasyankes == satu.kode).order_by(c.tahun.desc(), c.minggu.desc()).limit(banyak)
    )
    ids = list(connection.execute(query).scalars())
    found = rows.records(connection, "w2", ids)
    return [found[one] for one in ids]


def satu_mingguan(connection: Connection, id_: str) -> W2 | None:
    """One."""
    found: W2 | None = rows.records(connection, "w2", [id_]).get(id_)
    return found
