"""`jejak sensus tutup`, `tandatangani`, `edisi`: closing the census, signing it, and what each edition says."""

import asyncio
from datetime import date, datetime
from typing import Annotated, Final

import typer

from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal
from cli.kirim import BAIK, Token, Url
from cli.klien import AlamatSalah, Klien, TidakTerjangkau
from cli.pangkal import DalamJson, Data, Pangkal, alamat, buka
from engine import clock, facility, projections
from engine.execute import FrontDoor
from engine.projections import sensus as proyeksi
from engine.projections.projector import Proyektor
from engine.sensus import penutupan
from engine.sensus.penutupan import Edisi
from engine.views import names
from engine.workflow import said
from engine.workflows.sensus import id_sensus
from schemas.commands.sensus import Tandatangani
from workers.census import Penutup, Tertunda

KALI: Final = 100
"""Looks before it gives up on a ledger that never rests."""
Unit = Annotated[str, typer.Option(help="Kode unit.")]
Tanggal = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Hari sensusnya.")]


def tutup(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Tutup hari sensus yang sudah lewat batasnya, terbitkan lagi yang berubah; kode keluar 1 bila masih ada sisanya.

    `jejak up` melakukannya sendiri. Aman dijalankan berulang dan bersamaan: tidak ada yang ditutup dua kali.
    """
    with buka(data) as pangkal:
        worker = Penutup(pangkal.engine, pangkal.milik.kode)
        made = next(one for one in projections.semua(pangkal.milik) if one.nama == proyeksi.NAMA)
        projector = Proyektor(pangkal.engine, pangkal.milik.kode, made)
        with FrontDoor(pangkal.engine, pangkal.milik.kode) as door:
            try:
                asyncio.run(_tutup(worker, projector, door))
            except Tertunda as error:
                gagal(f"Belum dapat ditutup sekarang ({error}). Jalankan lagi sebentar lagi.")
        with pangkal.engine.connect() as connection:
            late = penutupan.belum_ditandatangani(connection, clock.now())
            unit = names.unit(connection)
    if dalam_json:
        told = [{"unit": one.unit, "hari": one.hari, "edisi": one.edisi, "tenggat": one.tenggat} for one in late]
        cetak_json({"ditutup": worker.ditutup, "terbit_lagi": worker.diterbitkan, "lewat_batas": told})
    else:
        cetak(f"{worker.ditutup} lembar ditutup, {worker.diterbitkan} terbit lagi.")
        for one in late:
            cetak(f"  lewat batas tanda tangan: {unit.get(one.unit, one.unit)}, {one.hari}, edisi {one.edisi}")
    if any(one.id is None for one in late):
        raise typer.Exit(1)


async def _tutup(worker: Penutup, projector: Proyektor, door: FrontDoor) -> None:
    """What there is to do, and once more: what it writes itself moves the ledger on."""
    for _ in range(KALI):
        await asyncio.to_thread(projector.mulai)
        while await asyncio.to_thread(projector.kejar):
            continue
        if await worker.langkah(door):
            return


def tandatangani(  # noqa: PLR0913, PLR0917 - a command has options
    token: Token, unit: Unit, tanggal: Tanggal, edisi: Annotated[int, typer.Option(min=1)] = 1, url: Url = None,
    data: Data = None,
) -> None:  # fmt: skip
    """Tandatangani satu edisi, atas nama pemilik token: kepala unit itu."""
    with buka(data) as pangkal:
        settings, milik = pangkal.settings, pangkal.milik
    subjek = id_sensus(milik.kode, unit, tanggal.date().isoformat())
    body = {"command_id": facility.baru(), "jenis": Tandatangani.jenis, "subjek": subjek, "data": {"edisi": edisi}}
    try:
        with Klien(alamat(url, settings), token) as klien:
            answer = klien.kirim("/api/v1/perintah", body)
    except AlamatSalah as error:
        gagal(f"{error} bukan alamat Jejak. Contoh: http://127.0.0.1:8080")
    except TidakTerjangkau as error:
        gagal(f"Jejak tidak menjawab ({error}). Coba lagi nanti.")
    if answer.status != BAIK:
        gagal(answer.sebab)
    cetak(f"Edisi {edisi} ditandatangani.")


def edisi(unit: Unit, tanggal: Tanggal, data: Data = None, dalam_json: DalamJson = False) -> None:
    """Semua edisi sensus satu unit untuk satu hari: sel yang berbeda, penyebabnya, dan siapa yang menandatangani."""
    with buka(data) as pangkal:
        found, people = _edisi(pangkal, unit, tanggal.date())
    if not found:
        gagal(f"Sensus {unit} {tanggal.date()} belum ditutup.")
    if dalam_json:
        cetak_json({"isi": [one._asdict() for one in found]})
        return
    for one in found:
        signed = (
            f"ditandatangani {people.get(one.penanda or '', '?')}" if one.ditandatangani else "belum ditandatangani"
        )
        cetak(f"Edisi {one.edisi}, {signed}, dari buku sampai baris {one.sampai_seq}")
        if one.beda:
            cetak_tabel(
                ("baris", "kolom", "dulu", "kini"),
                [(said(cell.baris), said(cell.kolom), cell.dulu, cell.kini) for cell in one.beda],
            )
            cetak(f"Penyebab: baris {', '.join(map(str, one.penyebab)) or '-'}.")


def _edisi(pangkal: Pangkal, unit: str, hari: date) -> tuple[list[Edisi], dict[str, str]]:
    with pangkal.engine.connect() as connection:
        found = penutupan.edisi_semua(connection, unit, hari)
        return found, names.petugas(connection, [one.penanda for one in found])
