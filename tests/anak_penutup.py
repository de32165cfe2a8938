"""A process whose children close days and are killed: python -m tests.anak_penutup URL

One day for each named moment: a child dies at that moment, and the next one lives. Prints how each child ended.
"""

import asyncio
import os
import sys
from datetime import timedelta
from typing import Final

from engine.database import connect
from engine.execute import FrontDoor
from engine.points import Titik, hang
from engine.policy import kebijakan
from tests.kit import PAGI, PKM, Jam
from tests.sensus_kit import susul
from workers import census
from workers.census import Penutup

MATI: Final = 9
MATI_DI: Final = tuple(one for one in Titik if one.startswith("sensus."))
MULAI: Final = PAGI + timedelta(days=2)


async def tutup(url: str, jam: Jam) -> None:
    """Close and issue all there is."""
    engine = connect(url)
    with FrontDoor(engine, PKM.kode, now=jam) as door:
        worker = Penutup(engine, PKM.kode, now=jam)
        for _ in range(2):
            susul(engine)
            await worker.langkah(door)
    engine.dispose()


def hidup(url: str, jam: Jam, point: Titik | None = None) -> int:
    """One child's life; how it ended."""
    child = os.fork()
    if not child:
        if point is not None:
            hang(lambda passed: os._exit(MATI) if passed == point else None)
        vars(census)["SEJALAN"] = 1  # pages small enough to die between them
        asyncio.run(tutup(url, jam))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(url: str) -> None:
    """A day for each moment."""
    jam = Jam(MULAI)
    kebijakan()  # read once, for all children
    for point in MATI_DI:
        print(point.value, *(hidup(url, jam, died_at) for died_at in (point, None)), flush=True)  # noqa: T201 - its answer
        jam.maju(days=1)
    print("lagi", hidup(url, jam), flush=True)  # noqa: T201 - its answer


if __name__ == "__main__":
    main(sys.argv[1])
