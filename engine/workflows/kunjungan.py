"""The life of a visit, from the desk to its end: one table, each row a sentence.

Sources: seed 003 (Hatta 2008: rawat jalan RJ1-10, rawat inap RI1-12, gawat darurat GD1-10), seed 002 steps 2-6.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NamedTuple

from engine.workflow import TETAP, Move, Workflow
from schemas.commands import kunjungan as ask
from schemas.events import kunjungan as told
from schemas.message import Event
from schemas.names import (
    SEMUA_UNIT,
    AsalPasien,
    CaraKeluar,
    JenisKunjungan,
    KeadaanKunjungan,
    KelasRawat,
    KodeUnit,
    Peran,
    PetugasId,
)

S = KeadaanKunjungan


class Kunjungan(NamedTuple):
    """One visit of one patient to one unit; an admission is a visit of its own."""

    id: str
    keadaan: KeadaanKunjungan = S.BARU
    versi: int = 0
    pasien: str = ""
    jenis: JenisKunjungan = JenisKunjungan.RAWAT_JALAN
    unit: KodeUnit = KodeUnit("")
    """The clinic, the emergency unit, or the ward where the patient lies now (or lay last)."""
    tanggal: str = ""
    """The day on the facility's clock: its queue begins anew each day."""
    antrean: int | None = None
    """The place in the unit's queue; an admission waits in none."""
    kunjungan_baru: bool = False
    kasus_baru: bool | None = None
    cara_bayar: str = ""
    asal_pasien: AsalPasien = AsalPasien.DATANG_SENDIRI
    surat_rujukan: bool = False
    dokter: PetugasId | None = None
    asal: str | None = None
    """The visit an admission follows from."""
    kelas: KelasRawat | None = None
    tempat_tidur: str | None = None
    """The bed now, or the last one: only a visit that goes on occupies it."""
    masuk: datetime | None = None
    """When the patient came: before the registration, where care began first."""
    dilayani: datetime | None = None
    keluar: datetime | None = None
    cara_keluar: CaraKeluar | None = None
    meninggal_pada: datetime | None = None
    semula: KeadaanKunjungan | None = None
    """The state before it ended, so that a mistaken end can be taken back."""
    sejak: datetime | None = None
    terakhir: datetime | None = None
    """The effective time of its last fact."""
    terdaftar: datetime | None = None


class Pendaftaran(ask.Daftarkan):
    """The wish to register, with what only the commit knows; `engine/handlers` adds it."""

    tanggal: str
    antrean: int
    kunjungan_baru: bool


class Perawatan(ask.MasukRawatInap):
    """The wish to admit, with the bed's place and what the visit it follows from tells."""

    jenis_kunjungan: JenisKunjungan
    unit: KodeUnit
    kelas: KelasRawat
    asal_pasien: AsalPasien
    surat_rujukan: bool
    tanggal: str
    kunjungan_baru: bool


class Pemindahan(ask.Pindahkan):
    """The wish to move to another bed, with both places."""

    unit: KodeUnit
    kelas: KelasRawat
    dari_unit: KodeUnit
    dari_kelas: KelasRawat
    dari_tempat_tidur: str


def settle(kunjungan: Kunjungan, event: Event) -> Kunjungan:
    """The record after the fact: a row of `PERUBAHAN`, nothing else."""
    changed = PERUBAHAN[type(event)](kunjungan, event)
    if type(event) is told.KunjunganDikenali:
        return kunjungan._replace(versi=event.versi, **changed)
    saat = _efektif(event)
    sejak = kunjungan.sejak if event.dari == event.ke and kunjungan.versi else saat
    return kunjungan._replace(versi=event.versi, keadaan=S(event.ke), sejak=sejak, terakhir=saat, **changed)


def _efektif(event: Event) -> datetime:
    return min(event.terjadi_pada, event.dicatat_pada)


def _terdaftar(_: Kunjungan, event: told.KunjunganTerdaftar) -> dict[str, Any]:
    saat = _efektif(event)
    return {
        "pasien": event.pasien,
        "jenis": event.jenis_kunjungan,
        "unit": event.unit,
        "tanggal": event.tanggal,
        "antrean": event.antrean,
        "kunjungan_baru": event.kunjungan_baru,
        "kasus_baru": event.kasus_baru,
        "cara_bayar": event.cara_bayar,
        "asal_pasien": event.asal_pasien,
        "surat_rujukan": event.surat_rujukan,
        "dokter": event.dokter,
        "asal": event.asal,
        "kelas": event.kelas,
        "tempat_tidur": event.tempat_tidur,
        "masuk": event.datang_pada or saat,
        "terdaftar": saat,
    }


def _selesai(kunjungan: Kunjungan, event: told.KunjunganSelesai) -> dict[str, Any]:
    kasus = kunjungan.kasus_baru if event.kasus_baru is None else event.kasus_baru
    return {
        "cara_keluar": event.cara_keluar,
        "meninggal_pada": event.meninggal_pada,
        "kasus_baru": kasus,
        "keluar": _efektif(event),
        "semula": event.dari,
    }


PERUBAHAN: Final[dict[type[Event], Callable[[Kunjungan, Any], dict[str, Any]]]] = {
    told.KunjunganTerdaftar: _terdaftar,
    told.KunjunganDilayani: lambda k, e: {"dilayani": _efektif(e), "dokter": e.dokter or k.dokter},
    told.KunjunganDipindahkan: lambda _, e: {"unit": e.unit, "kelas": e.kelas, "tempat_tidur": e.tempat_tidur},
    told.KunjunganSelesai: _selesai,
    told.KunjunganDibukaLagi: lambda *_: {"cara_keluar": None, "meninggal_pada": None, "keluar": None, "semula": None},
    told.KunjunganDikenali: lambda _, e: {"pasien": e.pasien},
    told.KunjunganDibatalkan: lambda *_: {},
}
"""What a fact changes in the record, by field."""


# ── guards: sentences about a record and a command; the name is the refusal's kode ──────────────────


def hanya_gawat_darurat(_kunjungan: Kunjungan, command: ask.Daftarkan) -> bool:
    """A unit registers by itself only where care comes first (seed 003: GD1)."""
    return command.jenis_kunjungan is JenisKunjungan.GAWAT_DARURAT


def melayani_unit_itu(kunjungan: Kunjungan, command: Any) -> bool:  # noqa: ANN401 - any command about a visit
    """Staff of a unit act on the visits of their unit; the desk and the head on all."""
    if not command.pelaku.peran.isdisjoint(LOKET | KEPALA):
        return True
    unit = kunjungan.unit or getattr(command, "unit", None)
    return bool(command.pelaku.unit & {unit, SEMUA_UNIT})


def rawat_inap(kunjungan: Kunjungan, _command: object) -> bool:
    """Only an inpatient has a bed."""
    return kunjungan.jenis is JenisKunjungan.RAWAT_INAP


def tempat_tidur_lain(kunjungan: Kunjungan, command: ask.Pindahkan) -> bool:
    """Moved means to another bed."""
    return command.tempat_tidur != kunjungan.tempat_tidur


def cara_keluar_cocok(kunjungan: Kunjungan, command: ask.Selesaikan) -> bool:
    """Each kind of visit has its own ways to end (FACTS B6, B8)."""
    return command.cara_keluar in CARA_KELUAR[kunjungan.jenis]


def jam_meninggal_ada(_kunjungan: Kunjungan, command: ask.Selesaikan) -> bool:
    """Who died has a time of death: the census tells deaths before and after 48 hours apart."""
    return command.cara_keluar is not CaraKeluar.MENINGGAL or command.meninggal_pada is not None


def jam_meninggal_perlu(_kunjungan: Kunjungan, command: ask.Selesaikan) -> bool:
    """Who lives has none."""
    return command.cara_keluar in MATI or command.meninggal_pada is None


def meninggal_setelah_masuk(kunjungan: Kunjungan, command: ask.Selesaikan) -> bool:
    """Who died here had come; who was dead on arrival died before."""
    if command.meninggal_pada is None or kunjungan.masuk is None:
        return True
    return (command.meninggal_pada >= kunjungan.masuk) is (command.cara_keluar is CaraKeluar.MENINGGAL)


def semula_terdaftar(kunjungan: Kunjungan, _command: object) -> bool:
    """It ended before care was told to have begun."""
    return kunjungan.semula is S.TERDAFTAR


def semula_dilayani(kunjungan: Kunjungan, _command: object) -> bool:
    """It ended out of care."""
    return kunjungan.semula is S.DILAYANI


# ── what others ask of a visit, so that nobody else compares states ────────────────────────────────


def berlangsung(kunjungan: Kunjungan) -> bool:
    """It goes on: the patient waits, is cared for, or lies in a bed."""
    return kunjungan.keadaan in BERLANGSUNG


def terjadi(kunjungan: Kunjungan) -> bool:
    """It was not called off."""
    return kunjungan.keadaan is not S.DIBATALKAN


def menempati(kunjungan: Kunjungan, tempat_tidur: str) -> bool:
    """The patient lies in this bed."""
    return kunjungan.tempat_tidur == tempat_tidur and berlangsung(kunjungan)


def boleh_dirawat(asal: Kunjungan) -> bool:
    """A doctor of this facility may admit from it: it goes on, or ended with the words "to be admitted"."""
    return asal.jenis is not JenisKunjungan.RAWAT_INAP and (
        berlangsung(asal) or (terjadi(asal) and asal.cara_keluar is CaraKeluar.DIRAWAT)
    )


# ── the table ───────────────────────────────────────────────────────────────────────────────────────

LOKET: Final = frozenset({Peran.PETUGAS_PENDAFTARAN, Peran.PEREKAM_MEDIS})
UNIT: Final = frozenset({Peran.PETUGAS_UNIT, Peran.DOKTER})
KEPALA: Final = frozenset({Peran.KEPALA})
PENYELIA: Final = KEPALA | {Peran.PEREKAM_MEDIS}

BERLANGSUNG: Final = (S.TERDAFTAR, S.DILAYANI)
"""A visit that goes on."""
MATI: Final = frozenset({CaraKeluar.MENINGGAL, CaraKeluar.DOA})
_POLI: Final = frozenset(
    {CaraKeluar.PULANG, CaraKeluar.DIRAWAT, CaraKeluar.DIRUJUK, CaraKeluar.MENINGGAL, CaraKeluar.DOA}
)
CARA_KELUAR: Final = {
    JenisKunjungan.RAWAT_JALAN: _POLI,
    JenisKunjungan.GAWAT_DARURAT: _POLI,
    JenisKunjungan.RAWAT_INAP: frozenset(
        {
            CaraKeluar.IZIN_DOKTER,
            CaraKeluar.DIRUJUK,
            CaraKeluar.ATAS_PERMINTAAN_SENDIRI,
            CaraKeluar.KELUAR_LAIN,
            CaraKeluar.MENINGGAL,
        }
    ),
}
"""How each kind of visit may end."""
_AKHIR: Final = (melayani_unit_itu, cara_keluar_cocok, jam_meninggal_ada, jam_meninggal_perlu, meninggal_setelah_masuk)
_PINDAH: Final = (rawat_inap, melayani_unit_itu, tempat_tidur_lain)

KUNJUNGAN: Final = Workflow(
    settle=settle,
    hal="Kunjungan",
    moves=(
        Move(
            ask.Daftarkan,
            S.BARU,
            S.TERDAFTAR,
            told.KunjunganTerdaftar,
            oleh=UNIT,
            jika=(hanya_gawat_darurat, melayani_unit_itu),
            arti="Gawat darurat: ditolong dulu, didaftarkan kemudian, juga oleh petugas IGD sendiri.",
        ),
        Move(ask.Daftarkan, S.BARU, S.TERDAFTAR, told.KunjunganTerdaftar, oleh=LOKET),
        Move(ask.MasukRawatInap, S.BARU, S.TERDAFTAR, told.KunjunganTerdaftar, oleh=LOKET),
        Move(
            ask.Layani,
            S.TERDAFTAR,
            S.DILAYANI,
            told.KunjunganDilayani,
            oleh=LOKET | UNIT,
            jika=(melayani_unit_itu,),
        ),
        Move(ask.Pindahkan, S.TERDAFTAR, S.TERDAFTAR, told.KunjunganDipindahkan, oleh=LOKET | UNIT, jika=_PINDAH),
        Move(ask.Pindahkan, S.DILAYANI, S.DILAYANI, told.KunjunganDipindahkan, oleh=LOKET | UNIT, jika=_PINDAH),
        Move(ask.Selesaikan, BERLANGSUNG, S.SELESAI, told.KunjunganSelesai, oleh=LOKET | UNIT, jika=_AKHIR),
        Move(
            ask.BukaLagi,
            S.SELESAI,
            S.TERDAFTAR,
            told.KunjunganDibukaLagi,
            oleh=LOKET | UNIT,
            jika=(melayani_unit_itu, semula_terdaftar),
        ),
        Move(
            ask.BukaLagi,
            S.SELESAI,
            S.DILAYANI,
            told.KunjunganDibukaLagi,
            oleh=LOKET | UNIT,
            jika=(melayani_unit_itu, semula_dilayani),
        ),
        Move(ask.Kenali, (*BERLANGSUNG, S.SELESAI), TETAP, told.KunjunganDikenali, oleh=LOKET),
        Move(
            ask.Batalkan,
            S.TERDAFTAR,
            S.DIBATALKAN,
            told.KunjunganDibatalkan,
            oleh=LOKET | UNIT,
            jika=(melayani_unit_itu,),
        ),
        Move(
            ask.Batalkan,
            S.DILAYANI,
            S.DIBATALKAN,
            told.KunjunganDibatalkan,
            oleh=PENYELIA,
            arti="Kunjungan yang tercatat dilayani dibatalkan penyelia: pencatatannya keliru.",
        ),
    ),
)
