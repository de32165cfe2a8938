"""The office whose hub it is: a facility like the others, on its own hub too; and the process the hub runs in."""

import asyncio
import signal
from pathlib import Path
from types import FrameType
from uuid import UUID, uuid5

from pydantic import ValidationError

from cli.keluaran import gagal
from cli.pangkal import Pangkal, buka
from engine import clock
from engine.database import writing
from engine.facility import Fasyankes
from engine.federasi import direktori
from engine.federasi.keluar import Kiriman, titip
from engine.federasi.kunci import KunciRusak, Laci
from engine.federasi.permohonan import permohonan as permohonan_kita
from engine.hub import buku
from engine.policy import kebijakan
from engine.settings import Settings
from schemas.federasi.kunci import DirektoriTerbit
from schemas.federasi.paket import PermohonanGabung
from schemas.names.federasi import MacamJalur
from workers.hub import jalankan as jalankan_hub

_RUANG = UUID("5d1d1f0e-6a37-5a0b-9c51-6a656a616b68")
"""The name space of directories on their way."""


def milik(pangkal: Pangkal) -> Fasyankes:
    """The office; a sentence and exit code 1 where this directory has none yet."""
    return pangkal.milik


def permohonan(pangkal: Pangkal) -> PermohonanGabung:
    """What this facility says of itself; its keys are made where it has none."""
    try:
        laci = Laci.di(pangkal.settings.data_dir)
        return permohonan_kita(pangkal.milik, laci, kebijakan().federasi, clock.now())
    except KunciRusak as error:
        gagal(f"Kunci federasi: {error}.")
    except ValidationError:
        gagal(f"Kode fasilitas {pangkal.milik.kode} tidak bisa dipakai bertukar kabar: hanya huruf besar dan angka.")


def gabung_sendiri(pangkal: Pangkal, folder: Path) -> None:
    """The office joins its own hub: nobody needs to compare anything on one machine."""
    hub = buku.baca(folder)
    paket = buku.paket(folder, hub, hub.kode)
    with writing(pangkal.engine).begin() as connection:
        direktori.gabung(connection, paket, direktori.sidik(paket.akar), clock.now())


def siarkan(settings: Settings, folder: Path) -> None:
    """Put the newest directory in force in the office's own Jejak, and have it told to everybody on the hub."""
    hub, terbit = buku.baca(folder), buku.terbit(folder)
    with buka(settings.data_dir) as pangkal, writing(pangkal.engine).begin() as connection:
        if pangkal.fasyankes is None or hub.kode not in direktori.hub_kita(connection):
            return
        direktori.pasang(connection, hub.kode, terbit, clock.now())
        told = str(uuid5(_RUANG, f"{hub.kode}:{hub.generasi}"))
        titip(connection, [Kiriman(told, MacamJalur.KEY, hub.kode, DirektoriTerbit.jenis, terbit)])


async def jalankan(folder: Path, binary: Path | None) -> None:
    """The hub, until a signal."""
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()

    def told(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(ending.set)

    before = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        await jalankan_hub(folder, binary, ending)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
