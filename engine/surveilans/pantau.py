"""What an office sees of the facilities below it: who reported which week, how much of what, and who is silent."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from engine import tables as t
from engine.policy import Kebijakan
from engine.surveilans import baca, minggu
from engine.surveilans.jenjang import Bawahan, Kita, bawahan
from engine.surveilans.minggu import Pekan
from schemas.names.federasi import JenisFasyankes
from schemas.surveilans import HitungPenyakit

DILIHAT: Final = 4
"""Weeks back in which a missing report is told of; the page shows more."""
_w = t.w2.c


class Laporan(NamedTuple):
    """One facility's report of one week, as it came; or that it did not."""

    kode: str
    pekan: Pekan
    id: str | None
    edisi: int
    kunjungan: int
    sel: Mapping[str, HitungPenyakit]
    tiba: datetime | None
    """When we had it first."""
    tenggat: datetime
    lapor: int = 1
    wajib: int = 1

    def terlambat(self, pada: datetime) -> bool:
        """Came after its hour, or has not come and its hour is over."""
        return (self.tiba or pada) > self.tenggat

    @property
    def ada(self) -> bool:
        """It came."""
        return self.id is not None


def jam_bawahan(aturan: Kebijakan, satu: Bawahan, week: Pekan, zona: ZoneInfo) -> datetime:
    """When the report of somebody below is late."""
    due = aturan.skdr.w2.fasilitas
    if satu.jenis is JenisFasyankes.DINKES_KABUPATEN:
        due = aturan.skdr.w2.dinkes_kabupaten
    elif satu.jenis is JenisFasyankes.DINKES_PROVINSI:
        due = aturan.skdr.w2.dinkes_provinsi
    return minggu.jatuh_tempo(week, due, aturan.skdr.minggu, zona)


def papan(
    connection: Connection, aturan: Kebijakan, satu: Kita, weeks: list[Pekan], zona: ZoneInfo
) -> dict[str, list[Laporan]]:
    """Every facility below and each of these weeks, by code."""
    wanted = frozenset(weeks)
    rows = {
        (row.fasyankes, Pekan(row.tahun, row.minggu)): row
        for row in connection.execute(select(t.w2).where(_w.masuk, _w.tahun.in_({week.tahun for week in wanted})))
        if Pekan(row.tahun, row.minggu) in wanted
    }
    cells = baca.sel_w2(connection, [row.id for row in rows.values()])
    found: dict[str, list[Laporan]] = {}
    for one in bawahan(connection, satu):
        found[one.kode] = [_laporan(rows.get((one.kode, week)), one, week, cells, aturan, zona) for week in weeks]
    return found


def _laporan(  # noqa: PLR0913, PLR0917 - a row or none, of whom, which week, and the clocks
    row: Any,  # noqa: ANN401 - a row of w2
    one: Bawahan,
    week: Pekan,
    cells: dict[str, dict[str, HitungPenyakit]],
    aturan: Kebijakan,
    zona: ZoneInfo,
) -> Laporan:
    due = jam_bawahan(aturan, one, week, zona)
    if row is None:
        return Laporan(one.kode, week, None, 0, 0, {}, None, due)
    return Laporan(
        one.kode, week, row.id, row.edisi, row.kunjungan, cells[row.id], row.terdaftar, due, row.lapor, row.wajib
    )


def tidak_melapor(
    connection: Connection, aturan: Kebijakan, satu: Kita, pada: datetime
) -> Iterator[tuple[str, Pekan, datetime]]:
    """Who has not reported a week whose hour is over, and since when that is so. `pada`: on the facility's clock."""
    zona = pada.tzinfo
    if not isinstance(zona, ZoneInfo):
        raise TypeError("pada harus pada jam fasilitas")
    week = minggu.pekan(pada.date(), aturan.skdr.minggu)
    weeks = baca.terakhir(minggu.geser(week, -1, aturan.skdr.minggu), DILIHAT, aturan.katalog)
    began = connection.execute(select(t.fasyankes.c.dibuat)).scalar_one()
    for kode, reports in papan(connection, aturan, satu, weeks, zona).items():
        for one in reports:
            after = minggu.berakhir(one.pekan, aturan.skdr.minggu, zona) - timedelta(days=7)
            if not one.ada and one.tenggat <= pada and after >= began:
                yield kode, one.pekan, one.tenggat
