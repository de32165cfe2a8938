"""The load generator counts from the schedule, and a real Jejak under a light load makes no error."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.torture import beban, beban_ukur
from tests.torture.beban_pembangkit import (
    PUTUS,
    Catatan,
    Pembangkit,
    Permintaan,
    jadwal_poisson,
    jadwal_tetap,
)

JAWABAN = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


class Sapa:
    """The same question again and again."""

    def __init__(self) -> None:
        self.status: list[int] = []

    def berikut(self) -> Permintaan:
        return Permintaan(b"GET / HTTP/1.1\r\nHost: uji\r\n\r\n", "sapa", None)

    def dijawab(self, _minta: Permintaan, status: int, _isi: bytes, _saat: float) -> str | None:
        self.status.append(status)
        return None if status == 200 else "galat"


class Peladen(asyncio.Protocol):
    """Answers at once, except between `berhenti` and the end of the stall: then everybody waits."""

    def __init__(self, macet: tuple[float, float], mulai: float) -> None:
        self.macet = mulai + macet[0], mulai + macet[1]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, _data: bytes) -> None:
        loop = asyncio.get_running_loop()
        begins, ends = self.macet
        if begins <= loop.time() < ends:
            loop.call_at(ends, self.transport.write, JAWABAN)
        else:
            self.transport.write(JAWABAN)


@asynccontextmanager
async def peladen(macet: tuple[float, float]) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()
    start = loop.time()
    server = await loop.create_server(lambda: Peladen(macet, start), "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def beri(port: int, laju: float, detik: float, sambungan: int = 4) -> Catatan:
    return await Pembangkit("127.0.0.1", port, Sapa(), sambungan).jalan(jadwal_tetap(laju, detik))


async def test_a_server_that_stalls_shows_in_the_latency_of_all_that_was_due_meanwhile() -> None:
    """Half a second's stall at 200/s: a hundred requests were due, though four connections could only send four."""
    async with peladen((0.5, 1.0)) as port:
        noted = await beri(port, 200, 2.0)
    assert len(noted.latensi) == 400
    waited = sorted(noted.latensi, reverse=True)[:100]
    assert waited[0] >= 0.45
    assert sum(one > 0.25 for one in waited) >= 45
    assert sum(one > 0.05 for one in waited) >= 85
    assert sum(noted.terlambat_kirim) > sum(noted.telat_sendiri), "most of it is waiting for the server, not for us"


async def test_a_request_that_gets_no_answer_counts_with_its_wait_and_the_rest_go_on() -> None:
    class Pemutus(Peladen):
        def data_received(self, data: bytes) -> None:
            self.transport.abort() if asyncio.get_running_loop().time() < self.macet[1] else super().data_received(data)

    loop = asyncio.get_running_loop()
    start = loop.time()
    server = await loop.create_server(lambda: Pemutus((0.0, 0.2), start), "127.0.0.1", 0)
    async with server:
        work = Sapa()
        made = Pembangkit("127.0.0.1", server.sockets[0].getsockname()[1], work, 4)
        noted = await made.jalan(jadwal_tetap(100, 1.0))
    assert len(noted.latensi) == len(work.status) == 100
    assert work.status[-1] == 200
    assert noted.galat["galat"] == work.status.count(PUTUS)
    assert noted.diulang > 0


def test_poisson_arrivals_come_from_the_seed_at_the_rate_asked() -> None:
    first, again = list(jadwal_poisson(200, 30, 7)), list(jadwal_poisson(200, 30, 7))
    assert first == again != list(jadwal_poisson(200, 30, 8))
    assert 5_700 < len(first) < 6_300
    assert all(0 <= due < 30 for due in first)


def test_percentiles_are_values_that_were_measured() -> None:
    values = [n / 1000 for n in range(1, 1001)]
    assert beban_ukur.persentil(values) == {"p50": 500, "p90": 900, "p99": 990, "p99.9": 999, "maks": 1000}
    assert beban_ukur.persentil([]) == {}
    assert beban_ukur.persentil([0.5]) == dict.fromkeys(["p50", "p90", "p99", "p99.9", "maks"], 500)


def test_a_line_that_rises_is_not_called_flat() -> None:
    def taken(mib: float, detik: float) -> beban_ukur.Cuplikan:
        return beban_ukur.Cuplikan(detik, {"app": mib}, {"app": detik / 2})

    rising = [taken(100 + n, n * 30) for n in range(20)]
    flat = [taken(100 + n % 2, n * 30) for n in range(20)]
    assert not beban_ukur.memori(rising, 60, 0.5)["bagian"]["app"]["datar"]
    assert beban_ukur.memori(rising, 60, 0.5)["bagian"]["app"]["mib_per_menit"] == 2
    assert beban_ukur.memori(flat, 60, 0.5)["bagian"]["app"]["datar"]
    assert beban_ukur.pemakaian_cpu(rising[0], rising[-1]) == {"app": 0.5}


@pytest.mark.timeout(110)
def test_a_real_jejak_with_boards_open_makes_no_error_at_a_gentle_rate() -> None:
    found = beban.jalankan(laju=20, menit=1 / 6, papan=4)
    assert found["galat"] == {}
    assert found["permintaan"] == len(list(jadwal_poisson(20, 10, 1)))
    assert set(found["jenis"]) == {"perintah", "pindai"}
    assert found["papan"]["putus"] == 0
    assert found["papan"]["tertinggal_ms"]["maks"] < 10_000
    assert set(found["cpu_inti"]) == {"app", "nats", "pembangkit"}
