"""A line to a hub and what goes over it, put together: keys, address, certificate, policy."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import Engine

from engine import clock, facility
from engine.federasi.hub import HubKita
from engine.federasi.kunci import Laci
from engine.federasi.sambungan import BelumBergabung, Sambungan
from engine.policy import kebijakan
from engine.relay import KartuMasuk, NatsTujuan
from schemas import subjects
from workers.federasi_kawat import KawatNats, kawat


@asynccontextmanager
async def sambungan(
    engine: Engine,
    data_dir: Path,
    hub: HubKita,
    now: clock.Clock = clock.now,
    lewat: Callable[[HubKita, NatsTujuan], NatsTujuan] | None = None,
) -> AsyncIterator[tuple[KawatNats, Sambungan]]:
    """One connection, closed at the end. Raises KawatPutus, KunciRusak, BelumBergabung. `lewat`: another way there."""
    laci = Laci.di(data_dir)
    own = await asyncio.to_thread(_diri, engine)
    nkey = await asyncio.to_thread(laci.nkey)
    tujuan = NatsTujuan(hub.url, kartu=KartuMasuk(nkey.benih, hub.ca, subjects.kotak(own)))
    async with kawat(lewat(hub, tujuan) if lewat else tujuan, hub.kode, own) as line:
        yield line, Sambungan(engine, line, laci, kebijakan().federasi, now)


def _diri(engine: Engine) -> str:
    with engine.connect() as connection:
        milik = facility.read(connection)
    if milik is None:
        raise BelumBergabung("fasilitas belum dibuat")
    return milik.kode
