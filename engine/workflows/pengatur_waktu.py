"""What the timer asks when a deadline is due: the same wish for the same deadline, so that it is granted once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Protocol, TypeVar
from uuid import UUID, uuid5

from schemas.message import Command, Pelaku
from schemas.names import SISTEM, Cara, JenisTenggat, PeranMesin, PerintahId

PENGATUR_WAKTU: Final = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))
C_co = TypeVar("C_co", bound=Command, covariant=True)
C = TypeVar("C", bound=Command)


def id_perintah(subjek: str, hal: str) -> PerintahId:
    """The id of a machine's wish: the same for the same thing about the same subject."""
    return PerintahId(str(uuid5(UUID(subjek), hal)))


class Penanda(Protocol[C_co]):
    """Makes the wish for one deadline. `percobaan` makes another of it, for one that was asked before it was due."""

    def __call__(
        self, subjek: str, tenggat: JenisTenggat, jatuh_tempo: datetime, versi: int, percobaan: int = 0
    ) -> C_co:
        """The wish."""


def penanda(command: Callable[..., C], rumpun: UUID, *, batas: str = "jatuh_tempo", sebut: bool = True) -> Penanda[C]:
    """For a command whose field `batas` is the due time; `sebut`: its field `tenggat` says which deadline it is.

    `rumpun` is the name space of the ids of one workflow's wishes.
    """

    def wish(subjek: str, tenggat: JenisTenggat, jatuh_tempo: datetime, versi: int, percobaan: int = 0) -> C:
        isi: dict[str, Any] = {batas: jatuh_tempo} | ({"tenggat": tenggat} if sebut else {})
        return command(
            command_id=PerintahId(str(uuid5(rumpun, f"{subjek}/{tenggat}/{versi}/{percobaan}"))),
            subjek=subjek,
            pelaku=PENGATUR_WAKTU,
            cara=Cara.SISTEM,
            **isi,
        )

    return wish
