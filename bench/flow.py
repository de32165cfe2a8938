"""(b) The whole way of a move: HTTP, commit, stream, worker, projection; `jejak up` in its own processes.

`sedang`: moves arrive evenly and wait for nobody; a lag is from when one should have come until the projection's
cursor, read from outside, is past it. `penuh`: as many as the batch door takes; moves a second until the last stands
in the projection. The floor takes the same bytes the plain way (`bench.flow_floor`), without HTTP or rules.
"""

import asyncio
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import orjson

from bench import app, besar, flow_floor, lags
from bench.pace import paced
from bench.rows import rows_of
from bench.watch import Watcher
from bench.wire import Wire, wired
from bench.work import Figures, Size, Work
from engine.database import connect
from engine.facility import baru

AT_ONCE: Final = 500
"""Moves in one request of the batch door."""
REQUESTS: Final = 4
"""Such requests under way at once."""
CONNECTIONS: Final = 16
PATIENCE: Final = 120.0
CURSOR: Final = "SELECT min(seq) FROM kursor"
HEAD: Final = "SELECT max(seq) FROM jejak"
TRIP: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("berkas.ambil", {"tujuan": "GIGI"}),
    ("berkas.terima_di_unit", {"unit": "GIGI"}),
    ("berkas.kirim_kembali", {}),
    ("berkas.terima_kembali", {"cara_kembali": "diantar"}),
)
"""Round and round: each folder's next move."""


def measure(work: Work) -> list[Figures]:
    """Ours, then the floor on the same bytes."""
    size = work.size
    data = work.folder / "data"
    data.mkdir()
    file = data / "jejak.db"
    records = max(AT_ONCE * (REQUESTS + 1), min(10_000, size.burst))
    besar.make(file, records, plan=besar.registered)
    base = work.folder / "awal.db"
    shutil.copyfile(file, base)
    with app.running(data, "up") as running, Watcher(file, CURSOR) as watcher:
        token = app.token(data, *ROLES)
        watcher.reached(records, PATIENCE)
        ours = asyncio.run(_ours(running.address, token, _ids(file), size, watcher))
    engine = connect(f"sqlite:///{file}")
    rows = rows_of(engine, records, text_times=True)
    bodies = flow_floor.bodies_of(engine, records)
    engine.dispose()
    floor = asyncio.run(flow_floor.measure(work.folder, base, list(zip(rows, bodies, strict=True)), size))
    return [_beside(our, other) for our, other in zip(ours, floor, strict=True)]


ROLES: Final = ("petugas_pendaftaran", "perekam_medis", "petugas_unit")


def _ids(file: Path) -> list[str]:
    import sqlite3

    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM berkas ORDER BY id")]


def _commands(ids: Sequence[str], start: int, count: int) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for number in range(start, start + count):
        lap, place = divmod(number, len(ids))
        jenis, data = TRIP[lap % len(TRIP)]
        made.append({"command_id": baru(), "jenis": jenis, "subjek": ids[place], "data": data})
    return made


async def _ours(address: str, token: str, ids: Sequence[str], size: Size, watcher: Watcher) -> list[Figures]:
    async with wired(address, token, CONNECTIONS) as wire:
        even = await _paced(wire, _commands(ids, 0, size.paced), size.pace, watcher)
        count = size.burst // size.passes
        starts = [size.paced + turn * count for turn in range(size.passes)]
        bursts = [await _burst(wire, _commands(ids, start, count), watcher) for start in starts]
        return [even, flow_floor.middle(bursts)]


async def _paced(wire: Wire, commands: Sequence[dict[str, object]], pace: float, watcher: Watcher) -> Figures:
    async def one(body: bytes) -> int:
        return int(str((await wire.ask("/api/v1/perintah", body))["seq"]))

    found = await paced([orjson.dumps(command) for command in commands], pace, one)
    last = max(seq for _, _, seq in found)
    await asyncio.to_thread(watcher.reached, last, PATIENCE)
    answered = lags.spread([end - start for start, end, _ in found])
    return {
        "beban": "sedang",
        "per_detik_ditawarkan": pace,
        "gerak": len(found),
        **lags.spread([watcher.seen(seq) - start for start, _, seq in found]),
        "jawaban_p50_ms": answered["p50_ms"],
        "jawaban_p99_ms": answered["p99_ms"],
        "sejak_jawaban_p50_ms": lags.spread([max(0.0, watcher.seen(seq) - end) for _, end, seq in found])["p50_ms"],
    }


async def _burst(wire: Wire, commands: Sequence[dict[str, object]], watcher: Watcher) -> Figures:
    chunks = [commands[start : start + AT_ONCE] for start in range(0, len(commands), AT_ONCE)]
    waiting = iter([orjson.dumps({"perintah": chunk}) for chunk in chunks])
    last = 0

    async def ask() -> None:
        nonlocal last
        for body in waiting:
            answer = await wire.ask("/api/v1/perintah/banyak", body)
            if answer["ditolak"]:
                raise ValueError(orjson.dumps(answer)[:500])
            last = max(last, *(one["seq"] for one in answer["jawaban"]))  # type: ignore[attr-defined]

    start = time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(REQUESTS)))
    answered = time.perf_counter() - start
    seconds = await asyncio.to_thread(watcher.reached, last, PATIENCE) - start
    return {
        "beban": "penuh",
        "gerak": len(commands),
        "gerak_per_detik": round(len(commands) / seconds),
        "dijawab_per_detik": round(len(commands) / answered),
    }


def _beside(ours: Figures, floor: Figures) -> Figures:
    """The floor's figures next to ours, and the ratio."""
    both = ours | {f"lantai_{name}": value for name, value in floor.items() if name in {"p50_ms", "p99_ms"}}
    if "gerak_per_detik" in ours:
        rate, other = float(str(ours["gerak_per_detik"])), float(str(floor["gerak_per_detik"]))
        return both | {"lantai_per_detik": round(other), "rasio": round(rate / other, 3)}
    return both | {"rasio_p50": round(float(str(ours["p50_ms"])) / float(str(floor["p50_ms"])), 2)}
