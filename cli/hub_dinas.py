"""The office whose hub it is: a facility like the others, on its own hub too; and the process the hub runs in."""

import asyncio
import signal
import socket
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Final
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from cli.keluaran import gagal
from cli.pangkal import Pangkal, buka
from engine import clock
from engine.database import writing
from engine.federasi import direktori
from engine.federasi.keluar import Kiriman, titip
from engine.federasi.kunci import KunciRusak, Laci
from engine.federasi.permohonan import permohonan as permohonan_kita
from engine.federasi.permohonan import sidik_permohonan
from engine.hub import akar as kunci_akar
from engine.hub import buku
from engine.hub.akar import AkarSalah
from engine.hub.buku import Hub, HubRusak, Terdaftar
from engine.policy import kebijakan
from engine.settings import Settings
from schemas.federasi.kunci import DirektoriTerbit
from schemas.federasi.paket import PermohonanGabung
from schemas.names.federasi import JenisFasyankes, MacamJalur
from workers.hub import jalankan as jalankan_hub

_RUANG = UUID("5d1d1f0e-6a37-5a0b-9c51-6a656a616b68")
"""The name space of directories on their way."""
TINGKAT: Final = {JenisFasyankes.RS: 2, JenisFasyankes.DINKES_PROVINSI: 2, JenisFasyankes.KEMENTERIAN: 3}
"""The level of a facility where nobody says otherwise; the others are of the first."""


def buat(  # noqa: PLR0913 - what a hub is made of
    pangkal: Pangkal, folder: Path, akar: Path, *, alamat: Sequence[str], dengar: str, port: int, maks_bita: int
) -> Hub:
    """A hub for this office, the office itself on it. Raises HubRusak, AkarSalah."""
    milik, now = pangkal.milik, clock.now()
    key = kunci_akar.baca(akar) if akar.exists() else kunci_akar.buat(akar)
    hub = Hub(
        kode=milik.kode,
        nama=milik.nama,
        jenis=milik.jenis,
        dengar=dengar,
        port=port or port_kosong(dengar),
        alamat=tuple(alamat),
        maks_bita=maks_bita,
        akar=kunci_akar.umum(key),
        dibuat=now,
    )
    asked = permohonan(pangkal)
    buku.buat(folder, hub, now)
    made = daftar(folder, asked, akar)
    _gabung_sendiri(pangkal, folder)
    return made


def daftar(
    folder: Path, asked: PermohonanGabung, akar: Path, *, tingkat: int | None = None, induk: str | None = None
) -> Hub:
    """Write a facility into the register and sign the directory. Raises HubRusak, AkarSalah."""
    with buku.mengubah(folder) as hub:
        key = akar_hub(hub, akar)
        before = hub.cari(asked.kode)
        if before is not None and before.permohonan.fasyankes != asked.fasyankes:
            raise HubRusak(f"{asked.kode} terdaftar sebagai {before.jenis.value}. Cabut dulu bila memang berganti.")
        told = sidik_permohonan(asked)
        if before is not None:  # its older keys stay: what they signed or sealed may still be under way
            kept = {key.kid: key for key in (*before.permohonan.kunci, *asked.kunci)}
            asked = asked.model_copy(update={"kunci": tuple(kept.values())})
        above = induk or (before.induk if before else None) or (hub.kode if asked.kode != hub.kode else None)
        level = tingkat or (before.tingkat if before else TINGKAT.get(asked.fasyankes, 1))
        now = clock.now()
        made = Terdaftar(permohonan=asked, tingkat=level, induk=above, sidik=told, sejak=now)
        rest = [one for one in hub.anggota if before is None or one != before]
        changed = buku.tulis_anggota(folder, hub, (*rest, made))
        buku.terbitkan(folder, changed, key, now)
        return changed


def akar_hub(hub: Hub, path: Path) -> Ed25519PrivateKey:
    """The root key in this file, if it is this hub's. Raises AkarSalah."""
    key = kunci_akar.baca(path)
    if kunci_akar.umum(key) != hub.akar:
        raise AkarSalah(f"{path} kunci akar hub lain; direktori hub ini tidak bisa ditandatangani dengannya.")
    return key


def port_kosong(dengar: str = "127.0.0.1") -> int:
    """A port nobody listens on at this moment."""
    with socket.create_server((dengar, 0)) as made:
        return int(made.getsockname()[1])


def permohonan(pangkal: Pangkal) -> PermohonanGabung:
    """What this facility says of itself; its keys are made where it has none."""
    try:
        laci = Laci.di(pangkal.settings.data_dir)
        return permohonan_kita(pangkal.milik, laci, kebijakan().federasi, clock.now())
    except KunciRusak as error:
        gagal(f"Kunci federasi: {error}.")
    except ValidationError:
        gagal(f"Kode fasilitas {pangkal.milik.kode} tidak bisa dipakai bertukar kabar: hanya huruf besar dan angka.")


def _gabung_sendiri(pangkal: Pangkal, folder: Path) -> None:
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
