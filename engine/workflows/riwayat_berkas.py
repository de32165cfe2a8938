"""What a berkas is, and how each fact changes it. The table of its moves is `berkas.py`."""

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
    """The record after the fact."""
    efektif = min(event.terjadi_pada, event.dicatat_pada)
    match event:
        case told.BerkasTerlihat() | told.CekDiselesaikan():
            return berkas._replace(versi=event.versi)
        case told.BerkasDitahan() | told.BerkasDilepas():
            ditahan = isinstance(event, told.BerkasDitahan)
            return berkas._replace(versi=event.versi, ditahan=ditahan, pelaku_terakhir=None)
        case told.GerakDiurungkan(pulihan=pulihan):
            isi = {name: getattr(pulihan, name) for name in told.Pulihan.model_fields}
            return berkas._replace(versi=event.versi, terakhir=efektif, pelaku_terakhir=None, **isi)
        case told.BerkasDidaftarkan():
            return berkas._replace(
                versi=event.versi, keadaan=event.ke, terakhir=efektif, sejak=efektif, **_changes(event, efektif)
            )
    pelaku = PetugasId(event.pelaku)
    return berkas._replace(
        versi=event.versi,
        keadaan=event.ke,
        terakhir=efektif,
        sejak=efektif,
        pelaku_terakhir=pelaku,
        **_changes(event, efektif),
    )


def _changes(event: Event, efektif: datetime) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912 - one match, one line a kind of fact
    """What a move changes besides the state: who has it, where it is, where it goes."""
    match event:
        case told.BerkasDidaftarkan(pembawa=pembawa):
            return {"pembawa": pembawa, "lokasi": RUANG_REKAM_MEDIS, "terdaftar": efektif}
        case told.BerkasDiambil() | told.BerkasDikembalikanKeUnit():
            return {"asal": event.dari, "tujuan": event.tujuan, "pemegang": event.pemegang}
        case told.BerkasDiterima():
            return {"lokasi": event.unit, "tujuan": None, "asal": None, "pemegang": event.pemegang or event.pelaku}
        case told.BerkasDialihkan():
            return {"tujuan": event.tujuan, "pemegang": event.pemegang}
        case told.BerkasDikirimKembali():
            return {"tujuan": RUANG_REKAM_MEDIS, "pemegang": event.pemegang}
        case told.BerkasTidakLengkap():
            return {"penanggung_jawab": event.penanggung_jawab}
        case told.BerkasLengkap():
            return {"penanggung_jawab": None}
        case told.BerkasDipinjamkan():
            return {"pemegang": event.peminjam, "jatuh_tempo": event.jatuh_tempo}
        case told.BerkasDitemukan():
            return {"lokasi": event.unit, "tujuan": None, "pemegang": event.pelaku, "pengusul": event.pelaku}
        case told.PemusnahanDiusulkan():
            return {"pengusul": event.pelaku}
        case told.BerkasDigabung():
            return {"digabung_ke": event.ke_berkas, "lokasi": None, "pemegang": None}
        case told.BerkasDilaporkanHilang():
            return {"tujuan": None}
        case told.BerkasDimusnahkan():
            return {"lokasi": None, "pemegang": None}
        case told.UsulMusnahDibatalkan() | told.BerkasDiaktifkan():
            return {"pengusul": None}
        case (
            told.PengambilanDibatalkan()
            | told.BerkasKembali()
            | told.PinjamanDikembalikan()
            | told.TemuanDiverifikasi()
        ):
            return _DI_RUANG_RM
    return {}


_DI_RUANG_RM: Final[dict[str, Any]] = {
    "lokasi": RUANG_REKAM_MEDIS,
    "tujuan": None,
    "pemegang": None,
    "asal": None,
    "jatuh_tempo": None,
    "pengusul": None,
}
"""Back in the record room: nobody carries it, nobody holds it."""


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
