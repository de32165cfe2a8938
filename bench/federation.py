"""(l) A hub and 50 facilities: what goes over it from all of them at once, and how long one message is on its way.

Every facility comes in as it does in the field: TLS, an nkey and an account of its own, atomic batches chained on its
lane's last sequence, a durable pull consumer. The bodies are as large as sealed referrals and sealed by nobody: what
is measured is the hub and the wire. Beside it, in the same run and on the same disk, one plain client publishes as
many messages of that size into a plain stream asynchronously, with nothing of all that. Last, the whole way between
two databases: outbox, seal, sign, hub, believe, open, inbox, receipt.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import ClassVar, Final

import psutil
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import DeliverPolicy, StreamConfig
from sqlalchemy import Engine, func, select

from bench.lags import spread
from bench.plain_stream import STREAM, SUBJECT, server
from bench.work import Figures, Work
from cli import hub_dinas
from engine import clock, facility, nkey
from engine import tables as t
from engine.database import connect, writing
from engine.facility import Fasyankes, Unit
from engine.federasi import direktori
from engine.federasi.kawat import Datang, Pesan
from engine.federasi.keluar import Kiriman, titip
from engine.federasi.kunci import Laci
from engine.federasi.permohonan import permohonan
from engine.hub import akar as kunci_akar
from engine.hub import buku
from engine.hub.buku import Hub, Terdaftar
from engine.policy import kebijakan
from engine.relay import KartuMasuk, NatsTujuan
from engine.schema import upgrade
from engine.tasks import akhiri
from schemas import subjects
from schemas.federasi import Isi
from schemas.federasi.kunci import KunciTercatat
from schemas.federasi.paket import PermohonanGabung
from schemas.names import KodeUnit
from schemas.names.federasi import JenisFasyankes, MacamJalur
from workers.federasi import Federasi
from workers.federasi_kawat import KawatNats, kawat
from workers.hub import PelayanHub

HUB: Final = "UKUR"
BADAN: Final = os.urandom(2048 + 48)
"""As long as a referral of 1.6 kB, filled up and sealed."""
KEPALA: Final = {f"Fed-{name}": "x" * 24 for name in ("Id", "Epoch", "Seq", "Time", "Type", "Kid", "Skid", "Sig")}
SEKALI: Final = 100
"""Messages of a batch."""
JENDELA: Final = 500
"""Messages of the plain client that are on the wire unacknowledged."""
LAJU: Final = 100
"""Messages a second, from everybody together, while the way of each is timed."""
PULIH: Final = 60.0
LOOPBACK: Final = "127.0.0.1"


class Surat(Isi):
    """A message that means nothing."""

    jenis: ClassVar[str] = "ukur.surat;1"
    macam: ClassVar[MacamJalur] = MacamJalur.REF
    isi: str


def measure(work: Work) -> list[Figures]:
    """The hub beside a plain stream; then the whole way."""
    return asyncio.run(_measure(work))


async def _measure(work: Work) -> list[Figures]:
    each, many = work.size.fed_messages, work.size.fed_facilities
    plain_rate, plain_lags = await _plain(work, each * many)
    folder = work.folder / "hub"
    codes = [f"F{number}" for number in range(many)]
    keys = _hub(folder, codes)
    pelayan = PelayanHub(folder)
    serving = asyncio.create_task(pelayan.run())
    try:
        await _until(lambda: pelayan.berlaku == buku.baca(folder).generasi)
        assert pelayan.pid
        process = psutil.Process(pelayan.pid)
        idle = process.memory_info().rss
        async with _lines(folder, keys) as lines:
            rate = await _all_at_once(work, lines, each)
            lags = await _one_by_one(work, lines)
            rss = process.memory_info().rss
        whole = await _whole(work, folder.parent, each * 2)
    finally:
        await akhiri(serving)
    told, floor = spread(lags), spread(plain_lags)
    return [
        {
            "fasilitas": many,
            "pesan": each * many,
            "pesan_per_detik": round(rate),
            "lantai_per_detik": round(plain_rate),
            "rasio": round(rate / plain_rate, 2),
            **told,
            "lantai_p99_ms": floor["p99_ms"],
            "rasio_p99": round(told["p99_ms"] / floor["p99_ms"], 2),
            "hub_rss_mb": round(rss / 1e6),
            "hub_rss_diam_mb": round(idle / 1e6),
        },
        {"fasilitas": 2, "isi": "dari_basis_data", "pesan": each * 2, "pesan_per_detik": round(whole)},
    ]


# ── the floor ────────────────────────────────────────────────────────────────────────────────────────


async def _plain(work: Work, count: int) -> tuple[float, list[float]]:
    """Messages a second of one plain asynchronous publisher; and the way of single ones to a plain subscriber."""
    home = work.folder / "lantai"
    home.mkdir()
    async with server(home) as client:
        js = client.jetstream()
        await js.add_stream(StreamConfig(name=STREAM, subjects=[SUBJECT]))
        began = time.monotonic()
        await _publish(client, count)
        rate = count / (time.monotonic() - began)
        lags: list[float] = []

        async def came(message: Msg) -> None:
            lags.append(time.monotonic() - float((message.headers or {})["Sent"]))
            await message.ack()

        await js.subscribe(SUBJECT, cb=came, manual_ack=True, deliver_policy=DeliverPolicy.NEW)
        paced = int(work.size.fed_seconds * LAJU)
        start = time.monotonic()
        for number in range(paced):
            await _at(start + number / LAJU)
            await client.publish(SUBJECT, BADAN, headers=KEPALA | {"Sent": str(time.monotonic())})
        await _until(lambda: len(lags) >= paced)
    return rate, lags


async def _publish(client: Client, count: int) -> None:
    inbox = client.new_inbox()
    free = asyncio.Semaphore(JENDELA)

    async def acked(_message: Msg) -> None:
        free.release()

    subscription = await client.subscribe(inbox, cb=acked)
    for _ in range(count):
        await free.acquire()
        await client.publish(SUBJECT, BADAN, reply=inbox, headers=KEPALA)
    for _ in range(JENDELA):
        await free.acquire()
    await subscription.unsubscribe()


# ── the hub ──────────────────────────────────────────────────────────────────────────────────────────


def _hub(folder: Path, codes: Sequence[str]) -> dict[str, nkey.Nkey]:
    """A hub with these facilities, half of them hospitals."""
    folder.mkdir()
    now = clock.now()
    root = kunci_akar.buat(folder.parent / "akar.pem")
    hub = Hub(
        kode=HUB,
        nama="Hub Ukur",
        jenis=JenisFasyankes.DINKES_KABUPATEN,
        dengar=LOOPBACK,
        port=hub_dinas.port_kosong(),
        alamat=(LOOPBACK,),
        akar=kunci_akar.umum(root),
        dibuat=now,
    )
    buku.buat(folder, hub, now)
    keys = {kode: nkey.buat() for kode in codes}
    dead = [
        KunciTercatat(kid=f"ukur-{guna}", guna=guna, kunci="ab" * 32, mulai=now, sampai=now)
        for guna in ("tanda", "sandi")
    ]
    rows = [
        Terdaftar(
            permohonan=PermohonanGabung(
                kode=kode,
                nama=kode,
                fasyankes=JenisFasyankes.RS if number % 2 else JenisFasyankes.PUSKESMAS,
                nkey=keys[kode].publik,
                kunci=tuple(one.model_copy(update={"kid": f"{kode.lower()}-{one.guna}"}) for one in dead),
            ),
            tingkat=1,
            sidik="ukur",
            sejak=now,
        )
        for number, kode in enumerate(codes)
    ]
    with buku.mengubah(folder) as made:
        buku.tulis_anggota(folder, made, rows)
    return keys


@asynccontextmanager
async def _lines(folder: Path, keys: dict[str, nkey.Nkey]) -> AsyncIterator[dict[str, KawatNats]]:
    """Everybody is connected."""
    url, ca = buku.baca(folder).url, buku.ca(folder)
    async with AsyncExitStack() as stack:
        yield {
            kode: await stack.enter_async_context(
                kawat(NatsTujuan(url, kartu=KartuMasuk(key.benih, ca, subjects.kotak(kode))), HUB, kode)
            )
            for kode, key in keys.items()
        }


def _partner(kode: str, lines: dict[str, KawatNats]) -> str:
    """Whom it writes to."""
    codes = list(lines)
    return codes[(codes.index(kode) + 1) % len(codes)]


async def _all_at_once(work: Work, lines: dict[str, KawatNats], each: int) -> float:
    """Messages a second, from the first that is sent until the last is acknowledged by its receiver."""
    began = time.monotonic()
    with work.told.progress("pesan", each * len(lines)) as bar:
        arrived = 0

        async def send(kode: str) -> None:
            lane = subjects.jalur(kode, MacamJalur.REF.value, _partner(kode, lines))
            place = 0
            for start in range(0, each, SEKALI):
                page = [Pesan(KEPALA, BADAN)] * min(SEKALI, each - start)
                place = await lines[kode].kirim(lane, page, place)

        async def take(kode: str) -> None:
            nonlocal arrived
            taken = 0
            while taken < each:
                page = await lines[kode].ambil(400, 5.0)
                if page:
                    await lines[kode].selesai(page[-1])
                    taken += len(page)
                    arrived += len(page)
                    bar.at(arrived)

        await asyncio.gather(*(send(kode) for kode in lines), *(take(kode) for kode in lines))
    return each * len(lines) / (time.monotonic() - began)


async def _one_by_one(work: Work, lines: dict[str, KawatNats]) -> list[float]:
    """How long each of many single messages is on its way, one after another from all of them."""
    lags: list[float] = []

    async def take(kode: str) -> None:
        while True:
            page: Sequence[Datang] = await lines[kode].ambil(400, 5.0)
            now = time.monotonic()
            lags.extend(now - float(one.kepala["Sent"]) for one in page)
            if page:
                await lines[kode].selesai(page[-1])

    async def send(kode: str, at: Sequence[float]) -> None:
        lane = subjects.jalur(kode, MacamJalur.REF.value, _partner(kode, lines))
        last = await lines[kode].terakhir(lane)
        place = last.urutan if last else 0
        for moment in at:
            await _at(moment)
            head = KEPALA | {"Sent": str(time.monotonic())}
            place = await lines[kode].kirim(lane, [Pesan(head, BADAN)], place)

    paced = int(work.size.fed_seconds * LAJU)
    start = time.monotonic() + 0.5
    moments = {kode: [start + number / LAJU for number in range(paced) if number % len(lines) == place]
               for place, kode in enumerate(lines)}  # fmt: skip
    taking = [asyncio.create_task(take(kode)) for kode in lines]
    try:
        await asyncio.gather(*(send(kode, at) for kode, at in moments.items()))
        await _until(lambda: len(lags) >= paced)
    finally:
        await akhiri(*taking)
    return lags


# ── the whole way ────────────────────────────────────────────────────────────────────────────────────


async def _whole(work: Work, folder: Path, count: int) -> float:
    """Messages a second between two databases, until the last one is receipted."""
    made = {kode: _facility(folder, kode, jenis) for kode, jenis in (("AA", JenisFasyankes.PUSKESMAS),
                                                                     ("BB", JenisFasyankes.RS))}  # fmt: skip
    for kode, engine in made.items():
        _join(folder, kode, engine)
    for engine in made.values():
        with writing(engine).begin() as connection:
            direktori.pasang(connection, HUB, buku.terbit(folder / "hub"), clock.now())
    body = Surat(isi="x" * 1600)
    with writing(made["AA"]).begin() as connection:
        titip(connection, [Kiriman(facility.baru(), Surat.macam, "BB", Surat.jenis, body) for _ in range(count)])
    running = [asyncio.create_task(Federasi(engine, folder / kode).run()) for kode, engine in made.items()]
    c = t.fed_keluar.c

    def receipted() -> bool:
        with made["AA"].connect() as connection:
            return not connection.execute(select(func.count()).where(c.diterima.is_(None))).scalar_one()

    began = time.monotonic()
    try:
        await _until(receipted)
    finally:
        await akhiri(*running)
        for engine in made.values():
            engine.dispose()
    del work
    return count / (time.monotonic() - began)


def _facility(folder: Path, kode: str, jenis: JenisFasyankes) -> Engine:
    (folder / kode).mkdir()
    engine = connect(f"sqlite:///{folder / kode / 'jejak.db'}")
    upgrade(engine)
    with writing(engine).begin() as connection:
        units = (Unit(KodeUnit("UMUM"), "Poli Umum", "rawat_jalan"),)
        facility.create(connection, Fasyankes(kode, f"Ukur {kode}", "WIB", jenis), units)
    return engine


def _join(folder: Path, kode: str, engine: Engine) -> None:
    with engine.connect() as connection:
        milik = facility.read(connection)
    assert milik
    asked = permohonan(milik, Laci.di(folder / kode), kebijakan().federasi, clock.now())
    hub = hub_dinas.daftar(folder / "hub", asked, folder / "akar.pem")
    paket = buku.paket(folder / "hub", hub, kode)
    with writing(engine).begin() as connection:
        direktori.gabung(connection, paket, direktori.sidik(paket.akar), clock.now())


async def _at(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.monotonic()))


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PULIH):
        while not condition():  # noqa: ASYNC110 - what is waited for is in a database, or in another process
            await asyncio.sleep(0.02)
