"""What a no is made of: its kind, and its words in two languages."""

from dataclasses import dataclass
from enum import StrEnum


class Golongan(StrEnum):
    """What kind of no it is; a door turns it into its own status (HTTP 409, exit code 1 …)."""

    DITOLAK = "ditolak"
    TIDAK_BERHAK = "tidak_berhak"
    TIDAK_DIKENAL = "tidak_dikenal"
    TIDAK_SAH = "tidak_sah"
    TERLALU_BANYAK = "terlalu_banyak"
    BELUM_TERCATAT = "belum_tercatat"
    BELUM_MASUK = "belum_masuk"
    TERLALU_SERING = "terlalu_sering"
    GALAT = "galat"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One refusal's words."""

    golongan: Golongan
    id: str
    en: str
