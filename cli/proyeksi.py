"""`jejak proyeksi`, `jejak surat-mati`: the tables workers make of the stream, and what they could not read."""

from datetime import datetime
from typing import Annotated

import typer

from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal, galat, kemajuan, lama
from cli.pangkal import DalamJson, Data, Pangkal, buka
from engine import clock, projections
from engine.projections import Proyeksi, letters, rebuild, ulangi, views
from engine.views.board import seq_terakhir

proyeksi = typer.Typer(invoke_without_command=True, help="Tabel yang dibuat pekerja dari aliran: rekap dan sejenisnya.")
surat_mati = typer.Typer(invoke_without_command=True, help="Baris yang tidak dapat dihitung sebuah proyeksi.")

Nama = Annotated[str, typer.Argument(metavar="NAMA", help="Nama proyeksi, seperti di `jejak proyeksi`.")]


@proyeksi.callback()
def daftar(context: typer.Context, data: Data = None, dalam_json: DalamJson = False) -> None:
    """Daftar proyeksi: sampai mana, dan berapa baris tertinggal."""
    if context.invoked_subcommand is not None:
        return
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        found = [views.posisi(connection, nama) for nama in projections.NAMA]
    kini = clock.now()
    if dalam_json:
        cetak_json(
            [
                {
                    "nama": one.nama,
                    "seq": one.seq,
                    "buku": one.buku,
                    "tertinggal": one.tertinggal,
                    "tertinggal_detik": one.lama(kini).total_seconds(),
                    "diperbarui": one.diperbarui,
                    "surat_mati": one.surat_mati,
                }
                for one in found
            ]
        )
        return
    cetak_tabel(
        ("proyeksi", "sampai baris", "dari", "tertinggal", "surat mati"),
        [(one.nama, one.seq, one.buku, _lag(one, kini), one.surat_mati) for one in found],
    )


@proyeksi.command("bangun-ulang")
def bangun_ulang(nama: Nama, data: Data = None) -> None:
    """Buat ulang sebuah proyeksi dari buku jejak. Aman selagi `jejak up` berjalan, juga bila terputus di tengah."""
    with buka(data) as pangkal:
        one = _proyeksi(pangkal, nama)
        with kemajuan() as progress:
            task = progress.add_task(nama, total=_kepala(pangkal))
            sampai = rebuild.bangun_ulang(
                pangkal.engine, pangkal.milik.kode, one, maju=lambda seq: progress.update(task, completed=seq)
            )
    cetak(f"{nama} dibangun ulang sampai baris {sampai.seq}.")


@proyeksi.command()
def banding(nama: Nama, data: Data = None, dalam_json: DalamJson = False) -> None:
    """Bandingkan sebuah proyeksi dengan yang dibuat ulang dari buku jejak. Kode keluar 1 bila berbeda."""
    with buka(data) as pangkal:
        one = _proyeksi(pangkal, nama)
        with kemajuan() as progress:
            task = progress.add_task(nama, total=_kepala(pangkal))
            found = rebuild.banding(
                pangkal.engine, pangkal.milik.kode, one, maju=lambda seq: progress.update(task, completed=seq)
            )
    if dalam_json:
        cetak_json(
            {
                "nama": nama,
                "seq": found.seq,
                "sama": found.sama,
                "buku_sama": found.buku_sama,
                "jumlah_beda": found.jumlah,
                "beda": found.beda,
            }
        )
    elif found.sama:
        cetak(f"{nama} sama dengan buku jejak sampai baris {found.seq}.")
    for row in found.beda if not dalam_json else ():
        galat(f"  {' '.join(map(str, row.kunci))}: tercatat {row.tercatat}, seharusnya {row.seharusnya}")
    if not found.buku_sama:
        gagal(f"{nama} dibuat dari buku jejak lain (baris {found.seq}). Jalankan `jejak proyeksi bangun-ulang {nama}`.")
    if not found.sama:
        gagal(f"{nama} berbeda di {found.jumlah} tempat. Jalankan `jejak proyeksi bangun-ulang {nama}`.")


@surat_mati.callback()
def surat(
    context: typer.Context,
    data: Data = None,
    dalam_json: DalamJson = False,
    semua: Annotated[bool, typer.Option("--semua", help="Juga yang sudah selesai.")] = False,
) -> None:
    """Daftar surat mati yang menunggu."""
    if context.invoked_subcommand is not None:
        return
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        found = letters.daftar(connection, semua=semua)
        waiting = letters.menunggu(connection)
    if dalam_json:
        cetak_json(found)
        return
    if found:
        cetak_tabel(
            ("proyeksi", "baris", "asal", "peristiwa", "galat", "percobaan", "terakhir", "selesai"),
            [
                (s.nama, s.seq, s.asal, s.jenis, s.galat, s.percobaan, s.terakhir.isoformat(), s.selesai and "ya")
                for s in found
            ],
        )
    cetak(f"{waiting} surat mati menunggu." if waiting else "Tidak ada surat mati yang menunggu.")


@surat_mati.command("coba-lagi")
def coba_lagi(
    baris: Annotated[int | None, typer.Argument(metavar="[BARIS]", help="Satu baris saja; kosong: semua.")] = None,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Hitung yang tertunda sekali lagi; masing-masing terhitung sekali. Kode keluar 1 bila masih ada yang gagal."""
    good: list[int] = []
    bad: list[int] = []
    with buka(data) as pangkal:
        for one in projections.semua(pangkal.milik):
            found = ulangi.coba_lagi(pangkal.engine, pangkal.milik.kode, one, baris)
            good += found.berhasil
            bad += found.gagal
    if dalam_json:
        cetak_json({"berhasil": good, "gagal": bad})
    else:
        cetak(f"{len(good)} berhasil, {len(bad)} masih gagal.")
    if bad:
        gagal(f"Masih gagal: baris {', '.join(map(str, bad[:20]))}. Lihat docs/operasi.md, Surat mati.")


def _proyeksi(pangkal: Pangkal, nama: str) -> Proyeksi:
    found = {one.nama: one for one in projections.semua(pangkal.milik)}.get(nama)
    if found is None:
        gagal(f"Tidak ada proyeksi bernama {nama}. Yang ada: {', '.join(projections.NAMA)}.")
    return found


def _kepala(pangkal: Pangkal) -> int:
    with pangkal.engine.connect() as connection:
        return seq_terakhir(connection)


def _lag(one: views.Posisi, kini: datetime) -> str:
    return f"{one.tertinggal} ({lama(one.lama(kini))})" if one.tertinggal else "-"
