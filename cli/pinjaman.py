"""`jejak pinjaman`: loans that wait, may be collected, are out; and what is late, without present inpatients."""

from enum import StrEnum
from typing import Annotated

import typer

from cli.keluaran import cetak, cetak_json, cetak_tabel, lama
from cli.pangkal import DalamJson, Data, buka
from engine import clock
from engine.views import loans, overdue
from engine.workflow import said


class Bagian(StrEnum):
    """Which loans."""

    MENUNGGU = "menunggu"
    SIAP = "siap"
    KELUAR = "keluar"
    LEWAT = "lewat"


def pinjaman(
    bagian: Annotated[Bagian, typer.Argument(help="menunggu izin, siap diambil, keluar, atau lewat batas.")],
    batas: Annotated[int, typer.Option(min=1, max=1000, help="Paling banyak sekian.")] = 50,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Peminjaman berkas: yang menunggu izin, yang boleh diambil, yang di peminjam, yang lewat batas."""
    if bagian in {Bagian.MENUNGGU, Bagian.SIAP}:
        _peminjaman(bagian, batas, data, dalam_json=dalam_json)
    else:
        _keluar(bagian, batas, data, dalam_json=dalam_json)


def _peminjaman(bagian: Bagian, batas: int, data: Data, *, dalam_json: bool) -> None:
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        zona = pangkal.zona
        read = loans.menunggu if bagian is Bagian.MENUNGGU else loans.siap
        found = read(connection, batas)
    if dalam_json:
        cetak_json({"isi": found})
        return
    cetak_tabel(
        ("nomor", "peminjam", "pihak", "keperluan", "sampai", "diajukan", "ambil sebelum"),
        (
            (
                row.nomor,
                row.nama_peminjam,
                said(row.pihak) if row.pihak else row.nama_unit,
                row.keperluan,
                row.jatuh_tempo.astimezone(zona).strftime("%Y-%m-%d"),
                row.terdaftar.astimezone(zona).strftime("%Y-%m-%d %H.%M"),
                row.izin_sampai.astimezone(zona).strftime("%Y-%m-%d %H.%M") if row.izin_sampai else None,
            )
            for row in found
        ),
    )
    cetak(f"{len(found)} peminjaman.")


def _keluar(bagian: Bagian, batas: int, data: Data, *, dalam_json: bool) -> None:
    now = clock.now()
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        zona = pangkal.zona
        late = overdue.terlambat(connection, now, batas) if bagian is Bagian.LEWAT else None
        found = late.isi if late else overdue.dipinjam(connection, batas)
        jumlah = late.jumlah if late else overdue.jumlah_dipinjam(connection)
    dirawat = late.masih_dirawat if late else None
    if dalam_json:
        cetak_json({"isi": found, "jumlah": jumlah} | ({"masih_dirawat": dirawat} if late else {}))
        return
    cetak_tabel(
        ("nomor", "apa", "di mana", "pemegang", "telepon", "batas kembali", "lewat"),
        (
            (
                row.nomor,
                row.jenis,
                said(row.pihak) if row.pihak else row.nama_unit,
                row.pemegang,
                row.telepon,
                row.jatuh_tempo.astimezone(zona).strftime("%Y-%m-%d %H.%M"),
                lama(row.lewat(now)) if row.jatuh_tempo < now else None,
            )
            for row in found
        ),
    )
    cetak(f"{jumlah} berkas." + (f" Tidak dihitung: {dirawat} yang pasiennya masih dirawat." if late else ""))
