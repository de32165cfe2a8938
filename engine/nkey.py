"""NATS' own form of an Ed25519 key pair: what a facility logs in to a hub with, apart from all its other keys.

A user's seed is `SU…`, its public key `U…`: base32 of a kind, the 32 bytes and a CRC-16
(https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth).
"""

import base64
import binascii
import re
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PANJANG: Final = 32
_BENIH: Final = 18 << 3
_PENGGUNA: Final = 20 << 3
PUBLIK: Final = re.compile(r"U[A-Z2-7]{55}")
"""How a public key of a user looks."""


class NkeySalah(ValueError):
    """No key of a user: mistyped, cut short, or of another kind."""


@dataclass(frozen=True, slots=True)
class Nkey:
    """A key pair one logs in with. The seed is never shown."""

    benih: str = field(repr=False)
    publik: str

    def tanda_tangani(self, isi: bytes) -> bytes:
        """Sign what the server asked for, as it wants it."""
        return base64.b64encode(_kunci(self.benih).sign(isi))


def buat() -> Nkey:
    """A new key pair."""
    key = Ed25519PrivateKey.generate()
    head = bytes((_BENIH | _PENGGUNA >> 5, (_PENGGUNA & 31) << 3))
    return dari_benih(_tulis(head + key.private_bytes_raw()))


def dari_benih(benih: str) -> Nkey:
    """The pair of this seed. Raises NkeySalah."""
    public = _kunci(benih).public_key().public_bytes_raw()
    return Nkey(benih.strip(), _tulis(bytes((_PENGGUNA,)) + public))


def periksa_publik(publik: str) -> str:
    """The public key, if it is one of a user. Raises NkeySalah."""
    if not PUBLIK.fullmatch(publik) or _baca(publik)[0] != _PENGGUNA:
        raise NkeySalah("bukan nkey pengguna")
    return publik


def _kunci(benih: str) -> Ed25519PrivateKey:
    raw = _baca(benih.strip())
    if len(raw) != PANJANG + 2 or raw[0] & 0xF8 != _BENIH or ((raw[0] & 7) << 5 | raw[1] >> 3) != _PENGGUNA:
        raise NkeySalah("bukan benih nkey pengguna")
    return Ed25519PrivateKey.from_private_bytes(raw[2:])


def _tulis(isi: bytes) -> str:
    whole = isi + binascii.crc_hqx(isi, 0).to_bytes(2, "little")
    return base64.b32encode(whole).decode("ascii").rstrip("=")


def _baca(teks: str) -> bytes:
    try:
        whole = base64.b32decode(teks + "=" * (-len(teks) % 8))
    except (binascii.Error, ValueError) as error:
        raise NkeySalah("bukan nkey") from error
    if len(whole) < 3 or binascii.crc_hqx(whole[:-2], 0) != int.from_bytes(whole[-2:], "little"):  # noqa: PLR2004 - kind and CRC
        raise NkeySalah("nkey salah ketik: jumlah periksanya tidak cocok")
    return whole[:-2]
