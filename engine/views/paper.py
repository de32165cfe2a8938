"""What papers tell: which folders went out, where to, for whom, and the names that stand on them.

Names are read here for paper alone; who may have them printed, the door decides (`web/pages/cetak.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from engine import penyimpanan
from engine import tables as t
from engine.kiup import nama as tulisan
from engine.lines import event_of
from engine.numbers import kode_berkas
from engine.views import names
from schemas.events import berkas as told
from schemas.names import Keadaan, Pembawa

MENCABUT: Final = (told.BerkasDiambil.jenis, told.BerkasDipinjamkan.jenis)
"""Lines that take a folder from its place: no record leaves without a tracer (FACTS B9)."""
KELUAR: Final = (*MENCABUT, told.BerkasDialihkan.jenis, told.BerkasDikembalikanKeUnit.jenis)
"""Lines that put a folder on the way to somebody."""
DI_TEMPAT: Final = frozenset(
    {
        Keadaan.DISIMPAN,
        Keadaan.KEMBALI,
        Keadaan.DIRAKIT,
        Keadaan.LENGKAP,
        Keadaan.TIDAK_LENGKAP,
        Keadaan.INAKTIF,
        Keadaan.DINILAI,
        Keadaan.DILESTARIKAN,
        Keadaan.DIUSULKAN_MUSNAH,
        Keadaan.DIMUSNAHKAN,
        Keadaan.DIGABUNG,
    }
)
"""States in which a record needs no tracer: it is in its place, on a desk of the record room, or is none any more."""
SEKALI: Final = 500


class Orang(NamedTuple):
    """A patient as paper names them."""

    nama: str
    gelar: str | None
    sebutan: str | None
    lahir: date | None

    @property
    def tertulis(self) -> str:
        """On slips and lists."""
        return tulisan.tertulis(self.nama, self.gelar, self.sebutan)

    @property
    def sampul(self) -> str:
        """On covers, labels and cards: capitals."""
        return tulisan.sampul(self.nama, self.gelar, self.sebutan)


@dataclass(frozen=True, slots=True)
class Keluar:
    """One going out. `tujuan`: a unit's code, none for a loan; `keperluan`: only a loan tells one."""

    seq: int
    versi: int
    berkas: str
    tujuan: str | None
    peminjam: str | None
    keperluan: str | None
    waktu: datetime
    jatuh_tempo: datetime | None
    peminjaman: str | None = None
    """The loan it went out for; that names a borrower from outside."""


def keluar_dari(row: Any) -> Keluar:  # noqa: ANN401 - a Row with the columns of `jejak`
    """A line of KELUAR, read."""
    event = event_of(row)
    common = (row.seq, row.versi, row.subjek)
    if isinstance(event, told.BerkasDipinjamkan):
        lent = Keluar(*common, None, event.peminjam, event.keperluan, event.terjadi_pada, event.jatuh_tempo)
        return replace(lent, peminjaman=event.peminjaman)
    if not isinstance(event, told.BerkasDiambil | told.BerkasDialihkan | told.BerkasDikembalikanKeUnit):
        raise TypeError(event.jenis)
    return Keluar(*common, event.tujuan, event.pemegang, None, event.terjadi_pada, None)


def keluar_terakhir(connection: Connection, berkas: str) -> Keluar | None:
    """How a record last went out; None where it never did."""
    c = t.jejak.c
    query = select(t.jejak).where(c.subjek == berkas, c.jenis.in_(KELUAR)).order_by(c.versi.desc()).limit(1)
    row = connection.execute(query).first()
    return keluar_dari(row) if row else None


def keluar_pada(connection: Connection, seqs: Iterable[int]) -> dict[int, Keluar]:
    """The goings-out these lines tell of."""
    wanted = sorted(set(seqs))
    if not wanted:
        return {}
    query = select(t.jejak).where(t.jejak.c.seq.in_(wanted), t.jejak.c.jenis.in_(KELUAR))
    return {row.seq: keluar_dari(row) for row in connection.execute(query)}


def nomor(connection: Connection, berkas: Iterable[str]) -> dict[str, str]:
    """The numbers of records."""
    c = t.berkas.c
    asked = (connection.execute(select(c.id, c.nomor).where(c.id.in_(ids))) for ids in _bagi(berkas))
    return {row.id: row.nomor for rows in asked for row in rows}


def kode(connection: Connection, berkas: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The codes of records, and what to write beside the number: the home, where folders live apart; else nothing."""
    c = t.berkas.c
    asked = (connection.execute(select(c.id, c.nomor, c.rumah).where(c.id.in_(ids))) for ids in _bagi(berkas))
    apart = any(plan.tersebar for plan in penyimpanan.baca(connection))
    unit = names.unit(connection) if apart else {}
    return {
        row.id: (kode_berkas(row.nomor, row.rumah, tegas=apart), unit.get(row.rumah, row.rumah) if apart else "")
        for rows in asked
        for row in rows
    }


def pasien_berkas(connection: Connection, berkas: Iterable[str]) -> dict[str, Orang]:
    """Whose records these are; those of nobody known are absent."""
    c = t.berkas.c
    owner: dict[str, str] = {}
    for ids in _bagi(berkas):
        query = select(c.id, c.pasien).where(c.id.in_(ids), c.pasien.is_not(None))
        owner |= {row.id: row.pasien for row in connection.execute(query)}
    people = _orang(connection, owner.values())
    return {folder: people[who][1] for folder, who in owner.items() if who in people}


def pasien(connection: Connection, pasien_id: str) -> tuple[str, Orang] | None:
    """One patient and their id; of one who was merged, those of the registration that is kept."""
    return _orang(connection, [pasien_id]).get(pasien_id)


def _orang(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, Orang]]:
    """Patients by id. The pointer of a merged one is followed to its end: paper bears the name that is kept."""
    p = t.pasien.c
    columns = (p.id, p.digabung_ke, p.nama, p.gelar, p.sebutan, p.tanggal_lahir)
    rows: dict[str, Any] = {}
    wanted = set(ids)
    while wanted:
        asked = (connection.execute(select(*columns).where(p.id.in_(some))) for some in _bagi(wanted))
        found = {row.id: row for answer in asked for row in answer}
        rows |= found
        wanted = {row.digabung_ke for row in found.values() if row.digabung_ke} - rows.keys()
    return {start: (end.id, Orang(*end[2:])) for start in rows if (end := _ujung(rows, start)) is not None}


def _ujung(rows: dict[str, Any], start: str) -> Any:  # noqa: ANN401 - a Row
    """Where the pointers of merged registrations lead."""
    row = rows.get(start)
    for _step in range(len(rows)):
        if row is None or row.digabung_ke is None:
            break
        row = rows.get(row.digabung_ke)
    return row


def nomor_pasien(connection: Connection, pasien_id: str) -> str | None:
    """The number a patient's card bears: that of the paper record registered last and still there.

    Their own before one that came with a merged registration.
    """
    c, p = t.berkas.c, t.pasien.c
    everyone = {pasien_id}
    newly = everyone
    while newly:
        merged = connection.execute(select(p.id).where(p.digabung_ke.in_(newly))).scalars()
        newly = set(merged) - everyone
        everyone |= newly
    gone = (Keadaan.DIGABUNG, Keadaan.DIMUSNAHKAN)
    query = select(c.nomor).where(c.pasien.in_(everyone), c.keadaan.not_in(gone))
    query = query.order_by((c.pasien == pasien_id).desc(), (c.pembawa == Pembawa.FISIK).desc(), c.terdaftar.desc())
    found: str | None = connection.execute(query.limit(1)).scalar_one_or_none()
    return found


def _bagi(ids: Iterable[str]) -> Iterable[list[str]]:
    every = sorted(set(ids))
    return (every[start : start + SEKALI] for start in range(0, len(every), SEKALI))
