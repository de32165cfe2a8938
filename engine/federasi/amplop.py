"""The envelope: what stands outside, what binds it, who signed it, and the body only the addressee can open.

`info` holds everything outside, each part with its length before it, so that no two envelopes have the same; it is
the `info` of HPKE (RFC 9180: base mode, X25519, HKDF-SHA256, AES-256-GCM), and with the body's hash it is signed with
Ed25519. Who receives checks the signature before anything is opened. What is told to everybody on a hub (free beds,
directories) is signed and not sealed: `Fed-Kid: -`. Nothing about a patient stands outside.
"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from schemas.federasi.isi import JENIS_ISI
from schemas.message import TAHUN
from schemas.names.federasi import SebabGalat

VERSI: Final = "1"
DOMAIN: Final = b"jejak-fed-v1"
LANGKAH: Final = 256
"""Bodies are as long as a multiple of it, so that their length tells little."""
TERBUKA: Final = "-"
"""The `Fed-Kid` of a body that is not sealed."""
BADAN_TERBESAR: Final = 900 * 1024
_PANJANG: Final = 4
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

_UUID: Final = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_SAAT: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z"
_ANGKA: Final = r"[1-9][0-9]{0,15}"
_KID: Final = r"[a-z0-9][a-z0-9-]{1,31}"
_BENTUK: Final = {
    "Fed-Id": re.compile(_UUID),
    "Fed-Epoch": re.compile(r"[1-9][0-9]{0,8}"),
    "Fed-Seq": re.compile(_ANGKA),
    "Fed-Time": re.compile(_SAAT),
    "Fed-Type": re.compile(JENIS_ISI.strip("^$")),
    "Fed-Until": re.compile(f"|{_SAAT}"),
    "Fed-Kid": re.compile(f"-|{_KID}"),
    "Fed-Skid": re.compile(_KID),
    "Fed-Sig": re.compile(r"[A-Za-z0-9+/]{86}=="),
}
KEPALA: Final = ("Fed-V", *_BENTUK)
"""Every header, in the order of `info`."""


class AmplopDitolak(Exception):
    """A message is not believed or cannot be opened: why, as one of our words, and nothing of what is in it."""

    def __init__(self, sebab: SebabGalat) -> None:
        super().__init__(sebab.value)
        self.sebab = sebab


class Luar(NamedTuple):
    """What stands outside of one message."""

    jalur: str
    id: str
    epoch: int
    seq: int
    waktu: datetime
    jenis: str
    sampai: datetime | None
    kid: str
    skid: str


class KunciTanda(NamedTuple):
    """A key of our own that proves messages are ours."""

    kid: str
    kunci: Ed25519PrivateKey


class KunciSandi(NamedTuple):
    """A key of somebody else's that is sealed to."""

    kid: str
    kunci: X25519PublicKey


def segel(
    luar: Luar, isi: bytes, tanda: Ed25519PrivateKey, sandi: X25519PublicKey | None
) -> tuple[dict[str, str], bytes]:
    """Headers and body of a message. `sandi` None: signed only, for everybody on the hub (`kid` is then `TERBUKA`)."""
    info = _info(luar)
    padded = bantal(isi)
    body = padded if sandi is None else _SUITE.encrypt(padded, sandi, info)
    signature = tanda.sign(info + sha256(body).digest())
    return _kepala(luar) | {"Fed-Sig": base64.b64encode(signature).decode("ascii")}, body


def baca_luar(jalur: str, kepala: Mapping[str, str], badan: bytes) -> tuple[Luar, bytes]:
    """What stands outside, and the signature. Raises AmplopDitolak for anything not exactly in our form."""
    if kepala.get("Fed-V", VERSI) != VERSI:
        raise AmplopDitolak(SebabGalat.VERSI_LAIN)
    if "Fed-V" not in kepala or len(badan) > BADAN_TERBESAR:
        raise AmplopDitolak(SebabGalat.TANPA_AMPLOP)
    for name, form in _BENTUK.items():
        value = kepala.get(name, "" if name == "Fed-Until" else None)
        if value is None or not form.fullmatch(value):
            raise AmplopDitolak(SebabGalat.TANPA_AMPLOP)
    try:
        luar = Luar(
            jalur,
            kepala["Fed-Id"],
            int(kepala["Fed-Epoch"]),
            int(kepala["Fed-Seq"]),
            _baca_saat(kepala["Fed-Time"]),
            kepala["Fed-Type"],
            _baca_saat(until) if (until := kepala.get("Fed-Until", "")) else None,
            kepala["Fed-Kid"],
            kepala["Fed-Skid"],
        )
        return luar, base64.b64decode(kepala["Fed-Sig"], validate=True)
    except (ValueError, binascii.Error):
        raise AmplopDitolak(SebabGalat.TANPA_AMPLOP) from None


def periksa(luar: Luar, tanda_tangan: bytes, badan: bytes, kunci: Ed25519PublicKey) -> None:
    """Did whoever has this key sign it? Raises AmplopDitolak."""
    try:
        kunci.verify(tanda_tangan, _info(luar) + sha256(badan).digest())
    except InvalidSignature:
        raise AmplopDitolak(SebabGalat.TANDA_TANGAN_SALAH) from None


def buka(luar: Luar, badan: bytes, kunci: Callable[[str], X25519PrivateKey | None]) -> bytes:
    """The content of a message whose signature was checked. `kunci`: our own private key of a name.

    Raises AmplopDitolak where none of ours opens it, or the padding is not ours.
    """
    if luar.kid == TERBUKA:
        return lepas_bantal(badan)
    private = kunci(luar.kid)
    if private is None:
        raise AmplopDitolak(SebabGalat.TIDAK_TERBUKA)
    try:
        padded = _SUITE.decrypt(badan, private, _info(luar))
    except InvalidTag:
        raise AmplopDitolak(SebabGalat.TIDAK_TERBUKA) from None
    return lepas_bantal(padded)


def bantal(isi: bytes) -> bytes:
    """With its length before it, filled up to a whole step."""
    return (len(isi).to_bytes(_PANJANG) + isi).ljust(-(-(_PANJANG + len(isi)) // LANGKAH) * LANGKAH, b"\0")


def lepas_bantal(padded: bytes) -> bytes:
    """Without it. Raises AmplopDitolak where the bytes are not those `bantal` makes."""
    isi = padded[_PANJANG : _PANJANG + int.from_bytes(padded[:_PANJANG])]
    if bantal(isi) != padded:
        raise AmplopDitolak(SebabGalat.ISI_RUSAK)
    return isi


def tulis_saat(saat: datetime) -> str:
    """An instant as it stands in a header: UTC, microseconds, Z."""
    return saat.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _baca_saat(text: str) -> datetime:
    saat = datetime.fromisoformat(text)
    if saat.year not in TAHUN:
        raise ValueError(saat.year)
    return saat.astimezone(UTC)


def _kepala(luar: Luar) -> dict[str, str]:
    outside = {
        "Fed-V": VERSI,
        "Fed-Id": luar.id,
        "Fed-Epoch": str(luar.epoch),
        "Fed-Seq": str(luar.seq),
        "Fed-Time": tulis_saat(luar.waktu),
        "Fed-Type": luar.jenis,
        "Fed-Kid": luar.kid,
        "Fed-Skid": luar.skid,
    }
    return outside | ({"Fed-Until": tulis_saat(luar.sampai)} if luar.sampai else {})


def _info(luar: Luar) -> bytes:
    outside = _kepala(luar)
    parts = (luar.jalur, *(outside.get(name, "") for name in KEPALA[1:-1]))
    return b"".join(len(part).to_bytes(_PANJANG) + part for part in (DOMAIN, *(part.encode() for part in parts)))
