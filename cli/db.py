"""`jejak db`: the database and the stream, looked at and looked after. All of it may run beside `jejak up`."""

import asyncio
from contextlib import AsyncExitStack
from typing import Final

import typer

from cli.keluaran import cetak, cetak_json, gagal, galat, kemajuan
from cli.pangkal import DalamJson, Data, Pangkal, buka
from engine import clock, ledger, schema
from engine.ledger import LedgerBroken
from engine.relay import NatsTujuan
from engine.settings import Settings
from engine.views import board, sums
from engine.views.sums import Selisih
from engine.workflow import said
from workers import compare
from workers.carry import bangun_ulang
from workers.nats_server import NatsServer, berjalan
from workers.relay import SALAH

app = typer.Typer(no_args_is_help=True, help="Basis data dan aliran.")

DITAMPILKAN: Final = 20
"""Differences shown; the number is always whole."""


def tujuan_nats(settings: Settings) -> NatsTujuan | None:
    """Where NATS is: the one that was named, else the one of a running `jejak up` on this directory."""
    if settings.nats_url is not None:
        token = settings.nats_token.get_secret_value() if settings.nats_token else None
        return NatsTujuan(settings.nats_url.get_secret_value(), token)
    return berjalan(settings.data_dir)


@app.command()
def migrasi(data: Data = None) -> None:
    """Bawa basis data ke skema versi ini. Aman diulang."""
    with buka(data, buat=True) as pangkal:
        cetak(f"Skema {schema.current(pangkal.engine)}.")


@app.command()
def status(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Fasilitas, buku jejak, dan jumlah berkas menurut keadaan."""
    with buka(data) as pangkal:
        milik = pangkal.fasyankes
        with pangkal.engine.connect() as connection:
            seq, kepala = ledger.head(connection, milik.kode) if milik else (0, b"")
            papan = board.papan(connection, clock.now())
        berjalan_ = tujuan_nats(pangkal.settings) is not None
        found = {
            "basis_data": pangkal.engine.dialect.name,
            "skema": schema.current(pangkal.engine),
            "fasyankes": milik,
            "seq": seq,
            "hash": kepala.hex() or None,
            "berkas": papan.jumlah,
            "keadaan": {keadaan.value: jumlah for keadaan, jumlah in papan.keadaan.items()},
            "perlu_dicek": papan.jumlah_perlu_dicek,
            "terlambat": papan.jumlah_terlambat,
            "nats": berjalan_,
        }
    if dalam_json:
        cetak_json(found)
        return
    cetak(f"{milik.nama} ({milik.kode}, {milik.zona})" if milik else "Fasilitas belum dibuat.")
    cetak(f"  {found['basis_data']}, skema {found['skema']}, {seq} baris jejak, {papan.jumlah} berkas")
    if kepala:
        cetak(f"  hash baris terakhir {kepala.hex()}")
    for keadaan, jumlah in papan.keadaan.items():
        cetak(f"  {jumlah:>8}  {said(keadaan)}")
    cetak(f"  {papan.jumlah_terlambat:>8}  terlambat")
    cetak(f"  {papan.jumlah_perlu_dicek:>8}  perlu dicek")
    cetak("  aliran: " + ("NATS dikenal" if berjalan_ else "NATS tidak berjalan"))


@app.command()
def verifikasi(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Telusuri rantai hash seluruh buku jejak. Kode keluar 1 bila ada baris yang berubah."""
    with buka(data) as pangkal:
        seq, broken = _verify(pangkal)
    if dalam_json:
        cetak_json({"utuh": broken is None, "baris": seq, "galat": broken})
    elif broken is None:
        cetak(f"Rantai utuh: {seq} baris.")
    if broken is not None:
        gagal(f"Rantai putus setelah baris {seq}: {broken}.")


@app.command()
def periksa(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Periksa semuanya: rantai, berkas dan tenggat = jumlah peristiwanya, hitungan = jumlah berkas, aliran = buku."""
    with buka(data) as pangkal:
        seq, broken = _verify(pangkal)
        wrong = _sums(pangkal) if broken is None else []
        aliran = _stream(pangkal)
    good = broken is None and not wrong and (aliran is None or aliran.utuh)
    if dalam_json:
        cetak_json({"utuh": good, "baris": seq, "galat": broken, "selisih": wrong, "aliran": aliran})
    else:
        cetak(f"Rantai: {'utuh' if broken is None else 'PUTUS'}, {seq} baris.")
        cetak(f"Berkas, tenggat dan hitungan: {'cocok' if not wrong else f'{len(wrong)} selisih'}.")
        cetak(f"Aliran: {_told(aliran)}.")
        for one in wrong[:DITAMPILKAN]:
            galat(f"  {one.apa}: tercatat {one.tercatat}, seharusnya {one.seharusnya}")
    if not good:
        gagal(f"Ada yang tidak cocok{': ' + broken if broken else ''}.")


@app.command("bangun-stream")
def bangun_stream(data: Data = None) -> None:
    """Bangun aliran baru dari buku jejak, di epoch berikutnya. Aman selagi `jejak up` berjalan."""
    with buka(data) as pangkal:
        try:
            epoch, lines = asyncio.run(_rebuild(pangkal))
        except SALAH as error:
            gagal(f"Aliran belum terbangun ({type(error).__name__}). Jalankan lagi; buku jejak tidak tersentuh.")
    cetak(f"Aliran dibangun: epoch {epoch}, {lines} baris.")


async def _rebuild(pangkal: Pangkal) -> tuple[int, int]:
    """On the NATS that runs; where none does, on our own, started for the purpose."""
    async with AsyncExitStack() as stack:
        tujuan = tujuan_nats(pangkal.settings)
        if tujuan is None:
            settings = pangkal.settings
            server = await stack.enter_async_context(NatsServer(settings.data_dir, binary=settings.nats_server_bin))
            tujuan = server.tujuan
        if tujuan is None:
            gagal("nats-server tidak mau mulai; lihat nats/nats.log di direktori data.")
        return await bangun_ulang(pangkal.engine, pangkal.milik.kode, tujuan)


def _verify(pangkal: Pangkal) -> tuple[int, str | None]:
    """The last good position, and what is wrong after it."""
    good = 0
    with pangkal.engine.connect() as connection, kemajuan() as progress:
        task = progress.add_task("Rantai", total=board.seq_terakhir(connection))
        try:
            for good in ledger.verify(connection, pangkal.milik.kode):
                progress.update(task, completed=good)
        except LedgerBroken as error:
            return good, str(error)
    return good, None


def _sums(pangkal: Pangkal) -> list[Selisih]:
    wrong: list[Selisih] = []
    with pangkal.engine.connect() as connection, kemajuan() as progress:
        task = progress.add_task("Berkas", total=sums.jumlah_catatan(connection))
        for looked, found in sums.records(connection):
            wrong += found
            progress.advance(task, looked)
        return wrong + sums.counts(connection)


def _stream(pangkal: Pangkal) -> compare.Laporan | None:
    tujuan = tujuan_nats(pangkal.settings)
    if tujuan is None:
        return None
    try:
        return asyncio.run(compare.periksa(pangkal.engine, pangkal.milik.kode, tujuan))
    except SALAH:
        return None


def _told(aliran: compare.Laporan | None) -> str:
    if aliran is None:
        return "tidak diperiksa, NATS tidak berjalan"
    if aliran.utuh:
        return f"sama dengan buku jejak, epoch {aliran.epoch}"
    return f"BERBEDA dari buku jejak di {len(aliran.beda)} tempat; jalankan `jejak db bangun-stream`"
