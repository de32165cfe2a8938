"""The link in a notice: a short-lived signed word that says for whom it is and until when. Pure.

It opens nothing by itself: whoever follows it still logs in, and comes to their own list.
"""

import base64
import binascii
import hmac
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final, NamedTuple
from uuid import UUID

_TANDA: Final = 16
"""Bytes of the signature that are kept: 128 bits."""
_SAAT: Final = 6
_PANJANG: Final = 16 + _SAAT + _TANDA
_HURUF: Final = -(-_PANJANG * 8 // 6)
_KONTEKS: Final = b"jejak tautan pengingat v1\0"


class Tautan(NamedTuple):
    """What a good link says."""

    petugas: str
    sampai: datetime


def buat(kunci: bytes, petugas: str, sampai: datetime) -> str:
    """The word for this person, good until then; letters, digits, `-` and `_`."""
    body = UUID(petugas).bytes + int(sampai.timestamp()).to_bytes(_SAAT, "big")
    return base64.urlsafe_b64encode(body + _tanda(kunci, body)).decode().rstrip("=")


def baca(kunci: bytes, kata: str) -> Tautan | None:
    """What a word says, expired or not; None for one we did not make."""
    if len(kata) != _HURUF or not kata.isascii():
        return None
    try:
        raw = base64.urlsafe_b64decode(kata + "=" * (-len(kata) % 4))
    except (binascii.Error, ValueError):
        return None
    body, sign = raw[:-_TANDA], raw[-_TANDA:]
    if len(raw) != _PANJANG or not hmac.compare_digest(sign, _tanda(kunci, body)):
        return None
    if base64.urlsafe_b64encode(raw).decode().rstrip("=") != kata:
        return None  # the same bytes can be spelt twice; only one spelling is ours
    until = int.from_bytes(body[16:], "big")
    return Tautan(str(UUID(bytes=body[:16])), datetime.fromtimestamp(until, UTC))


def _tanda(kunci: bytes, body: bytes) -> bytes:
    return hmac.new(kunci, _KONTEKS + body, sha256).digest()[:_TANDA]
