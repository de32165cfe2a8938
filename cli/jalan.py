"""`jejak up`, `jejak web`, `jejak pekerja`: the processes, and what a data directory needs before they may run."""

import asyncio
import logging
import os
import socket
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, Final

import typer
from filelock import FileLock, Timeout

from cli import contoh_profil
from cli.contoh import buat_contoh
from cli.keluaran import cetak, gagal
from cli.pangkal import ALAMAT, Data, Pangkal, baca_settings, buka, tunggui
from engine import log, people, sample
from engine.database import writing
from engine.sample.profil import MENURUT_PROFIL, Profil, dari_kode
from engine.settings import Settings
from workers.nats_binary import BinaryNotTrusted
from workers.nats_server import DirektoriTerpakai

Port = Annotated[int | None, typer.Option(min=0, max=65535, help="Port web; 0 berarti port kosong mana pun.")]
ADMIN_TXT: Final = "admin.txt"
KUNCI: Final = "jejak.kunci"


def up(
    contoh: Annotated[
        bool, typer.Option("--contoh/--kosong", help="Isi direktori kosong dengan fasilitas contoh.")
    ] = False,
    riwayat: Annotated[
        int,
        typer.Option(
            min=0, max=24, help="Berapa bulan kunjungan sebelum hari ini di fasilitas contoh; 0: tiga minggu."
        ),
    ] = 0,
    profil: Annotated[
        Profil | None, typer.Option(help="Isi direktori kosong dengan fasilitas contoh jenis ini.")
    ] = None,
    data: Data = None,
    port: Port = None,
) -> None:
    """Jalankan seluruh Jejak dalam satu proses; Ctrl-C menghentikannya."""
    contoh = contoh or profil is Profil.PUSKESMAS
    rekaan = MENURUT_PROFIL.get(profil) if profil else None
    settings = baca_settings(data, port=port)
    log.configure(settings.log, logging.INFO)
    with _sendirian(settings), _listening(settings) as sock, buka(data, buat=True, sabar=True) as pangkal:
        sandi = tunggui(pangkal.engine, partial(_admin, pangkal))
        fasyankes = pangkal.fasyankes
        if (contoh and fasyankes is None) or (fasyankes is not None and fasyankes.kode == sample.CONTOH.kode):
            buat_contoh(pangkal.engine, riwayat)  # or finish it, where it was interrupted
            fasyankes = fasyankes or sample.CONTOH
        elif rekaan is not None and (fasyankes is None or fasyankes.kode == rekaan.milik.kode):
            contoh_profil.buat(pangkal.engine, rekaan)
            fasyankes = rekaan.milik
        elif (contoh or rekaan) and fasyankes is not None:
            cetak(f"Direktori ini sudah berisi {fasyankes.nama}; --contoh dan --profil tidak mengubah apa pun.")
        _salam(settings, sock, fasyankes.nama if fasyankes else None, sandi)
        if fasyankes is not None and fasyankes.kode == sample.CONTOH.kode:
            _salam_contoh(settings)
        elif fasyankes is not None and (made := dari_kode(fasyankes.kode)) is not None:
            cetak("  FASILITAS CONTOH: orang dan pasiennya rekaan, sandinya diketahui umum.")
            cetak(f"  akun       {', '.join(orang.nama_pengguna for orang in made.staf)}")
            cetak(f"  sandi      {sample.SANDI} (sama untuk semua akun contoh)")
        path = settings.data_dir / ALAMAT
        path.write_text(_alamat(settings, sock), encoding="utf-8")
        try:
            _run(_rakitan().jalankan_web(settings, pangkal.engine, sock, dengan_pekerja=True))
        finally:
            path.unlink(missing_ok=True)


def web(data: Data = None, port: Port = None) -> None:
    """Hanya web dan pintu depan; pekerja berjalan di proses lain, NATS di JEJAK_NATS_URL."""
    settings = baca_settings(data, port=port)
    _perlu_nats(settings)
    log.configure(settings.log, logging.INFO)
    with _listening(settings) as sock, buka(data, sabar=True) as pangkal:
        sandi = tunggui(pangkal.engine, partial(_admin, pangkal))
        _salam(settings, sock, pangkal.fasyankes.nama if pangkal.fasyankes else None, sandi)
        _run(_rakitan().jalankan_web(settings, pangkal.engine, sock, dengan_pekerja=False))


def pekerja(data: Data = None) -> None:
    """Hanya pekerja: pembawa siaran dan yang lain; NATS di JEJAK_NATS_URL."""
    settings = baca_settings(data)
    _perlu_nats(settings)
    log.configure(settings.log, logging.INFO)
    with buka(data, sabar=True) as pangkal:
        _run(_rakitan().jalankan_pekerja(settings, pangkal.engine))


def _rakitan() -> ModuleType:
    """The parts of a process; imported here because the web costs every other command half of its time."""
    from cli import rakitan  # noqa: PLC0415 - see above

    return rakitan


def _run(main: Coroutine[Any, Any, None]) -> None:
    try:
        asyncio.run(main)
    except DirektoriTerpakai as error:
        gagal(f"{error}.")
    except BinaryNotTrusted as error:
        gagal(f"{error}.")


@contextmanager
def _sendirian(settings: Settings) -> Iterator[None]:
    """One Jejak a data directory: the second is told so and changes nothing."""
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(folder / KUNCI, timeout=0)
        lock.acquire()
    except Timeout:
        gagal(f"Direktori data sedang dipakai Jejak lain: {folder}. Hentikan yang itu, atau sebut --data DIR lain.")
    except OSError as error:
        gagal(f"Direktori data {folder} tidak bisa dipakai: {error.strerror}.")
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """The web's socket, taken before anything is started."""
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        made = socket.create_server((settings.host, settings.port), family=family, backlog=512)
        # asyncio turns Nagle's delay off only where a socket says it is TCP; else each answer would wait 40 ms
        sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=made.detach())
    except OSError as error:
        gagal(
            f"Port {settings.port} di {settings.host} tidak bisa dipakai: {error.strerror}. "
            "Hentikan pemakainya, atau sebut --port lain."
        )
    with sock:
        yield sock


def _admin(pangkal: Pangkal) -> str | None:
    """The first administrator, in an empty database: the password is written to a file only its owner reads."""
    path = pangkal.settings.data_dir / ADMIN_TXT
    with writing(pangkal.engine).begin() as connection:
        sandi = people.admin_pertama(connection)
        if sandi is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                file.write(f"pengguna: admin\nsandi: {sandi}\n")
    return sandi


def _perlu_nats(settings: Settings) -> None:
    if settings.embedded:
        gagal("Proses terpisah perlu NATS sendiri: isi JEJAK_NATS_URL. Untuk semuanya dalam satu proses: `jejak up`.")


def _alamat(settings: Settings, sock: socket.socket) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{sock.getsockname()[1]}"


def _salam(settings: Settings, sock: socket.socket, nama: str | None, sandi: str | None) -> None:
    """A few lines for whoever started it."""
    cetak(f"Jejak: {_alamat(settings, sock)}")
    cetak(f"  fasilitas  {nama or 'belum ada; halaman pertama akan membuatnya'}")
    cetak(f"  data       {settings.data_dir}")
    if sandi is not None:
        cetak(f"  admin      pengguna admin, sandi {sandi}")
        cetak(f"             (sekali ini saja; juga tertulis di {settings.data_dir / ADMIN_TXT})")
    cetak("  Ctrl-C menghentikannya; data tetap tersimpan.")


def _salam_contoh(settings: Settings) -> None:
    names = ", ".join(orang.nama_pengguna for orang in sample.STAF[:7])
    units = ", ".join(orang.nama_pengguna for orang in sample.STAF[7:])
    data = "" if settings.data_dir == Path("data").resolve() else f" --data {settings.data_dir}"
    cetak("  FASILITAS CONTOH: berkas dan orangnya rekaan, sandinya diketahui umum.")
    cetak(f"  akun       {names}")
    cetak(f"  per unit   {units}")
    cetak(f"  sandi      {sample.SANDI} (sama untuk semua akun contoh)")
    cetak(f"  Melihat satu hari kerja lewat di papan: jejak demo{data}")
