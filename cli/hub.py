"""`jejak hub`: a Dinkes' hub: made, kept running, facilities enrolled and revoked, looked at."""

import asyncio
import logging
import time
from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import ValidationError

from cli import hub_dinas
from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal, galat, lama
from cli.pangkal import DalamJson, Data, baca_settings, buka
from engine import clock, log
from engine.federasi.direktori import sidik as sidik_akar
from engine.federasi.permohonan import sidik_permohonan
from engine.hub import buku, sertifikat
from engine.hub.akar import AkarSalah
from engine.hub.buku import HubRusak
from engine.settings import Settings
from schemas.federasi.paket import PermohonanGabung
from schemas.names.federasi import PENYELENGGARA
from workers.hub_tilik import berlaku, tilik_sekarang
from workers.nats_binary import BinaryNotTrusted
from workers.nats_server import DirektoriTerpakai

app = typer.Typer(no_args_is_help=True, help="Hub Dinkes: tempat fasilitas bertukar kabar.")

HUB: Final = "hub"
"""The hub's folder in the office's data directory."""
PORT: Final = 4443
TUNGGU_DETIK: Final = 20.0
HAMPIR_HABIS_HARI: Final = 60

Akar = Annotated[
    Path, typer.Option("--akar", metavar="BERKAS", help="Kunci akar direktori; simpan di media yang dilepas.")
]


@app.command()
def buat(  # noqa: PLR0913, PLR0917 - a command has options
    alamat: Annotated[list[str], typer.Option(help="Nama host atau alamat IP hub bagi fasilitas; boleh diulang.")],
    akar: Akar,
    dengar: Annotated[str, typer.Option(help="Alamat tempat hub mendengarkan.")] = "0.0.0.0",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port hub; 0: port kosong mana pun.")] = PORT,
    maks_mb: Annotated[int, typer.Option("--maks-mb", min=16, help="Ruang disk bagi pesan yang dibawa.")] = 4096,
    data: Data = None,
) -> None:
    """Buat hub untuk Dinkes di direktori data ini: kunci, sertifikat, direktori kosong; Dinkes sendiri didaftarkan."""
    with buka(data) as pangkal, _sopan():
        milik = pangkal.milik
        if milik.jenis not in PENYELENGGARA:
            gagal(f"{milik.nama} bukan dinas kesehatan; hanya dinas atau kementerian yang menjalankan hub.")
        folder = pangkal.settings.data_dir / HUB
        if buku.ada(folder):
            gagal(f"Sudah ada hub di {folder}.")
        made = hub_dinas.buat(
            pangkal, folder, akar, alamat=alamat, dengar=dengar, port=port, maks_bita=maks_mb * 1024**2
        )
    cetak(f"Hub {made.kode} dibuat di {folder}; fasilitas menghubungi {made.url}.")
    cetak(f"  sidik jari kunci akar  {sidik_akar(made.akar)}")
    cetak("  Bacakan sidik jari ini kepada tiap fasilitas lewat telepon atau kertas, jangan lewat berkas yang sama.")
    cetak(f"  Kunci akar {akar}: cabut medianya, buat dua salinan, simpan terkunci.")
    cetak("  Jalankan: jejak hub jalan")


@app.command()
def daftarkan(  # noqa: PLR0913, PLR0917 - a command has options
    permohonan: Annotated[Path, typer.Argument(help="Berkas permohonan dari fasilitas (`jejak federasi kunci`).")],
    akar: Akar,
    sidik: Annotated[str | None, typer.Option(help="Sidik jari yang dibacakan fasilitas; bagi skrip.")] = None,
    tingkat: Annotated[int | None, typer.Option(min=1, max=3, help="Tingkat rujukan.")] = None,
    induk: Annotated[str | None, typer.Option(help="Kode dinas di atasnya.", show_default="dinas ini")] = None,
    paket: Annotated[Path | None, typer.Option(help="Ke mana paket gabung ditulis.")] = None,
    data: Data = None,
) -> None:
    """Daftarkan fasilitas, atau kunci barunya: bandingkan sidik jari, tulis paket gabung, berlakukan di hub."""
    settings = baca_settings(data)
    folder = settings.data_dir / HUB
    with _sopan():
        asked = _baca_permohonan(permohonan)
        told = sidik_permohonan(asked)
        cetak(f"{asked.nama} ({asked.kode}, {asked.fasyankes.value})")
        cetak(f"  sidik jari  {told}")
        if sidik is not None:
            if _polos(sidik) != _polos(told):
                gagal("Sidik jari tidak sama: berkas ini dari pihak lain, atau berubah di jalan. Tidak didaftarkan.")
        elif not typer.confirm("Sama dengan yang dibacakan fasilitas lewat telepon?"):
            gagal("Tidak didaftarkan.")
        hub = hub_dinas.daftar(folder, asked, akar, tingkat=tingkat, induk=induk)
        target = paket or Path(f"gabung-{asked.kode}.json")
        target.write_bytes(buku.paket(folder, hub, asked.kode).kanonik() + b"\n")
        hub_dinas.siarkan(settings, folder)
    cetak(f"Terdaftar. Paket gabung: {target}. Serahkan kepada {asked.nama}; isinya tidak rahasia.")
    _tunggu_berlaku(folder, hub.generasi)


@app.command()
def cabut(
    kode: Annotated[str, typer.Argument(help="Kode fasilitas.")],
    akar: Akar,
    data: Data = None,
) -> None:
    """Cabut fasilitas: tidak bisa masuk lagi, kuncinya tidak dipercaya lagi. Pesannya yang lama tetap."""
    settings = baca_settings(data)
    folder = settings.data_dir / HUB
    with _sopan(), buku.mengubah(folder) as before:
        key = hub_dinas.akar_hub(before, akar)
        found = before.cari(kode.upper())
        if found is None:
            gagal(f"Tidak ada fasilitas {kode.upper()} di hub ini.")
        if found.kode == before.kode:
            gagal("Dinas pemilik hub tidak bisa dicabut dari hubnya sendiri.")
        now = clock.now()
        gone = [one.model_copy(update={"dicabut": now}) if one == found else one for one in before.anggota]
        hub = buku.tulis_anggota(folder, before, gone)
        buku.terbitkan(folder, hub, key, now)
        hub_dinas.siarkan(settings, folder)
    cetak(f"{found.permohonan.nama} dicabut.")
    _tunggu_berlaku(folder, hub.generasi)


@app.command()
def jalan(data: Data = None) -> None:
    """Jalankan hub; Ctrl-C menghentikannya. Pesan yang belum diambil tetap tersimpan."""
    settings = baca_settings(data)
    log.configure(settings.log, logging.INFO)
    folder = settings.data_dir / HUB
    with _sopan():
        hub = buku.baca(folder)
        cetak(f"Hub {hub.kode}: {hub.url}, {len(hub.aktif)} fasilitas. Ctrl-C menghentikannya.")
        try:
            asyncio.run(hub_dinas.jalankan(folder, settings.nats_server_bin))
        except DirektoriTerpakai:
            gagal(f"Hub di {folder} sudah berjalan di proses lain.")
        except BinaryNotTrusted as error:
            gagal(f"{error}.")


@app.command()
def status(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Siapa tersambung, berapa pesan, sejak kapan; isi pesan tidak terbaca. Kode keluar 1 bila hub tidak berjalan."""
    settings = baca_settings(data)
    folder = settings.data_dir / HUB
    with _sopan():
        hub = buku.baca(folder)
        found = tilik_sekarang(folder)
        until = sertifikat.habis((folder / buku.TLS / "hub.pem").read_bytes())
    if dalam_json:
        cetak_json(
            {"hub": hub.kode, "url": hub.url, "generasi": hub.generasi, "sertifikat_sampai": until, "berjalan": found}
        )
    elif found is not None:
        now = clock.now()
        cetak(f"Hub {hub.kode} {hub.url}: {found.pesan} pesan, {found.bita // 1024} dari {found.maks_bita // 1024} kB")
        if found.generasi != hub.generasi:
            cetak(f"  generasi {hub.generasi} BELUM berlaku (yang berlaku {found.generasi})")
        if (until - now).days < HAMPIR_HABIS_HARI:
            cetak(f"  SERTIFIKAT habis {until:%Y-%m-%d}; jalankan: jejak hub sertifikat")
        cetak_tabel(
            ("kode", "jenis", "tersambung", "dikirim", "terakhir", "menunggu", "diambil"),
            (
                (
                    one.kode,
                    one.jenis,
                    "ya" if one.tersambung else "tidak",
                    one.dikirim,
                    one.terakhir and f"{lama(now - one.terakhir)} lalu",
                    one.menunggu,
                    one.diambil and f"{lama(now - one.diambil)} lalu",
                )
                for one in found.anggota
            ),
        )
    if found is None:
        gagal("Hub tidak berjalan, atau tidak menjawab. Jalankan: jejak hub jalan")


@app.command("direktori")
def direktori(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Fasilitas di direktori hub, sidik jarinya, dan sidik jari kunci akar."""
    settings = baca_settings(data)
    with _sopan():
        hub = buku.baca(settings.data_dir / HUB)
    rows = [
        {
            "kode": one.kode,
            "nama": one.permohonan.nama,
            "jenis": one.jenis.value,
            "tingkat": one.tingkat,
            "induk": one.induk,
            "sidik": one.sidik,
            "sejak": one.sejak,
            "dicabut": one.dicabut,
        }
        for one in hub.terakhir
    ]
    if dalam_json:
        cetak_json({"hub": hub.kode, "versi": hub.generasi, "akar": sidik_akar(hub.akar), "fasyankes": rows})
        return
    cetak(f"Direktori hub {hub.kode}, versi {hub.generasi}, akar {sidik_akar(hub.akar)}")
    cetak_tabel(
        ("kode", "nama", "jenis", "tingkat", "sidik jari", "sejak", "dicabut"),
        (
            (
                r["kode"],
                r["nama"],
                r["jenis"],
                r["tingkat"],
                r["sidik"],
                *(r[k] and f"{r[k]:%Y-%m-%d}" for k in ("sejak", "dicabut")),
            )
            for r in rows
        ),
    )


@app.command("sertifikat")
def perbarui(data: Data = None) -> None:
    """Perbarui sertifikat peladen hub dari akar yang sama; fasilitas tidak perlu berbuat apa-apa."""
    folder = baca_settings(data).data_dir / HUB
    with _sopan(), buku.mengubah(folder) as before:
        until = buku.perbarui_sertifikat(folder, before, clock.now())
        hub = buku.tulis_anggota(folder, before, before.anggota)
    cetak(f"Sertifikat berlaku sampai {until:%Y-%m-%d}.")
    _tunggu_berlaku(folder, hub.generasi)


def _baca_permohonan(path: Path) -> PermohonanGabung:
    try:
        return PermohonanGabung.model_validate_json(path.read_bytes())
    except OSError as error:
        gagal(f"Berkas {path} tidak terbaca: {error.strerror}.")
    except ValidationError as error:
        where = ".".join(map(str, error.errors(include_url=False, include_input=False)[0]["loc"])) or "isinya"
        gagal(f"{path} bukan berkas permohonan gabung ({where}). Minta fasilitas mengirimnya lagi, utuh.")


def _tunggu_berlaku(folder: Path, generasi: int) -> None:
    """Until a running hub has taken it over."""
    if berlaku(folder) is None:
        galat("Hub tidak berjalan; berlaku saat dijalankan.")
        return
    until = time.monotonic() + TUNGGU_DETIK
    while time.monotonic() < until:
        if (berlaku(folder) or 0) >= generasi:
            cetak("Berlaku di hub yang berjalan.")
            return
        time.sleep(0.2)
    gagal("Hub yang berjalan belum memberlakukannya. Lihat `jejak hub status`; bila tetap, jalankan ulang hub.")


def _polos(sidik: str) -> str:
    return "".join(sign for sign in sidik.upper() if sign.isalnum())


class _sopan:  # noqa: N801 - used as a verb: what goes wrong is one sentence
    """A hub's trouble as a sentence and exit code 1."""

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, HubRusak | AkarSalah):
            gagal(str(error))


__all__ = ["HUB", "Settings", "app"]
