"""What a line to a hub must be able to do. `workers/federasi.py` has the one over NATS, tests one of their own.

A hub keeps one stream. A lane is a subject of it, told on by one facility alone; an inbox is what of the stream is
for one facility, in the order of the stream, given again until it is acknowledged.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol


class KawatPutus(Exception):
    """The line is gone, or did not answer in time: whether what was sent arrived is not known. Connect anew."""


class UrutanLain(Exception):
    """The lane at the hub does not end where we thought. Nothing was stored. Compare anew, then go on."""


class HubPenuh(Exception):
    """The hub takes no more (`discard: new`). Nothing was stored; it waits with us."""


class HubMenolak(Exception):
    """The hub does not let us do this: its register or ours is wrong. Nothing was stored; people must look."""


class Pesan(NamedTuple):
    """One message to be sent: its headers, and its body of bytes."""

    kepala: Mapping[str, str]
    badan: bytes


class Terakhir(NamedTuple):
    """The last message of one of our own lanes, as the hub has it. Headers may be missing: anybody may have put it."""

    urutan: int
    """Its place in the hub's stream."""
    kepala: Mapping[str, str]
    badan: bytes


class Datang(NamedTuple):
    """One message of our inbox."""

    jalur: str
    """The subject it was published on."""
    urutan: int
    """Its place in the hub's stream."""
    kepala: Mapping[str, str]
    badan: bytes


class Kawat(Protocol):
    """One connection of one facility to one hub. Every call may raise KawatPutus."""

    @property
    def hub(self) -> str:
        """Whose hub it is: the code of the office."""

    async def terakhir(self, jalur: str) -> Terakhir | None:
        """The last message of one of our lanes; None where the hub has none."""

    async def kirim(self, jalur: str, pesan: Sequence[Pesan], setelah: int) -> int:
        """Send all of these or none, where the lane still ends at `setelah` (0: empty). Answers the last one's place.

        Raises UrutanLain, HubPenuh, HubMenolak.
        """

    async def ambil(self, banyak: int, tunggu: float) -> Sequence[Datang]:
        """The next of our inbox, at most so many, waiting at most so many seconds for the first; may be none."""

    async def selesai(self, datang: Datang) -> None:
        """This one and all before it are on our disk: the hub need not give them again."""
