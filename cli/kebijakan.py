"""`jejak kebijakan`: the policy of deadlines: what is in force, what other files would change, and adopting them."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.progress import Progress

from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal, kemajuan
from cli.pangkal import DalamJson, Data, Pangkal, buka
from engine import berlaku, clock
from engine.berlaku import Aturan
from engine.database import writing
from engine.execute import FrontDoor
from engine.policy import KebijakanTidakSah, kebijakan
from engine.views import kebijakan as lihat
from engine.views import names, putar_ulang
from engine.views.rencana_tempo import Penghitung
from schemas.names import SISTEM
from workers.penjadwalan import Penjadwalan

app = typer.Typer(no_args_is_help=True, help="Kebijakan tenggat: yang berlaku, akibat berkas lain, dan penerapannya.")
Folder = Annotated[
    Path | None,
    typer.Option("--folder", metavar="DIR", help="Direktori berkas kebijakan (bawaan: JEJAK_KEBIJAKAN_DIR)."),
]
BERKAS = ("tenggat.yaml", "libur.yaml")


def _dari_berkas(folder: Path | None) -> Aturan:
    """What the files say. A sentence and exit code 1 where one cannot be used."""
    try:
        return berlaku.dari(kebijakan(folder))
    except KebijakanTidakSah as error:
        gagal(f"Kebijakan tidak sah: {error}.")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        gagal(f"Kebijakan tidak sah: {'.'.join(map(str, first['loc']))}: {first['msg']}.")


@app.command()
def periksa(folder: Folder = None, data: Data = None, dalam_json: DalamJson = False) -> None:
    """Angka yang berlaku dengan sumber dan keyakinannya, dan apakah berkas kebijakan masih sama."""
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        files, now = _dari_berkas(folder), berlaku.aturan(connection)
        last = berlaku.terakhir(connection)
    if dalam_json:
        cetak_json({"sidik": now.sidik, "sama": now.sidik == files.sidik, "diterapkan": last, "isi": lihat.baris(now)})
        return
    cetak_tabel(
        ("entri", "nilai", "yakin", "sumber"),
        ((one.entri, one.nilai, one.yakin, one.sumber) for one in lihat.baris(now)),
    )
    if now.sidik == files.sidik:
        cetak(f"Berlaku: {now.sidik[:12]}; sama dengan {' dan '.join(BERKAS)}.")
    else:
        cetak(
            f"Berlaku: {now.sidik[:12]}; berkas {files.sidik[:12]} BERBEDA dan belum diterapkan. "
            "Lihat akibatnya dengan `jejak kebijakan banding`."
        )
    if last is not None and last.selesai is None:
        cetak(f"Penjadwalan ulang berjalan: {last.diperiksa} dari {last.jumlah} diperiksa, {last.diubah} diubah.")


@app.command()
def banding(
    folder: Folder = None,
    hari: Annotated[int, typer.Option(min=1, max=3660, help="Putar ulang peristiwa sekian hari terakhir.")] = 90,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Akibat menerapkan berkas kebijakan: siapa menjadi lewat, siapa tidak lagi, dan andai berlaku pada masa lalu."""
    now = clock.now()
    with buka(data) as pangkal, pangkal.engine.connect() as connection, kemajuan() as bar:
        files, kini = _dari_berkas(folder), berlaku.aturan(connection)
        found = lihat.pratinjau(connection, files, pangkal.zona, now, _maju(bar, "memeriksa tenggat"))
        replay = putar_ulang.putar(
            connection,
            kini,
            files,
            dari=now - timedelta(days=hari),
            sampai=now,
            zona=pangkal.zona,
            maju=_maju(bar, f"memutar ulang {hari} hari"),
        )
        unit = names.unit(connection)
        people = names.petugas(connection, (who for who, _ in found.per_petugas))
    beda = lihat.beda(kini, files)
    if dalam_json:
        cetak_json({
            "berlaku": kini.sidik, "berkas": files.sidik, "beda": beda, "diperiksa": found.diperiksa,
            "berubah": found.berubah, "menjadi_lewat": found.menjadi_lewat,
            "tidak_lagi_lewat": found.tidak_lagi_lewat, "daftar": found.daftar, "hari": hari, "putar_ulang": replay,
        })  # fmt: skip
        return
    if not beda:
        cetak("Berkas kebijakan sama dengan yang berlaku.")
        return
    cetak_tabel(
        ("entri", "berlaku", "berkas"),
        ((one.entri, one.lama.nilai if one.lama else "-", one.baru.nilai if one.baru else "-") for one in beda),
    )
    cetak(
        f"{found.diperiksa} tenggat diperiksa, {found.berubah} berubah: {found.menjadi_lewat} menjadi lewat, "
        f"{found.tidak_lagi_lewat} tidak lagi lewat."
    )
    for judul, counted, said in (("unit", found.per_unit, unit), ("petugas", found.per_petugas, people)):
        if rows := sorted({key for key, _ in counted}):
            cetak_tabel(
                (judul, "menjadi lewat", "tidak lagi lewat"),
                ((said.get(key, "-"), counted[key, "lewat"], counted[key, "tidak"]) for key in rows),
            )
    cetak(f"Andai berlaku {hari} hari terakhir:")
    cetak_tabel(
        ("tenggat", "unit", "banyak", "lewat (berlaku)", "lewat (berkas)"),
        ((one.jenis, unit.get(one.unit, "-"), one.banyak, one.lewat_lama, one.lewat_baru) for one in replay),
    )


@app.command()
def terapkan(
    folder: Folder = None,
    ya: Annotated[bool, typer.Option("--ya", help="Tanpa bertanya.")] = False,
    data: Data = None,
) -> None:
    """Memberlakukan berkas kebijakan, lalu menghitung ulang tiap tenggat yang berjalan; aman diulang bila terputus."""
    now = clock.now()
    with buka(data) as pangkal:
        with pangkal.engine.connect() as connection, kemajuan() as bar:
            files, kini = _dari_berkas(folder), berlaku.aturan(connection)
            last = berlaku.terakhir(connection)
            found = lihat.pratinjau(connection, files, pangkal.zona, now, _maju(bar, "memeriksa tenggat"))
        unfinished = last is not None and last.selesai is None
        if kini.sidik == files.sidik and last is not None and not unfinished:
            cetak("Berkas kebijakan sudah berlaku; tidak ada yang diubah.")
            return
        cetak(
            f"{found.berubah} tenggat akan dihitung ulang: {found.menjadi_lewat} menjadi lewat, "
            f"{found.tidak_lagi_lewat} tidak lagi lewat."
        )
        if not ya and not typer.confirm("Terapkan?"):
            gagal("Tidak diterapkan.")
        if kini.sidik != files.sidik or last is None:
            _mulai(pangkal, files, now)
        with kemajuan() as bar, FrontDoor(pangkal.engine, pangkal.milik.kode) as door:
            task = bar.add_task("menghitung ulang", total=None)
            done = asyncio.run(_jalan(Penjadwalan(pangkal.engine), door, partial(bar.update, task)))
    cetak(f"Berlaku: {files.sidik[:12]}; {done} tenggat dihitung ulang.")


def _maju(bar: Progress, what: str) -> Callable[[int, int], None]:
    """A bar of its own for one piece of work."""
    task = bar.add_task(what, total=None)

    def maju(sudah: int, semua: int) -> None:
        bar.update(task, completed=sudah, total=semua)

    return maju


def _mulai(pangkal: Pangkal, files: Aturan, now: datetime) -> None:
    with pangkal.engine.connect() as connection:  # counted before the lock is taken: nobody waits for it
        count = Penghitung(connection, files, pangkal.zona).jumlah()
    with writing(pangkal.engine).begin() as connection:
        berlaku.terapkan(connection, files, SISTEM, now, count)


async def _jalan(worker: Penjadwalan, door: FrontDoor, maju: Callable[..., None]) -> int:
    """To the end, page by page; how many were changed."""
    while await worker.sehalaman(door, tunggu=False):
        if (last := worker.terakhir()) is not None:
            maju(completed=last.diperiksa, total=last.jumlah)
    last = worker.terakhir()
    return last.diubah if last else 0
