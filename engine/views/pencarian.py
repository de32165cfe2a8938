"""The searches for missing folders: which are open, and one of them with its places to look."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from engine import rows
from engine import tables as t
from engine.lines import event_of
from engine.refusals import Refusal
from engine.views import names
from engine.views.bukti_riwayat import bukti_riwayat
from engine.views.bukti_sekitar import bukti_sekitar, klaim, temuan_lalu
from engine.views.dugaan import PALING_BANYAK, Bukti, Dugaan, acuan, golongan, peringkat
from engine.views.jejak_gerak import Baris, Perjalanan, perjalanan
from engine.views.records import KOLOM, Ringkas, ringkas_dari
from engine.workflows.pencarian import TERBUKA, Pencarian
from engine.workflows.permintaan import TERBUKA as DITUNGGU
from schemas.events.pencarian import TempatDiperiksa
from schemas.names import AlasanCek, HasilPeriksa, Keadaan, KeadaanPencarian

HALAMAN: Final = 100
BARU_DITEMUKAN: Final = timedelta(days=1)
"""How long a find is news; after that it is one of the overdue."""
BARIS_RIWAYAT: Final = 1000
"""The newest facts of a folder its places are read from."""


@dataclass(frozen=True, slots=True)
class Dicari:
    """One search as the list shows it."""

    pencarian: Pencarian
    berkas: Ringkas
    ditunggu: datetime | None
    """Since when somebody waits for this folder: the oldest open request."""


@dataclass(frozen=True, slots=True)
class Terlihat:
    """A missing folder that was touched: an alert until a supervisor has looked at it."""

    berkas: str
    nomor: str
    keadaan: Keadaan
    """`hilang`: only seen. `ditemukan`: found, and nobody else has checked it yet."""
    di: str | None
    pada: datetime


@dataclass(frozen=True, slots=True)
class Periksa:
    """A look at a place: who, when, with what result."""

    letak: str
    hasil: HasilPeriksa
    pelaku: str
    pada: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Letak:
    """A place to look, in its order, with what was seen there so far and where the folder it names is now."""

    urutan: int
    dugaan: Dugaan
    periksa: Periksa | None
    berkas: Ringkas | None


@dataclass(frozen=True, slots=True)
class Rinci:
    """A search with everything its page shows."""

    dicari: Dicari
    jalan: Perjalanan
    letak: tuple[Letak, ...]
    periksa: tuple[Periksa, ...]
    """Every look, the newest first."""


def terbuka(connection: Connection, *, batas: int = HALAMAN) -> tuple[Dicari, ...]:
    """The open searches: those a patient waits for first, then the oldest."""
    p = t.pencarian.c
    query = select(p.id).where(p.keadaan.in_(TERBUKA)).order_by(p.terdaftar, p.id).limit(batas)
    found = _dicari(connection, connection.execute(query).scalars().all())
    far = max((row.pencarian.sejak or row.berkas.sejak for row in found), default=None)
    return tuple(sorted(found, key=lambda row: (row.ditunggu is None, row.ditunggu or far)))


def selesai(connection: Connection, *, batas: int = 20) -> tuple[Dicari, ...]:
    """The searches that ended last."""
    p = t.pencarian.c
    query = select(p.id).where(p.keadaan.not_in(TERBUKA)).order_by(p.sejak.desc(), p.id).limit(batas)
    return _dicari(connection, connection.execute(query).scalars().all())


def tanpa_pencarian(connection: Connection, *, batas: int = HALAMAN) -> tuple[Ringkas, ...]:
    """Folders reported missing that nobody looks for: their report came before searches were kept."""
    p, b = t.pencarian.c, t.berkas.c
    open_ = select(p.berkas).where(p.keadaan.in_(TERBUKA))
    stopped = select(p.berkas).where(p.keadaan == KeadaanPencarian.DIHENTIKAN, p.sejak >= b.sejak)
    query = (
        select(*KOLOM)
        .where(b.keadaan == Keadaan.HILANG, b.id.not_in(open_), b.id.not_in(stopped.correlate(t.berkas)))
        .order_by(b.sejak, b.id)
        .limit(batas)
    )
    return tuple(ringkas_dari(row) for row in connection.execute(query))


def jumlah_terbuka(connection: Connection) -> int:
    """How many folders are being looked for."""
    return len(connection.execute(select(t.pencarian.c.id).where(t.pencarian.c.keadaan.in_(TERBUKA))).all())


def terlihat(connection: Connection, now: datetime, *, batas: int = 6) -> tuple[Terlihat, ...]:
    """Missing folders somebody touched, or just found without a supervisor's check yet: the newest first."""
    p, j, b = t.perlu_dicek.c, t.jejak.c, t.berkas.c
    seen = (
        select(b.id, b.nomor, b.keadaan, j.di, j.terjadi_pada, j.seq)
        .join(t.jejak, j.seq == p.seq)
        .join(t.berkas, b.id == p.berkas_id)
        .where(p.selesai_seq.is_(None), p.alasan == AlasanCek.BERKAS_HILANG_TERLIHAT, b.keadaan == Keadaan.HILANG)
        .order_by(p.seq.desc())
        .limit(batas)
    )
    newest: dict[str, Terlihat] = {}
    for row in connection.execute(seen):
        newest.setdefault(row.id, Terlihat(row.id, row.nomor, Keadaan(row.keadaan), row.di, row.terjadi_pada))
    found = (
        select(b.id, b.nomor, b.keadaan, b.lokasi, b.sejak)
        .where(b.keadaan == Keadaan.DITEMUKAN, b.sejak >= now - BARU_DITEMUKAN)
        .order_by(b.sejak.desc(), b.id)
        .limit(batas)
    )
    rows_ = [Terlihat(row[0], row[1], Keadaan(row[2]), *row[3:]) for row in connection.execute(found)]
    return tuple(sorted([*newest.values(), *rows_], key=lambda one: one.pada, reverse=True)[:batas])


def terakhir(connection: Connection, berkas: str, *, terbuka_saja: bool = False) -> Pencarian | None:
    """The newest search for a folder."""
    p = t.pencarian.c
    query = select(p.id).where(p.berkas == berkas).order_by(p.terdaftar.desc(), p.versi.desc()).limit(1)
    if terbuka_saja:
        query = query.where(p.keadaan.in_(TERBUKA))
    id_ = connection.execute(query).scalar()
    found: Pencarian | None = rows.records(connection, "pencarian", [id_]).get(id_) if id_ else None
    return found


def rinci(connection: Connection, pencarian: str) -> Rinci | Refusal:
    """One search: the folder's journeys, the places in their order, the looks so far."""
    found = _dicari(connection, [pencarian])
    if not found:
        return Refusal("pencarian_tidak_dikenal", "subjek")
    dicari = found[0]
    looks = _looks(connection, pencarian)
    jalan, ranked = tempat(connection, dicari.berkas, dicari.pencarian, looks)
    last = {look.letak: look for look in reversed(looks)}
    beside = _folders(connection, (acuan(one.letak) for one in ranked if golongan(one.letak) == "sisi"))
    letak = tuple(
        Letak(urutan, one, last.get(one.letak), beside.get(acuan(one.letak)))
        for urutan, one in enumerate(ranked[:PALING_BANYAK], 1)
    )
    return Rinci(dicari, jalan, letak, tuple(looks))


def tempat(
    connection: Connection, berkas: Ringkas, pencarian: Pencarian | None = None, looks: Iterable[Periksa] = ()
) -> tuple[Perjalanan, tuple[Dugaan, ...]]:
    """Where this folder may be, the likeliest first, and the journeys that say so."""
    jalan = perjalanan(berkas.id, lines(connection, berkas.id))
    bukti: list[Bukti] = [*bukti_riwayat(jalan), *bukti_sekitar(connection, jalan, berkas.nomor)]
    if pencarian is not None:
        units = names.unit(connection)
        named = units.get(pencarian.unit_klaim or "", pencarian.unit_klaim or "")
        bukti += klaim(connection, pencarian.id, pencarian.unit_klaim, named)
    bukti += temuan_lalu(connection, pencarian.id if pencarian else "", sorted({one.letak for one in bukti}))
    vain = Counter(look.letak for look in looks if look.hasil is HasilPeriksa.TIDAK_ADA)
    return jalan, peringkat(bukti, vain)


def lines(connection: Connection, berkas: str) -> list[Baris]:
    """The newest facts of a folder, in order of version; of a very long life its beginning is kept too."""
    query = select(t.jejak).where(t.jejak.c.subjek == berkas).order_by(t.jejak.c.versi.desc()).limit(BARIS_RIWAYAT)
    return [Baris(row.seq, event_of(row)) for row in reversed(connection.execute(query).all())]


def _looks(connection: Connection, pencarian: str) -> list[Periksa]:
    """Every look, the newest first."""
    j = t.jejak.c
    query = select(t.jejak).where(j.subjek == pencarian, j.jenis == TempatDiperiksa.jenis).order_by(j.versi.desc())
    return [
        Periksa(event.letak, event.hasil, event.pelaku, min(event.terjadi_pada, event.dicatat_pada), row.seq)
        for row in connection.execute(query)
        if isinstance(event := event_of(row), TempatDiperiksa)
    ]


def _folders(connection: Connection, ids: Iterable[str]) -> dict[str, Ringkas]:
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    query = select(*KOLOM).where(t.berkas.c.id.in_(wanted))
    return {row.id: ringkas_dari(row) for row in connection.execute(query)}


def _dicari(connection: Connection, ids: Iterable[str]) -> tuple[Dicari, ...]:
    wanted = list(ids)
    found: dict[str, Pencarian] = rows.records(connection, "pencarian", wanted)
    folders = _folders(connection, (one.berkas for one in found.values() if one.berkas))
    waiting = _ditunggu(connection, list(folders))
    return tuple(
        Dicari(one, folders[one.berkas], waiting.get(one.berkas))
        for id_ in wanted
        if (one := found.get(id_)) is not None and one.berkas in folders
    )


def _ditunggu(connection: Connection, berkas: list[str]) -> dict[str, datetime]:
    """Since when each of these is asked for, where somebody waits."""
    if not berkas:
        return {}
    m = t.permintaan.c
    query = (
        select(m.berkas, func.min(m.terdaftar)).where(m.berkas.in_(berkas), m.keadaan.in_(DITUNGGU)).group_by(m.berkas)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
