"""(b) An HTTP scan until its row stands on another browser's board, with 20 boards open; and memory at rest.

The whole of Jejak runs as a user runs it (`jejak up --contoh`, its own process, SQLite, nats-server). The time is
taken on the client: from just before the scan is sent until the board's stream has delivered that ledger position.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from statistics import median, quantiles

import httpx

from bench import app
from bench.work import Figures, Work
from engine.facility import baru

BOARDS = 20
PACE = 0.05
"""Seconds between scans: 20 a second, more than a counter ever does."""


async def _positions(client: httpx.AsyncClient, opened: asyncio.Event) -> AsyncIterator[int]:
    """Ledger positions as they arrive on one board's stream; `opened` is set when it hangs on the line."""
    async with client.stream("GET", "/api/v1/aliran", timeout=None) as response:
        response.raise_for_status()
        opened.set()
        async for line in response.aiter_lines():
            if line.startswith("id:"):
                yield int(line.removeprefix("id:"))


async def _measure(address: str, token: str, scans: int) -> dict[str, float | int]:
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
        for number in range(scans):
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
        "pindaian": scans,
        "hilang": len(sent) * BOARDS - len(lags),
        "p50_ms": round(median(lags) * 1000, 1),
        "p99_ms": round(quantiles(lags, n=100)[98] * 1000, 1),
        "terlama_ms": round(max(lags) * 1000, 1),
    }


def measure(work: Work) -> Figures:
    """Lag to the boards, and memory at rest before any load."""
    folder = work.folder / "papan"
    with app.running(folder, "up", "--contoh") as running:
        memory = app.memory(running.pid)
        token = app.token(folder, "petugas_pendaftaran")
        lag = asyncio.run(_measure(running.address, token, work.size.scans))
    return {"memori_diam_mb": memory, "memori_diam_jumlah_mb": round(sum(memory.values()), 1), **lag}
