"""Loans as they stand: what another loan must know of, and what pages and lists show.

Borrowers from outside are named here and on the screens that need it; nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, func, or_, select

from engine import tables as t
from engine.policy import kebijakan
from schemas.message import Pelaku
from schemas.names import Keadaan, KeadaanPeminjaman, Keperluan, PetugasId, PihakLuar

_c = t.peminjaman.c
_b = t.berkas.c
S = KeadaanPeminjaman
BELUM_SELESAI: Final = (S.DIAJUKAN.value, S.DISETUJUI.value, S.DISERAHKAN.value)
BERLAKU: Final = (S.DISETUJUI.value, S.DISERAHKAN.value)
SIAP: Final = (_c.keadaan == S.DISETUJUI.value, _b.keadaan != Keadaan.DIPINJAM.value)
"""Approved, and the folder not out yet."""
HALAMAN: Final = 100


@dataclass(frozen=True, slots=True)
class Pinjaman:
    """A loan as lists and pages show it."""

    id: str
    versi: int
    keadaan: KeadaanPeminjaman
    berkas: str
    nomor: str
    keperluan: Keperluan
    jatuh_tempo: datetime
    izin_sampai: datetime | None
    peminjam: str | None
    nama_peminjam: str | None
    """The name of whoever borrows, staff or not; None for staff no longer known."""
    telepon_peminjam: str | None
    pihak: PihakLuar | None
    unit: str | None
    nama_unit: str | None
    telepon_unit: str | None
    pengaju: str
    nama_pengaju: str | None
    pemutus: str | None
    nama_pemutus: str | None
    perpanjangan: int
    diserahkan: datetime | None
    dikembalikan: datetime | None
    sejak: datetime
    terdaftar: datetime
    keadaan_berkas: Keadaan

    @property
    def di_luar(self) -> bool:
        """Is the folder with the borrower? The folder says so, a moment before its loan does."""
        return self.keadaan in BERLAKU and self.keadaan_berkas is Keadaan.DIPINJAM

    def lewat(self, now: datetime) -> bool:
        """Should it be back by now?"""
        return self.di_luar and self.jatuh_tempo < now


def belum_selesai(connection: Connection, berkas: str) -> list[str]:
    """The ids of a folder's loans that are not over, oldest first."""
    query = select(_c.id).where(_c.berkas == berkas, _c.keadaan.in_(BELUM_SELESAI)).order_by(_c.terdaftar, _c.id)
    return list(connection.execute(query).scalars())


def satu(connection: Connection, pinjam: str) -> Pinjaman | None:
    """One loan."""
    return next(iter(_read(connection, _query().where(_c.id == pinjam))), None)


def dari_berkas(connection: Connection, berkas: str, batas: int = 20) -> list[Pinjaman]:
    """A folder's loans, those that are not over first, then the latest."""
    over = _c.keadaan.in_(BELUM_SELESAI)
    return _read(
        connection, _query().where(_c.berkas == berkas).order_by(over.desc(), _c.terdaftar.desc(), _c.id).limit(batas)
    )


def milik(connection: Connection, petugas: PetugasId, batas: int = HALAMAN) -> list[Pinjaman]:
    """What somebody asked for or borrows, the open ones first."""
    over = _c.keadaan.in_(BELUM_SELESAI)
    own = or_(_c.pengaju == petugas, _c.peminjam == petugas)
    return _read(connection, _query().where(own).order_by(over.desc(), _c.terdaftar.desc(), _c.id).limit(batas))


def menunggu(connection: Connection, batas: int = HALAMAN) -> list[Pinjaman]:
    """What waits for approval, the oldest first."""
    query = _query().where(_c.keadaan == S.DIAJUKAN.value).order_by(_c.terdaftar, _c.id)
    return _read(connection, query.limit(batas))


def siap(connection: Connection, batas: int = HALAMAN) -> list[Pinjaman]:
    """What is approved and waits to be collected, what runs out first before the rest."""
    return _read(connection, _query().where(*SIAP).order_by(_c.izin_sampai, _c.id).limit(batas))


def jumlah_siap(connection: Connection) -> int:
    """How many wait to be collected."""
    query = select(func.count()).select_from(t.peminjaman).join(t.berkas, _b.id == _c.berkas).where(*SIAP)
    return int(connection.execute(query).scalar_one())


def daftar(
    connection: Connection, *, keadaan: KeadaanPeminjaman | None, setelah: str | None, batas: int
) -> tuple[list[Pinjaman], str | None]:
    """Loans by id (that is, by when they were asked for), and where the next page begins."""
    query = _query().order_by(_c.id.desc()).limit(batas + 1)
    if keadaan is not None:
        query = query.where(_c.keadaan == keadaan.value)
    if setelah is not None:
        query = query.where(_c.id < setelah)
    found = _read(connection, query)
    return found[:batas], found[batas - 1].id if len(found) > batas else None


def dari_luar(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, PihakLuar]]:
    """The outside borrowers of these loans, by name and kind, for the papers that go with a folder."""
    query = select(_c.id, _c.nama_peminjam, _c.pihak).where(_c.id.in_(sorted(set(ids))), _c.pihak.is_not(None))
    return {row.id: (row.nama_peminjam or "", PihakLuar(row.pihak)) for row in connection.execute(query)}


def boleh_memutus(pinjam: Pinjaman, pelaku: Pelaku) -> bool:
    """May this person decide about it? What the table would say, so that nobody is shown a button in vain."""
    own = pelaku.id in {pinjam.pengaju, pinjam.peminjam}
    return not own and not penyetuju(pinjam.keperluan).isdisjoint(pelaku.peran)


def penyetuju(keperluan: Keperluan) -> frozenset[Any]:
    """Who may approve a loan for this purpose, by the policy in force."""
    return kebijakan().peminjaman.keperluan[keperluan].penyetuju


def jumlah_menunggu(connection: Connection) -> int:
    """How many wait for approval."""
    query = select(func.count()).select_from(t.peminjaman).where(_c.keadaan == S.DIAJUKAN.value)
    return int(connection.execute(query).scalar_one())


_peminjam, _pengaju, _pemutus = (t.petugas.alias(name) for name in ("peminjam", "pengaju", "pemutus"))


def _query() -> Select[Any]:
    return (
        select(
            _c.id,
            _c.versi,
            _c.keadaan,
            _c.berkas,
            _b.nomor,
            _c.keperluan,
            _c.jatuh_tempo,
            _c.izin_sampai,
            _c.peminjam,
            func.coalesce(_c.nama_peminjam, _peminjam.c.nama).label("nama_peminjam"),
            _c.telepon_peminjam,
            _c.pihak,
            _c.unit,
            t.unit.c.nama.label("nama_unit"),
            t.unit.c.telepon.label("telepon_unit"),
            _c.pengaju,
            _pengaju.c.nama.label("nama_pengaju"),
            _c.pemutus,
            _pemutus.c.nama.label("nama_pemutus"),
            _c.perpanjangan,
            _c.diserahkan,
            _c.dikembalikan,
            _c.sejak,
            _c.terdaftar,
            _b.keadaan.label("keadaan_berkas"),
        )
        .join_from(t.peminjaman, t.berkas, _b.id == _c.berkas)
        .outerjoin(t.unit, t.unit.c.kode == _c.unit)
        .outerjoin(_peminjam, _peminjam.c.id == _c.peminjam)
        .outerjoin(_pengaju, _pengaju.c.id == _c.pengaju)
        .outerjoin(_pemutus, _pemutus.c.id == _c.pemutus)
    )


def _read(connection: Connection, query: Select[Any]) -> list[Pinjaman]:
    return [_pinjaman(row._mapping) for row in connection.execute(query)]  # noqa: SLF001 - the row by its names


def _pinjaman(row: Any) -> Pinjaman:  # noqa: ANN401 - a row by its names
    return Pinjaman(
        **dict(row)
        | {
            "keadaan": S(row["keadaan"]),
            "keperluan": Keperluan(row["keperluan"]),
            "pihak": PihakLuar(row["pihak"]) if row["pihak"] else None,
            "keadaan_berkas": Keadaan(row["keadaan_berkas"]),
        }
    )


__all__: Sequence[str] = (
    "Pinjaman",
    "belum_selesai",
    "boleh_memutus",
    "daftar",
    "dari_berkas",
    "dari_luar",
    "jumlah_menunggu",
    "menunggu",
    "milik",
    "penyetuju",
    "satu",
    "siap",
)
