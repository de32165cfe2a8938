"""The five kinds of exception between visits and folders as SQL: which there are now, uncut, one select a kind.

Each says the same columns (`KOLOM`), so that counting, paging and filtering them is the same for all. `hanya` asks for
one by its key, and reads nothing else. A visit and a folder belong together where they are the same person's, under
whatever numbers that person was merged from (`engine/views/rumpun.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.types import String

from engine import tables as t
from engine.policy import kebijakan
from engine.settings import ZONA_INDONESIA
from engine.views.rekonsiliasi_bagian import (
    TANPA_BARIS,
    Detik,
    berkas_milik,
    dari_kunjungan,
    di_unit,
    diam,
    efektif,
    elektronik,
    fisik,
    kosong,
    ruang_rm,
    terakhir,
)
from engine.views.rumpun import nomor_orang
from engine.workflows.berkas import HIDUP
from schemas.names import (
    AsalPermintaan,
    Cara,
    JenisKunjungan,
    Keadaan,
    KeadaanKekurangan,
    KeadaanKunjungan,
    MacamSelisih,
)

KOLOM: Final = ("kunci", "awal", "berkas", "kunjungan", "unit", "di", "lokasi", "lain", "baris_satu", "baris_dua")
BERLANGSUNG: Final = (KeadaanKunjungan.TERDAFTAR.value, KeadaanKunjungan.DILAYANI.value)
"""A visit that goes on."""
TERBUKA: Final = (KeadaanKekurangan.TERBUKA.value, KeadaanKekurangan.DILENGKAPI.value)
LOKET: Final = (JenisKunjungan.RAWAT_JALAN.value, JenisKunjungan.GAWAT_DARURAT.value)
KELUAR: Final = ("berkas.diambil.v1", "berkas.dikembalikan_ke_unit.v1")
"""The facts by which a folder leaves the record room for a unit."""
PULANG: Final = ("berkas.kembali.v1", "berkas.pengambilan_dibatalkan.v1")
DIGIT: Final = 19
"""Digits of a number no database takes any more."""
DI_TANGAN: Final = (Cara.PINDAI.value, Cara.KETIK.value)
_HIDUP: Final = tuple(one.value for one in HIDUP)
_b, _k, _u, _j = t.berkas.c, t.kunjungan.c, t.unit.c, t.jejak.c


@dataclass(frozen=True, slots=True)
class Saat:
    """What is asked at: the moment, the facility's zone, and the ledger line from which on scans are looked at."""

    now: datetime
    zona: str
    sejak_baris: int
    hanya: str | None = None


def belum_keluar(saat: Saat) -> Select[Any]:
    """Registered at a clinic today or yesterday, and no folder of theirs has left the rack since they came."""
    limit = saat.now - kebijakan().rekonsiliasi.belum_keluar.batas
    today = saat.now.astimezone(ZoneInfo(ZONA_INDONESIA[saat.zona])).date()
    days = [(today - timedelta(days=back)).isoformat() for back in (0, 1)]
    here = berkas_milik(_k.pasien, t.kunjungan)
    living = _b.keadaan.in_(_HIDUP)
    moved = here.where(or_(and_(living, ~diam(_b)), elektronik(_b)))
    resting = here.where(fisik(), diam(_b))
    folder = resting.with_only_columns(func.min(_b.id)).scalar_subquery()
    found = (
        select(_k.id, _k.unit, _k.masuk, folder.label("berkas"))
        .where(
            _k.tanggal.in_(days),
            _k.jenis.in_(LOKET),
            _k.keadaan != KeadaanKunjungan.DIBATALKAN.value,
            _k.masuk <= limit,
            ~moved.exists(),
            *_hanya(saat, _k.id),
        )
        .subquery()
    )
    return dari_kunjungan(found, _b.lokasi).join_from(found, t.berkas, _b.id == found.c.berkas)
    # a patient with a folder in each of several homes is one exception: the first folder stands for all


def tanpa_kunjungan(saat: Saat) -> Select[Any]:
    """In a unit of care where its patient has no visit; sent to be completed, or asked for by hand, is no riddle."""
    rule = kebijakan().rekonsiliasi
    own = nomor_orang(_b.pasien, t.berkas)
    there = select(_k.id).join_from(own, t.kunjungan, _k.pasien == own.c.id)
    there = there.where(di_unit(_b.lokasi)).correlate(t.berkas)
    over = and_(
        _k.keadaan == KeadaanKunjungan.SELESAI.value,
        Detik(_b.sejak, _k.keluar) <= rule.sekitar_kunjungan.batas.total_seconds(),
    )
    g = t.kekurangan.c
    p = t.permintaan.c
    asked = exists().where(
        p.berkas == _b.id, p.unit == _b.lokasi, p.asal == AsalPermintaan.TANGAN.value, p.diterima >= _b.sejak
    )
    lacking = exists().where(g.berkas == _b.id, g.keadaan.in_(TERBUKA))
    care = select(_u.kode).where(_u.jenis.in_([kind.value for kind in JenisKunjungan]))
    return select(
        _b.id.label("kunci"),
        _b.sejak.label("awal"),
        _b.id.label("berkas"),
        kosong("kunjungan"),
        _b.lokasi.label("unit"),
        kosong("di"),
        _b.lokasi,
        kosong("lain"),
        *TANPA_BARIS,
    ).where(
        _b.keadaan == Keadaan.DI_POLI.value,
        _b.sejak <= saat.now - rule.tanpa_kunjungan.batas,
        _b.pasien.is_not(None),
        _b.lokasi.in_(care),
        ~asked,
        ~lacking,
        ~there.where(or_(_k.keadaan.in_(BERLANGSUNG), over)).exists(),
        *_hanya(saat, _b.id),
    )


def belum_kembali(saat: Saat) -> Select[Any]:
    """The visit a folder is out for is over, none goes on that needs it, and it is past its limit of return.

    THE visit is the patient's in the unit where the folder is that ended after the folder had left the record room;
    or a little before, where the folder had not been home since that visit began and nobody asked for it by hand.
    A visit of another time neither makes an exception nor hides one.
    """
    around = kebijakan().rekonsiliasi.sekitar_kunjungan.batas.total_seconds()
    out = (
        select(_b.id, _b.lokasi, _b.kembali_sebelum, _b.pasien, terakhir(KELUAR).label("pergi"))
        .where(
            _b.keadaan.in_((Keadaan.DI_POLI.value, Keadaan.DALAM_PERJALANAN.value)),
            _b.kembali_sebelum < saat.now,
            _b.pasien.is_not(None),
            *_hanya(saat, _b.id),
        )
        .subquery()
    )
    c = out.c
    own = nomor_orang(c.pasien, out)
    visits = select(_k.id).join_from(own, t.kunjungan, _k.pasien == own.c.id).correlate(out)
    lying = and_(_k.jenis == JenisKunjungan.RAWAT_INAP.value, _k.keadaan.in_(BERLANGSUNG))
    near = Detik(c.pergi, func.coalesce(_k.keluar, _k.masuk)) <= around
    goes_on = and_(di_unit(c.lokasi), _k.keadaan.in_(BERLANGSUNG), near)
    p = t.permintaan.c
    by_hand = (p.unit == c.lokasi, p.asal == AsalPermintaan.TANGAN.value, p.diterima >= c.pergi)
    asked = select(p.id).where(p.berkas == c.id, *by_hand).correlate(out).exists()
    back = (_j.jenis.in_(PULANG), efektif(_j) >= _k.masuk, efektif(_j) <= c.pergi)
    home = select(_j.seq).where(_j.subjek == c.id, *back).correlate(out, t.kunjungan).exists()
    the_visit = visits.where(
        di_unit(c.lokasi),
        _k.keadaan == KeadaanKunjungan.SELESAI.value,
        or_(_k.keluar >= c.pergi, and_(near, ~home, ~asked)),
    )
    return select(
        c.id.label("kunci"),
        c.kembali_sebelum.label("awal"),
        c.id.label("berkas"),
        kosong("kunjungan"),
        c.lokasi.label("unit"),
        kosong("di"),
        c.lokasi,
        kosong("lain"),
        *TANPA_BARIS,
    ).where(the_visit.exists(), ~visits.where(or_(lying, goes_on)).exists())


def tanpa_berkas(saat: Saat) -> Select[Any]:
    """Lies in a ward and is counted there, and no folder of theirs is in it or has moved since the admission."""
    limit = saat.now - kebijakan().rekonsiliasi.tanpa_berkas.batas
    own = berkas_milik(_k.pasien, t.kunjungan)
    there = and_(_b.keadaan == Keadaan.DI_POLI.value, _b.lokasi == _k.unit)
    moved = and_(_b.keadaan.in_(_HIDUP), _b.terakhir >= _k.masuk)
    kept = own.where(or_(there, moved, elektronik(_b)))
    living = own.where(fisik(), _b.keadaan.in_(_HIDUP))
    folder = living.with_only_columns(func.min(_b.id)).scalar_subquery()
    found = (
        select(_k.id, _k.unit, _k.masuk, folder.label("berkas"))
        .where(
            _k.jenis == JenisKunjungan.RAWAT_INAP.value,
            _k.keadaan.in_(BERLANGSUNG),
            _k.masuk <= limit,
            ~kept.exists(),
            *_hanya(saat, _k.id),
        )
        .subquery()
    )
    return dari_kunjungan(found, _b.lokasi).join_from(found, t.berkas, _b.id == found.c.berkas, isouter=True)


def dua_tempat(saat: Saat) -> Select[Any]:
    """Scanned at two places in too short a time: two scans that follow each other, whenever they were recorded."""
    limit = kebijakan().pencarian.curiga.mustahil.batas.total_seconds()
    order = {"partition_by": _j.subjek, "order_by": (efektif(_j), _j.seq)}
    scans = select(
        _j.subjek,
        _j.seq,
        _j.di,
        efektif(_j).label("saat"),
        func.lag(_j.seq).over(**order).label("seq_lalu"),  # type: ignore[arg-type]
        func.lag(_j.di).over(**order).label("di_lalu"),  # type: ignore[arg-type]
        func.lag(efektif(_j), type_=_j.terjadi_pada.type).over(**order).label("saat_lalu"),  # type: ignore[arg-type]
    ).where(_j.jenis.like("berkas.%"), _j.cara.in_(DI_TANGAN), _j.di.is_not(None), _j.seq > saat.sejak_baris)
    line = None
    if saat.hanya is not None:
        line = int(saat.hanya) if saat.hanya.isdecimal() and saat.hanya.isascii() and len(saat.hanya) < DIGIT else 0
        other = t.jejak.alias()
        scans = scans.where(_j.subjek == select(other.c.subjek).where(other.c.seq == line).scalar_subquery())
    s = scans.subquery()
    return (
        select(
            cast(s.c.seq, String(20)).label("kunci"),
            s.c.saat.label("awal"),
            s.c.subjek.label("berkas"),
            kosong("kunjungan"),
            ruang_rm(),
            kosong("di"),
            s.c.di_lalu.label("lokasi"),
            s.c.di.label("lain"),
            s.c.seq_lalu.label("baris_satu"),
            s.c.seq.label("baris_dua"),
        )
        .join_from(s, t.berkas, _b.id == s.c.subjek)
        .where(
            s.c.di != s.c.di_lalu,
            Detik(s.c.saat, s.c.saat_lalu) < limit,
            _b.keadaan.not_in((Keadaan.HILANG.value, Keadaan.DITEMUKAN.value)),
            *([] if line is None else [s.c.seq == line]),
        )
    )


KUERI: Final[dict[MacamSelisih, Callable[[Saat], Select[Any]]]] = {
    MacamSelisih.BELUM_KELUAR: belum_keluar,
    MacamSelisih.TANPA_KUNJUNGAN: tanpa_kunjungan,
    MacamSelisih.BELUM_KEMBALI: belum_kembali,
    MacamSelisih.TANPA_BERKAS: tanpa_berkas,
    MacamSelisih.DUA_TEMPAT: dua_tempat,
}


def sejak_baris(connection: Connection, now: datetime) -> int:
    """The line before the first that was recorded within the time scans are looked at: found by halving, not reading.

    Lines are recorded in the order of their numbers; a clock that went back a little moves this by as little.
    """
    since = now - kebijakan().rekonsiliasi.dua_tempat.batas
    low, high = 0, connection.execute(select(func.max(_j.seq))).scalar() or 0
    while low < high:
        middle = (low + high) // 2
        query = select(_j.seq, _j.dicatat_pada).where(_j.seq > middle).order_by(_j.seq).limit(1)
        row = connection.execute(query).one()
        if row.dicatat_pada < since:
            low = row.seq
        else:
            high = middle
    return low


def _hanya(saat: Saat, kunci: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    return [] if saat.hanya is None else [kunci == saat.hanya]
