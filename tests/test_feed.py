"""The feed of the boards: ordered, whole, shared, honest about a broadcast that lags."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from engine.execute import FrontDoor
from engine.relay import NatsTujuan
from tests.kit import PKM, Arsip
from tests.siaran import isi_buku, pekerjaan, sampai
from web import feed as feed_module
from web.feed import Feed, Kabar
from workers.nats_server import NatsServer
from workers.relay import Relay

MATI = signal.SIGTERM if os.name == "nt" else signal.SIGKILL


def nowhere() -> NatsTujuan | None:
    """No NATS at all."""
    return None


async def told(news: AsyncIterator[Kabar], sampai_seq: int) -> list[int]:
    """Positions told, up to this one."""
    seen: list[int] = []
    async with asyncio.timeout(20):
        async for kabar in news:
            seen += [telling.seq for telling in kabar.tellings]
            if seen and seen[-1] >= sampai_seq:
                return seen
    return seen


@asynccontextmanager
async def broadcast(arsip: Arsip, folder: Path) -> AsyncIterator[tuple[NatsServer, Relay, Feed]]:
    """Server, relay and feed, all running, none of them delayed."""
    async with NatsServer(folder) as server:
        relay = Relay(arsip.engine, PKM.kode, lambda: server.tujuan)
        feed = Feed(arsip.engine, PKM.kode, lambda: server.tujuan)
        async with pekerjaan(relay.run()), pekerjaan(feed.run()):
            await sampai(lambda: not relay.tertunda and not feed.tertunda, "siaran lancar")
            yield server, relay, feed


async def test_a_board_catches_up_from_any_position_and_then_goes_on_live(arsip: Arsip) -> None:
    await isi_buku(arsip, 600)
    feed = Feed(arsip.engine, PKM.kode, nowhere)
    async with pekerjaan(feed.run()):
        early, late = feed.ikuti(0), feed.ikuti(590)
        assert await told(early, 600) == list(range(1, 601))
        assert await told(late, 600) == list(range(591, 601))
        await isi_buku(arsip, 5)
        assert await told(early, 605) == list(range(601, 606))
        assert await told(late, 605) == list(range(601, 606))


async def test_a_position_older_than_what_is_at_hand_is_read_from_the_ledger(
    arsip: Arsip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "CINCIN", 10)
    monkeypatch.setattr(feed_module, "HALAMAN", 7)
    await isi_buku(arsip, 30)
    feed = Feed(arsip.engine, PKM.kode, nowhere)
    async with pekerjaan(feed.run()):
        news = feed.ikuti(2)
        assert await told(news, 30) == list(range(3, 31))
        await isi_buku(arsip, 50)
        assert await told(news, 80) == list(range(31, 81))


async def test_a_restarted_feed_goes_on_where_the_board_stopped(arsip: Arsip) -> None:
    await isi_buku(arsip, 10)
    first = Feed(arsip.engine, PKM.kode, nowhere)
    async with pekerjaan(first.run()):
        assert (await told(first.ikuti(0), 10))[-1] == 10
    await isi_buku(arsip, 4)
    second = Feed(arsip.engine, PKM.kode, nowhere)
    async with pekerjaan(second.run()):
        assert await told(second.ikuti(10), 14) == [11, 12, 13, 14]


async def test_a_position_beyond_the_ledger_waits_at_its_end(arsip: Arsip) -> None:
    await isi_buku(arsip, 3)
    feed = Feed(arsip.engine, PKM.kode, nowhere)
    async with pekerjaan(feed.run()):
        news = feed.ikuti(999)
        assert (await anext(news)).tellings == ()
        await isi_buku(arsip, 2)
        assert await told(news, 5) == [4, 5]


async def test_the_stream_wakes_the_boards_without_a_hint_of_this_process(
    arsip: Arsip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "SAPU_DETIK", 60)
    async with broadcast(arsip, tmp_path) as (_, relay, feed):
        news = feed.ikuti(0)
        with FrontDoor(arsip.engine, PKM.kode, woken=relay.wake) as door:
            other = Arsip(arsip.engine, door, arsip.jam)
            last = await isi_buku(other, 30)
            assert await told(news, last) == list(range(1, last + 1))


async def test_a_hint_of_the_committer_is_enough(arsip: Arsip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_module, "SAPU_DETIK", 60)
    feed = Feed(arsip.engine, PKM.kode, nowhere)
    async with pekerjaan(feed.run()):
        news = feed.ikuti(0)
        await anext(news)
        with FrontDoor(arsip.engine, PKM.kode, woken=feed.wake) as door:
            assert await isi_buku(Arsip(arsip.engine, door, arsip.jam), 1) == 1
            assert await told(news, 1) == [1]


async def test_boards_go_on_while_nats_is_dead_and_say_that_the_broadcast_is_delayed(
    arsip: Arsip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "DETAK_DETIK", 0.2)
    async with broadcast(arsip, tmp_path) as (server, relay, feed):
        news = feed.ikuti(0)
        assert (await anext(news)).tertunda is False
        pid = server.pid
        assert pid
        os.kill(pid, MATI)
        assert (await anext(news)).tertunda is True
        last = await isi_buku(arsip, 3)
        assert await told(news, last) == [1, 2, 3]
        await sampai(lambda: relay.terkirim == last and not feed.tertunda, "siaran pulih")
        assert (await anext(news)).tertunda is False


async def test_a_relay_that_lags_makes_the_broadcast_a_delayed_one(
    arsip: Arsip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "TUNDA_DETIK", 0.1)
    monkeypatch.setattr(feed_module, "SAPU_DETIK", 0.05)
    async with NatsServer(tmp_path) as server:
        feed = Feed(arsip.engine, PKM.kode, lambda: server.tujuan)
        relay = Relay(arsip.engine, PKM.kode, lambda: server.tujuan)
        async with pekerjaan(feed.run()):
            async with pekerjaan(relay.run()):
                await sampai(lambda: not feed.tertunda)
            await isi_buku(arsip, 1)
            await sampai(lambda: feed.tertunda, "tertunda")
            async with pekerjaan(relay.run()):
                await sampai(lambda: not feed.tertunda, "pulih")


async def test_silence_is_broken_by_a_heartbeat(arsip: Arsip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_module, "DETAK_DETIK", 0.05)
    feed = Feed(arsip.engine, PKM.kode, nowhere)
    async with pekerjaan(feed.run()):
        news = feed.ikuti(0)
        assert [await anext(news) for _ in range(3)] == [Kabar((), True, 0)] * 3


async def test_closing_ends_every_reader_and_the_reading(arsip: Arsip) -> None:
    feed = Feed(arsip.engine, PKM.kode, nowhere)
    running = asyncio.create_task(feed.run())

    async def follow() -> int:
        return len([kabar async for kabar in feed.ikuti(0)])

    readers = [asyncio.create_task(follow()) for _ in range(20)]
    await asyncio.sleep(0)
    feed.close()
    async with asyncio.timeout(5):
        await asyncio.gather(*readers)
        await running


async def test_two_hundred_boards_share_one_reading(arsip: Arsip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_module, "SAPU_DETIK", 60)
    feed = Feed(arsip.engine, PKM.kode, nowhere)
    reads: list[object] = []

    def counted(connection: object, *_: object) -> None:
        reads.append(connection)

    async with pekerjaan(feed.run()):
        await asyncio.sleep(0)
        boards = [feed.ikuti(0) for _ in range(200)]
        await asyncio.gather(*(anext(board) for board in boards))
        last = await isi_buku(arsip, 50)
        event.listen(arsip.engine, "checkout", counted)  # nobody else reads here
        feed.wake(last)
        seen = await asyncio.gather(*(told(board, last) for board in boards))
        event.remove(arsip.engine, "checkout", counted)
    assert all(positions == list(range(1, last + 1)) for positions in seen)
    assert len(reads) == 1


async def test_a_rebuilt_stream_is_followed_without_losing_or_doubling_a_line(arsip: Arsip, tmp_path: Path) -> None:
    from workers.carry import bangun_ulang

    async with broadcast(arsip, tmp_path) as (server, relay, feed):
        assert server.tujuan
        news = feed.ikuti(0)
        last = await isi_buku(arsip, 10)
        assert await told(news, last) == list(range(1, 11))
        await bangun_ulang(arsip.engine, PKM.kode, server.tujuan)
        last = await isi_buku(arsip, 10)
        assert await told(news, last) == list(range(11, 21))
        await sampai(lambda: relay.terkirim == last and not feed.tertunda)
