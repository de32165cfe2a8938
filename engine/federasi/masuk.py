"""The inbox: what other facilities told, believed, in order, each once; and the receipt that says so.

Rows, the lanes' numbers and the receipt are written in one transaction; only then the hub is told. A number that is
taken already is skipped, the next one is taken, and anything further on stops its lane until the sender has sent
again what is missing: nothing is ever passed over quietly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID, uuid5

import uuid_utils
from sqlalchemy import Connection, delete, insert, select, update

from engine import tables as t
from engine.federasi.direktori import DirektoriTidakSah, pasang, semua_sekutu
from engine.federasi.galat import alarm, parkir
from engine.federasi.jalur import sisip_jalur, terbaru_menang
from engine.federasi.kawat import Datang
from engine.federasi.keluar import Kiriman, titip
from engine.federasi.kirim import terima_tanda
from engine.federasi.meja import Meja
from engine.federasi.percaya import Dipercaya, Ditolak
from engine.federasi.urutan import JalurMasuk, Putusan
from schemas import subjects
from schemas.federasi import Isi, IsiTidakTerbaca
from schemas.federasi.kunci import DirektoriTerbit
from schemas.federasi.tanda_terima import SampaiMana, TandaTerima
from schemas.message import Pelaku
from schemas.names import PeranMesin, PerintahId, PetugasId
from schemas.names.federasi import TERBARU_MENANG, ArahJalur, KeadaanJalur, KeadaanMasuk, MacamJalur, SebabGalat

_RUANG: Final = UUID("f2b9a9f4-3f7e-5b0e-9a6e-6a656a616b66")
"""The name space of commands that follow from messages."""
SEKUTU: Final = Pelaku(PetugasId("00000000-0000-0000-0000-00000000fed0"), frozenset({PeranMesin.SEKUTU}))
"""Who acts when another facility told it: no member of staff."""
BERURUT: Final = tuple(macam for macam in MacamJalur if macam not in TERBARU_MENANG)
"""Kinds of lanes on which every message counts."""


class Masuk(NamedTuple):
    """One message that was believed: its signature is its sender's, it was sealed to us, it comes once and in order."""

    urut: int
    id: str
    asal: str
    """Who told it: proved."""
    macam: MacamJalur
    jenis: str
    isi: Isi
    menurut_pengirim: datetime
    """When, by their clock: it may be minutes off, or more."""
    masuk: datetime
    """When we learned it, by ours."""
    sampai: datetime | None


class Tercatat(NamedTuple):
    """What a page came to."""

    diambil: int
    ditolak: int
    direktori: bool
    """A newer directory is in force: what was not believed may be now."""


def id_perintah(fed_id: str) -> PerintahId:
    """The id of the command that follows from a message: always the same, so that it is granted once."""
    return PerintahId(str(uuid5(_RUANG, fed_id)))


def catat(meja: Meja, diri: str, pesan: Sequence[Dipercaya | Ditolak]) -> Tercatat:
    """Write a page into the inbox by the rules of its lanes, with receipts. Within a writing transaction."""
    believed = [one for one in pesan if isinstance(one, Dipercaya)]
    page = _Halaman(meja, diri, _jalur(meja, believed), _dikenal(meja.connection, believed))
    for one in pesan:
        if isinstance(one, Ditolak):
            page.tolak(one.datang, one.sebab)
        else:
            page.terima(one)
    _tulis_jalur(meja, page.jalur.values())
    if page.dipulihkan:
        minta_semua(meja, diri)
    _minta_sesudahnya(meja, diri, sorted(page.ditanya))
    beri_tanda(meja, diri, page.disentuh | page.ditanya)
    return Tercatat(page.diambil, page.ditolak, page.direktori)


@dataclass(slots=True)
class _Halaman:
    """One page on its way into the inbox."""

    meja: Meja
    diri: str
    jalur: dict[str, JalurMasuk]
    dikenal: set[tuple[str, str]]
    disentuh: set[str] = field(default_factory=set)
    """Whose lanes are to be receipted: also where we had it all, since our receipt may be what was lost."""
    ditanya: set[str] = field(default_factory=set)
    """Who asks how far we have its lanes."""
    diambil: int = 0
    ditolak: int = 0
    dipulihkan: bool = False
    direktori: bool = False

    def tolak(self, datang: Datang, sebab: SebabGalat) -> None:
        """Keep it as an alarm."""
        parkir(self.meja, datang, sebab)
        self.ditolak += 1

    def terima(self, one: Dipercaya) -> None:
        """By the rules of its lane."""
        lane, newest = self.jalur[one.luar.jalur], terbaru_menang(one.asal, one.macam, one.tujuan)
        known = (one.asal, one.luar.id) in self.dikenal
        decided = lane.putuskan((one.luar.epoch, one.luar.seq), dikenal=known, terbaru=newest)
        if not newest:
            self.disentuh.add(one.asal)
        if decided is Putusan.AMBIL and one.isi is not None:
            self._berlubang(one, lost=lane.ambil(one.luar.epoch, one.luar.seq, one.luar.id, self.meja.now))
            self._ambil(one, one.isi, newest=newest)
        elif decided is Putusan.AMBIL:
            self.tolak(one.datang, SebabGalat.TIDAK_TERBUKA)
            if not newest:  # asked for again it is sealed anew, with our newest key
                self._berlubang(one, lost=lane.berhenti(one.luar.epoch, self.meja.now))
        elif decided is Putusan.LUBANG:
            self._berlubang(one, lost=lane.berhenti(one.luar.epoch, self.meja.now))
        elif decided in _JANGGAL:
            self.tolak(one.datang, _JANGGAL[decided])
            if decided is Putusan.TERPAKAI:
                lane.bercabang(self.meja.now)

    def _ambil(self, one: Dipercaya, isi: bytes, *, newest: bool) -> None:
        self.diambil += 1
        if one.macam is MacamJalur.RCPT:
            self._tanda(one, isi)
        elif one.macam is MacamJalur.KEY and newest:
            self.direktori |= _direktori(self.meja, one, isi)
        elif (one.asal, one.luar.id) not in self.dikenal:
            self.dikenal.add((one.asal, one.luar.id))
            _simpan(self.meja, one, isi, newest=newest)

    def _tanda(self, one: Dipercaya, isi: bytes) -> None:
        try:
            read = TandaTerima.baca(isi)
        except IsiTidakTerbaca:
            self.tolak(one.datang, SebabGalat.ISI_RUSAK)
            return
        if isinstance(read, TandaTerima):
            self.dipulihkan |= terima_tanda(self.meja, self.diri, one.asal, read)
            if read.tanya:
                self.ditanya.add(one.asal)

    def _berlubang(self, one: Dipercaya, *, lost: bool) -> None:
        if lost:
            alarm(self.meja, one.luar.jalur, SebabGalat.BERLUBANG, {"Fed-Epoch": str(one.luar.epoch)})


_JANGGAL: Final = {Putusan.LAMA: SebabGalat.EPOCH_LAMA, Putusan.TERPAKAI: SebabGalat.NOMOR_TERPAKAI}


def beri_tanda(meja: Meja, diri: str, asal: Iterable[str], *, tanya: bool = False) -> None:
    """Tell each of these facilities how far we have its lanes, and what is missing of them.

    `tanya`: and ask how far it has ours.
    """
    c = t.fed_jalur.c
    wanted = sorted(set(asal))
    if not wanted:
        return
    query = (
        select(c.jalur, c.asal, c.macam, c.epoch, c.seq, c.minta_dari, c.keadaan, c.id_terakhir)
        .where(c.arah == ArahJalur.MASUK, c.asal.in_(wanted), c.tujuan == diri, c.macam.in_(BERURUT))
        .order_by(c.jalur)
    )
    told: dict[str, list[SampaiMana]] = {one: [] for one in wanted}
    asked = []
    for row in meja.connection.execute(query).all():
        told[row.asal].append(
            SampaiMana(
                macam_jalur=MacamJalur(row.macam),
                tujuan=diri,
                epoch=row.epoch,
                seq=row.seq,
                id_terakhir=row.id_terakhir,
                bercabang=row.keadaan == KeadaanJalur.BERCABANG,
                minta_dari=row.minta_dari,
            )
        )
        if row.minta_dari is not None or row.keadaan != KeadaanJalur.JALAN:
            asked.append(row.jalur)
    if asked:
        meja.connection.execute(update(t.fed_jalur).where(c.jalur.in_(asked)).values(diminta=meja.now))
    receipts = [(one, TandaTerima(jalur=tuple(lanes), tanya=tanya)) for one, lanes in told.items() if lanes]
    titip(
        meja.connection,
        [Kiriman(str(uuid_utils.uuid7()), MacamJalur.RCPT, one, isi.jenis, isi) for one, isi in receipts],
        pada=meja.now,
    )


def minta_semua(meja: Meja, diri: str) -> None:
    """Our database was restored, or the hub's store: everybody on it is told what we have, and asked for the rest.

    And asked what they have of us: what both had agreed on may be what was lost.
    """
    peers = [one.kode for one in semua_sekutu(meja.connection, hub=meja.hub) if one.aktif and one.kode != diri]
    _minta_sesudahnya(meja, diri, peers)
    beri_tanda(meja, diri, peers, tanya=True)


def _minta_sesudahnya(meja: Meja, diri: str, peers: Sequence[str]) -> None:
    """On every lane from these to us, what comes after what we have is wished for: also where we know of no lane."""
    c = t.fed_jalur.c
    for kode in peers:
        for macam in BERURUT:
            sisip_jalur(meja.connection, subjects.jalur(kode, macam.value, diri), ArahJalur.MASUK, meja.now)
    if peers:
        meja.connection.execute(
            update(t.fed_jalur)
            .where(c.arah == ArahJalur.MASUK, c.tujuan == diri, c.asal.in_(peers), c.macam.in_(BERURUT))
            .where(c.keadaan == KeadaanJalur.JALAN)
            .values(minta_dari=c.seq + 1, diminta=meja.now)
        )


def minta_lagi(meja: Meja, diri: str, sebelum: datetime) -> list[str]:
    """Ask again for what has been missing since before then. Whom."""
    c = t.fed_jalur.c
    query = (
        select(c.asal)
        .join(t.sekutu, t.sekutu.c.kode == c.asal)
        .where(t.sekutu.c.hub == meja.hub, c.arah == ArahJalur.MASUK, c.keadaan != KeadaanJalur.JALAN)
        .where(c.diminta < sebelum)
    )
    asal = sorted(set(meja.connection.execute(query).scalars()))
    beri_tanda(meja, diri, asal)
    return asal


def _jalur(meja: Meja, pesan: Sequence[Dipercaya]) -> dict[str, JalurMasuk]:
    """The lanes of a page, locked until its commit; new ones where nothing was ever heard."""
    c = t.fed_jalur.c
    wanted = sorted({one.luar.jalur for one in pesan})
    for name in wanted:
        sisip_jalur(meja.connection, name, ArahJalur.MASUK, meja.now)
    query = (
        select(c.jalur, c.epoch, c.seq, c.keadaan, c.sejak, c.minta_dari, c.diminta, c.id_terakhir)
        .where(c.jalur.in_(wanted))
        .order_by(c.jalur)
        .with_for_update()
    )
    return {
        row.jalur: JalurMasuk(*row[:3], KeadaanJalur(row.keadaan), *row[4:]) for row in meja.connection.execute(query)
    }


def _dikenal(connection: Connection, pesan: Sequence[Dipercaya]) -> set[tuple[str, str]]:
    c = t.fed_masuk.c
    ids = [one.luar.id for one in pesan]
    return (
        {(row.asal, row.id) for row in connection.execute(select(c.asal, c.id).where(c.id.in_(ids)))} if ids else set()
    )


def _direktori(meja: Meja, one: Dipercaya, isi: bytes) -> bool:
    try:
        read = DirektoriTerbit.baca(isi)
        return isinstance(read, DirektoriTerbit) and pasang(meja.connection, meja.hub, read, meja.now)
    except IsiTidakTerbaca:
        parkir(meja, one.datang, SebabGalat.ISI_RUSAK)
    except DirektoriTidakSah:
        parkir(meja, one.datang, SebabGalat.DIREKTORI_TIDAK_SAH)
    return False


def _simpan(meja: Meja, one: Dipercaya, isi: bytes, *, newest: bool) -> None:
    c = t.fed_masuk.c
    if newest:
        meja.connection.execute(delete(t.fed_masuk).where(c.jalur == one.luar.jalur, c.keadaan == KeadaanMasuk.BARU))
    luar = one.luar
    meja.connection.execute(
        insert(t.fed_masuk),
        {
            "asal": one.asal,
            "id": luar.id,
            "jalur": luar.jalur,
            "epoch": luar.epoch,
            "seq": luar.seq,
            "jenis": luar.jenis,
            "isi": isi,
            "waktu": luar.waktu,
            "sampai": luar.sampai,
            "masuk": meja.now,
            "keadaan": KeadaanMasuk.BARU,
            "kali": 0,
        },
    )


def _tulis_jalur(meja: Meja, lanes: Iterable[JalurMasuk]) -> None:
    c = t.fed_jalur.c
    for one in lanes:
        meja.connection.execute(
            update(t.fed_jalur)
            .where(c.jalur == one.jalur)
            .values(
                epoch=one.epoch,
                seq=one.seq,
                keadaan=one.keadaan,
                sejak=one.sejak,
                minta_dari=one.minta_dari,
                diminta=one.diminta,
                id_terakhir=one.id_terakhir,
                terakhir=meja.now,
            )
        )
