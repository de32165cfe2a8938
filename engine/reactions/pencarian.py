"""A search follows its folder: it begins with the report of loss, ends with the find, or with the report undone.

Repeat story: each wish bears an id made from the fact that caused it, and a search begun by a report is made of that
report's id: asked again, it is the same wish about the same search.
"""

from collections.abc import Callable
from typing import Final
from uuid import UUID, uuid5

from schemas.commands import pencarian as ask
from schemas.events import berkas as told
from schemas.message import Command, Event, Pelaku
from schemas.names import SISTEM, BerkasId, Cara, Keadaan, PeranMesin, PerintahId, SebabHenti, SebabPencarian

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-63617269696e")
"""The name space of what follows here."""
PENGIKUT: Final = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))
DI_TANGAN: Final = frozenset({Cara.PINDAI, Cara.KETIK})

Terakhir = Callable[[BerkasId], str | None]
"""The newest search for a folder, by its id; None where there was none."""


def pencarian_dari(perintah: str) -> str:
    """The id of the search that a report of loss begins."""
    return str(uuid5(RUMPUN, f"mulai/{perintah}"))


def ikutan(event: Event, terakhir: Terakhir) -> tuple[Command, ...]:
    """What follows from a fact about a folder, for its search. A refusal of it (found already, not sought) is right."""
    match event:
        case told.BerkasDilaporkanHilang():
            mulai = ask.Mulai(
                command_id=_id("perintah", event),
                subjek=pencarian_dari(event.perintah_id),
                pelaku=PENGIKUT,
                cara=Cara.SISTEM,
                terjadi_pada=min(event.terjadi_pada, event.dicatat_pada),
                berkas=event.subjek,
                sebab=SebabPencarian.DILAPORKAN_HILANG,
            )
            return (mulai,)
        case told.BerkasDitemukan():
            return _ditemukan(event, event.unit, terakhir)
        case told.GerakDiurungkan(dari=Keadaan.HILANG):
            if (pencarian := terakhir(event.subjek)) is None:
                return ()
            henti = ask.Hentikan(
                command_id=_id("henti", event),
                subjek=pencarian,
                pelaku=PENGIKUT,
                cara=Cara.SISTEM,
                sebab=SebabHenti.LAPORAN_KELIRU,
            )
            return (henti,)
        case told.PeristiwaBerkas() if event.cara in DI_TANGAN and event.ke is not Keadaan.HILANG and event.di:
            return _ditemukan(event, event.di, terakhir)
        case _:
            return ()


def _ditemukan(event: told.PeristiwaBerkas, unit: str, terakhir: Terakhir) -> tuple[Command, ...]:
    """Somebody had it in hand: whoever looks for it may stop."""
    if (pencarian := terakhir(event.subjek)) is None:
        return ()
    temukan = ask.Temukan(
        command_id=_id("temukan", event),
        subjek=pencarian,
        pelaku=PENGIKUT,
        cara=Cara.SISTEM,
        letak="meja" if unit == "RM" else f"unit:{unit}",
    )
    return (temukan,)


def _id(apa: str, event: Event) -> PerintahId:
    return PerintahId(str(uuid5(RUMPUN, f"{apa}/{event.perintah_id}")))
