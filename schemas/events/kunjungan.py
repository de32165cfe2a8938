"""What happened to a visit. Fields are copied by name from the command that was granted."""

from typing import ClassVar

from schemas.message import Event, Waktu
from schemas.names import (
    AlasanBatal,
    AsalPasien,
    CaraKeluar,
    JenisKunjungan,
    JenisTenggat,
    KeadaanKunjungan,
    KelasRawat,
    KodeUnitSah,
    SidikKebijakan,
    UuidBerkas,
    UuidPetugas,
    UuidSubjek,
)


class PeristiwaKunjungan(Event):
    """A fact about a visit."""

    dari: KeadaanKunjungan
    ke: KeadaanKunjungan


class KunjunganTerdaftar(PeristiwaKunjungan):
    """Registered: with a patient (known by id alone), at a unit, on a day of the facility's calendar."""

    jenis: ClassVar[str] = "kunjungan.terdaftar.v1"
    pasien: UuidSubjek
    jenis_kunjungan: JenisKunjungan
    unit: KodeUnitSah
    tanggal: str
    """The day on the facility's clock."""
    antrean: int | None = None
    """The place in the unit's queue that day, 1 first; an admission waits in none."""
    kunjungan_baru: bool
    """The first visit ever at this facility."""
    kasus_baru: bool | None = None
    cara_bayar: str
    asal_pasien: AsalPasien
    surat_rujukan: bool
    dokter: UuidPetugas | None = None
    datang_pada: Waktu | None = None
    asal: UuidSubjek | None = None
    """The visit an admission follows from."""
    kelas: KelasRawat | None = None
    tempat_tidur: str | None = None
    bayi_lahir: bool | None = None
    """A child born here; `asal` is then the mother's inpatient visit."""


class KunjunganDilayani(PeristiwaKunjungan):
    """Care began."""

    jenis: ClassVar[str] = "kunjungan.dilayani.v1"
    dokter: UuidPetugas | None = None


class KunjunganDipindahkan(PeristiwaKunjungan):
    """Moved to another bed, from one that is free from then on."""

    jenis: ClassVar[str] = "kunjungan.dipindahkan.v1"
    unit: KodeUnitSah
    kelas: KelasRawat
    tempat_tidur: str
    dari_unit: KodeUnitSah
    dari_kelas: KelasRawat
    dari_tempat_tidur: str


class KunjunganSelesai(PeristiwaKunjungan):
    """Ended; an inpatient's bed is free from then on."""

    jenis: ClassVar[str] = "kunjungan.selesai.v1"
    cara_keluar: CaraKeluar
    kasus_baru: bool | None = None
    meninggal_pada: Waktu | None = None
    isi_sebelum: Waktu | None = None
    """When its records must be filled in, by the policy in force; None: care goes on as an admission."""
    dokter: UuidPetugas | None = None


class KunjunganDikode(PeristiwaKunjungan):
    """Its diagnoses were coded, or coded anew. Which codes stands in a table of its own, never here."""

    jenis: ClassVar[str] = "kunjungan.dikode.v1"
    jumlah_kode: int
    kasus_baru: bool | None = None
    """Of the main one."""


class KunjunganDibukaLagi(PeristiwaKunjungan):
    """Its end was a mistake: as before it."""

    jenis: ClassVar[str] = "kunjungan.dibuka_lagi.v1"


class KunjunganDikenali(PeristiwaKunjungan):
    """The patient is another, known one."""

    jenis: ClassVar[str] = "kunjungan.dikenali.v1"
    pasien: UuidSubjek


class CaraBayarDiubah(PeristiwaKunjungan):
    """Somebody else pays for it; tells who it was before."""

    jenis: ClassVar[str] = "kunjungan.cara_bayar_diubah.v1"
    cara_bayar: str
    dari_cara_bayar: str


class KunjunganDibatalkan(PeristiwaKunjungan):
    """Called off; a bed is free from then on."""

    jenis: ClassVar[str] = "kunjungan.dibatalkan.v1"
    alasan_batal: AlasanBatal


class KunjunganTerisiLengkap(PeristiwaKunjungan):
    """Its records are filled in: the folder they are in was declared complete."""

    jenis: ClassVar[str] = "kunjungan.terisi_lengkap.v1"
    berkas: UuidBerkas
    tepat_waktu: bool
    """Before the due time that ran (KMK 129/2008: within 24 hours after the service)."""


class KunjunganLewatTenggat(PeristiwaKunjungan):
    """Its records were due and are not filled in. Told once by the timer, never by a person."""

    jenis: ClassVar[str] = "kunjungan.lewat_tenggat.v1"
    tenggat: JenisTenggat
    jatuh_tempo: Waktu
    susulan: bool | None = None
    """True where it was told later than policy tolerates: the timer did not run when it could have."""


class KunjunganDijadwalkanUlang(PeristiwaKunjungan):
    """Its records are due at another time: the facility adopted another limit."""

    jenis: ClassVar[str] = "kunjungan.dijadwalkan_ulang.v1"
    isi_sebelum: Waktu
    kebijakan: SidikKebijakan
