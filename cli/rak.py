"""`jejak rak`: how folders stand on the shelves, where one belongs, and making their order again."""

from dataclasses import replace
from typing import Annotated

import typer

from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal, kemajuan
from cli.pangkal import DalamJson, Data, buka
from engine import arsip, clock
from engine.database import writing
from engine.penjajaran import SistemJajar, tetangga_salah
from engine.views import rak as peta_rak
from schemas.names import RUANG_REKAM_MEDIS, KodeUnit

app = typer.Typer(invoke_without_command=True, help="Rak: isi tiap bagian, letak sebuah nomor, urutan berkas.")


@app.callback()
def peta(context: typer.Context, data: Data = None, dalam_json: DalamJson = False) -> None:
    """Isi tiap bagian rak."""
    if context.invoked_subcommand is not None:
        return
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        racks = peta_rak.peta(connection)
    rows = [(satu.rak, isi) for satu in racks for isi in satu.isi]
    if dalam_json:
        cetak_json(
            [
                {
                    "rak": satu.kode,
                    "unit": satu.unit,
                    "bagian": isi.ruas.nomor,
                    "dari": isi.ruas.dari,
                    "kapasitas": isi.ruas.kapasitas,
                    "berumah": isi.berumah,
                    "hadir": isi.hadir,
                }
                for satu, isi in rows
            ]
        )
        return
    cetak_tabel(
        ("rak", "bagian", "mulai", "isi", "muat", "penuh", "di tempat"),
        [
            (satu.nama, isi.ruas.nomor, isi.ruas.dari, isi.berumah, isi.ruas.kapasitas, f"{isi.persen}%", isi.hadir)
            for satu, isi in rows
        ],
    )


@app.command()
def letak(
    nomor: Annotated[str, typer.Argument(metavar="NOMOR", help="Nomor rekam medis.")],
    unit: Annotated[str, typer.Option(help="Ruang.")] = RUANG_REKAM_MEDIS,
    data: Data = None,
) -> None:
    """Letak sebuah nomor, dan di sebelah nomor mana ia biasanya terselip."""
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        found = peta_rak.tempat_nomor(connection, nomor, KodeUnit(unit))
        jajaran = arsip.jajaran(connection)
    if found is None:
        gagal("Rak ruang itu belum dibagi. Buka halaman Atur rak.")
    cetak(f"Rak {found.ruas.nama_rak}, bagian {found.ruas.nomor}, urutan ke-{found.posisi}.")
    if near := tetangga_salah(nomor, jajaran.sistem, jajaran.bentuk):
        cetak(f"Kalau tidak ada di situ, lihat juga di sebelah: {', '.join(near[:8])}.")


@app.command()
def susun(
    sistem: Annotated[
        SistemJajar | None, typer.Option(help="Ganti cara menjajarkan lebih dulu: langsung, tengah, atau akhir.")
    ] = None,
    data: Data = None,
) -> None:
    """Buat ulang urutan berkas di rak. Aman selagi `jejak up` berjalan; bila terputus, jalankan lagi."""
    with buka(data) as pangkal:
        engine = writing(pangkal.engine)
        if sistem is not None:
            with engine.begin() as connection:
                kini = arsip.jajaran(connection)
                refusal = arsip.jajarkan(connection, replace(kini, sistem=sistem), clock.now())
            if refusal is not None and refusal.kode != "jajaran_tidak_berubah":
                gagal(refusal.kalimat)
        with pangkal.engine.connect() as connection:
            progress = arsip.kemajuan(connection)
        with kemajuan() as bar:
            task = bar.add_task("berkas", total=progress.semua, completed=progress.sudah)
            more = not progress.selesai
            while more:
                with engine.begin() as connection:
                    more = arsip.susun(connection)
                bar.advance(task, arsip.SEKALI_SUSUN)
        with pangkal.engine.connect() as connection:
            jajaran = arsip.jajaran(connection)
    cetak(f"Urutan berkas menurut angka {jajaran.sistem.value} sudah selesai dibuat.")
