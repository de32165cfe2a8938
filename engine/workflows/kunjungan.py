"""The life of a visit, from the desk to its end: one table, each row a sentence.

Sources: seed 003 (Hatta 2008: rawat jalan RJ1-10, rawat inap RI1-12, gawat darurat GD1-10), seed 002 steps 2-6.
"""

from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any, Final

from engine.workflow import TETAP, Move, Workflow
from engine.workflows.riwayat_kunjungan import Kunjungan, settle
from schemas.commands import kunjungan as ask
from schemas.events import kunjungan as told
from schemas.names import (
    SEMUA_UNIT,
    AsalPasien,
    CaraKeluar,
    JenisKunjungan,
    KeadaanKunjungan,
    KelasRawat,
    KodeUnit,
    Peran,
    PeranMesin,
)

S = KeadaanKunjungan


class Pendaftaran(ask.Daftarkan):
    """The wish to register, with what only the commit knows; `engine/handlers` adds it."""

    tanggal: str
    antrean: int
    kunjungan_baru: bool


class Perawatan(ask.MasukRawatInap):
    """The wish to admit, with the bed's place and what the visit it follows from tells."""

    jenis_kunjungan: JenisKunjungan
    unit: KodeUnit
    unit_asal: KodeUnit
    """Where the visit it follows from is: for a child born here, the mother's ward."""
    kelas: KelasRawat
    asal_pasien: AsalPasien
    surat_rujukan: bool
    tanggal: str
    kunjungan_baru: bool


class Penutupan(ask.Selesaikan):
    """The wish to end it, with when its records must be filled in."""

    isi_sebelum: datetime | None


class Pengkodean(ask.Kodekan):
    """The wish to code, with what may be told of it."""

    jumlah_kode: int
    kasus_baru: bool | None


class Pengisian(ask.CatatLengkap):
    """The telling that its records are filled in, and whether in time."""

    tepat_waktu: bool


class Kelewatan(ask.TandaiLewat):
    """The wish to tell it late, with what is known of the delay."""

    susulan: bool | None


class Penjadwalan(ask.JadwalkanUlang):
    """The wish to reckon it anew, with the due time."""

    isi_sebelum: datetime


class PerubahanBayar(ask.UbahCaraBayar):
    """The wish that somebody else pays, with who it was."""

    dari_cara_bayar: str


class Pemindahan(ask.Pindahkan):
    """The wish to move to another bed, with both places."""

    unit: KodeUnit
    kelas: KelasRawat
    dari_unit: KodeUnit
    dari_kelas: KelasRawat
    dari_tempat_tidur: str


# ── guards: sentences about a record and a command; the name is the refusal's kode ──────────────────


def hanya_gawat_darurat(_kunjungan: Kunjungan, command: ask.Daftarkan) -> bool:
    """A unit registers by itself only where care comes first (seed 003: GD1)."""
    return command.jenis_kunjungan is JenisKunjungan.GAWAT_DARURAT


def melayani_unit_itu(kunjungan: Kunjungan, command: Any) -> bool:  # noqa: ANN401 - any command about a visit
    """Staff of a unit act on the visits of their unit; the desk and the head on all."""
    if not command.pelaku.peran.isdisjoint(LOKET | KEPALA):
        return True
    return melayani(kunjungan, command.pelaku.unit, getattr(command, "unit", None))


def rawat_inap(kunjungan: Kunjungan, _command: object) -> bool:
    """Only an inpatient has a bed."""
    return kunjungan.jenis is JenisKunjungan.RAWAT_INAP


def cara_bayar_lain(kunjungan: Kunjungan, command: ask.UbahCaraBayar) -> bool:
    """Changed means to another payer."""
    return command.cara_bayar != kunjungan.cara_bayar


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


def bayi_lahir_di_sini(_kunjungan: Kunjungan, command: ask.MasukRawatInap) -> bool:
    """A ward admits by itself only whom it delivers; everybody else comes by the desk (seed 003: RI1-RI4)."""
    return command.bayi_lahir


def bangsal_kelahiran(_kunjungan: Kunjungan, command: Perawatan) -> bool:
    """By who serves where the mother lies, or where the child will."""
    return bool(command.pelaku.unit & {command.unit, command.unit_asal, SEMUA_UNIT})


def dokter_yang_merawat(kunjungan: Kunjungan, command: ask.Kodekan) -> bool:
    """A doctor codes the visits of their own patients; where no doctor is told yet, those of their unit."""
    if not command.pelaku.peran.isdisjoint(PENGKODE):
        return True
    if kunjungan.dokter is not None:
        return command.pelaku.id == kunjungan.dokter
    return melayani_unit_itu(kunjungan, command)


def kode_tidak_berulang(_kunjungan: Kunjungan, command: ask.Kodekan) -> bool:
    """A disease is named once in a visit."""
    codes = [one.kode for one in command.kode]
    return len(set(codes)) == len(codes)


def sedang_ditunggu_isinya(kunjungan: Kunjungan, _command: object) -> bool:
    """Its records are to be filled in, and nobody has said that they are."""
    return kunjungan.isi_sebelum is not None and kunjungan.lengkap_pada is None


def semula_terdaftar(kunjungan: Kunjungan, _command: object) -> bool:
    """It ended before care was told to have begun."""
    return kunjungan.semula is S.TERDAFTAR


def semula_dilayani(kunjungan: Kunjungan, _command: object) -> bool:
    """It ended out of care."""
    return kunjungan.semula is S.DILAYANI


def melayani(kunjungan: Kunjungan, unit: AbstractSet[KodeUnit], baru: KodeUnit | None = None) -> bool:
    """Is the visit (or, before it begins, the unit it is for: `baru`) of these units?"""
    return bool(unit & {kunjungan.unit or baru, SEMUA_UNIT})


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


def menaungi_kelahiran(ibu: Kunjungan, lahir: datetime) -> bool:
    """A child born then is born of this inpatient: in care then, whatever became of her since."""
    return (
        ibu.jenis is JenisKunjungan.RAWAT_INAP
        and not ibu.bayi_lahir
        and terjadi(ibu)
        and (berlangsung(ibu) or (ibu.keluar is not None and lahir <= ibu.keluar))
    )


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
PENGKODE: Final = frozenset({Peran.PEREKAM_MEDIS})
"""Who codes whatever visit it is (FACTS A3.7 item 71: the recorder is accountable for accuracy)."""
SISTEM: Final = frozenset({PeranMesin.SISTEM})

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
        Move(
            ask.MasukRawatInap,
            S.BARU,
            S.TERDAFTAR,
            told.KunjunganTerdaftar,
            oleh=UNIT,
            jika=(bayi_lahir_di_sini, bangsal_kelahiran),
            arti="Bayi yang lahir di sini dimasukkan bangsalnya sendiri, dari kunjungan ibunya.",
        ),
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
            ask.UbahCaraBayar,
            (*BERLANGSUNG, S.SELESAI),
            TETAP,
            told.CaraBayarDiubah,
            oleh=LOKET,
            jika=(cara_bayar_lain,),
        ),
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
        # what moves nothing: the codes, the clock of filling in
        Move(
            ask.Kodekan,
            (*BERLANGSUNG, S.SELESAI),
            TETAP,
            told.KunjunganDikode,
            oleh=PENGKODE | {Peran.DOKTER},
            jika=(dokter_yang_merawat, kode_tidak_berulang),
        ),
        Move(
            ask.CatatLengkap,
            S.SELESAI,
            TETAP,
            told.KunjunganTerisiLengkap,
            oleh=SISTEM,
            jika=(sedang_ditunggu_isinya,),
        ),
        Move(ask.TandaiLewat, S.SELESAI, TETAP, told.KunjunganLewatTenggat, oleh=SISTEM),
        Move(
            ask.JadwalkanUlang,
            S.SELESAI,
            TETAP,
            told.KunjunganDijadwalkanUlang,
            oleh=SISTEM,
            jika=(sedang_ditunggu_isinya,),
        ),
    ),
    tak_disebut=frozenset({ask.CatatLengkap, ask.TandaiLewat, ask.JadwalkanUlang}),
)

__all__ = ["BERLANGSUNG", "CARA_KELUAR", "KUNJUNGAN", "Kunjungan", "settle"]
