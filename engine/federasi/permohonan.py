"""What a facility says of itself to an office it wants to join, and the fingerprint people compare it by."""

from datetime import datetime
from hashlib import sha256
from typing import Final, Protocol

from engine.aturan_federasi import AturanFederasi
from engine.federasi.kunci import Laci
from schemas.federasi.paket import PermohonanGabung
from schemas.names.federasi import JenisFasyankes

_DOMAIN: Final = b"jejak-fed-permohonan-1\0"
_KELOMPOK: Final = 8
"""Groups of four hex digits, as in the fingerprint of a root key."""


class Milik(Protocol):
    """A facility, as its own database knows it."""

    @property
    def kode(self) -> str:
        """Its code."""

    @property
    def nama(self) -> str:
        """Its name."""

    @property
    def jenis(self) -> JenisFasyankes:
        """What it is."""


def permohonan(milik: Milik, laci: Laci, aturan: AturanFederasi, now: datetime) -> PermohonanGabung:
    """Its public keys, made where there are none yet. Raises KunciRusak, ValueError for a code that is no word."""
    return PermohonanGabung(
        kode=milik.kode,
        nama=milik.nama,
        fasyankes=milik.jenis,
        nkey=laci.nkey().publik,
        kunci=laci.siapkan(milik.kode, aturan, now),
    )


def sidik_permohonan(asked: PermohonanGabung) -> str:
    """Its fingerprint, to be read out: `1a2b 3c4d \u2026`."""
    told = sha256(_DOMAIN + asked.kanonik()).hexdigest()
    return " ".join(told[4 * place : 4 * place + 4] for place in range(_KELOMPOK))
