"""What may be asked of a visit. Each docstring is the sentence the documents show for that wish."""

import re
from typing import Annotated, ClassVar, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from schemas.message import Command, Waktu
from schemas.names import (
    AlasanBatal,
    AsalPasien,
    CaraKeluar,
    JenisKunjungan,
    JenisTenggat,
    KodeUnit,
    KodeUnitSah,
    SidikKebijakan,
    UuidBerkas,
    UuidPetugas,
    UuidSubjek,
)

KodeTempatTidur = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{0,15}$")]
KodeCaraBayar = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,23}$")]
"""Which there are is policy (`policies/kunjungan.yaml`)."""
NomorRujukan = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z./ -]{0,39}$", strip_whitespace=True)]

KODE_TERBANYAK: Final = 20
"""Codes one visit may have: the main one and what goes with it."""
_KODE_ICD: Final = re.compile(r"([A-Z][0-9]{2})(?:\.?([0-9]{1,2}))?")


def _kode_icd(value: str) -> str:
    """As it is printed: `j069` is J06.9. Only the form is checked: the classification itself is not ours to carry."""
    typed = value.strip().upper()
    found = _KODE_ICD.fullmatch(typed) if typed.isascii() else None
    if found is None:
        raise ValueError("kode ICD-10 adalah satu huruf dan dua angka, lalu bila ada titik dan angka; misalnya J06.9")
    return found[1] if found[2] is None else f"{found[1]}.{found[2]}"


KodeIcd = Annotated[str, StringConstraints(max_length=12), AfterValidator(_kode_icd)]
"""The form of a code of ICD-10 (Permenkes 5/2014, FACTS A3.7 item 73: ICD-10 for hospitals)."""


class KodeDiagnosis(BaseModel):
    """One diagnosis of a visit, as the coder wrote it. Personal data: it goes into its own table and nowhere else."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
    kode: KodeIcd
    kasus_baru: bool | None = None
    """The first time this patient has this disease (FACTS B8)."""

    def __repr__(self) -> str:
        """Nothing of the diagnosis: a traceback or a log line may quote a command."""
        return "KodeDiagnosis(…)"

    __str__ = __repr__


class PerintahKunjungan(Command):
    """A wish about a visit."""


class Daftarkan(PerintahKunjungan):
    """Pasien didaftarkan ke sebuah poli atau gawat darurat; nomor antrean diberikan saat dicatat."""

    jenis: ClassVar[str] = "kunjungan.daftarkan"
    pasien: UuidSubjek
    jenis_kunjungan: Literal[JenisKunjungan.RAWAT_JALAN, JenisKunjungan.GAWAT_DARURAT]
    unit: KodeUnitSah
    cara_bayar: KodeCaraBayar
    asal_pasien: AsalPasien = AsalPasien.DATANG_SENDIRI
    surat_rujukan: bool = False
    """A referral letter was brought along: it is attached to the folder."""
    nomor_rujukan: NomorRujukan | None = None
    """Kept in the visit's row, never in an event."""
    pasien_lama: bool = False
    """The clerk knows of an earlier visit that Jejak does not; the other way round Jejak knows best."""
    kasus_baru: bool | None = None
    dokter: UuidPetugas | None = None
    datang_pada: Waktu | None = None
    """When the patient came, where care began before the registration."""

    @property
    def tempat(self) -> KodeUnit | None:
        """The desk that registers."""
        return self.di


class MasukRawatInap(PerintahKunjungan):
    """Pasien dari poli atau gawat darurat fasilitas ini masuk rawat inap; atau bayi yang lahir di sini."""

    jenis: ClassVar[str] = "kunjungan.masuk_rawat_inap"
    pasien: UuidSubjek
    asal: UuidSubjek
    """The visit at the clinic or emergency unit it follows from; for a child born here, the mother's."""
    dokter: UuidPetugas
    """Who wrote the admission note, or was there at the birth."""
    tempat_tidur: KodeTempatTidur
    cara_bayar: KodeCaraBayar
    datang_pada: Waktu | None = None
    bayi_lahir: bool = False
    """Born here: `asal` is the mother's inpatient visit, `pasien` the child, `datang_pada` the time of birth."""


class Layani(PerintahKunjungan):
    """Pelayanan dimulai: pasien dipanggil ke poli, atau diterima bangsal."""

    jenis: ClassVar[str] = "kunjungan.layani"
    dokter: UuidPetugas | None = None


class Pindahkan(PerintahKunjungan):
    """Pasien rawat inap pindah ke tempat tidur lain, di bangsal yang sama atau bangsal lain."""

    jenis: ClassVar[str] = "kunjungan.pindahkan"
    tempat_tidur: KodeTempatTidur


class Selesaikan(PerintahKunjungan):
    """Kunjungan berakhir, dengan cara keluar; yang meninggal dengan jamnya."""

    jenis: ClassVar[str] = "kunjungan.selesaikan"
    cara_keluar: CaraKeluar
    kasus_baru: bool | None = None
    meninggal_pada: Waktu | None = None
    dokter: UuidPetugas | None = None
    """Who treated the patient, where that was not said before or turns out to be another."""


class Kodekan(PerintahKunjungan):
    """Diagnosis kunjungan ini diberi kode, yang utama lebih dulu; kode yang lama diganti."""

    model_config = ConfigDict(hide_input_in_errors=True)
    jenis: ClassVar[str] = "kunjungan.kodekan"
    kode: Annotated[tuple[KodeDiagnosis, ...], Field(min_length=1, max_length=KODE_TERBANYAK)]


class BukaLagi(PerintahKunjungan):
    """Kunjungan yang keliru diakhiri dibuka lagi; keduanya tetap tercatat."""

    jenis: ClassVar[str] = "kunjungan.buka_lagi"


class Kenali(PerintahKunjungan):
    """Pasien yang belum dikenal, atau yang datanya digabung, ternyata pasien ini."""

    jenis: ClassVar[str] = "kunjungan.kenali"
    pasien: UuidSubjek


class UbahCaraBayar(PerintahKunjungan):
    """Penjamin kunjungan ternyata lain; yang dulu tetap terbaca di riwayatnya."""

    jenis: ClassVar[str] = "kunjungan.ubah_cara_bayar"
    cara_bayar: KodeCaraBayar


class Batalkan(PerintahKunjungan):
    """Kunjungan dibatalkan, dengan alasannya."""

    jenis: ClassVar[str] = "kunjungan.batalkan"
    alasan_batal: AlasanBatal


class CatatLengkap(PerintahKunjungan):
    """Rekam medis kunjungan ini terisi lengkap: berkasnya dinyatakan lengkap. Hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "kunjungan.catat_lengkap"
    berkas: UuidBerkas


class TandaiLewat(PerintahKunjungan):
    """Batas pengisian lewat dan rekam medisnya belum lengkap; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "kunjungan.tandai_lewat"
    tenggat: Literal[JenisTenggat.PENGISIAN] = JenisTenggat.PENGISIAN
    jatuh_tempo: Waktu


class JadwalkanUlang(PerintahKunjungan):
    """Batas pengisian dihitung ulang karena kebijakan berganti; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "kunjungan.jadwalkan_ulang"
    kebijakan: SidikKebijakan
