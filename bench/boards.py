"""(b) An HTTP scan until its row stands on another browser's board, with 20 boards open; and memory at rest.

The whole of Jejak runs as a user runs it (`jejak up --contoh`, its own process, SQLite, nats-server). The time is
taken on the client: from just before the scan is sent until the board's stream has delivered that ledger position.
"""

import asyncio
import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from statistics import median, quantiles

import httpx
import psutil

from engine.facility import baru

BOARDS = 20
SCANS = 200
PACE = 0.05
"""Seconds between scans: 20 a second, more than a counter ever does."""
START_SECONDS = 60.0
JEJAK = (sys.executable, "-c", "from cli.main import main; main()")


@contextlib.contextmanager
def running(folder: Path) -> Iterator[tuple[str, int]]:
    """A Jejak with the sample facility; its address and process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*JEJAK, "up", "--contoh", "--data", str(folder), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own command
        try:
            address = f"http://127.0.0.1:{port}"
            _ready(address, process)
            yield address, process.pid
        finally:
            process.terminate()


def _ready(address: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{address}/readyz").is_success:
                return
        time.sleep(0.1)
    raise TimeoutError("jejak up tidak siap")


def _token(folder: Path) -> str:
    command = [*JEJAK, "token", "buat", "--data", str(folder), "--nama", "ukur"]
    roles = ["--peran", "petugas_pendaftaran"]
    return subprocess.run([*command, *roles], check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603 - the same


async def _positions(client: httpx.AsyncClient, opened: asyncio.Event) -> AsyncIterator[int]:
    """Ledger positions as they arrive on one board's stream; `opened` is set when it hangs on the line."""
    async with client.stream("GET", "/api/v1/aliran", timeout=None) as response:
        response.raise_for_status()
        opened.set()
        async for line in response.aiter_lines():
            if line.startswith("id:"):
                yield int(line.removeprefix("id:"))


async def _measure(address: str, token: str) -> dict[str, float | int]:
    headers = {"Authorization": f"Bearer {token}"}
    arrived: list[dict[int, float]] = [{} for _ in range(BOARDS)]
    sent: dict[int, float] = {}
    limits = httpx.Limits(max_connections=BOARDS + 5)
    async with httpx.AsyncClient(base_url=address, headers=headers, limits=limits, timeout=30) as client:
        rows = (
            (await client.get("/api/v1/berkas", params={"keadaan": "disimpan", "batas": 100})).raise_for_status().json()
        )
        numbers = [row["nomor"] for row in rows["isi"]]

        async def board(seen: dict[int, float], opened: asyncio.Event) -> None:
            async for seq in _positions(client, opened):
                seen.setdefault(seq, time.perf_counter())

        opened = [asyncio.Event() for _ in arrived]
        boards = [asyncio.create_task(board(seen, event)) for seen, event in zip(arrived, opened, strict=True)]
        await asyncio.gather(*(event.wait() for event in opened))
        for number in range(SCANS):
            nomor, out = numbers[number // 2 % len(numbers)], number % 2 == 0
            body = {
                "command_id": baru(),
                "jenis": "berkas.ambil" if out else "berkas.batal_ambil",
                "subjek": nomor,
                "cara": "pindai",
                "data": {"tujuan": "UMUM"} if out else {},
            }
            start = time.perf_counter()
            answer = (await client.post("/api/v1/perintah", json=body)).raise_for_status().json()
            sent[answer["seq"]] = start
            await asyncio.sleep(PACE)
        end = time.perf_counter() + 10
        while time.perf_counter() < end and any(sent.keys() - seen.keys() for seen in arrived):  # noqa: ASYNC110 - 20 dicts
            await asyncio.sleep(0.05)
        for task in boards:
            task.cancel()
        await asyncio.gather(*boards, return_exceptions=True)
    lags = [seen[seq] - start for seen in arrived for seq, start in sent.items() if seq in seen]
    return {
        "papan": BOARDS,
        "pindaian": SCANS,
        "hilang": len(sent) * BOARDS - len(lags),
        "p50_ms": round(median(lags) * 1000, 1),
        "p99_ms": round(quantiles(lags, n=100)[98] * 1000, 1),
        "terlama_ms": round(max(lags) * 1000, 1),
    }


def _memory(pid: int) -> dict[str, float]:
    """Proportional set size of all processes, in MB (10^6): what they really cost this machine together."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return {process.name(): round(process.memory_full_info().pss / 1e6, 1) for process in family}


def measure(folder: Path) -> dict[str, object]:
    """Lag to the boards, and memory at rest before any load."""
    with running(folder) as (address, pid):
        memory = _memory(pid)
        lag = asyncio.run(_measure(address, _token(folder)))
    return {"memori_diam_mb": memory, "memori_diam_jumlah_mb": round(sum(memory.values()), 1), **lag}
