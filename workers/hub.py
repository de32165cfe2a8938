"""A Dinkes' hub: its nats-server kept running, its one stream, a consumer for each facility, its register in force.

Nothing is routed here: the filters of the consumers are the routing. Nothing is read here either: what lies in the
stream is sealed to whom it is for. Repeat story: stream and consumers are made as they should be at every start and
every change; what is there already is left as it is.
"""

import asyncio
import contextlib
import os
import signal
from pathlib import Path
from typing import Final

import orjson
import structlog
from nats.errors import Error as NatsError
from nats.errors import NoRespondersError
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, ConsumerInfo, DiscardPolicy, StorageType, StreamConfig
from nats.js.errors import NotFoundError

from engine.hub import buku, konfigurasi
from engine.hub.buku import Hub, HubRusak
from engine.relay import NatsTujuan
from engine.tasks import akhiri
from schemas import subjects
from workers.nats_child import Child, launch, start_clean, write_secret
from workers.nats_server import NatsServer
from workers.streams import sambung

log = structlog.get_logger()

LIHAT_DETIK: Final = 0.5
"""How often the register is looked at."""
MUAT_KALI: Final = 8
"""How often the server is asked to read its configuration before a change counts as not taken over."""
UJI_DETIK: Final = 0.3
JAWAB_DETIK: Final = 5.0
MENUNGGU_ACK: Final = 2000
ACK_DETIK: Final = 10.0
"""After that what a dead receiver had fetched is given again; a page is on the disk long before."""
SIMPAN_HARI: Final = 120
"""How long the hub keeps what it carried: longer than any facility is away, or it must ask for it again."""
MUAT: Final = getattr(signal, "SIGHUP", signal.SIGTERM)
"""Read the configuration again; where there is no such signal it ends, and is started again with it."""
STATUS: Final = "status.json"
SALAH: Final = (NatsError, OSError, TimeoutError)


class MuatGagal(Exception):
    """The server does not serve the register's newest generation, however often it was asked."""


class PelayanHub:
    """One hub, running. `berlaku`: the generation of the register that is in force."""

    def __init__(self, folder: Path, *, binary: Path | None = None) -> None:
        self._folder = folder
        self._server = NatsServer(folder, binary=binary, kabari=self._siap, mulai=self._mulai)
        self._bangun = asyncio.Event()
        self._told: dict[str, str | int | None] = {}
        self.berlaku = 0
        self.galat = ""

    @property
    def pid(self) -> int | None:
        """The server's process, while it runs."""
        return self._server.pid

    async def run(self) -> None:
        """Serve until cancelled. Raises HubRusak at once, BinaryNotTrusted, DirektoriTerpakai."""
        buku.baca(self._folder)
        async with self._server:
            try:
                while True:
                    await self._sekali()
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(LIHAT_DETIK):
                            await self._bangun.wait()
            finally:
                (self._folder / STATUS).unlink(missing_ok=True)

    async def _mulai(self, binary: Path, folder: Path) -> Child:
        hub = await asyncio.to_thread(buku.baca, self._folder)
        await asyncio.to_thread(start_clean, folder)
        write_secret(folder / "nats.conf", buku.teks(self._folder, hub))
        child = await launch(binary, folder, folder / "nats.conf")
        child.tujuan = buku.tujuan(self._folder, hub)
        return child

    def _siap(self, _tujuan: NatsTujuan) -> None:
        self.berlaku = 0
        self._bangun.set()

    async def _sekali(self) -> None:
        """Bring the register into force, if it is not."""
        self._bangun.clear()
        pid = self._server.pid
        try:
            hub = await asyncio.to_thread(buku.baca, self._folder)
            if pid is not None and hub.generasi != self.berlaku:
                await self._berlakukan(hub, pid)
                self.berlaku, self.galat = hub.generasi, ""
                log.info("hub_berlaku", generasi=hub.generasi, fasyankes=len(hub.aktif))
        except (*SALAH, HubRusak, MuatGagal) as error:
            if self.galat != type(error).__name__:
                log.warning("hub_tertunda", galat=type(error).__name__, keterangan=str(error))
            self.galat = type(error).__name__
        self._tulis_status(pid)

    async def _berlakukan(self, hub: Hub, pid: int) -> None:
        config = self._folder / buku.NATS / "nats.conf"
        text = buku.teks(self._folder, hub)
        first = config.read_text(encoding="utf-8") == text  # the server was started with it
        write_secret(config, text)
        async with sambung(buku.tujuan(self._folder, hub)) as client:
            js = client.jetstream(timeout=JAWAB_DETIK)
            await siapkan(js, hub)
        for attempt in range(MUAT_KALI):
            if not first or attempt:
                os.kill(pid, MUAT)
                await asyncio.sleep(UJI_DETIK)
            if await _dilayani(buku.tujuan(self._folder, hub, buku.UJI), konfigurasi.uji(hub.generasi)):
                return
        raise MuatGagal(f"generasi {hub.generasi}")

    def _tulis_status(self, pid: int | None) -> None:
        told: dict[str, str | int | None] = {"generasi": self.berlaku, "pid": pid, "galat": self.galat}
        if told == self._told:
            return
        self._told = told
        with contextlib.suppress(OSError):
            buku.tulis(self._folder / STATUS, orjson.dumps(told))


async def _dilayani(tujuan: NatsTujuan, akun: str) -> bool:
    """Is the newest account served? After one reload it often is let in and reaches nothing (measured)."""
    asked = subjects.jalur_terakhir(subjects.jalur(akun, "x", "x"))
    try:
        async with sambung(tujuan) as client:
            answer = await client.request(asked, b"", timeout=JAWAB_DETIK)
    except (NoRespondersError, *SALAH):
        return False
    return (answer.headers or {}).get("Status") == "404"


async def siapkan(js: JetStreamContext, hub: Hub) -> None:
    """The stream, and a consumer for each facility; those of revoked ones go. Raises nats errors."""
    wanted = aliran(hub)
    try:
        there = (await js.stream_info(subjects.FED)).config
        if (there.subjects, there.max_bytes, there.max_age) != (wanted.subjects, wanted.max_bytes, wanted.max_age):
            await js.update_stream(wanted)
    except NotFoundError:
        await js.add_stream(wanted)
    known = {info.name: info.config for info in await _konsumen(js)}
    for one in hub.aktif:
        config = konsumen(hub, one.kode)
        found = known.pop(one.kode, None)
        if found is None or _lain(found, config):
            await js.add_consumer(subjects.FED, config)
    for name in known:
        with contextlib.suppress(NotFoundError):
            await js.delete_consumer(subjects.FED, name)


def _lain(there: ConsumerConfig, wanted: ConsumerConfig) -> bool:
    same = sorted(there.filter_subjects or ()) == sorted(wanted.filter_subjects or ())
    return not same or there.ack_wait != wanted.ack_wait


async def _konsumen(js: JetStreamContext) -> list[ConsumerInfo]:
    found: list[ConsumerInfo] = []
    while page := await js.consumers_info(subjects.FED, offset=len(found)):
        found += page
    return found


def aliran(hub: Hub) -> StreamConfig:
    """The one stream of a hub."""
    return StreamConfig(
        name=subjects.FED,
        subjects=[subjects.FED_SEMUA],
        storage=StorageType.FILE,
        allow_direct=True,
        allow_atomic=True,
        discard=DiscardPolicy.NEW,
        max_bytes=hub.maks_bita,
        max_age=SIMPAN_HARI * 86400.0,
    )


def konsumen(hub: Hub, kode: str) -> ConsumerConfig:
    """What is carried to one facility. Acknowledged up to a place: one receiver, after its commit."""
    jenis = next(one.jenis for one in hub.aktif if one.kode == kode)
    return ConsumerConfig(
        durable_name=kode,
        ack_policy=AckPolicy.ALL,
        ack_wait=ACK_DETIK,
        max_ack_pending=MENUNGGU_ACK,
        filter_subjects=list(konfigurasi.mendengar(jenis, kode, hub.kode)),
    )


async def jalankan(folder: Path, binary: Path | None, berhenti: asyncio.Event) -> None:
    """Serve until told to end."""
    pelayan = PelayanHub(folder, binary=binary)
    serving = asyncio.create_task(pelayan.run())
    ending = asyncio.create_task(berhenti.wait())
    try:
        await asyncio.wait({serving, ending}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            serving.result()
    finally:
        await akhiri(serving, ending)
