"""A process whose children remind and are killed: python -m tests.anak_pengingat URL FOLDER

One day for each named moment: everybody owes something new; a child dies at that moment, and an hour later one lives.
At the end another looks and finds nothing to do. What is sent is written into FOLDER, one file a delivery and try, as
an outside would keep it. Prints the moment, and how each child ended.
"""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Final

from engine.database import connect
from engine.pengingat.kirim import Gagal
from engine.points import Titik, hang
from engine.policy import kebijakan
from engine.settings import Settings
from tests.kit import Jam
from tests.pengingat_kit import MULAI, kurang
from workers.kanal.kiriman import Surat
from workers.notices import Notices

MATI: Final = 9
MATI_DI: Final = tuple(one for one in Titik if one.startswith(("pengingat.", "kiriman.")))
SEKALI: Final = {Titik.PENGINGAT_DITEMUKAN, Titik.KIRIMAN_DITEMUKAN}
"""Passed once a look; the others are died at the second time."""


class Luar:
    """An outside that outlives the process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def kirim(self, surat: Surat) -> Gagal | None:
        """Keep it on the disk."""
        name = f"{surat.id}-{len(list(self._folder.glob(f'{surat.id}*')))}"
        (self._folder / name).write_text(surat.kalimat, encoding="utf-8")
        return None


def die_at(point: Titik) -> None:
    """Make that passing of this moment the last deed."""
    count, last = 0, 1 if point in SEKALI else 2

    def hook(passed: Titik) -> None:
        nonlocal count
        count += passed == point
        if count == last:
            os._exit(MATI)

    hang(hook)


async def ingatkan(url: str, folder: Path, jam: Jam) -> None:
    """Write what is due and send it."""
    engine = connect(url)
    worker = Notices(engine, Settings(data_dir=folder), now=jam, kanal={"surel": Luar(folder)})
    await worker.susun()
    await worker.kirimkan("surel")
    engine.dispose()


def hidup(url: str, folder: Path, jam: Jam, point: Titik | None = None) -> int:
    """One child's life; how it ended."""
    child = os.fork()
    if not child:
        if point is not None:
            die_at(point)
        asyncio.run(ingatkan(url, folder, jam))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(url: str, folder: Path, *people: str) -> None:
    """A day for each moment."""
    jam = Jam(MULAI)
    kebijakan()  # read once, for all children
    for point in MATI_DI:
        engine = connect(url)
        for who in people:
            kurang(engine, who, sejak=jam.saat - timedelta(days=1))
        engine.dispose()  # a child inherits no connection
        ends = []
        for died_at in (point, None):
            jam.maju(hours=1)
            ends.append(hidup(url, folder, jam, died_at))
        jam.maju(hours=22)
        print(point.value, *ends, flush=True)  # noqa: T201 - its answer
    jam.maju(hours=-21)
    print("kiriman.lagi", hidup(url, folder, jam), flush=True)  # noqa: T201 - its answer


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
