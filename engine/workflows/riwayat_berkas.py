"""What a berkas is, and how each fact changes it. The table of its moves is `berkas.py`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NamedTuple

from schemas.events import berkas as told
from schemas.message import Event
from schemas.names import (
    RUANG_REKAM_MEDIS,
    AlasanCek,
    BerkasId,
    JenisTenggat,
    Keadaan,
    KodeUnit,
    Pembawa,
    PetugasId,
)

S = Keadaan


class Berkas(NamedTuple):
    """One carrier of one medical record, as far as its movement goes. A tuple: one is made for every decision."""

    id: BerkasId
    pembawa: Pembawa = Pembawa.FISIK
    keadaan: Keadaan = S.BARU
    versi: int = 0
    lokasi: KodeUnit | None = None
    """Where it is, or was last: a carried folder keeps the place it left. None once it is gone for good."""
    tujuan: KodeUnit | None = None
    """Where it is meant to go, while somebody carries it."""
    pemegang: PetugasId | None = None
    """Who answers for it."""
    asal: Keadaan | None = None
    """The state it was in before it was pulled."""
    pengusul: PetugasId | None = None
    """Who found it or proposed its destruction; somebody else approves."""
    penanggung_jawab: PetugasId | None = None
    """Who must complete it, while it is incomplete."""
    kembali_sebelum: datetime | None = None
    """When it is due back in the record room, from the moment a unit received it until it is home."""
    kembali_lewat: bool = False
    """That due time has passed, and the ledger says so."""
    jatuh_tempo: datetime | None = None
    """When it must be complete (while somebody must complete it), or a borrower must have brought it back."""
    tempo_lewat: bool = False
    """That due time has passed, and the ledger says so."""
    ditahan: bool = False
    digabung_ke: BerkasId | None = None
    sejak: datetime | None = None
    """When it entered its present state."""
    terakhir: datetime | None = None
    """The effective time of its last fact; an older scan is a late one."""
    terdaftar: datetime | None = None
    pelaku_terakhir: PetugasId | None = None
    """Who made the last move, while that move can be undone."""
    pasien: str | None = None
    """Whose record it is."""


def settle(berkas: Berkas, event: Event) -> Berkas:
    """The record after the fact: a row of `DIAM` or of `BERPINDAH`, nothing else."""
    if (still := DIAM.get(type(event))) is not None:
        return berkas._replace(versi=event.versi, **still(event))
    efektif = min(event.terjadi_pada, event.dicatat_pada)
    changed: dict[str, Any] = {
        "versi": event.versi,
        "keadaan": event.ke,
        "terakhir": efektif,
        "sejak": efektif,
        "pelaku_terakhir": event.pelaku,
    }
    return berkas._replace(**changed | BERPINDAH[type(event)](event))


Perubahan = Callable[[Any], dict[str, Any]]
"""What a fact changes in the record, by field."""

TANDA_LEWAT: Final = {
    JenisTenggat.PENGEMBALIAN: "kembali_lewat",
    JenisTenggat.KELENGKAPAN: "tempo_lewat",
    JenisTenggat.PINJAMAN: "tempo_lewat",
}
"""The field that remembers that a deadline was told late, so that it is told once."""

TEMPO: Final = {
    JenisTenggat.PENGEMBALIAN: "kembali_sebelum",
    JenisTenggat.KELENGKAPAN: "jatuh_tempo",
    JenisTenggat.PINJAMAN: "jatuh_tempo",
}
"""The field that says when a deadline is due."""

DIAM: Final[dict[type[Event], Perubahan]] = {
    told.BerkasTerlihat: lambda _: {},
    told.CekDiselesaikan: lambda _: {},
    told.BerkasLewatTenggat: lambda e: {TANDA_LEWAT[e.tenggat]: True},
    told.BerkasDijadwalkanUlang: lambda e: {TEMPO[e.tenggat]: e.jatuh_tempo, TANDA_LEWAT[e.tenggat]: False},
    told.PinjamanDiperpanjang: lambda e: {"jatuh_tempo": e.jatuh_tempo, "tempo_lewat": False},
    told.BerkasDikaitkan: lambda e: {"pasien": e.pasien, "pelaku_terakhir": None},
    told.BerkasDisalin: lambda _: {},
    told.BerkasDitahan: lambda _: {"ditahan": True, "pelaku_terakhir": None},
    told.BerkasDilepas: lambda _: {"ditahan": False, "pelaku_terakhir": None},
}
"""Facts that leave the record in its state and its place."""

DI_RUANG_RM: Final[dict[str, Any]] = {
    "lokasi": RUANG_REKAM_MEDIS,
    "tujuan": None,
    "pemegang": None,
    "asal": None,
    "kembali_sebelum": None,
    "kembali_lewat": False,
    "pengusul": None,
}
"""Back in the record room: nobody carries it, nobody holds it. What is missing in it is missing still."""

TANPA_TEMPO: Final[dict[str, Any]] = {"jatuh_tempo": None, "tempo_lewat": False}
"""Nobody owes completion or the return of a loan any more."""


def _hilang(event: told.BerkasDilaporkanHilang) -> dict[str, Any]:
    """Nobody can bring back what is lost: that clock ends. What is missing in it still is, and is owed on."""
    gone: dict[str, Any] = {"tujuan": None, "kembali_sebelum": None, "kembali_lewat": False}
    return gone | TANPA_TEMPO if event.dari is S.DIPINJAM else gone


BERPINDAH: Final[dict[type[Event], Perubahan]] = {
    told.BerkasDidaftarkan: lambda e: {
        "pembawa": e.pembawa,
        "pasien": e.pasien,
        "lokasi": RUANG_REKAM_MEDIS,
        "terdaftar": min(e.terjadi_pada, e.dicatat_pada),
        "pelaku_terakhir": None,
    },
    told.BerkasDiambil: lambda e: {"asal": e.dari, "tujuan": e.tujuan, "pemegang": e.pemegang},
    told.PengambilanDibatalkan: lambda _: DI_RUANG_RM,
    told.BerkasDiterima: lambda e: {
        "lokasi": e.unit,
        "tujuan": None,
        "asal": None,
        "pemegang": e.pemegang or e.pelaku,
        "kembali_sebelum": e.kembali_sebelum,
        "kembali_lewat": False,
    },
    told.BerkasDialihkan: lambda e: {"tujuan": e.tujuan, "pemegang": e.pemegang},
    told.BerkasDikirimKembali: lambda e: {"tujuan": RUANG_REKAM_MEDIS, "pemegang": e.pemegang},
    told.BerkasKembali: lambda _: DI_RUANG_RM,
    told.BerkasDirakit: lambda _: TANPA_TEMPO,
    told.BerkasLengkap: lambda _: TANPA_TEMPO | {"penanggung_jawab": None},
    told.BerkasTidakLengkap: lambda e: {
        "penanggung_jawab": e.penanggung_jawab,
        "jatuh_tempo": e.jatuh_tempo,
        "tempo_lewat": False,
    },
    told.BerkasDikembalikanKeUnit: lambda e: {"asal": e.dari, "tujuan": e.tujuan, "pemegang": e.pemegang},
    told.BerkasDilengkapi: lambda _: TANPA_TEMPO,
    told.BerkasDisimpan: lambda _: {},
    told.BerkasDipinjamkan: lambda e: {"pemegang": e.peminjam, "jatuh_tempo": e.jatuh_tempo, "tempo_lewat": False},
    told.PinjamanDikembalikan: lambda _: DI_RUANG_RM | TANPA_TEMPO,
    told.BerkasDilaporkanHilang: _hilang,
    told.BerkasDitemukan: lambda e: {"lokasi": e.unit, "tujuan": None, "pemegang": e.pelaku, "pengusul": e.pelaku},
    told.TemuanDiverifikasi: lambda _: DI_RUANG_RM,
    told.BerkasDiinaktifkan: lambda _: {},
    told.BerkasDiaktifkan: lambda _: {"pengusul": None},
    told.BerkasDinilai: lambda _: {},
    told.BerkasDilestarikan: lambda _: {},
    told.PemusnahanDiusulkan: lambda e: {"pengusul": e.pelaku},
    told.UsulMusnahDibatalkan: lambda _: {"pengusul": None},
    told.BerkasDimusnahkan: lambda _: {"lokasi": None, "pemegang": None},
    told.BerkasDigabung: lambda e: TANPA_TEMPO | {"digabung_ke": e.ke_berkas, "lokasi": None, "pemegang": None},
    told.GerakDiurungkan: lambda e: _plain(e.pulihan) | {"pelaku_terakhir": None},
}
"""Facts that move the record: what each changes besides state and times. Adding an event means adding a row."""


def _plain(before: told.Pulihan) -> dict[str, Any]:
    return {name: getattr(before, name) for name in told.Pulihan.model_fields}


def keganjilan(berkas: Berkas, tempat: KodeUnit | None) -> AlasanCek | None:
    """What is odd about seeing this record at that place, if anything."""
    if berkas.keadaan is S.HILANG:
        return AlasanCek.BERKAS_HILANG_TERLIHAT
    if berkas.keadaan in {S.DIMUSNAHKAN, S.DIGABUNG}:
        return AlasanCek.SEHARUSNYA_TIDAK_ADA
    if tempat is None or berkas.keadaan is S.DIPINJAM or tempat in {berkas.lokasi, berkas.tujuan}:
        return None
    return AlasanCek.TEMPAT_TIDAK_COCOK


def pulihan(berkas: Berkas) -> told.Pulihan:
    """What undoing must restore, taken from the record as it was."""
    return told.Pulihan(**{name: getattr(berkas, name) for name in told.Pulihan.model_fields})
