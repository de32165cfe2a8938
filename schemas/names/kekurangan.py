"""Words of completeness: what a folder is checked for, and what becomes of a gap."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints


class KeadaanKekurangan(StrEnum):
    """The states of a gap. The last two are its ends."""

    BARU = "baru"
    TERBUKA = "terbuka"
    DILENGKAPI = "dilengkapi"
    """Somebody says it is completed; nobody has looked yet."""
    DIVERIFIKASI = "diverifikasi"
    DIHAPUSKAN = "dihapuskan"


class Unsur(StrEnum):
    """What a form is checked for. The first is quantitative, the others are qualitative (Hatta 2008)."""

    ADA = "ada"
    """The sheet is there."""
    TERISI = "terisi"
    TERBACA = "terbaca"
    TANDA_TANGAN = "tanda_tangan"
    TANGGAL = "tanggal"


class SebabTolak(StrEnum):
    """Why what was said to be completed is not."""

    LEMBAR_TIDAK_ADA = "lembar_tidak_ada"
    BELUM_TERISI = "belum_terisi"
    TIDAK_TERBACA = "tidak_terbaca"
    BELUM_DITANDATANGANI = "belum_ditandatangani"
    BELUM_BERTANGGAL = "belum_bertanggal"
    SALAH_LEMBAR = "salah_lembar"
    LAINNYA = "lainnya"


class SebabHapus(StrEnum):
    """Why a gap is struck off without having been completed."""

    SALAH_CATAT = "salah_catat"
    GANDA = "ganda"
    TIDAK_DIPERLUKAN = "tidak_diperlukan"
    """The form does not apply to this visit."""
    TIDAK_DAPAT_DILENGKAPI = "tidak_dapat_dilengkapi"
    """Whoever should complete it is gone for good."""
    LAINNYA = "lainnya"


class SebabAlih(StrEnum):
    """Why somebody else answers for a gap from now on."""

    SALAH_ORANG = "salah_orang"
    BERHALANGAN = "berhalangan"
    """On leave, or ill."""
    PINDAH_TUGAS = "pindah_tugas"
    BERHENTI = "berhenti"
    LAINNYA = "lainnya"


KodeFormulir = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A form of the checklist, as `policies/kelengkapan.yaml` names it."""
Butir = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}\.(ada|terisi|terbaca|tanda_tangan|tanggal)$")]
"""One thing a folder is checked for: `resume_medis.tanda_tangan`."""
