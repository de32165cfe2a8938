"""The inbox: what other facilities told, believed and in order."""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from schemas.federasi import Isi
from schemas.message import Pelaku
from schemas.names import PeranMesin, PerintahId, PetugasId
from schemas.names.federasi import MacamJalur

_RUANG: Final = UUID("f2b9a9f4-3f7e-5b0e-9a6e-6a656a616b66")
"""The name space of commands that follow from messages."""
SEKUTU: Final = Pelaku(PetugasId("00000000-0000-0000-0000-00000000fed0"), frozenset({PeranMesin.SEKUTU}))
"""Who acts when another facility told it: no member of staff."""


class Masuk(NamedTuple):
    """One message that was believed: its signature is its sender's, it was sealed to us, it comes once and in order."""

    urut: int
    id: str
    asal: str
    """Who told it: proved."""
    macam: MacamJalur
    jenis: str
    isi: Isi
    menurut_pengirim: datetime
    """When, by their clock: it may be minutes off, or more."""
    masuk: datetime
    """When we learned it, by ours."""
    sampai: datetime | None


def id_perintah(fed_id: str) -> PerintahId:
    """The id of the command that follows from a message: always the same, so that it is granted once."""
    return PerintahId(str(uuid5(_RUANG, fed_id)))
