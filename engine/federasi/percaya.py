"""Is a message to be believed: for us, from a facility of this hub's directory, signed with a key of it that is good.

All that is asked before anything is opened. What cannot be believed is named by why, and never raises.
"""

from collections.abc import Sequence
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from engine import tables as t
from engine.aturan_federasi import AturanFederasi
from engine.federasi.amplop import TERBUKA, AmplopDitolak, Luar, baca_luar, buka, periksa
from engine.federasi.direktori import KunciSekutu, boleh_percaya, kunci_pengirim
from engine.federasi.jalur import siaran, urai
from engine.federasi.kawat import Datang
from engine.federasi.kunci import Laci
from engine.federasi.meja import Meja
from schemas.names.federasi import MacamJalur, SebabGalat


class Dipercaya(NamedTuple):
    """A message that is its sender's. `isi` None: none of our keys opens it."""

    datang: Datang
    luar: Luar
    asal: str
    macam: MacamJalur
    tujuan: str
    isi: bytes | None


class Ditolak(NamedTuple):
    """A message that is not believed."""

    datang: Datang
    sebab: SebabGalat


class _Tahu(NamedTuple):
    """What one must know to believe somebody."""

    diri: str
    kunci: dict[tuple[str, str], KunciSekutu]
    aktif: frozenset[str]


def periksa_semua(
    meja: Meja, diri: str, laci: Laci, datang: Sequence[Datang], aturan: AturanFederasi
) -> list[Dipercaya | Ditolak]:
    """Each message, believed or not, in order. What we told everybody ourselves is left out."""
    lanes = [urai(one.jalur) for one in datang]
    senders = {lane[0] for lane in lanes if lane}
    c = t.sekutu.c
    active = select(c.kode).where(c.hub == meja.hub, c.aktif, c.kode.in_(sorted(senders)))
    known = _Tahu(
        diri,
        kunci_pengirim(meja.connection, meja.hub, senders),
        frozenset(meja.connection.execute(active).scalars()),
    )
    openers = laci.pembuka()
    found: list[Dipercaya | Ditolak] = []
    for one, lane in zip(datang, lanes, strict=True):
        if lane and lane[0] == diri:
            continue
        try:
            outside = _percaya(meja, known, one, lane, aturan)
        except AmplopDitolak as error:
            found.append(Ditolak(one, error.sebab))
            continue
        assert lane is not None  # noqa: S101 - `_percaya` refuses what is no lane
        try:
            isi: bytes | None = buka(outside, one.badan, openers.get)
        except AmplopDitolak:
            isi = None
        found.append(Dipercaya(one, outside, *lane, isi))
    return found


def _percaya(
    meja: Meja, known: _Tahu, datang: Datang, lane: tuple[str, MacamJalur, str] | None, aturan: AturanFederasi
) -> Luar:
    if lane is None:
        raise AmplopDitolak(SebabGalat.SALAH_ALAMAT)
    asal, macam, tujuan = lane
    luar, signature = baca_luar(datang.jalur, datang.kepala, datang.badan)
    everybody = siaran(asal, macam, tujuan)
    if tujuan != (meja.hub if everybody else known.diri):
        raise AmplopDitolak(SebabGalat.SALAH_ALAMAT)
    if everybody != (luar.kid == TERBUKA):
        raise AmplopDitolak(SebabGalat.TANPA_AMPLOP)
    if asal not in known.aktif:
        raise AmplopDitolak(SebabGalat.PENGIRIM_TIDAK_DIKENAL)
    key = boleh_percaya(known.kunci.get((asal, luar.skid)), luar.waktu, meja.now, aturan)
    periksa(luar, signature, datang.badan, Ed25519PublicKey.from_public_bytes(key.kunci))
    return luar
