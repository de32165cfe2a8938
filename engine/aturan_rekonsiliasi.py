"""When visits and folders that do not agree are shown: `policies/rekonsiliasi.yaml`. Pure."""

from pydantic import Field

from engine.ukuran import Angka, Tertutup


class AturanRekonsiliasi(Tertutup):
    """How long each kind may last before it is an exception."""

    versi: int = Field(ge=1)
    belum_keluar: Angka
    tanpa_kunjungan: Angka
    sekitar_kunjungan: Angka
    """How long before a folder came a visit may have ended and still be why it came."""
    tanpa_berkas: Angka
    dua_tempat: Angka
    """How long a pair of scans at two places is shown after it was recorded."""
