"""`jejak`: the command line. Exit codes: 0 done, 1 refused or found wrong, 2 wrong usage."""

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import structlog
import typer

from cli import (
    berkas,
    cetak,
    db,
    demo,
    distrik,
    federasi,
    hilang,
    hub,
    impor,
    impor_pasien,
    jalan,
    kebijakan,
    kirim,
    orang,
    pemberitahuan,
    pinjaman,
    proyeksi,
    rak,
    rekonsiliasi,
    rujukan,
    rujukan_luar,
    sensus,
    sensus_ekspor,
    sensus_tutup,
    surveilans,
    tenggat,
)
from cli.keluaran import galat
from engine import log

app = typer.Typer(
    name="jejak",
    help="Jejak: jejak berkas rekam medis.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.command()(jalan.up)
app.command()(jalan.web)
app.command()(jalan.pekerja)
app.command()(distrik.distrik)
app.add_typer(berkas.app, name="berkas")
app.command()(berkas.jejak)
app.command()(hilang.hilang)
app.command()(kirim.kirim)
app.command()(cetak.cetak)
app.command()(demo.demo)
app.command()(tenggat.tenggat)
app.command()(pinjaman.pinjaman)
app.command()(rekonsiliasi.rekonsiliasi)
impor.app.command()(impor_pasien.pasien)
impor.app.command()(impor_pasien.templat)
app.add_typer(impor.app, name="impor")
app.add_typer(db.app, name="db")
app.add_typer(federasi.app, name="federasi")
app.add_typer(hub.app, name="hub")
app.add_typer(rak.app, name="rak")
for command in (rujukan_luar.fhir, rujukan_luar.pantau, rujukan_luar.kosong, rujukan_luar.sisrute):
    rujukan.app.command()(command)
app.add_typer(rujukan.app, name="rujukan")
app.add_typer(kebijakan.app, name="kebijakan")
app.add_typer(proyeksi.proyeksi, name="proyeksi")
app.add_typer(proyeksi.surat_mati, name="surat-mati")
sensus.app.command()(sensus_ekspor.ekspor)
sensus.app.command()(sensus_tutup.tutup)
sensus.app.command()(sensus_tutup.tandatangani)
sensus.app.command()(sensus_tutup.edisi)
app.add_typer(sensus.app, name="sensus")
app.add_typer(surveilans.app, name="surveilans")
app.add_typer(orang.pengguna, name="pengguna")
app.add_typer(orang.token, name="token")
app.add_typer(pemberitahuan.app, name="pemberitahuan")


def main(jalankan: Callable[[], object] = app) -> None:
    """Run the command line. Whatever goes wrong is one sentence for the user and one line in the log."""
    log.configure("teks", logging.CRITICAL)
    try:
        jalankan()
    except KeyboardInterrupt:
        galat("Dihentikan.")
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - the last guard: a user is never shown a traceback
        last = traceback.extract_tb(error.__traceback__)[-1]
        di = f"{Path(last.filename).name}:{last.lineno}"
        structlog.get_logger().critical("gagal_tak_terduga", galat=type(error).__name__, di=di)
        galat(f"Ada yang tidak terduga ({type(error).__name__}, {di}). Ulangi; bila terjadi lagi, laporkan baris ini.")
        sys.exit(1)
