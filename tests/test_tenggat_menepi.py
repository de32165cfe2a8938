"""The timer with its hands full: it stands aside for people who ask, and takes more at a time where nobody does."""

from collections.abc import Callable

import pytest

from engine.execute import Answer, FrontDoor
from schemas.commands import berkas as ask
from schemas.message import Command
from tests.kit import PKM, UMUM, Arsip
from workers.deadlines import SEJALAN, SEPI, Deadlines

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


class Loket(FrontDoor):
    """A door that knows how many stand in it at once; where it is busy, somebody else asks so often."""

    ramai: Callable[[int], bool] = staticmethod(lambda _: False)
    """Does somebody else ask beside the timer's command of this number?"""
    nomor = 0
    di_dalam = 0
    terbanyak = 0

    async def execute(self, command: Command) -> Answer:
        self.di_dalam += 1
        self.terbanyak = max(self.terbanyak, self.di_dalam)
        self.diambil += self.ramai(self.nomor)
        self.nomor += 1
        answer = await super().execute(command)
        self.di_dalam -= 1
        return answer


@pytest.mark.parametrize(
    ("ramai", "sekaligus"),
    [(lambda _: False, SEPI), (lambda _: True, SEJALAN), (lambda nomor: nomor == 0, SEJALAN)],
    ids=["sepi", "ramai", "sesekali"],
)
async def test_the_timer_takes_more_at_once_only_where_nobody_else_asked_lately(
    arsip: Arsip, ramai: Callable[[int], bool], sekaligus: int
) -> None:
    for _ in range(2 * SEPI):
        berkas = await arsip.daftar()
        await arsip.minta(ask.Ambil, berkas, tujuan=UMUM)
        await arsip.minta(ask.TerimaDiUnit, berkas, unit=UMUM)
    arsip.jam.maju(days=2)
    timer = Deadlines(arsip.engine, now=arsip.jam)
    with Loket(arsip.engine, PKM.kode, now=arsip.jam) as door:
        door.ramai = ramai
        await timer.lewatkan(door)
        assert timer.ditandai == 2 * SEPI
        assert door.diambil >= timer.ditandai
        assert door.terbanyak == sekaligus
