"""A process that reacts, made to be killed: python -m tests.anak_reaksi URL POINT

POINT: the named moment at whose third passing (the first, for one a page) the process ends; `-`: it lives.
"""

import asyncio
import os
import sys

from engine.database import connect
from engine.execute import FrontDoor
from engine.points import Titik, hang
from tests.kit import PAGI, PKM, Jam
from workers.reactions import Reactions

MATI = 9


def die_at(point: str) -> None:
    """Make that passing of this moment the last deed."""
    count, last = 0, 1 if point == Titik.REAKSI_SEBELUM_KURSOR else 3

    def hook(passed: Titik) -> None:
        nonlocal count
        count += passed == point
        if count == last:
            os._exit(MATI)

    hang(hook)


async def main(url: str, point: str) -> None:
    """React to all there is, or die."""
    jam = Jam(PAGI)
    jam.maju(hours=1)
    engine = connect(url)
    with FrontDoor(engine, PKM.kode, now=jam) as door:
        die_at(point)
        await Reactions(engine, PKM.kode, now=jam).kejar(door)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
