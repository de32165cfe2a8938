"""The workers of one facility as one running whole, each kept going by itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Engine

from engine import facility, projections
from engine.announce import Listener
from engine.execute import FrontDoor
from engine.relay import NatsTujuan
from engine.settings import Settings
from engine.tasks import akhiri, jaga
from workers.census import Penutup
from workers.deadlines import Deadlines
from workers.federasi import Federasi
from workers.intake import Intake
from workers.nats_server import NatsServer
from workers.notices import Notices
from workers.penjadwalan import Penjadwalan
from workers.projections import PekerjaProyeksi
from workers.reactions import Reactions
from workers.relay import Relay
from workers.sisrute import PengirimSisrute
from workers.surveilans import Surveilans
from workers.telusur import Telusur
from workers.tempat_tidur import PenerbitTempatTidur

Nats = Callable[[], NatsTujuan | None]


@dataclass(frozen=True, slots=True)
class Pekerja:
    """What is running."""

    relay: Relay
    intake: Intake
    tenggat: Deadlines
    reaksi: Reactions
    proyeksi: tuple[PekerjaProyeksi, ...]
    pengingat: Notices | None


@asynccontextmanager
async def nats(settings: Settings) -> AsyncIterator[Nats]:
    """Where NATS is: the one the settings name, or one of our own. Raises what entering NatsServer raises."""
    if settings.nats_url is not None:
        token = settings.nats_token.get_secret_value() if settings.nats_token else None
        named = NatsTujuan(settings.nats_url.get_secret_value(), token)
        yield lambda: named
        return
    async with NatsServer(settings.data_dir, binary=settings.nats_server_bin) as server:
        yield lambda: server.tujuan


@asynccontextmanager
async def pekerja(  # noqa: PLR0913 - what one process hands in
    engine: Engine,
    fasyankes: str,
    tujuan: Nats,
    *,
    relay: Relay | None = None,
    tenggat: Deadlines | None = None,
    reaksi: Reactions | None = None,
    pengingat: Notices | None = None,
    sisrute: PengirimSisrute | None = None,
    federasi: Federasi | None = None,
    door: FrontDoor | None = None,
) -> AsyncIterator[Pekerja]:
    """Relay, intake, projections, timer, reactions and notices (where handed in), until the block ends.

    One process: hand in relay, timer and reactions, and the door whose commits wake them. Workers alone: none, and
    they open a door of their own; the ledger's lock keeps two doors on one database in order.
    """
    relay = relay or Relay(engine, fasyankes, tujuan)
    tenggat = tenggat or Deadlines(engine)
    reaksi = reaksi or Reactions(engine, fasyankes)

    def woken(seq: int) -> None:
        relay.wake(seq)
        tenggat.wake(seq)
        reaksi.wake(seq)
        if federasi is not None:
            federasi.wake(seq)

    async with AsyncExitStack() as stack:
        if door is None:
            door = FrontDoor(engine, fasyankes, woken=woken).open()
            stack.callback(door.close)
            stack.callback(Listener(engine, woken).open().close)
        intake = Intake(engine, door, fasyankes, tujuan)
        recaps = await asyncio.to_thread(_proyeksi, engine, tujuan)
        running: list[tuple[str, Callable[[], Awaitable[None]]]] = [
            ("relay", relay.run),
            ("intake", intake.run),
            ("tenggat", partial(tenggat.run, door)),
            ("reaksi", partial(reaksi.run, door)),
            ("penjadwalan", partial(Penjadwalan(engine).run, door)),
            ("telusur", Telusur(engine).run),
            ("surveilans", partial(Surveilans(engine).run, door)),
            ("penutupan", partial(Penutup(engine, fasyankes).run, door)),
            ("tempat_tidur", PenerbitTempatTidur(engine).run),
            *((one.nama, one.run) for one in recaps),
            *([("pengingat", pengingat.run)] if pengingat else ()),
            *([("sisrute", sisrute.run)] if sisrute else ()),
            *([("federasi", partial(federasi.run, door))] if federasi else ()),
        ]
        for name, run in running:
            stack.push_async_callback(akhiri, asyncio.create_task(jaga(name, run), name=name))
        yield Pekerja(relay, intake, tenggat, reaksi, recaps, pengingat)


def _proyeksi(engine: Engine, tujuan: Nats) -> tuple[PekerjaProyeksi, ...]:
    with engine.connect() as connection:
        milik = facility.read(connection)
    made = projections.semua(milik) if milik else ()
    return tuple(PekerjaProyeksi(engine, milik.kode, one, tujuan) for one in made) if milik else ()
