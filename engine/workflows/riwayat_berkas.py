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
    jatuh_tempo: datetime | None = None
    ditahan: bool = False
    digabung_ke: BerkasId | None = None
    sejak: datetime | None = None
    """When it entered its present state."""
    terakhir: datetime | None = None
    """The effective time of its last fact; an older scan is a late one."""
    terdaftar: datetime | None = None
    pelaku_terakhir: PetugasId | None = None
    """Who made the last move, while that move can be undone."""


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

DIAM: Final[dict[type[Event], Perubahan]] = {
    told.BerkasTerlihat: lambda _: {},
    told.CekDiselesaikan: lambda _: {},
    told.BerkasDitahan: lambda _: {"ditahan": True, "pelaku_terakhir": None},
    told.BerkasDilepas: lambda _: {"ditahan": False, "pelaku_terakhir": None},
}
"""Facts that leave the record in its state and its place."""

DI_RUANG_RM: Final[dict[str, Any]] = {
    "lokasi": RUANG_REKAM_MEDIS,
    "tujuan": None,
    "pemegang": None,
    "asal": None,
    "jatuh_tempo": None,
    "pengusul": None,
}
"""Back in the record room: nobody carries it, nobody holds it."""

BERPINDAH: Final[dict[type[Event], Perubahan]] = {
    told.BerkasDidaftarkan: lambda e: {
        "pembawa": e.pembawa,
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
    },
    told.BerkasDialihkan: lambda e: {"tujuan": e.tujuan, "pemegang": e.pemegang},
    told.BerkasDikirimKembali: lambda e: {"tujuan": RUANG_REKAM_MEDIS, "pemegang": e.pemegang},
    told.BerkasKembali: lambda _: DI_RUANG_RM,
    told.BerkasDirakit: lambda _: {},
    told.BerkasLengkap: lambda _: {"penanggung_jawab": None},
    told.BerkasTidakLengkap: lambda e: {"penanggung_jawab": e.penanggung_jawab},
    told.BerkasDikembalikanKeUnit: lambda e: {"asal": e.dari, "tujuan": e.tujuan, "pemegang": e.pemegang},
    told.BerkasDilengkapi: lambda _: {},
    told.BerkasDisimpan: lambda _: {},
    told.BerkasDipinjamkan: lambda e: {"pemegang": e.peminjam, "jatuh_tempo": e.jatuh_tempo},
    told.PinjamanDikembalikan: lambda _: DI_RUANG_RM,
    told.BerkasDilaporkanHilang: lambda _: {"tujuan": None},
    told.BerkasDitemukan: lambda e: {"lokasi": e.unit, "tujuan": None, "pemegang": e.pelaku, "pengusul": e.pelaku},
    told.TemuanDiverifikasi: lambda _: DI_RUANG_RM,
    told.BerkasDiinaktifkan: lambda _: {},
    told.BerkasDiaktifkan: lambda _: {"pengusul": None},
    told.BerkasDinilai: lambda _: {},
    told.BerkasDilestarikan: lambda _: {},
    told.PemusnahanDiusulkan: lambda e: {"pengusul": e.pelaku},
    told.UsulMusnahDibatalkan: lambda _: {"pengusul": None},
    told.BerkasDimusnahkan: lambda _: {"lokasi": None, "pemegang": None},
    told.BerkasDigabung: lambda e: {"digabung_ke": e.ke_berkas, "lokasi": None, "pemegang": None},
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
