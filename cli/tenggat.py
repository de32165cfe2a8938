"""`jejak tenggat`: what is due next, and what is owed past its time."""

from typing import Annotated

import typer

from cli.keluaran import cetak, cetak_json, cetak_tabel, lama
from cli.pangkal import DalamJson, Data, buka
from engine import clock
from engine.views import deadlines, names


def tenggat(
    lewat: Annotated[bool, typer.Option("--lewat", help="Yang sudah lewat dan belum terpenuhi.")] = False,
    batas: Annotated[int, typer.Option(min=1, max=1000, help="Paling banyak sekian.")] = 50,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Tenggat yang berjalan, yang paling dekat lebih dulu; atau yang sudah lewat."""
    now = clock.now()
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        zona = pangkal.zona
        found = deadlines.sudah_lewat(connection, batas) if lewat else deadlines.berikut(connection, batas)
        berjalan, jatuh_tempo = deadlines.jumlah(connection, now)
        unit = names.unit(connection)
    if dalam_json:
        cetak_json({"berjalan": berjalan, "jatuh_tempo": jatuh_tempo, "isi": found})
        return
    cetak_tabel(
        ("nomor", "tenggat", "tempat", "jatuh tempo", "sisa"),
        (
            (
                row.nomor,
                row.jenis,
                unit.get(row.tempat or "", row.tempat),
                row.jatuh_tempo.astimezone(zona).strftime("%Y-%m-%d %H.%M"),
                f"lewat {lama(now - row.jatuh_tempo)}" if row.jatuh_tempo <= now else lama(row.jatuh_tempo - now),
            )
            for row in found
        ),
    )
    cetak(f"{berjalan} tenggat berjalan, {jatuh_tempo} sudah jatuh tempo dan belum ditandai.")
