"""Where visits and folders do not agree, now: five kinds of exception, each with its owner, age and what is behind it.

Read from the records as they stand (`engine/views/rekonsiliasi_kueri.py`), so one that is mended is gone with the move
that mends it; what somebody explained (`engine/workflows/selisih.py`) is listed apart. Patients whose record is
electronic have no folder to miss. Each kind is counted whole and shown a page at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Subquery, and_, func, or_, select, true

from engine import tables as t
from engine.rows.selisih import KEPT
from engine.views.names import petugas
from engine.views.rekonsiliasi_bagian import Detik
from engine.views.rekonsiliasi_kueri import KUERI, Saat, sejak_baris
from engine.workflows.selisih import Selisih, id_selisih
from schemas.names import KeadaanSelisih, MacamSelisih

HALAMAN: Final = 50
"""Exceptions of one kind on a page."""
DI_BALIK: Final = 8
"""Lines of a folder that are shown behind an exception: its last."""
KUNCI_TERPANJANG: Final = 36
_b, _u, _s = t.berkas.c, t.unit.c, t.selisih.c


@dataclass(frozen=True, slots=True)
class Temuan:
    """One exception. `unit` owns it; `awal` is since when."""

    id: str
    macam: MacamSelisih
    unit: str
    awal: datetime
    kunci: str
    """What finds it again among those of its kind: its visit, its folder, or the line of its second scan."""
    berkas: str | None = None
    nomor: str | None = None
    keadaan: str | None = None
    """Of the folder, where there is one."""
    lokasi: str | None = None
    kunjungan: str | None = None
    di: str | None = None
    """The unit of the visit."""
    baris: tuple[int, ...] = ()
    """The ledger lines behind it."""
    lain: str | None = None
    """The second place of a folder scanned at two."""
    kata: Selisih | None = None
    """What was said of it last."""
    penjelas: str | None = None

    def umur(self, now: datetime) -> timedelta:
        """How long it lasts."""
        return max(timedelta(0), now - self.awal)

    @property
    def dijelaskan(self) -> bool:
        """Has somebody said why it is none?"""
        return self.kata is not None and self.kata.keadaan is KeadaanSelisih.DIJELASKAN


@dataclass(frozen=True, slots=True)
class Sesudah:
    """Where a page of one kind ended: the next begins after it."""

    awal: datetime
    kunci: str

    def __str__(self) -> str:
        """As an address has it."""
        return f"{self.awal.isoformat()}~{self.kunci}"


def sesudah(teks: str) -> Sesudah | None:
    """The end of a page from an address; None where it is none."""
    saat, _, kunci = teks.partition("~")
    if not kunci or len(kunci) > KUNCI_TERPANJANG or not kunci.isprintable():
        return None
    try:
        awal = datetime.fromisoformat(saat.replace(" ", "+"))
    except ValueError:
        return None
    return None if awal.tzinfo is None else Sesudah(awal, kunci)


@dataclass(frozen=True, slots=True)
class Halaman:
    """Those of one kind: how many there are in all, and one page of them, the oldest first."""

    jumlah: int
    isi: tuple[Temuan, ...]
    lanjut: Sesudah | None
    """There are more: after this."""


KOSONG: Final = Halaman(0, (), None)


@dataclass(frozen=True, slots=True)
class Rekonsiliasi:
    """All of them at one moment."""

    pada: datetime
    seq: int
    halaman: Mapping[MacamSelisih, Halaman]
    """What nobody explained."""
    terjelaskan: Mapping[MacamSelisih, Halaman]
    unit: dict[str, str]
    telepon: dict[str, str]

    @property
    def isi(self) -> tuple[Temuan, ...]:
        """What nobody explained, of every kind: as much as is on this page."""
        return tuple(one for page in self.halaman.values() for one in page.isi)

    @property
    def dijelaskan(self) -> tuple[Temuan, ...]:
        """What was explained, the same."""
        return tuple(one for page in self.terjelaskan.values() for one in page.isi)

    @property
    def jumlah(self) -> int:
        """How many there are, on this page or not."""
        return sum(page.jumlah for page in self.halaman.values())

    @property
    def jumlah_dijelaskan(self) -> int:
        """How many were explained, the same."""
        return sum(page.jumlah for page in self.terjelaskan.values())


@dataclass(frozen=True, slots=True)
class Saringan:
    """Which are asked for. `setelah` goes on with one kind; `terjelaskan_setelah` with what was explained of it."""

    unit: str | None = None
    macam: MacamSelisih | None = None
    setelah: Sesudah | None = None
    terjelaskan_setelah: Sesudah | None = None
    batas: int = HALAMAN


SEMUA: Final = Saringan()


def daftar(connection: Connection, now: datetime, zona: str, saringan: Saringan = SEMUA) -> Rekonsiliasi:
    """What does not agree now, a page of each kind."""
    units = list(connection.execute(select(_u.kode, _u.nama, _u.telepon)))
    kinds = tuple(MacamSelisih) if saringan.macam is None else (saringan.macam,)
    saat = Saat(now, zona, sejak_baris(connection, now) if MacamSelisih.DUA_TEMPAT in kinds else 0)
    seq = connection.execute(select(func.coalesce(func.max(t.jejak.c.seq), 0))).scalar_one()
    pages = {kind: _halaman(connection, saat, kind, saringan) for kind in kinds}
    return Rekonsiliasi(
        now,
        seq,
        {kind: new for kind, (new, _) in pages.items()},
        {kind: said for kind, (_, said) in pages.items()},
        {row.kode: row.nama for row in units},
        {row.kode: row.telepon for row in units if row.telepon},
    )


def semua(connection: Connection, now: datetime, zona: str, unit: str | None = None) -> Iterator[Temuan]:
    """Every exception nobody explained, page after page."""
    saat = Saat(now, zona, sejak_baris(connection, now))
    for kind in MacamSelisih:
        asked = Saringan(unit, kind)
        while (page := _halaman(connection, saat, kind, asked)[0]).isi:
            yield from page.isi
            if page.lanjut is None:
                break
            asked = Saringan(unit, kind, page.lanjut)


def satu(connection: Connection, now: datetime, zona: str, macam: MacamSelisih, kunci: str) -> Temuan | None:
    """One of them, whether it was explained or not; None where it is none any more."""
    since = sejak_baris(connection, now) if macam is MacamSelisih.DUA_TEMPAT else 0
    found = KUERI[macam](Saat(now, zona, since, kunci)).subquery()
    return next(iter(_temuan(connection, macam, connection.execute(_lengkap(found)).all())), None)


def _halaman(connection: Connection, saat: Saat, macam: MacamSelisih, saringan: Saringan) -> tuple[Halaman, Halaman]:
    """A page of what nobody explained, and of what somebody did, each with its whole number: in one reading."""
    found = KUERI[macam](saat).subquery()
    mine = [] if saringan.unit is None else [found.c.unit == saringan.unit]
    all_ = select(found, _dikatakan(found, macam).label("dijelaskan")).where(*mine).subquery()
    c = all_.c
    told = or_(
        and_(~c.dijelaskan, _lewat(all_, saringan.setelah)),
        and_(c.dijelaskan, _lewat(all_, saringan.terjelaskan_setelah)),
    )
    same = (c.dijelaskan, told)
    ranked = select(
        all_,
        told.label("tampil"),
        func.count().over(partition_by=c.dijelaskan).label("jumlah"),
        func.row_number().over(partition_by=same, order_by=(c.awal, c.kunci)).label("urutan"),
    ).subquery()
    wanted = select(ranked).where(ranked.c.tampil, ranked.c.urutan <= saringan.batas + 1)
    rows = connection.execute(_lengkap(wanted.subquery())).all()
    pages = [
        _sehalaman(connection, macam, [row for row in rows if bool(row.dijelaskan) is said], saringan.batas)
        for said in (False, True)
    ]
    if saringan.setelah is not None and not pages[0].jumlah:  # asked beyond the last: the number is theirs still
        total = connection.execute(select(func.count()).select_from(all_).where(~c.dijelaskan)).scalar_one()
        pages[0] = Halaman(total, (), None)
    return pages[0], pages[1]


def _sehalaman(connection: Connection, macam: MacamSelisih, rows: Sequence[Any], batas: int) -> Halaman:
    if not rows:
        return KOSONG
    page = rows[:batas]
    end = Sesudah(page[-1].awal, page[-1].kunci) if page and len(rows) > batas else None
    return Halaman(rows[0].jumlah, tuple(_temuan(connection, macam, page)), end)


def _lewat(found: Subquery, after: Sesudah | None) -> ColumnElement[bool]:
    c = found.c
    if after is None:
        return true()
    return or_(c.awal > after.awal, and_(c.awal == after.awal, c.kunci > after.kunci))


def _dikatakan(found: Subquery, macam: MacamSelisih) -> Any:  # noqa: ANN401 - a clause
    """Was it explained? Names are made to the second (`id_selisih`), so that is how near the explanation's time is."""
    c = found.c
    same = [_s.berkas == c.berkas, _s.kunjungan.is_(None)]
    if macam in {MacamSelisih.BELUM_KELUAR, MacamSelisih.TANPA_BERKAS}:
        same = [_s.kunjungan == c.kunjungan, func.coalesce(_s.berkas, "") == func.coalesce(c.berkas, "")]
    query = select(_s.id).where(
        *same,
        _s.macam == macam.value,
        _s.keadaan == KeadaanSelisih.DIJELASKAN.value,
        Detik(_s.awal, c.awal) < 1,
        Detik(c.awal, _s.awal) < 1,
    )
    return query.correlate(found).exists()


def _lengkap(found: Subquery) -> Any:  # noqa: ANN401 - a select
    """With the folder as it is now."""
    joined = found.outerjoin(t.berkas, _b.id == found.c.berkas)
    query = select(found, _b.nomor, _b.keadaan).select_from(joined)
    return query.order_by(found.c.awal, found.c.kunci)


def _temuan(connection: Connection, macam: MacamSelisih, rows: Sequence[Any]) -> list[Temuan]:
    named = [(id_selisih(macam, row.berkas, row.kunjungan, row.awal), row) for row in rows]
    said = {one.id: one for one in KEPT.records(connection, [id_ for id_, _ in named]).values()} if named else {}
    people = petugas(connection, (one.penjelas for one in said.values()))
    return [
        Temuan(
            id_,
            macam,
            row.unit,
            row.awal,
            row.kunci,
            row.berkas,
            row.nomor,
            row.keadaan,
            row.lokasi,
            row.kunjungan,
            row.di,
            tuple(one for one in (row.baris_satu, row.baris_dua) if one is not None),
            row.lain,
            said.get(id_),
            people.get(said[id_].penjelas or "") if id_ in said else None,
        )
        for id_, row in named
    ]


def di_balik(connection: Connection, temuan: Temuan) -> tuple[int, ...]:
    """The ledger lines behind an exception: of its visit, and of its folder since it began to be one."""
    if temuan.baris:
        return temuan.baris
    j = t.jejak.c
    seqs: set[int] = set()
    if temuan.kunjungan:
        seqs |= set(connection.execute(select(j.seq).where(j.subjek == temuan.kunjungan)).scalars())
    if temuan.berkas:
        last = select(j.seq).where(j.subjek == temuan.berkas).order_by(j.seq.desc()).limit(DI_BALIK)
        seqs |= set(connection.execute(last).scalars())
    return tuple(sorted(seqs))
