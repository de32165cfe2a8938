"""What its operator may see of a running hub: who is there, how many messages, since when. Not what is in them."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import orjson
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

from engine.hub import buku
from engine.hub.buku import Hub
from schemas import subjects
from workers.hub import STATUS
from workers.streams import sambung

JAWAB_DETIK: Final = 3.0
COBA: Final = 5
JEDA_DETIK: Final = 0.5
SALAH: Final = (NatsError, OSError, TimeoutError)
H_SAAT: Final = "Nats-Time-Stamp"


@dataclass(frozen=True, slots=True)
class Tilikan:
    """One facility on the hub."""

    kode: str
    jenis: str
    tersambung: bool
    dikirim: int
    """Messages of its own that lie in the hub."""
    terakhir: datetime | None
    """When the newest of them came."""
    menunggu: int
    """Messages for it that it has not fetched."""
    diambil: datetime | None
    """When it last acknowledged some."""


@dataclass(frozen=True, slots=True)
class KeadaanHub:
    """The hub as it runs."""

    generasi: int
    pesan: int
    bita: int
    maks_bita: int
    anggota: tuple[Tilikan, ...]


def berlaku(folder: Path) -> int | None:
    """The generation a running hub has in force; None where none runs."""
    try:
        told: dict[str, object] = orjson.loads((folder / STATUS).read_bytes())
    except (OSError, ValueError):
        return None
    generasi, pid = told.get("generasi"), told.get("pid")
    return generasi if isinstance(generasi, int) and pid is not None else None


async def tilik(folder: Path) -> KeadaanHub | None:
    """Ask the running hub; None where it does not answer. Raises HubRusak."""
    hub = buku.baca(folder)
    try:
        there = await _tersambung(folder, hub)
        async with sambung(buku.tujuan(folder, hub)) as client:
            js = client.jetstream(timeout=JAWAB_DETIK)
            state = (await js.stream_info(subjects.FED)).state
            counts = await _jumlah(js)
            seen = []
            for one in hub.aktif:
                info = await js.consumer_info(subjects.FED, one.kode)
                seen.append(
                    Tilikan(
                        kode=one.kode,
                        jenis=one.jenis.value,
                        tersambung=one.kode in there,
                        dikirim=counts.get(one.kode, 0),
                        terakhir=await _terakhir(js, one.kode),
                        menunggu=(info.num_pending or 0) + (info.num_ack_pending or 0),
                        diambil=info.ack_floor.last_active if info.ack_floor else None,
                    )
                )
    except (*SALAH, NotFoundError):
        return None
    return KeadaanHub(berlaku(folder) or 0, state.messages, state.bytes, hub.maks_bita, tuple(seen))


def tilik_sekarang(folder: Path) -> KeadaanHub | None:
    """`tilik`, for who has no loop; asked again where a hub runs that is just taking over a change."""
    return asyncio.run(_sabar(folder))


async def _sabar(folder: Path) -> KeadaanHub | None:
    for _ in range(COBA):
        found = await tilik(folder)
        if found is not None or not (folder / STATUS).exists():
            return found
        await asyncio.sleep(JEDA_DETIK)
    return None


async def _jumlah(js: JetStreamContext) -> dict[str, int]:
    """Messages by who told them."""
    found: dict[str, int] = {}
    info = await js.stream_info(subjects.FED, subjects_filter=subjects.FED_SEMUA)
    for subject, number in (info.state.subjects or {}).items():
        parts = subjects.urai_jalur(subject)
        if parts is not None:
            found[parts[0]] = found.get(parts[0], 0) + number
    return found


async def _terakhir(js: JetStreamContext, kode: str) -> datetime | None:
    """When the newest message of this facility came."""
    try:
        message = await js.get_last_msg(subjects.FED, subjects.jalur_milik(kode), direct=True)
    except NotFoundError:
        return None
    told = (message.headers or {}).get(H_SAAT)
    return datetime.fromisoformat(told) if told else None


async def _tersambung(folder: Path, hub: Hub) -> frozenset[str]:
    """The accounts somebody is logged in to now."""
    async with sambung(buku.tujuan(folder, hub, buku.SISTEM)) as client:
        answer = await client.request("$SYS.REQ.SERVER.PING.CONNZ", b'{"auth":true,"limit":2048}', timeout=JAWAB_DETIK)
    told = orjson.loads(answer.data)["data"].get("connections") or ()
    return frozenset(str(one.get("account")) for one in told)
