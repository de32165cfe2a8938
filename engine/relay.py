"""How the ledger goes out, decided without touching a wire: where to go on, when to rebuild, how much at once.

The stream is a copy of the ledger: its sequence is the ledger's `seq`, in every epoch. Whatever differs, the ledger
is right. A copy that cannot simply be continued is not mended: a new epoch is built whole, then the old one goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from schemas.message import Telling

ROMBONGAN_MULAI: Final = 16
"""Lines from which one atomic batch is faster than single publishes on the wire together (measured)."""
ROMBONGAN_PENUH: Final = 400
"""Lines in one atomic batch; the server takes 1,000, beyond some hundred nothing is gained (measured)."""
SAMPEL: Final = 16
"""Positions compared on every connect, besides the first and the last."""


@dataclass(frozen=True, slots=True)
class KartuMasuk:
    """How one comes in at a hub: an nkey, the one root its server is believed by, and inboxes of one's own."""

    benih: str = field(repr=False)
    ca: str = field(repr=False)
    kotak: str


@dataclass(frozen=True, slots=True)
class NatsTujuan:
    """Where NATS is. The token is never shown."""

    url: str
    token: str | None = field(default=None, repr=False)
    kartu: KartuMasuk | None = None
    """For a hub; our own server asks for a token and nothing else."""


class Sebab(StrEnum):
    """Why a stream is rebuilt."""

    TIDAK_ADA = "tidak_ada"
    LEBIH_PANJANG = "lebih_panjang"
    TERPOTONG = "terpotong"
    BERLUBANG = "berlubang"
    BERBEDA = "berbeda"
    SETELAN = "setelan"
    DIMINTA = "diminta"
    MACET = "macet"
    """It takes nothing any more though the server answers: after one failed write nats-server never tries again."""
    MUNDUR = "mundur"
    """The epoch is one that was already replaced: an old copy of the store came back."""


@dataclass(frozen=True, slots=True)
class Aliran:
    """What a stream says of itself. `setelan`: it is configured as we would; `selesai`: it was built whole."""

    epoch: int
    selesai: bool
    pertama: int
    terakhir: int
    jumlah: int
    terhapus: int
    setelan: bool = True


@dataclass(frozen=True, slots=True)
class Lanjut:
    """The copy is sound: go on after this position."""

    dari: int


@dataclass(frozen=True, slots=True)
class Bangun:
    """The copy cannot be continued: build this epoch from the ledger's first line."""

    epoch: int
    sebab: Sebab


def epoch_berikut(aliran: Aliran | None, tertinggi: int) -> int:
    """The number of the next epoch: never one that was used before."""
    return max(aliran.epoch if aliran else 0, tertinggi) + 1


def putuskan(aliran: Aliran | None, buku: int, tertinggi: int = 0) -> Lanjut | Bangun:
    """What to do with the newest stream, from its numbers alone.

    `buku` is the ledger's last position, `tertinggi` the highest epoch ever made. Lanjut still has to be confirmed by
    comparing lines at `positions`.
    """
    if aliran is None:
        return Bangun(epoch_berikut(None, tertinggi), Sebab.TIDAK_ADA)
    sebab: Sebab | None = None
    if aliran.epoch < tertinggi:
        sebab = Sebab.MUNDUR
    elif not aliran.setelan:
        sebab = Sebab.SETELAN
    elif aliran.terakhir > buku:
        sebab = Sebab.LEBIH_PANJANG
    elif aliran.terakhir and aliran.pertama != 1:
        sebab = Sebab.TERPOTONG
    elif aliran.terhapus or aliran.jumlah != aliran.terakhir:
        sebab = Sebab.BERLUBANG
    return Bangun(epoch_berikut(aliran, tertinggi), sebab) if sebab else Lanjut(aliran.terakhir)


def sekarang(streams: Sequence[Aliran]) -> Aliran | None:
    """The epoch readers follow: the highest that was built whole. None while there is none.

    A builder creates the stream unmarked, fills it, marks it, and only then deletes the older ones; so killed at any
    point it leaves either the old epoch for readers, or both, or the new one: never a part of one.
    """
    return max((stream for stream in streams if stream.selesai), key=lambda stream: stream.epoch, default=None)


def terbaru(streams: Sequence[Aliran]) -> Aliran | None:
    """The epoch the relay works on: the highest, whole or still being built."""
    return max(streams, key=lambda stream: stream.epoch, default=None)


def positions(last: int, shift: int) -> tuple[int, ...]:
    """Where to compare stream and ledger: first, last, and some between; another `shift` looks at other lines."""
    if last <= SAMPEL:
        return tuple(range(1, last + 1))
    stride = last // SAMPEL
    between = {1 + shift % stride + place * stride for place in range(SAMPEL)}
    return tuple(sorted({1, last} | {seq for seq in between if seq <= last}))


@dataclass(frozen=True, slots=True)
class Baris:
    """One ledger line, ready to be carried: its place, kind, id, hash in the chain, and CloudEvent bytes."""

    seq: int
    jenis: str
    perintah_id: str
    sidik: str
    isi: bytes

    @classmethod
    def dari(cls, telling: Telling, hash_: bytes) -> "Baris":
        """From a line as `engine.ledger.read` gives it."""
        return cls(telling.seq, telling.jenis, telling.perintah_id, hash_.hex(), telling.amplop())


def sekaligus(baris: Sequence[Baris], *, atomik: bool) -> bool:
    """Carry these as one atomic batch?"""
    return atomik and len(baris) >= ROMBONGAN_MULAI


def salinan_sama(baris: Baris, isi: bytes | None, sidik: str | None) -> bool:
    """Is what the stream holds at this place the ledger's line, byte for byte and with its hash?"""
    return isi == baris.isi and sidik == baris.sidik
