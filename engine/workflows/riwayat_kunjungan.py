"""What a visit is, and how each fact changes it. The table of its moves is `kunjungan.py`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NamedTuple

from schemas.events import kunjungan as told
from schemas.message import Event
from schemas.names import AsalPasien, CaraKeluar, JenisKunjungan, KeadaanKunjungan, KelasRawat, KodeUnit, PetugasId

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
    isi_sebelum: datetime | None = None
    """When its records must be filled in, once it has ended (KMK 129/2008)."""
    isi_lewat: bool = False
    """That due time has passed, and the ledger says so."""
    lengkap_pada: datetime | None = None
    """When its folder was declared complete."""
    bayi_lahir: bool = False
    """A child born here: `asal` is the mother's inpatient visit."""
    jumlah_kode: int = 0
    """How many diagnoses are coded; which ones stands in `kunjungan_kode`."""
    dikode: datetime | None = None
    """When they were coded last."""
    sejak: datetime | None = None
    terakhir: datetime | None = None
    """The effective time of its last fact."""
    terdaftar: datetime | None = None


def settle(kunjungan: Kunjungan, event: Event) -> Kunjungan:
    """The record after the fact: a row of `PERUBAHAN`, nothing else."""
    changed = PERUBAHAN[type(event)](kunjungan, event)
    if type(event) in DIAM:
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
        "bayi_lahir": bool(event.bayi_lahir),
        "masuk": event.datang_pada or saat,
        "terdaftar": saat,
    }


def _selesai(kunjungan: Kunjungan, event: told.KunjunganSelesai) -> dict[str, Any]:
    kasus = kunjungan.kasus_baru if event.kasus_baru is None else event.kasus_baru
    return {
        "cara_keluar": event.cara_keluar,
        "meninggal_pada": event.meninggal_pada,
        "kasus_baru": kasus,
        "dokter": event.dokter or kunjungan.dokter,
        "keluar": _efektif(event),
        "semula": event.dari,
        "isi_sebelum": event.isi_sebelum,
    }


def _dikode(kunjungan: Kunjungan, event: told.KunjunganDikode) -> dict[str, Any]:
    kasus = kunjungan.kasus_baru if event.kasus_baru is None else event.kasus_baru
    return {"jumlah_kode": event.jumlah_kode, "dikode": _efektif(event), "kasus_baru": kasus}


_BELUM_BERAKHIR: Final[dict[str, Any]] = {
    "cara_keluar": None,
    "meninggal_pada": None,
    "keluar": None,
    "semula": None,
    "isi_sebelum": None,
    "isi_lewat": False,
    "lengkap_pada": None,
}


PERUBAHAN: Final[dict[type[Event], Callable[[Kunjungan, Any], dict[str, Any]]]] = {
    told.KunjunganTerdaftar: _terdaftar,
    told.KunjunganDilayani: lambda k, e: {"dilayani": _efektif(e), "dokter": e.dokter or k.dokter},
    told.KunjunganDipindahkan: lambda _, e: {"unit": e.unit, "kelas": e.kelas, "tempat_tidur": e.tempat_tidur},
    told.KunjunganSelesai: _selesai,
    told.KunjunganDibukaLagi: lambda *_: _BELUM_BERAKHIR,
    told.KunjunganDikenali: lambda _, e: {"pasien": e.pasien},
    told.CaraBayarDiubah: lambda _, e: {"cara_bayar": e.cara_bayar},
    told.KunjunganDibatalkan: lambda *_: {},
    told.KunjunganDikode: _dikode,
    told.KunjunganTerisiLengkap: lambda _, e: {"lengkap_pada": _efektif(e)},
    told.KunjunganLewatTenggat: lambda *_: {"isi_lewat": True},
    told.KunjunganDijadwalkanUlang: lambda _, e: {"isi_sebelum": e.isi_sebelum, "isi_lewat": False},
}
"""What a fact changes in the record, by field."""
DIAM: Final = frozenset(
    {
        told.KunjunganDikenali,
        told.CaraBayarDiubah,
        told.KunjunganDikode,
        told.KunjunganTerisiLengkap,
        told.KunjunganLewatTenggat,
        told.KunjunganDijadwalkanUlang,
    }
)
"""Facts that leave the visit where it is; what happened to the patient before them may still be told after them."""
