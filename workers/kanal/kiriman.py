"""What a way out is given, and what it may answer."""

from typing import NamedTuple, Protocol

from engine.pengingat.kirim import Gagal
from engine.people.kontak import Kontak


class Surat(NamedTuple):
    """One message: numbers and a link. There is no field a patient could stand in."""

    id: str
    """Its key outside: sent twice, it is recognised."""
    aturan: str
    petugas: str
    kontak: Kontak
    kalimat: str
    tautan: str
    isi: list[list[object]]
    """The numbers of `kalimat`, for programs."""
    pada: int
    """When it goes, in seconds of the epoch."""


class TidakSiap(Exception):
    """This way out cannot work as it is set up; `kode` names why."""

    def __init__(self, kode: str) -> None:
        super().__init__(kode)
        self.kode = kode


class Kanal(Protocol):
    """A way out."""

    async def kirim(self, surat: Surat) -> Gagal | None:
        """Send it. None: it was taken; else why not. Raises OSError and TimeoutError, which mean: later."""
        ...
