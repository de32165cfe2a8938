"""An electronic record's own word on what is in it, turned into what a person at a desk would have done. Pure.

The system that holds the record (EMR) says which forms of a visit are present, filled, signed and dated; from that
follow assembling, the gaps that are new, those that are closed now, and the verdict. Each wish's id is made from the
call's own, so that a call sent again repeats nothing (Permenkes 24/2022 Pasal 18: analysis, also of electronic
records).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid5

from engine.daftar_periksa import Kelengkapan, butir
from engine.workflows.berkas import Berkas
from engine.workflows.kekurangan import Kekurangan
from schemas.commands import berkas as ask_berkas
from schemas.commands import kekurangan as ask
from schemas.message import Command, Pelaku
from schemas.names import (
    Cara,
    JenisKunjungan,
    Keadaan,
    KeadaanKekurangan,
    Pembawa,
    PeranMesin,
    PetugasId,
    SebabHapus,
    SebabTolak,
    Unsur,
)

SEBAB: Final = {
    Unsur.ADA: SebabTolak.LEMBAR_TIDAK_ADA,
    Unsur.TERISI: SebabTolak.BELUM_TERISI,
    Unsur.TERBACA: SebabTolak.TIDAK_TERBACA,
    Unsur.TANDA_TANGAN: SebabTolak.BELUM_DITANDATANGANI,
    Unsur.TANGGAL: SebabTolak.BELUM_BERTANGGAL,
}
"""What is said of an item that was told to be completed and is not."""


@dataclass(frozen=True, slots=True)
class Lapor:
    """What the EMR says of one visit: by form, what of it is there; and who must complete what is not."""

    command_id: str
    kunjungan: str
    jenis: JenisKunjungan
    syarat: frozenset[str]
    formulir: Mapping[str, frozenset[Unsur]]
    penanggung_jawab: Mapping[str, PetugasId]
    """By form, where somebody else than `umum` is meant."""
    umum: PetugasId | None


@dataclass(frozen=True, slots=True)
class Rencana:
    """What is to be asked, in order: assembling and gaps together, then the verdict, then its place."""

    awal: tuple[Command, ...]
    putusan: Command
    akhir: tuple[Command, ...]
    kurang: tuple[str, ...]
    """Items that are missing, in the order of the checklist."""
    tanpa_penanggung_jawab: str | None
    """The first of them nobody is named for."""


def mesin(robot: Pelaku) -> Pelaku:
    """The same account, acting by rule: told as made by the machine, whoever's token it is."""
    return Pelaku(robot.id, frozenset({PeranMesin.SISTEM}), robot.unit)


def id_turunan(command_id: str, *kata: str) -> str:
    """The id of one wish of a call."""
    return str(uuid5(UUID(command_id), "/".join(kata)))


def id_putusan(command_id: str) -> str:
    """The id of its verdict: answered, and the call was answered."""
    return id_turunan(command_id, "putusan")


def rencana(berkas: Berkas, gaps: Sequence[Kekurangan], lapor: Lapor, aturan: Kelengkapan, robot: Pelaku) -> Rencana:
    """What follows. `gaps`: those of the record that are not closed."""
    wanted = aturan.daftar_untuk(lapor.jenis, Pembawa.ELEKTRONIK, lapor.syarat)
    missing = tuple(item for kode, unsur in wanted.items() for item in _kurang(kode, unsur, lapor.formulir.get(kode)))
    own = {gap.butir: gap for gap in gaps if gap.kunjungan == lapor.kunjungan}
    tanya = _penanya(lapor.command_id, mesin(robot))
    awal: list[Command] = [tanya(kind, berkas.id) for kind in _merakit(berkas.keadaan)]
    for gap in own.values():
        awal += _lama(tanya, gap, missing, wanted)
    unnamed: str | None = None
    for item in missing:
        if item in own:
            continue
        who = lapor.penanggung_jawab.get(item.partition(".")[0]) or lapor.umum
        if who is None:
            unnamed = unnamed or item
            continue
        isi = {"berkas": berkas.id, "kunjungan": lapor.kunjungan, "butir": item, "penanggung_jawab": who}
        awal.append(tanya(ask.Catat, id_turunan(lapor.command_id, "kekurangan", item), **isi))
    others = any(gap.kunjungan != lapor.kunjungan for gap in gaps)
    kind = ask_berkas.NyatakanTidakLengkap if missing or others else ask_berkas.NyatakanLengkap
    verdict_id = id_putusan(lapor.command_id)
    putusan = tanya(kind, berkas.id, command_id=verdict_id, kunjungan=lapor.kunjungan, formulir=tuple(wanted))
    akhir = () if missing or others else (tanya(ask_berkas.Simpan, berkas.id),)
    return Rencana(tuple(awal), putusan, akhir, missing, unnamed)


def _kurang(kode: str, wanted: Sequence[Unsur], there: frozenset[Unsur] | None) -> list[str]:
    """What is missing of a form: the form itself, or what of it is not as it should be."""
    if not there or Unsur.ADA not in there:
        return [butir(kode, Unsur.ADA)]
    return [butir(kode, unsur) for unsur in wanted if unsur not in there]


def _merakit(keadaan: Keadaan) -> tuple[type[Command], ...]:
    """How its analysis begins, from where it is."""
    match keadaan:
        case Keadaan.DIRAKIT:
            return ()
        case Keadaan.TIDAK_LENGKAP:
            return (ask_berkas.Lengkapi,)
        case Keadaan.LENGKAP:
            return (ask_berkas.Simpan, ask_berkas.Rakit)
        case _:
            return (ask_berkas.Rakit,)


def _lama(
    tanya: Callable[..., Command], gap: Kekurangan, missing: Sequence[str], wanted: Mapping[str, Sequence[Unsur]]
) -> list[Command]:
    """What becomes of a gap that was found earlier."""
    kode, _, unsur = gap.butir.partition(".")
    said = gap.keadaan is KeadaanKekurangan.DILENGKAPI
    if kode not in wanted or unsur not in {Unsur.ADA, *wanted[kode]}:
        return [tanya(ask.Hapuskan, gap.id, sebab=SebabHapus.TIDAK_DIPERLUKAN)]
    sheet_gone = butir(kode, Unsur.ADA) in missing and unsur != Unsur.ADA
    if gap.butir in missing or sheet_gone:
        return [tanya(ask.Tolak, gap.id, sebab=SEBAB[Unsur(unsur)])] if said else []
    closing = [] if said else [tanya(ask.NyatakanDilengkapi, gap.id)]
    return [*closing, tanya(ask.Verifikasi, gap.id)]


def _penanya(command_id: str, siapa: Pelaku) -> Callable[..., Command]:
    """Makes wishes of one call."""

    def tanya(kind: type[Command], subjek: str, **isi: Any) -> Command:  # noqa: ANN401 - the kind's own fields
        own = {"command_id": id_turunan(command_id, kind.jenis, subjek)} | isi
        return kind(subjek=subjek, pelaku=siapa, cara=Cara.API, **own)

    return tanya
