"""What the hub's tests build with: a real hub on the loopback, facilities with keys of their own, a wire to cut."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from nats.aio.client import Client
from nats.js import JetStreamContext

from engine import clock, nkey
from engine.hub import buku
from engine.hub.buku import Hub, Terdaftar
from engine.relay import KartuMasuk, NatsTujuan
from engine.tasks import akhiri
from schemas import subjects
from schemas.federasi.kunci import KunciTercatat
from schemas.federasi.paket import PermohonanGabung
from schemas.names.federasi import JenisFasyankes as J
from tests.siaran import sampai
from workers.hub import PelayanHub
from workers.streams import sambung

KABUPATEN = "K3201"
BIASA = (("PKM1", J.PUSKESMAS), ("PKM2", J.PUSKESMAS), ("RS1", J.RS), (KABUPATEN, J.DINKES_KABUPATEN))
SAAT = clock.now()
SETAHUN = timedelta(days=365)


def port_kosong() -> int:
    """A port nobody listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as made:
        return int(made.getsockname()[1])


def permohonan(kode: str, jenis: J, publik: str) -> PermohonanGabung:
    """What a facility says of itself; its keys of messages are nobody's."""
    keys = tuple(
        KunciTercatat(kid=f"{kode.lower()}-{guna}", guna=guna, kunci="ab" * 32, mulai=SAAT, sampai=SAAT + SETAHUN)
        for guna in ("tanda", "sandi")
    )
    return PermohonanGabung(kode=kode, nama=f"Contoh {kode}", fasyankes=jenis, nkey=publik, kunci=keys)


@dataclass(slots=True)
class DuniaHub:
    """A hub in a folder, and the keys of everybody on it."""

    folder: Path
    kunci: dict[str, nkey.Nkey] = field(default_factory=dict)
    pelayan: PelayanHub | None = None

    @property
    def hub(self) -> Hub:
        """Its register as it stands."""
        return buku.baca(self.folder)

    def tujuan(
        self, kode: str, *, url: str | None = None, benih: str | None = None, ca: str | None = None
    ) -> NatsTujuan:
        """How this facility comes in."""
        kartu = KartuMasuk(benih or self.kunci[kode].benih, ca or buku.ca(self.folder), subjects.kotak(kode))
        return NatsTujuan(url or self.hub.url, kartu=kartu)

    def daftarkan(self, *siapa: tuple[str, J]) -> None:
        """Enrol these, with keys made here."""
        with buku.mengubah(self.folder) as hub:
            made = []
            for kode, jenis in siapa:
                self.kunci[kode] = nkey.buat()
                asked = permohonan(kode, jenis, self.kunci[kode].publik)
                made.append(Terdaftar(permohonan=asked, tingkat=1, sidik="uji", sejak=SAAT))
            buku.tulis_anggota(self.folder, hub, (*hub.anggota, *made))

    def cabut(self, kode: str) -> None:
        """Revoke one."""
        with buku.mengubah(self.folder) as hub:
            rest = [one.model_copy(update={"dicabut": SAAT}) if one.kode == kode else one for one in hub.anggota]
            buku.tulis_anggota(self.folder, hub, rest)

    async def berlaku(self) -> None:
        """Until the newest generation is in force."""
        assert self.pelayan
        wanted = self.hub.generasi
        await sampai(lambda: self.pelayan and self.pelayan.berlaku == wanted, f"generasi {wanted} berlaku")

    @asynccontextmanager
    async def jalan(self) -> AsyncIterator[PelayanHub]:
        """The hub runs until the block ends."""
        self.pelayan = PelayanHub(self.folder)
        task = asyncio.create_task(self.pelayan.run())
        try:
            await self.berlaku()
            yield self.pelayan
        finally:
            failed = task.done() and not task.cancelled() and task.exception()
            await akhiri(task)
            self.pelayan = None
            assert not failed, failed

    @asynccontextmanager
    async def admin(self) -> AsyncIterator[JetStreamContext]:
        """The hub's own hand."""
        async with sambung(buku.tujuan(self.folder, self.hub)) as client:
            yield client.jetstream(timeout=5)

    async def terakhir(self) -> int:
        """The last position of the stream."""
        async with self.admin() as js:
            return (await js.stream_info(subjects.FED)).state.last_seq


def buat_hub(
    folder: Path, siapa: Sequence[tuple[str, J]] = BIASA, *, kode: str = KABUPATEN, maks: int = 2**28
) -> DuniaHub:
    """A hub that is not running yet, with these facilities on it."""
    hub = Hub(
        kode=kode,
        nama="Dinkes Contoh",
        jenis=J.DINKES_KABUPATEN,
        dengar="127.0.0.1",
        port=port_kosong(),
        alamat=("127.0.0.1",),
        maks_bita=maks,
        akar="ab" * 32,
        dibuat=SAAT,
    )
    folder.mkdir(parents=True, exist_ok=True)
    buku.buat(folder, hub, SAAT)
    made = DuniaHub(folder)
    made.daftarkan(*siapa)
    return made


@asynccontextmanager
async def masuk(dunia: DuniaHub, kode: str) -> AsyncIterator[tuple[Client, list[Exception]]]:
    """Logged in as this facility, with what the server complains of."""
    galat: list[Exception] = []
    with contextlib.suppress(ConnectionError):
        async with sambung(dunia.tujuan(kode), galat=galat.append) as client:
            yield client, galat
