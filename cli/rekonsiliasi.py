"""`jejak rekonsiliasi`: where visits and folders do not agree, with owner and age."""

from typing import Annotated

import typer

from cli.keluaran import cetak, cetak_json, cetak_tabel, lama
from cli.pangkal import DalamJson, Data, buka
from engine import clock
from engine.views import rekonsiliasi as view
from engine.workflow import said


def rekonsiliasi(
    unit: Annotated[str | None, typer.Option(help="Hanya tanggungan unit ini.")] = None,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Selisih kunjungan dan berkas saat ini: macamnya, tanggungannya, umurnya. Kode keluar 1 bila ada."""
    now = clock.now()
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        zona = pangkal.milik.zona
        all_ = view.daftar(connection, now, zona, view.Saringan(unit, batas=0))
        found = list(view.semua(connection, now, zona, unit))
    if dalam_json:
        cetak_json({"pada": now, "isi": found, "dijelaskan": all_.jumlah_dijelaskan})
    else:
        cetak_tabel(
            ("nomor", "selisih", "tanggungan", "umur"),
            ((one.nomor, said(one.macam), all_.unit.get(one.unit, one.unit), lama(one.umur(now))) for one in found),
        )
        cetak(f"{len(found)} selisih; {all_.jumlah_dijelaskan} sudah dijelaskan.")
    if found:
        raise typer.Exit(1)
