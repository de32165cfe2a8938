"""`jejak pemberitahuan`: what left the application, dead letters sent again, and a test of a way out."""

from typing import Annotated

import typer

from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal
from cli.pangkal import DalamJson, Data, buka
from engine import clock, people
from engine.database import writing
from engine.pengingat import kirim
from engine.pengingat.susun import Keadaan
from engine.pengingat.tahap import Tahap
from engine.pengingat.uji import uji
from engine.policy import kebijakan
from engine.refusals import Refusal

app = typer.Typer(help="Pemberitahuan yang keluar, dan yang tidak sampai.")


@app.callback(invoke_without_command=True)
def daftar(
    context: typer.Context,
    tahap: Annotated[Tahap | None, typer.Option(help="Hanya yang begini; bawaan: surat mati.")] = None,
    batas: Annotated[int, typer.Option(min=1, max=1000, help="Paling banyak sekian.")] = 50,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Kiriman yang menjadi surat mati, atau yang lain."""
    if context.invoked_subcommand is not None:
        return
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        found = kirim.daftar(connection, tahap or Tahap.MATI, batas)
        counts = kirim.jumlah(connection)
        names = {str(one.id): one.nama_pengguna for one in people.semua(connection)}
        zona = pangkal.zona
    if dalam_json:
        cetak_json({"jumlah": counts, "isi": [one._asdict() for one in found]})
        return
    if found:
        cetak_tabel(
            ("id", "dibuat", "untuk", "kanal", "keadaan", "percobaan", "sebab"),
            (
                (
                    one.id,
                    one.dibuat.astimezone(zona).strftime("%Y-%m-%d %H.%M"),
                    names.get(one.petugas, "-"),
                    one.kanal,
                    one.keadaan.value,
                    one.kali,
                    one.galat,
                )
                for one in found
            ),
        )
    cetak(", ".join(f"{tahap.value} {banyak}" for tahap, banyak in counts.items()))


@app.command("coba-lagi")
def coba_lagi(
    kiriman: Annotated[str | None, typer.Argument(metavar="[ID]", help="Satu surat mati; kosong: semua.")] = None,
    data: Data = None,
) -> None:
    """Kirim lagi surat mati; pekerja yang berjalan mengirimkannya."""
    with buka(data) as pangkal, writing(pangkal.engine).begin() as connection:
        found = kirim.coba_lagi(connection, clock.now(), kiriman)
    if kiriman is not None and not found:
        gagal(Refusal("kiriman_tidak_dikenal").kalimat)
    cetak(f"{found} surat mati akan dikirim lagi.")


@app.command("uji")
def kirim_uji(
    nama_pengguna: Annotated[str, typer.Argument(help="Kepada siapa.")],
    kanal: Annotated[str, typer.Option(help="surel, webhook, atau apprise.")] = "surel",
    data: Data = None,
) -> None:
    """Minta satu kiriman uji; hasilnya di `jejak pemberitahuan --tahap terkirim`, atau di daftar surat mati."""
    with buka(data) as pangkal, writing(pangkal.engine).begin() as connection:
        who = people.dengan_nama(connection, nama_pengguna)
        if who is None or not who.aktif:
            gagal(f"Tidak ada akun aktif bernama {nama_pengguna}.")
        kini = Keadaan(clock.now(), pangkal.zona, kebijakan().pengingat, pangkal.settings.kanal)
        made = uji(connection, who.id, kanal, kini)
        if isinstance(made, Refusal):
            gagal(made.kalimat)
    cetak(f"Kiriman uji lewat {kanal} diminta.")
