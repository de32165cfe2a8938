"""(h) Where missing folders are: planted losses, and how far down the ranked list each true place stands.

The floor is what people do without a list: look where the record says it is. The second floor adds the desks and the
shelf. Base rates are learnt as the losses are found, day after day.
"""

import time
from collections.abc import Sequence
from random import Random
from typing import Final

from bench.lost_world import MILIK, SENIN, Dunia, Hilang, per_nasib, ringkas
from bench.work import Section, Work
from engine.database import connect
from engine.execute import FrontDoor
from engine.refusals import Refusal
from engine.schema import upgrade
from engine.views import pencarian as view
from engine.views import records
from schemas.commands import berkas as ask
from schemas.commands import pencarian as cari
from schemas.names import BerkasId, SebabPencarian

BENIH: Final = (11, 12, 13)
"""Seeds. The weights were set on others."""


def measure(work: Work) -> Section:
    """Every seed on SQLite: shares, beside the floors; then the same by how a folder was lost."""
    days, visits, lost, folders = (4, 40, 6, 300) if work.size.passes == 1 else (20, 120, 12, 2000)
    found: list[tuple[Hilang, int | None]] = []
    spent: list[float] = []
    for seed in BENIH[: work.size.passes]:
        one, took = uji(f"sqlite:///{work.folder / f'hilang{seed}.db'}", seed, folders, days, visits, lost)
        found += one
        spent += took
    spent.sort()
    whole = {"nasib": "semua"} | ringkas(found) | {"p99_ms": round(1000 * spent[int(0.99 * (len(spent) - 1))], 1)}
    return [whole, *per_nasib(found)]


def uji(  # noqa: PLR0913, PLR0917 - how large a world
    url: str, seed: int, folders: int, days: int, visits: int, lost: int
) -> tuple[list[tuple[Hilang, int | None]], list[float]]:
    """One world: each lost folder with the place of the truth in its list, and how long each list took."""
    engine = connect(url)
    upgrade(engine)
    found: list[tuple[Hilang, int | None]] = []
    spent: list[float] = []
    with FrontDoor(engine, MILIK.kode, now=lambda: SENIN.replace(year=2027)) as door:
        world = Dunia(engine, door, Random(seed))  # noqa: S311 - a seeded world, no secret
        world.isi(folders)
        for _ in range(days):
            for one in world.hari(visits, lost):
                rank, took = cari_satu(world, one)
                found.append((one, rank))
                spent.append(took)
    engine.dispose()
    return found, spent


def cari_satu(world: Dunia, one: Hilang) -> tuple[int | None, float]:
    """Report it, begin the search, rank the places; then it is found where it is, and the next search knows."""
    pencarian = BerkasId(world.id())
    world.minta(ask.LaporkanHilang, one.berkas, "permed")
    world.minta(cari.Mulai, pencarian, "permed", berkas=one.berkas, sebab=SebabPencarian.DILAPORKAN_HILANG)
    world.selesai()
    began = time.perf_counter()
    with world.engine.connect() as connection:
        berkas = records.ringkas(connection, one.berkas)
        assert not isinstance(berkas, Refusal), berkas
        _, places = view.tempat(connection, berkas, view.terakhir(connection, one.berkas))
    took = time.perf_counter() - began
    rank = _rank([place.letak for place in places], one)
    world.jalan(60)
    world.minta(cari.Temukan, pencarian, "permed2", letak=min(one.benar), urutan=rank if rank and rank < 999 else None)
    world.selesai()
    return rank, took


def _rank(places: Sequence[str], one: Hilang) -> int | None:
    return next((at for at, letak in enumerate(places, 1) if letak in one.benar), None)
