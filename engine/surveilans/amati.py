"""What the watch over the counts finds: thresholds passed and not yet told, reports to be composed."""

from collections.abc import Iterator
from datetime import UTC, date
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from engine import tables as t
from engine.aturan_surveilans import Penyakit
from engine.policy import Kebijakan
from engine.settings import ZONA_INDONESIA
from engine.surveilans import baca, kriteria, minggu, sinyal
from engine.surveilans.jenjang import Kita
from engine.surveilans.minggu import Pekan
from engine.surveilans.sinyal import Hitung
from engine.workflows.sinyal import id_sinyal
from engine.workflows.w2 import id_w2
from schemas.names import DasarSinyal, KeadaanW2, Kriteria
from schemas.names.federasi import JenisFasyankes
from schemas.surveilans import HitungPenyakit

_w = t.w2.c
DERET: Final = 53


class Kemunculan(NamedTuple):
    """An alert that is to appear."""

    id: str
    fasyankes: str
    penyakit: str
    pekan: Pekan
    dasar: DasarSinyal
    kriteria: tuple[Kriteria, ...]
    kasus: int
    sebelum: int | None


class Susunan(NamedTuple):
    """A report that is to be composed."""

    id: str
    pekan: Pekan
    edisi: int
    versi: int


def kepala(connection: Connection) -> int:
    """The ledger's last line."""
    return connection.execute(select(func.max(t.jejak.c.seq))).scalar() or 0


def muncul(connection: Connection, aturan: Kebijakan, satu: Kita, week: Pekan, mundur: int) -> Iterator[Kemunculan]:
    """Alerts of this week and of those before it that are not told yet: of our own counts, or of those below us."""
    weeks = baca.terakhir(week, mundur + 1, aturan.katalog)
    c = t.sinyal.c
    query = select(c.id).where(c.tahun.in_({one.tahun for one in weeks}), c.minggu.in_({one.minggu for one in weeks}))
    told = frozenset(connection.execute(query).scalars())
    found = _bawahan(connection, aturan, weeks) if satu.kantor else _sendiri(connection, aturan, satu, weeks, told)
    return (one for one in found if one.id not in told)


def _sendiri(
    connection: Connection, aturan: Kebijakan, satu: Kita, weeks: list[Pekan], told: frozenset[str]
) -> Iterator[Kemunculan]:
    """Where the threshold is passed, the criteria are judged at its verification; else those policy lets through."""
    before = minggu.geser(weeks[0], -1, aturan.skdr.minggu)
    last = baca.seminggu(connection, aturan.katalog, satu, before)
    began = _mulai(connection, aturan)
    for week in weeks:
        now = baca.seminggu(connection, aturan.katalog, satu, week)
        known = began is not None and last.pekan >= began
        for kode, one in aturan.katalog.penyakit.items():
            count, past = now.hitung(kode), last.hitung(kode)
            lalu = past.kasus if known or past.kasus else None
            passed = list(_satu(aturan, satu.kode, one, week, count, lalu))
            yield from passed
            # a series is read only where it may tell something: not for a disease that was here the week before
            only_k1 = aturan.klb.memicu.pilihan <= {Kriteria.K1}
            here = id_sinyal(satu.kode, kode, week.tahun, week.minggu, DasarSinyal.KRITERIA) in told
            if not passed and not here and not (only_k1 and past.kasus):
                yield from _dari_kriteria(connection, aturan, satu, one, week, count)
        last = now


def _mulai(connection: Connection, aturan: Kebijakan) -> Pekan | None:
    """The week of the first visit: before it nothing is known."""
    first = connection.execute(select(func.min(t.kunjungan.c.tanggal))).scalar()
    return None if first is None else minggu.pekan(date.fromisoformat(first), aturan.skdr.minggu)


def _bawahan(connection: Connection, aturan: Kebijakan, weeks: list[Pekan]) -> Iterator[Kemunculan]:
    """From the reports of the facilities below; what they told us as an alert themselves is the same alert."""
    wanted = {minggu.geser(weeks[0], -1, aturan.skdr.minggu), *weeks}
    query = select(_w.id, _w.fasyankes, _w.tahun, _w.minggu).where(
        _w.masuk, _w.tahun.in_({week.tahun for week in wanted})
    )
    rows = [row for row in connection.execute(query) if Pekan(row.tahun, row.minggu) in wanted]
    cells = baca.sel_w2(connection, [row.id for row in rows])
    told = {(row.fasyankes, Pekan(row.tahun, row.minggu)): cells[row.id] for row in rows}
    for (whose, week), counts in told.items():
        if week not in weeks:
            continue
        past = told.get((whose, minggu.geser(week, -1, aturan.skdr.minggu)))
        for kode, one in aturan.katalog.penyakit.items():
            lalu = None if past is None else past.get(kode, HitungPenyakit(kode=kode)).kasus
            yield from _satu(aturan, whose, one, week, Hitung(counts.get(kode, HitungPenyakit(kode=kode)).kasus), lalu)


def _satu(  # noqa: PLR0913, PLR0917 - whose, what, when, and the two numbers
    aturan: Kebijakan, whose: str, one: Penyakit, week: Pekan, now: Hitung, lalu: int | None
) -> Iterator[Kemunculan]:
    if now.kasus and sinyal.nilai(one, now.kasus, lalu, aturan.skdr.minggu_lalu_nol).sinyal:
        id_ = id_sinyal(whose, one.kode, week.tahun, week.minggu, DasarSinyal.AMBANG)
        yield Kemunculan(id_, whose, one.kode, week, DasarSinyal.AMBANG, (), now.kasus, lalu)


def _dari_kriteria(  # noqa: PLR0913, PLR0917 - likewise
    connection: Connection, aturan: Kebijakan, satu: Kita, one: Penyakit, week: Pekan, now: Hitung
) -> Iterator[Kemunculan]:
    """What policy lets open a verification without a threshold: only of the diseases that may be an outbreak."""
    if not now.kasus or not one.klb or not aturan.klb.memicu.pilihan:
        return
    series = baca.deret(connection, aturan.katalog, satu, one.kode, week, DERET)
    judged = kriteria.nilai(series, week, aturan.klb, aturan.skdr.minggu)
    if not one.mingguan and judged[Kriteria.K1].terpenuhi is None:  # no threshold would see it: rather too early
        judged[Kriteria.K1] = judged[Kriteria.K1]._replace(terpenuhi=True)
    met = kriteria.terpenuhi(judged)
    if set(met) & aturan.klb.memicu.pilihan:
        before = series.get(minggu.geser(week, -1, aturan.skdr.minggu))
        id_ = id_sinyal(satu.kode, one.kode, week.tahun, week.minggu, DasarSinyal.KRITERIA)
        last = None if before is None else before.kasus
        yield Kemunculan(id_, satu.kode, one.kode, week, DasarSinyal.KRITERIA, met, now.kasus, last)


def perlu_disusun(connection: Connection, aturan: Kebijakan, satu: Kita, week: Pekan, mundur: int) -> Iterator[Susunan]:
    """Weeks that are over whose report is not composed, or was and says something else than is counted now.

    Once somebody has checked it, it waits for people. None before the facility was set up; the ministry reports to
    nobody.
    """
    if satu.jenis is JenisFasyankes.KEMENTERIAN:
        return
    made = connection.execute(select(t.fasyankes.c.dibuat)).scalar_one()
    zona = ZoneInfo(ZONA_INDONESIA[satu.zona])
    for back in range(mundur, 0, -1):
        one = minggu.geser(week, -back, aturan.skdr.minggu)
        if minggu.berakhir(one, aturan.skdr.minggu, zona) <= made.astimezone(UTC):
            continue
        id_ = id_w2(satu.kode, one.tahun, one.minggu)
        row = connection.execute(
            select(_w.keadaan, _w.edisi, _w.versi, _w.kunjungan, _w.lapor).where(_w.id == id_)
        ).first()
        if row is None or row.edisi == 0:
            yield Susunan(id_, one, 0, row.versi if row is not None else 0)
        elif row.keadaan == KeadaanW2.DISUSUN:
            now = baca.seminggu(connection, aturan.katalog, satu, one)
            same = (row.kunjungan, row.lapor) == (now.kunjungan, now.lapor)
            if not same or baca.berbeda(now.sel(), baca.sel_w2(connection, [id_])[id_].values()):
                yield Susunan(id_, one, row.edisi, row.versi)
