"""A folder that came home from a stay, for tests of the checklist and of who must complete what."""

import re
from dataclasses import dataclass
from typing import Any

import httpx

from engine import rows
from engine.facility import baru
from engine.views import kekurangan
from engine.workflows.berkas import Berkas
from engine.workflows.kekurangan import Kekurangan
from schemas.commands import berkas as ask
from schemas.commands import kunjungan as visit
from schemas.names import BerkasId, CaraKeluar, CaraKembali, KodeUnit
from tests.kit import DI_UMUM, LOKET, PERMED, SERBA_BISA, UMUM
from tests.kit_web import Web
from tests.loket import Meja
from tests.test_pages import Orang


@dataclass(slots=True)
class Pulang:
    """A folder at the desk, the visit it came home from, and that visit's doctor."""

    berkas: BerkasId
    kunjungan: str
    pasien: str


async def pulang(web: Web, dokter: str | None = None, unit: KodeUnit = UMUM, **akhir: Any) -> Pulang:
    """A visit that ended, and its folder brought home, not yet assembled."""
    meja = Meja(web.arsip)
    who, berkas = await meja.pasien()
    seen = await meja.kunjungan(who, unit=unit)
    await meja.minta(visit.Layani, seen, SERBA_BISA, dokter=dokter)
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=unit)
    await meja.minta(ask.TerimaDiUnit, berkas, DI_UMUM if unit == UMUM else SERBA_BISA, unit=unit)
    web.arsip.jam.maju(minutes=2)  # less than locks a screen
    await meja.minta(visit.Selesaikan, seen, SERBA_BISA, **({"cara_keluar": CaraKeluar.PULANG} | akhir))
    await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
    return Pulang(berkas, seen, who)


async def dirakit(web: Web, dokter: str | None = None, **akhir: Any) -> Pulang:
    """The same, assembled."""
    made = await pulang(web, dokter, **akhir)
    await Meja(web.arsip).minta(ask.Rakit, made.berkas, PERMED)
    return made


def terbuka(web: Web, berkas: str) -> list[Kekurangan]:
    """The gaps of a folder that are not closed."""
    with web.konteks.engine.connect() as connection:
        return kekurangan.milik_berkas(connection, berkas)


def catatan(web: Web, berkas: str) -> Berkas:
    """The folder's present record."""
    with web.konteks.engine.connect() as connection:
        found: Berkas = rows.records(connection, "berkas", [berkas])[berkas]
        return found


def bidang(page: str, nama: str) -> list[str]:
    """The values of the fields of this name, in the page's order."""
    return re.findall(rf'name="{re.escape(nama)}" value="([^"]*)"', page)


async def kirim(orang: Orang, folder: Pulang, *kurang: str, **isi: object) -> httpx.Response:
    """Send the checklist as a browser without scripts would: all its fields, these boxes marked."""
    page = (await orang.buka(f"/berkas/{folder.berkas}/rakit?kunjungan={folder.kunjungan}")).text
    chosen = re.findall(r'<option value="([0-9a-f-]{36})" selected>', page.split('id="pj"')[1].split("</select>")[0])
    form: dict[str, object] = {
        "command_id": bidang(page, "command_id")[0],
        "kunjungan": folder.kunjungan,
        "versi_daftar": bidang(page, "versi_daftar")[0],
        "penanggung_jawab": chosen[0] if chosen else "",
        "berlaku": re.findall(r'name="berlaku" value="([^"]+)" checked', page),
        "kurang": [f"{folder.kunjungan}:{one}" for one in kurang],
        "aksi": "selesai",
    }
    return await orang.kirim(f"/berkas/{folder.berkas}/rakit", **form | isi)


__all__ = ["Pulang", "baru", "bidang", "catatan", "dirakit", "kirim", "pulang", "terbuka"]
