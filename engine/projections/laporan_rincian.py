"""The events a number of the reports is made of: page by page, in the order of their days.

A page is found by index from where the last one ended, so the hundredth costs what the first does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from engine import tables as t
from engine.projections.analisis_baris import (
    MENURUT_KEMBALI,
    MENURUT_LAYANAN,
    TIDAK_LENGKAP,
    Layanan,
    Macam,
    Siklus,
)
from engine.projections.laporan import BANDEL, Kurun, Saring, susunan
from engine.views import names

HALAMAN: Final = 50
DISEBUT: Final = "*"
"""As detail of what was examined: the forms were told."""
_a, _k, _h = t.analisis.c, t.analisis_kunjungan.c, t.analisis_hitungan.c


class Pilih(NamedTuple):
    """Which number. `tanpa`: those in which the detail was not missing."""

    macam: Macam
    kurun: Kurun
    saring: Saring = Saring()
    rinci: str = ""
    tanpa: bool = False


class Setelah(NamedTuple):
    """Where a page ended: the next begins after it."""

    hari: str
    id: str
    versi: int = 0


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """One event behind a number, with what it is about."""

    seq: int
    jenis: str
    hari: str
    terjadi_pada: datetime | None
    berkas: str | None
    nomor: str | None
    kunjungan: str | None
    unit: str
    dokter: str
    jenis_kunjungan: str
    putusan: str
    kurang: tuple[str, ...]
    bandel: bool
    pelaku: str | None
    tepat: bool | None
    """Home, or filled in, in time; None: no limit ran."""
    diperiksa: bool
    """There is a verdict on it."""
    formulir: str
    """The set of forms that were examined, as `susunan` has it; empty: not told."""


@dataclass(frozen=True, slots=True)
class Rincian:
    """A page of them; `lanjut`: there are more after this."""

    isi: tuple[Peristiwa, ...]
    lanjut: Setelah | None


def rincian(connection: Connection, pilih: Pilih, setelah: Setelah | None = None, batas: int = HALAMAN) -> Rincian:
    """The events behind a number, after a place."""
    within = _terhitung(connection, pilih)
    if within is None:
        return Rincian((), None)
    if setelah is not None and setelah.hari > within.mulai.isoformat():  # into the index where the last page ended
        within = within._replace(mulai=date.fromisoformat(setelah.hari))
    pilih = pilih._replace(kurun=within)
    if pilih.macam in MENURUT_LAYANAN:
        return _layanan(connection, pilih, setelah, batas)
    returned = pilih.macam in MENURUT_KEMBALI
    hari, unit = (_a.kembali, _a.asal) if returned else (_a.tanggal, _a.unit)
    where = [hari.between(*_hari(pilih)), *_hanya(pilih.saring, unit, _a.dokter, _a.jenis), *_syarat(connection, pilih)]
    if setelah is not None:
        later = or_(_a.berkas > setelah.id, and_(_a.berkas == setelah.id, _a.versi > setelah.versi))
        where.append(or_(hari > setelah.hari, and_(hari == setelah.hari, later)))
    query = select(t.analisis).where(*where).order_by(hari, _a.berkas, _a.versi).limit(batas + 1)
    rows = [Siklus(*row) for row in connection.execute(query)]
    shown = rows[:batas]
    lines = _baris(connection, [_seq(pilih.macam, row) for row in shown])
    numbers = _nomor(connection, [row.berkas for row in shown])
    made = tuple(
        _peristiwa(lines.get(_seq(pilih.macam, row)), _seq(pilih.macam, row), row, numbers, returned=returned)
        for row in shown
    )
    last = shown[-1] if len(rows) > batas else None
    day = (last.kembali if returned else last.tanggal) if last else ""
    return Rincian(made, Setelah(day, last.berkas, last.versi) if last else None)


def _terhitung(connection: Connection, pilih: Pilih) -> Kurun | None:
    """Of the days asked for, those of the months the counts know any of: nothing else is looked through."""
    macam = Macam.DIPERIKSA if pilih.tanpa else pilih.macam
    where = [_h.macam == macam, _h.jumlah > 0, *_hanya(pilih.saring, _h.unit, _h.dokter, _h.jenis)]
    start, end = _hari(pilih)
    where.append(_h.bulan.between(start[:7], end[:7]))
    if macam is pilih.macam and macam is not Macam.DIPERIKSA:
        where.append(_h.rinci == pilih.rinci)
    first, last = connection.execute(select(func.min(_h.bulan), func.max(_h.bulan)).where(*where)).one()
    if first is None:
        return None
    after = (date.fromisoformat(f"{last}-01") + timedelta(days=31)).replace(day=1)
    begin = date.fromisoformat(f"{first}-01")
    return Kurun(max(pilih.kurun.mulai, begin), min(pilih.kurun.sampai, after - timedelta(days=1)))


def _syarat(connection: Connection, pilih: Pilih) -> list[ColumnElement[bool]]:
    """What makes a row one of those."""
    incomplete = _a.putusan == TIDAK_LENGKAP
    plain: dict[Macam, list[ColumnElement[bool]]] = {
        Macam.DIKEMBALIKAN: [],
        Macam.DINILAI: [_a.tepat.is_not(None)],
        Macam.TEPAT: [_a.tepat == 1],
        Macam.KEMBALI_KURANG: [incomplete],
        Macam.KEMBALI_LEWAT: [incomplete, BANDEL == 1],
        Macam.TIDAK_LENGKAP: [incomplete],
        Macam.LEWAT: [incomplete, BANDEL == 1],
    }
    if (found := plain.get(pilih.macam)) is not None:
        return found
    if pilih.macam is Macam.DIPERIKSA:
        if pilih.rinci == DISEBUT:
            return [_a.susunan != ""]
        return [_dengan(connection, pilih.rinci)] if pilih.rinci else [_a.putusan != ""]
    if not pilih.tanpa:
        return [incomplete, _a.kurang.contains(_pola(pilih), autoescape=True)]
    examined = _a.susunan != "" if pilih.macam is Macam.UNSUR else _dengan(connection, pilih.rinci.split(".")[0])
    return [examined, ~_a.kurang.contains(_pola(pilih), autoescape=True)]


def _pola(pilih: Pilih) -> str:
    """How the detail stands in the list of what was missing."""
    return {Macam.FORMULIR: f",{pilih.rinci}.", Macam.UNSUR: f".{pilih.rinci},"}.get(pilih.macam, f",{pilih.rinci},")


def _dengan(connection: Connection, formulir: str) -> ColumnElement[bool]:
    """Analyses that examined a form."""
    return _a.susunan.in_([name for name, forms in susunan(connection).items() if formulir in forms])


def _hanya(saring: Saring, unit: Any, dokter: Any, jenis: Any) -> list[ColumnElement[bool]]:  # noqa: ANN401 - columns
    wanted = ((unit, saring.unit), (dokter, saring.dokter), (jenis, saring.jenis))
    return [column == value for column, value in wanted if value is not None]


def _seq(macam: Macam, row: Siklus) -> int:
    """The line that makes this row one of those."""
    if macam in {Macam.LEWAT, Macam.KEMBALI_LEWAT}:
        return row.lewat_seq or row.selesai_seq
    return row.seq if macam in MENURUT_KEMBALI and macam is not Macam.KEMBALI_KURANG else row.putusan_seq


def _hari(pilih: Pilih) -> tuple[str, str]:
    return pilih.kurun.mulai.isoformat(), pilih.kurun.sampai.isoformat()


def _layanan(connection: Connection, pilih: Pilih, setelah: Setelah | None, batas: int) -> Rincian:
    where = [_k.selesai.between(*_hari(pilih)), _k.wajib == 1, *_hanya(pilih.saring, _k.unit, _k.dokter, _k.jenis)]
    if pilih.macam is Macam.LAYANAN_DIPERIKSA:
        where.append(_k.diperiksa > 0)
    elif pilih.macam is Macam.TERISI:
        where.append(_k.tepat == 1)
    if setelah is not None:
        where.append(or_(_k.selesai > setelah.hari, and_(_k.selesai == setelah.hari, _k.kunjungan > setelah.id)))
    query = select(t.analisis_kunjungan).where(*where).order_by(_k.selesai, _k.kunjungan).limit(batas + 1)
    rows = [Layanan(*row) for row in connection.execute(query)]
    shown = rows[:batas]
    filled = pilih.macam is Macam.TERISI
    lines = _baris(connection, [row.terisi_seq if filled else row.selesai_seq for row in shown])
    made = [_kunjungan(row, row.terisi_seq if filled else row.selesai_seq, lines) for row in shown]
    last = shown[-1] if len(rows) > batas else None
    return Rincian(tuple(made), Setelah(last.selesai, last.kunjungan) if last else None)


def _kunjungan(row: Layanan, seq: int, lines: dict[int, "_Baris"]) -> Peristiwa:
    line = lines.get(seq)
    return Peristiwa(
        seq=seq,
        jenis=line.jenis if line else "",
        hari=row.selesai,
        terjadi_pada=line.terjadi_pada if line else None,
        berkas=None,
        nomor=None,
        kunjungan=row.kunjungan,
        unit=row.unit,
        dokter=row.dokter,
        jenis_kunjungan=row.jenis,
        putusan="",
        kurang=(),
        bandel=False,
        pelaku=line.pelaku if line else None,
        tepat=None if row.tepat is None else bool(row.tepat),
        diperiksa=row.diperiksa > 0,
        formulir="",
    )


class _Baris(NamedTuple):
    jenis: str
    terjadi_pada: datetime
    pelaku: str | None


def _baris(connection: Connection, seqs: Iterable[int]) -> dict[int, _Baris]:
    j = t.jejak.c
    query = select(j.seq, j.jenis, j.terjadi_pada, j.pelaku).where(j.seq.in_(sorted(set(seqs))))
    found = connection.execute(query).all()
    people = names.petugas(connection, (row.pelaku for row in found))
    return {row.seq: _Baris(row.jenis, row.terjadi_pada, people.get(row.pelaku)) for row in found}


def _nomor(connection: Connection, berkas: list[str]) -> dict[str, str]:
    query = select(t.berkas.c.id, t.berkas.c.nomor).where(t.berkas.c.id.in_(sorted(set(berkas))))
    return {row.id: row.nomor for row in connection.execute(query)}


def _peristiwa(line: _Baris | None, seq: int, row: Siklus, numbers: dict[str, str], *, returned: bool) -> Peristiwa:
    return Peristiwa(
        seq=seq,
        jenis=line.jenis if line else "",
        hari=row.kembali if returned else row.tanggal,
        terjadi_pada=line.terjadi_pada if line else None,
        berkas=row.berkas,
        nomor=numbers.get(row.berkas),
        kunjungan=row.kunjungan,
        unit=row.asal if returned else row.unit,
        dokter=row.dokter,
        jenis_kunjungan=row.jenis,
        putusan=row.putusan,
        kurang=row.butir,
        bandel=row.bandel,
        pelaku=line.pelaku if line else None,
        tepat=None if row.tepat is None else bool(row.tepat),
        diperiksa=bool(row.putusan),
        formulir=row.susunan,
    )
