"""Referrals as lists and pages show them: who waits for whom, how old, what the clocks and the line say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple
from uuid import uuid5

from sqlalchemy import Connection, Select, func, or_, select

from engine import tables as t
from engine.rows.kabar_rujukan import RUMPUN
from engine.rows.rujukan import record_of
from engine.views import names, sekutu
from engine.workflows.rujukan import HADIR, TERBUKA, Rujukan, berjalan
from schemas.commands.surat import IdentitasSurat, IsiBalasan, IsiSurat
from schemas.names import ArahRujukan, JenisTenggat, KeadaanRujukan

_r, _s = t.rujukan.c, t.rujukan_surat.c
KOLOM: Final = tuple(_r[name] for name in Rujukan._fields)
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HALAMAN: Final = 100
"""Referrals on one page of a list."""
S = KeadaanRujukan


class Bagian(StrEnum):
    """Which referrals a list shows."""

    PERLU = "perlu"
    """Somebody here has something to do."""
    BERJALAN = "berjalan"
    SELESAI = "selesai"
    SEMUA = "semua"


_PERLU: Final = {
    ArahRujukan.KELUAR: (S.DISUSUN, S.DIBALAS),
    ArahRujukan.MASUK: (S.DIKIRIM, S.DITERIMA, *HADIR),
}
"""By side: states in which the next step is ours. Refused and not come are the sender's to look at, too."""


class Kabar(NamedTuple):
    """How far the news of one step has come: left us, held by the hub, received by the other side."""

    terkirim: datetime
    di_hub: datetime | None
    diterima: datetime | None


@dataclass(frozen=True, slots=True)
class Baris:
    """One referral of a list."""

    rujukan: Rujukan
    nomor: str | None
    nama: str | None
    """The patient's name: for those who may be shown it."""
    lawan: str
    """The other facility's name."""
    kabar: Kabar | None

    @property
    def tempo(self) -> tuple[JenisTenggat, datetime] | None:
        """The clock that ends first, if one runs."""
        running = berjalan(self.rujukan)
        return min(running.items(), key=lambda item: item[1]) if running else None

    @property
    def lewat(self) -> bool:
        """A limit was missed, and what it was for has not come."""
        r = self.rujukan
        return (
            (r.jawab_lewat and r.keadaan is S.DIKIRIM)
            or (r.datang_lewat and r.keadaan is S.DITERIMA)
            or (r.balas_lewat and r.keadaan in HADIR)
        )


@dataclass(frozen=True, slots=True)
class Lengkap:
    """One referral with its letter, its answer, and who the patient is."""

    baris: Baris
    identitas: IdentitasSurat | None
    surat: IsiSurat
    balasan: IsiBalasan | None
    catatan: str | None
    perujuk: str
    tujuan: str
    saran: str | None
    nama_dokter: str | None
    kabar: dict[str, Kabar]
    """By command: how far the news of each of our own steps has come."""
    salinan: int
    """Copies of folders that went along."""


class Daftar(NamedTuple):
    """A page of a list, and how many there are of each part."""

    isi: tuple[Baris, ...]
    lebih: bool
    jumlah: dict[Bagian, int]


def _pilih(arah: ArahRujukan, bagian: Bagian) -> Select[Any]:
    query = select(*KOLOM, _s.nomor.label("nomor"), _s.nama.label("nama"), _s.nama_perujuk.label("nama_perujuk"))
    query = query.select_from(t.rujukan.outerjoin(t.rujukan_surat, _s.rujukan == _r.id)).where(_r.arah == arah)
    return _saring(query, arah, bagian)


def _saring(query: Select[Any], arah: ArahRujukan, bagian: Bagian) -> Select[Any]:
    if bagian is Bagian.PERLU:
        return query.where(_r.keadaan.in_(_PERLU[arah]))
    if bagian is Bagian.BERJALAN:
        return query.where(_r.keadaan.in_(TERBUKA))
    if bagian is Bagian.SELESAI:
        return query.where(_r.keadaan.not_in(TERBUKA))
    return query


def daftar(  # noqa: PLR0913 - which list, and what is left out of it
    connection: Connection,
    arah: ArahRujukan,
    bagian: Bagian = Bagian.PERLU,
    *,
    darurat: bool = False,
    lawan: str = "",
    q: str = "",
    batas: int = HALAMAN,
) -> Daftar:
    """One side's list, the newest first; what waits for us emergencies and the oldest first. `q`: a name or number."""
    query = _pilih(arah, bagian)
    if darurat:
        query = query.where(_r.darurat)
    if lawan:
        query = query.where((_r.tujuan if arah is ArahRujukan.KELUAR else _r.perujuk) == lawan)
    if q:
        like = f"%{q.upper()}%"
        own = select(t.pasien.c.id).where(func.upper(t.pasien.c.nama).like(like)).limit(HALAMAN)
        query = query.where(or_(func.upper(_s.nama).like(like), _s.nomor == q, _r.pasien.in_(own)))
    if bagian is Bagian.PERLU:
        query = query.order_by(_r.darurat.desc(), _r.sejak, _r.id)
    else:
        query = query.order_by(_r.terdaftar.desc(), _r.id.desc())
    rows = connection.execute(query.limit(batas + 1)).all()
    counts = {
        one: connection.execute(_saring(select(func.count()).where(_r.arah == arah), arah, one)).scalar() or 0
        for one in Bagian
    }
    return Daftar(tuple(_baris(connection, rows[:batas])), len(rows) > batas, counts)


def _baris(connection: Connection, rows: Sequence[Any]) -> list[Baris]:
    found = [(record_of(row[: len(KOLOM)]), row) for row in rows]
    peers = {one.kode: one.nama for one in sekutu.semua(connection)}
    own = select(t.pasien.c.id, t.pasien.c.nama).where(
        t.pasien.c.id.in_({one.pasien for one, _ in found if one.pasien})
    )
    patients = {row.id: row.nama for row in connection.execute(own)}
    steps = _kabar_terakhir(connection, [one.id for one, _ in found])
    return [
        Baris(
            one,
            row.nomor,
            row.nama or patients.get(one.pasien or ""),
            peers.get(one.lawan) or row.nama_perujuk or one.lawan,
            steps.get(one.id),
        )
        for one, row in found
    ]


def _kabar_terakhir(connection: Connection, ids: Sequence[str]) -> dict[str, Kabar]:
    """The news of our own last step of each referral."""
    if not ids:
        return {}
    j = t.jejak.c
    query = select(j.subjek, j.perintah_id).where(j.subjek.in_(ids), j.cara != "federasi").order_by(j.versi)
    told = {str(uuid5(RUMPUN, row.perintah_id)): row.subjek for row in connection.execute(query)}
    sent = _terkirim(connection, list(told))
    return {subjek: sent[id_] for id_, subjek in told.items() if id_ in sent}


def _terkirim(connection: Connection, ids: Sequence[str]) -> dict[str, Kabar]:
    c = t.fed_keluar.c
    found: dict[str, Kabar] = {}
    for start in range(0, len(ids), 500):
        query = select(c.id, c.dibuat, c.di_hub, c.diterima).where(c.id.in_(ids[start : start + 500]))
        found |= {row.id: Kabar(row.dibuat, row.di_hub, row.diterima) for row in connection.execute(query)}
    return found


def satu(connection: Connection, id_: str) -> Lengkap | None:
    """One referral; None for one that is not here."""
    if not _ID.fullmatch(id_):  # a database does not take every text
        return None
    query = select(*KOLOM, *(_s[name] for name in ("nomor", "nama", "nama_perujuk", "identitas", "isi", "catatan")))
    query = query.select_from(t.rujukan.outerjoin(t.rujukan_surat, _s.rujukan == _r.id)).where(_r.id == id_)
    row = connection.execute(query).first()
    if row is None:
        return None
    baris = _baris(connection, [row])[0]
    r = baris.rujukan
    answer = connection.execute(select(t.rujukan_balasan.c.isi).where(t.rujukan_balasan.c.rujukan == id_)).scalar()
    peers = {one.kode: one.nama for one in sekutu.semua(connection)}
    own = connection.execute(select(t.fasyankes.c.kode, t.fasyankes.c.nama)).first()
    if own is not None:
        peers[own.kode] = own.nama
    if row.nama_perujuk:
        peers.setdefault(r.perujuk, row.nama_perujuk)
    j = t.jejak.c
    lines = connection.execute(select(j.perintah_id).where(j.subjek == id_, j.cara != "federasi")).scalars().all()
    sent = _terkirim(connection, [str(uuid5(RUMPUN, one)) for one in lines])
    copies = select(func.count()).where(j.jenis == "berkas.disalin.v1", j.subjek.in_(_berkas(r.pasien)))
    who = names.petugas(connection, [r.dokter]) if r.arah is ArahRujukan.KELUAR else {}
    return Lengkap(
        baris,
        IdentitasSurat.model_validate_json(row.identitas) if row.identitas else None,
        IsiSurat.model_validate_json(row.isi or "{}"),
        IsiBalasan.model_validate_json(answer) if answer else None,
        row.catatan,
        peers.get(r.perujuk, r.perujuk),
        peers.get(r.tujuan, r.tujuan),
        peers.get(r.saran, r.saran) if r.saran else None,
        who.get(r.dokter or ""),
        {one: sent[key] for one in lines if (key := str(uuid5(RUMPUN, one))) in sent},
        connection.execute(copies).scalar() or 0 if r.pasien else 0,
    )


def _berkas(pasien: str | None) -> Select[Any]:
    return select(t.berkas.c.id).where(t.berkas.c.pasien == pasien)


def berkas_pasien(connection: Connection, pasien: str) -> list[tuple[str, str]]:
    """The folders of a patient: id and number."""
    c = t.berkas.c
    query = select(c.id, c.nomor).where(c.pasien == pasien).order_by(c.terdaftar, c.id)
    return [(row.id, row.nomor) for row in connection.execute(query)]


def milik_pasien(connection: Connection, pasien: Sequence[str]) -> list[Baris]:
    """The referrals of a patient, the newest first."""
    query = select(*KOLOM, _s.nomor.label("nomor"), _s.nama.label("nama"), _s.nama_perujuk.label("nama_perujuk"))
    query = query.select_from(t.rujukan.outerjoin(t.rujukan_surat, _s.rujukan == _r.id))
    rows = connection.execute(
        query.where(_r.pasien.in_(list(pasien))).order_by(_r.terdaftar.desc(), _r.id).limit(HALAMAN)
    ).all()
    return _baris(connection, rows)


def register(connection: Connection, arah: ArahRujukan, dari: datetime, sampai: datetime) -> list[Baris]:
    """The register of a month: sent then (by number), or come in then (by time)."""
    rows = connection.execute(
        _pilih(arah, Bagian.SEMUA).where(_r.dikirim >= dari, _r.dikirim < sampai).order_by(_r.dikirim, _r.id)
    ).all()
    return _baris(connection, rows)


def menunggu(connection: Connection) -> int:
    """How many referrals wait for somebody here, of both directions."""
    return sum(terbuka_menunggu(connection, one) for one in ArahRujukan)


def terbuka_menunggu(connection: Connection, arah: ArahRujukan) -> int:
    """How many wait for somebody here: the badge of the menu."""
    states = (S.DIKIRIM,) if arah is ArahRujukan.MASUK else (S.DIBALAS,)
    return connection.execute(select(func.count()).where(_r.arah == arah, _r.keadaan.in_(states))).scalar() or 0
