"""`jejak cetak`: tracers to a label printer by ZPL, without a browser: each going-out once, from where it stopped."""

import time
from typing import Annotated, Final

import typer
from sqlalchemy import Engine

from cli.keluaran import cetak as tulis
from cli.keluaran import gagal, galat
from cli.pangkal import Data, buka
from cli.pencetak import Pencetak, PrinterBermasalah, TujuanSalah, pencetak
from engine import clock, printing
from engine.database import writing
from engine.facility import Fasyankes
from engine.printing import Tahap
from engine.refusals import Refusal
from engine.views import paper
from web.kertas import isian, slip, zpl

JEDA_DETIK: Final = 1.0
"""Between two looks at the ledger."""
SABAR_DETIK: Final = 15.0
"""The longest wait for a printer that does not answer."""
TITIK: Final = {203: 8, 300: 12, 600: 24}
"""Dots a millimetre, by dots an inch."""


def cetak(  # noqa: PLR0913, PLR0917 - a command has options
    tujuan: Annotated[
        str,
        typer.Option("--zpl", metavar="HOST:PORT|BERKAS", help="Printer jaringan, perangkat, atau file."),
    ],
    stasiun: Annotated[
        str | None, typer.Option(metavar="NAMA", help="Nama stasiun cetak.", show_default="tujuannya")
    ] = None,
    unit: Annotated[
        str | None, typer.Option(metavar="KODE", help="Unit letaknya stasiun baru.", show_default="ruang rekam medis")
    ] = None,
    ukuran: Annotated[str, typer.Option(help="Ukuran tracer: slip, a6, atau a5.")] = "slip",
    dpi: Annotated[int, typer.Option(help="Titik per inci printer: 203, 300, atau 600.")] = 203,
    sekali: Annotated[bool, typer.Option("--sekali", help="Cetak yang menunggu, lalu selesai.")] = False,
    data: Data = None,
) -> None:
    """Cetak tracer setiap berkas yang keluar ke printer label, tanpa peramban.

    Bila terputus, lanjut dari yang belum tercetak: tidak ada yang hilang, paling-paling satu tercetak dua kali.
    """
    if ukuran not in slip.UKURAN_TRACER or dpi not in TITIK:
        gagal("Ukuran tracer slip, a6, atau a5; dpi 203, 300, atau 600.")
    try:
        printer = pencetak(tujuan)
    except TujuanSalah:
        gagal(f"{tujuan} bukan tujuan cetak. Contoh: 192.0.2.7:9100, /dev/usb/lp0, atau tracer.zpl")
    with buka(data, sabar=True) as pangkal:
        kerja = Kerja(pangkal.engine, pangkal.milik, printer, (stasiun or tujuan, unit), ukuran, TITIK[dpi])
        kerja.jalan(sekali=sekali)


class Kerja:
    """One printer fed from one station's queue."""

    def __init__(  # noqa: PLR0913, PLR0917 - made at one place
        self,
        engine: Engine,
        fasyankes: Fasyankes,
        printer: Pencetak,
        tempat: tuple[str, str | None],
        ukuran: str,
        titik: int,
    ) -> None:
        self._engine = engine
        self._kop = isian.kop(fasyankes)
        self._printer = printer
        self._ukuran = ukuran
        self._titik = titik
        self._told = ""
        with writing(engine).begin() as connection:
            made = printing.buka(connection, tempat[0][: printing.NAMA_TERPANJANG], clock.now(), tempat[1])
        if isinstance(made, Refusal):
            gagal(made.kalimat)
        self._kode = made.kode

    def jalan(self, *, sekali: bool) -> None:
        """Until stopped, or until nothing waits."""
        pause = JEDA_DETIK
        tulis(f"Mencetak ke {self._printer.nama}.")
        while True:
            try:
                sent = self.putaran()
                self._told = ""
                pause = JEDA_DETIK
            except PrinterBermasalah as error:
                if sekali:
                    gagal(f"Printer {self._printer.nama}: {error}. Yang belum tercetak tetap menunggu.")
                self._katakan(str(error))
                sent, pause = 0, min(pause * 2, SABAR_DETIK)
            if sekali and not sent:
                return
            if not sent:
                time.sleep(pause)

    def putaran(self) -> int:
        """Print what waits; how many slips that were. Each is marked when the printer has taken it, not before."""
        now = clock.now()
        with self._engine.connect() as connection:
            grown = printing.ada_baru(connection, self._kode)
        if grown:
            with writing(self._engine).begin() as connection:
                printing.perbarui(connection, self._kode, now)
        with self._engine.connect() as connection:
            waiting = printing.menunggu(connection, self._kode)
            out = paper.keluar_pada(connection, (tugas.seq for tugas in waiting))
            jobs = [out[tugas.seq] for tugas in waiting if tugas.seq in out]
            slips = isian.tracer(connection, self._kop, jobs)
        for keluar, satu in zip(jobs, slips, strict=True):
            self._printer.kirim(zpl(slip.tracer(satu, self._ukuran), self._titik).encode())
            with writing(self._engine).begin() as connection:
                printing.tandai(connection, self._kode, [keluar.seq], Tahap.DICETAK, clock.now())
        if jobs:
            tulis(f"{len(jobs)} tracer tercetak.")
        return len(jobs)

    def _katakan(self, sebab: str) -> None:
        """Once a trouble, not once a second."""
        if sebab != self._told:
            galat(f"Printer {self._printer.nama}: {sebab}. Yang belum tercetak menunggu; dicoba lagi.")
            self._told = sebab
