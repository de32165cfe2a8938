"""Completeness of electronic records: the system that holds them says what is in them; the rest follows by rule."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Final, Literal, NamedTuple

from anyio import to_thread
from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from engine import answers, lapor_elektronik, rows
from engine.elektronik import Lapor, Rencana, id_putusan, rencana
from engine.execute import Accepted, Answer, FrontDoor
from engine.people import Cakupan
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.views import elektronik as elektronik_views
from engine.views import kekurangan, records
from engine.workflow import said
from engine.workflows.berkas import BERKAS, Berkas
from engine.workflows.kekurangan import Kekurangan
from engine.workflows.kunjungan import Kunjungan, berlangsung, terjadi
from schemas.commands.berkas import NyatakanLengkap
from schemas.message import Command, Pelaku
from schemas.names import Keadaan, KodeFormulir, Pembawa, Unsur, UuidPerintah, UuidPetugas, UuidSubjek
from web.api.bodies import Isi
from web.api.commands import pintu
from web.auth import PERLU_MASUK, penulis
from web.context import Konteks, konteks
from web.problems import Ditolak

router: Final = APIRouter(tags=["kelengkapan"])
SUDAH_ADA: Final = "kekurangan_sudah_ada"
"""Recorded meanwhile by somebody else: what was wanted is so."""


class FormulirElektronik(BaseModel):
    """Satu formulir kunjungan itu, dan apa saja darinya yang sudah ada."""

    model_config = ConfigDict(extra="forbid")
    kode: KodeFormulir = Field(description="Kode dalam daftar periksa (policies/kelengkapan.yaml)")
    ada: bool = True
    terisi: bool = False
    tanda_tangan: bool = Field(default=False, description="Sudah ditandatangani (tanda tangan elektronik)")
    tanggal: bool = False
    penanggung_jawab: UuidPetugas | None = Field(default=None, description="Yang melengkapi formulir ini")

    @property
    def unsur(self) -> frozenset[Unsur]:
        """What of it is there."""
        return frozenset(unsur for unsur in Unsur if getattr(self, unsur.value, False))


class LaporElektronik(BaseModel):
    """Isi rekam medis elektronik satu kunjungan. Formulir daftar periksa yang tidak disebut dianggap tidak ada."""

    model_config = ConfigDict(extra="forbid")
    command_id: UuidPerintah
    kunjungan: UuidSubjek
    berkas: Annotated[str, Field(min_length=1, max_length=64)] | None = Field(
        default=None, description="Id atau nomor berkas elektroniknya; kosong: berkas elektronik pasien kunjungan itu"
    )
    formulir: Annotated[list[FormulirElektronik], Field(max_length=60)]
    syarat: Annotated[list[KodeFormulir], Field(max_length=20)] = Field(
        default=[], description="Syarat yang berlaku, misalnya dioperasi; cara keluarnya sudah diketahui dari kunjungan"
    )
    penanggung_jawab: UuidPetugas | None = Field(
        default=None, description="Yang melengkapi formulir yang tidak menyebut penanggung jawab; biasanya dokternya"
    )
    versi_daftar: Annotated[int, Field(ge=1)] | None = None


class KekuranganElektronik(Isi):
    """Satu butir yang masih kurang."""

    id: str
    butir: str
    penanggung_jawab: str
    jatuh_tempo: datetime


class HasilElektronik(BaseModel):
    """Hasilnya: putusan, dan yang masih kurang pada berkas itu. `diulang`: kiriman ini sudah pernah dijawab."""

    berkas: str
    kunjungan: str
    putusan: Literal["lengkap", "tidak_lengkap"]
    keadaan: Keadaan
    seq: int = Field(description="Tempat putusannya dalam buku jejak")
    versi_daftar: int
    kurang: list[KekuranganElektronik]
    diulang: bool


class _Siap(NamedTuple):
    """What one call needs: where to ask, and what."""

    door: FrontDoor
    berkas: Berkas
    rencana: Rencana | None
    dijawab: Accepted | None
    sidik: bytes


@dataclass(frozen=True, slots=True)
class _Kiriman:
    isi: LaporElektronik
    pelaku: Pelaku


@router.post("/kelengkapan/elektronik", dependencies=PERLU_MASUK)
async def elektronik(request: Request, isi: LaporElektronik) -> HasilElektronik:
    """Periksa rekam medis elektronik satu kunjungan: kekurangan dicatat atau ditutup, lalu dinyatakan (tidak) lengkap.

    Hanya untuk token perangkat bercakupan `elektronik`. Semuanya tercatat sebagai perbuatan sistem atas nama akun
    token itu. Kiriman yang sama dengan command_id yang sama tidak mengubah apa pun dan mendapat jawaban yang sama;
    dengan isi lain ia ditolak (`perintah_id_terpakai`). Sesudah ditolak pakai command_id baru.
    """
    ready = await to_thread.run_sync(_siapkan, request, isi)
    if isinstance(ready, HasilElektronik):
        return ready
    parts = konteks(request)
    taken = await to_thread.run_sync(lapor_elektronik.pegang, parts.engine, isi.command_id, ready.sidik, parts.now())
    if taken is not None:
        raise Ditolak(taken)
    answer = ready.dijawab or await _jalankan(ready)
    return await to_thread.run_sync(_hasil, parts, isi, ready, answer)


async def _jalankan(ready: _Siap) -> Accepted:
    """Ask in order; the first no ends it. What was granted stays, and is not repeated by the next try."""
    plan = ready.rencana
    if plan is None:  # answered before: not asked for here
        raise Ditolak(Refusal("galat_dalam"))
    await _minta(ready.door, plan.awal)
    (answer,) = await _minta(ready.door, [plan.putusan])
    await _minta(ready.door, plan.akhir)
    return answer


async def _minta(door: FrontDoor, commands: Sequence[Command]) -> list[Accepted]:
    told: list[Answer] = await asyncio.gather(*(door.execute(command) for command in commands))
    for one in told:
        if isinstance(one, Refusal) and one.kode != SUDAH_ADA:
            raise Ditolak(one)
    return [one for one in told if isinstance(one, Accepted)]


def _siapkan(request: Request, isi: LaporElektronik) -> _Siap | HasilElektronik:
    """Who asks, for which record, and what follows; or what was answered. Sync: one journey to a thread for it all."""
    pengakses = penulis(request, Cakupan.ELEKTRONIK)
    if pengakses.sesi is not None:
        raise Ditolak(Refusal("hanya_perangkat"))
    if BERKAS.roles(NyatakanLengkap).isdisjoint(pengakses.petugas.peran):
        names = ", ".join(sorted(said(one) for one in BERKAS.roles(NyatakanLengkap)))
        raise Ditolak(Refusal("peran_tidak_boleh", nilai={"perintah": "memeriksa kelengkapan", "peran": names}))
    door = pintu(request)
    sidik = sha256(f"{pengakses.pelaku.id}\n{isi.model_dump_json()}".encode()).digest()
    with konteks(request).engine.connect() as connection:
        told = lapor_elektronik.jawaban(connection, isi.command_id, sidik)
        if isinstance(told, str):
            return HasilElektronik.model_validate_json(told).model_copy(update={"diulang": True})
        found = told or _susun(connection, _Kiriman(isi, pengakses.pelaku))
    if isinstance(found, Refusal):
        raise Ditolak(found)
    return _Siap(door, *found, sidik)


def _susun(connection: Connection, kiriman: _Kiriman) -> tuple[Berkas, Rencana | None, Accepted | None] | Refusal:
    """The record, and what is to be asked of it, or what was answered to this call before."""
    isi, aturan = kiriman.isi, kebijakan().kelengkapan
    visit: Kunjungan | None = rows.records(connection, "kunjungan", [isi.kunjungan]).get(isi.kunjungan)
    if visit is None:
        return Refusal("kunjungan_tidak_dikenal", "kunjungan")
    berkas = _berkas(connection, isi, visit)
    if isinstance(berkas, Refusal):
        return berkas
    id_ = id_putusan(isi.command_id)
    if (given := answers.ask(connection, [id_])().get(id_)) is not None:
        return given[1] if isinstance(given[1], Refusal) else (berkas, None, given[1])
    if refusal := _isi_sah(isi, visit):
        return refusal
    lapor = Lapor(
        isi.command_id,
        isi.kunjungan,
        visit.jenis,
        frozenset(isi.syarat) | aturan.syarat_dari(visit.cara_keluar),
        {one.kode: one.unsur for one in isi.formulir},
        {one.kode: one.penanggung_jawab for one in isi.formulir if one.penanggung_jawab},
        isi.penanggung_jawab or visit.dokter,
    )
    plan = rencana(berkas, kekurangan.milik_berkas(connection, berkas.id), lapor, aturan, kiriman.pelaku)
    if plan.tanpa_penanggung_jawab is not None:
        return Refusal("penanggung_jawab_perlu", "penanggung_jawab", {"butir": plan.tanpa_penanggung_jawab})
    return berkas, plan, None


def _isi_sah(isi: LaporElektronik, visit: Kunjungan) -> Refusal | None:
    """A visit that is over, forms and conditions of the checklist in force, each form once."""
    aturan = kebijakan().kelengkapan
    if berlangsung(visit) or not terjadi(visit):
        return Refusal("kunjungan_belum_selesai", "kunjungan", {"keadaan": said(visit.keadaan)})
    if isi.versi_daftar not in {None, aturan.versi}:
        return Refusal("daftar_usang", "versi_daftar", {"versi": isi.versi_daftar or 0, "kini": aturan.versi})
    seen: set[str] = set()
    for place, one in enumerate(isi.formulir):
        if one.kode not in aturan.formulir:
            return Refusal("formulir_tidak_dikenal", f"formulir.{place}.kode", {"formulir": one.kode})
        if one.kode in seen:
            return Refusal("formulir_dua_kali", f"formulir.{place}.kode", {"formulir": one.kode})
        seen.add(one.kode)
    for place, kode in enumerate(isi.syarat):
        if kode not in aturan.syarat:
            return Refusal("syarat_tidak_dikenal", f"syarat.{place}", {"syarat": kode})
    return None


def _berkas(connection: Connection, isi: LaporElektronik, visit: Kunjungan) -> Berkas | Refusal:
    """The electronic record that was named, or the one the patient of that visit has."""
    living = elektronik_views.milik_pasien(connection, visit.pasien) if isi.berkas is None else []
    if isi.berkas is not None:
        named = records.id_berkas(connection, isi.berkas, pembawa=Pembawa.ELEKTRONIK)
        if isinstance(named, Refusal):
            return replace(named, field="berkas")
        living = list(rows.records(connection, "berkas", [named]).values())
    if not living:
        return Refusal("berkas_tidak_dikenal", "berkas")
    if len(living) > 1:
        return Refusal("berkas_elektronik_ganda", "berkas", {"jumlah": len(living)})
    if living[0].pembawa is not Pembawa.ELEKTRONIK:
        return Refusal("bukan_elektronik", "berkas")
    return living[0]


def _hasil(parts: Konteks, isi: LaporElektronik, ready: _Siap, answer: Accepted) -> HasilElektronik:
    with parts.engine.connect() as connection:
        berkas: Berkas = rows.records(connection, "berkas", [ready.berkas.id])[ready.berkas.id]
        gaps = kekurangan.milik_berkas(connection, berkas.id)
    made = HasilElektronik(
        berkas=berkas.id,
        kunjungan=isi.kunjungan,
        putusan="lengkap" if answer.keadaan == Keadaan.LENGKAP else "tidak_lengkap",
        keadaan=berkas.keadaan,
        seq=answer.seq,
        versi_daftar=kebijakan().kelengkapan.versi,
        kurang=[KekuranganElektronik.model_validate(one) for one in sorted(gaps, key=_urutan)],
        diulang=ready.dijawab is not None or answer.diulang,
    )
    lapor_elektronik.simpan(parts.engine, isi.command_id, made.model_dump_json())
    return made


def _urutan(gap: Kekurangan) -> tuple[datetime | None, int, int]:
    """The older first, those found together in the order of the checklist."""
    kode, _, unsur = gap.butir.partition(".")
    known = [*kebijakan().kelengkapan.formulir]
    return gap.terdaftar, known.index(kode) if kode in known else len(known), list(Unsur).index(Unsur(unsur))
