"""`jejak sensus ekspor`: a month of the census as files, the same tables as on its pages, without any name."""

import re
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from cli.keluaran import cetak, gagal
from cli.pangkal import Data, Pangkal, buka
from engine import clock

BULAN: Final = re.compile(r"(19[9][0-9]|20[0-9]{2}|21[0-9]{2})-(0[1-9]|1[0-2])")


def ekspor(
    bulan: Annotated[str, typer.Option(metavar="TAHUN-BULAN", help="Bulan sensus, misalnya 2026-10.")],
    bentuk: Annotated[Literal["csv", "xlsx"], typer.Option(help="Sebuah buku kerja, atau tiga berkas CSV.")] = "xlsx",
    ke: Annotated[Path, typer.Option(help="Direktori tujuan.", file_okay=False)] = Path(),
    data: Data = None,
) -> None:
    """Ekspor sensus sebulan: tiap hari rawat inap, kegiatan bulanan rawat inap dan rawat jalan. Tanpa nama pasien."""
    if not BULAN.fullmatch(bulan):
        gagal(f"Bulan {bulan[:20]} tidak dikenal. Tulis tahun dan bulannya, misalnya 2026-10.")
    if not ke.is_dir():
        gagal(f"Direktori {ke} tidak ada. Buat dulu, atau pilih yang lain dengan --ke.")
    with buka(data) as pangkal:
        made = _berkas(pangkal, bulan, bentuk)
    for nama, isi in made.items():
        try:
            (ke / nama).write_bytes(isi)
        except OSError as error:
            gagal(f"{ke / nama} tidak dapat ditulis: {error.strerror}.")
        cetak(f"{ke / nama}")


def _berkas(pangkal: Pangkal, bulan: str, bentuk: str) -> dict[str, bytes]:
    """The files by name."""
    from web.pages import sensus_bulanan, sensus_inap_isi, sensus_kurun, sensus_lembar  # noqa: PLC0415 - loaded by need
    from web.pages.sensus_dokumen import Dokumen  # noqa: PLC0415 - likewise
    from web.pages.sensus_lihat import Lihat  # noqa: PLC0415 - likewise
    from web.pages.tampil import Ucapan  # noqa: PLC0415 - likewise

    say = Ucapan("id", pangkal.milik.zona, clock.now())
    with pangkal.engine.connect() as connection:
        lihat = Lihat(connection, say)
        first, last = sensus_kurun.bulan(bulan, say)
        if first > sensus_kurun.hari_ini(say):
            gagal(f"Bulan {bulan} belum mulai.")
        daily = sensus_inap_isi.bulanan(lihat, first, min(last, sensus_kurun.hari_ini(say)))
        monthly = sensus_bulanan.kegiatan(lihat, first, last)
    tables = (*daily.tabel, *monthly.tabel)
    if bentuk == "csv":
        return {f"sensus-{bulan}-{one.kode}.csv": sensus_lembar.teks(one).encode() for one in tables}
    whole = Dokumen(f"sensus-{bulan}", monthly.judul, monthly.keterangan, tables, (), say.kini)
    return {f"{whole.berkas}.xlsx": sensus_lembar.xlsx(whole, pangkal.milik.nama, say)}
