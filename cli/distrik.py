"""`jejak distrik`: a whole district on one machine, to try: two Puskesmas, a hospital, two levels of Dinkes.

Each has its own data directory, database and nats-server; nothing goes from one to another but over the hubs, on the
loopback. A second start goes on where the first ended: the same directories, keys and, where they are free, ports.
"""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Annotated, Final

import typer

from cli import contoh_profil, hub_dinas
from cli.keluaran import cetak, gagal, galat
from cli.pangkal import buka
from engine import clock, sample
from engine.database import writing
from engine.federasi import direktori
from engine.hub import buku
from engine.hub.buku import HubRusak
from engine.sample.profil import DISTRIK, Rekaan
from schemas.names.federasi import PENYELENGGARA
from workers.nats_child import command_line

CATATAN: Final = "distrik.json"
HUB: Final = "hub"
AKAR: Final = "akar"
LOG: Final = "keluaran.log"
LOOPBACK: Final = "127.0.0.1"
SIAP_DETIK: Final = 120.0
PAMIT_DETIK: Final = 20.0
LIHAT_DETIK: Final = 0.2
MAKS_BITA: Final = 512 * 1024**2

Tempat = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Direktori seluruh distrik.", show_default="distrik")
]


@dataclass(frozen=True, slots=True)
class Anak:
    """A process of the district."""

    nama: str
    proses: "subprocess.Popen[bytes]"
    log: Path
    port: int = 0


def distrik(data: Tempat = None) -> None:
    """Jalankan satu distrik contoh di komputer ini: dua Puskesmas, satu RS, Dinkes kabupaten dan provinsi dengan hub.

    Ctrl-C menghentikan semuanya; dijalankan lagi, diteruskan dari keadaan terakhir.
    """
    folder = (data or Path("distrik")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    _akhiri_sisa(folder)
    cetak(f"Distrik contoh di {folder}")
    try:
        for rekaan in DISTRIK:
            _siapkan(folder, rekaan)
    except HubRusak as error:
        gagal(str(error))
    ended = _dengar_sinyal()
    with _berjalan(folder) as anak:
        _catat(folder, anak)
        _salam(anak, folder)
        while not ended.is_set() and (gone := _mati(anak)) is None:
            ended.wait(LIHAT_DETIK)
        if not ended.is_set() and gone is not None:
            gagal(f"{gone.nama} berhenti sendiri; lihat {gone.log}.")
    cetak("Semua dihentikan; datanya tetap tersimpan.")


class _Berhenti:
    """Whether a signal to end came; waits in the main thread, where signals come."""

    def __init__(self) -> None:
        self._set = False

    def is_set(self) -> bool:
        """Did one come?"""
        return self._set

    def set(self) -> None:
        """One came."""
        self._set = True

    def wait(self, detik: float) -> None:
        """A little while, unless one came."""
        if not self._set:
            time.sleep(detik)


def _dengar_sinyal() -> _Berhenti:
    ended = _Berhenti()

    def told(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, told)
    return ended


# ── what is there before anything runs ──────────────────────────────────────────────────────────────


def _siapkan(folder: Path, rekaan: Rekaan) -> None:
    """The facility, its hub if it is an office, its place on the hub above. Done already: nothing is done."""
    home = folder / rekaan.milik.kode.lower()
    with buka(home, buat=True) as pangkal:
        contoh_profil.buat(pangkal.engine, rekaan)
    with buka(home) as pangkal:
        if rekaan.milik.jenis in PENYELENGGARA and not buku.ada(home / HUB):
            root = _akar(folder, rekaan.milik.kode)
            root.parent.mkdir(mode=0o700, exist_ok=True)
            hub_dinas.buat(pangkal, home / HUB, root, alamat=[LOOPBACK], dengar=LOOPBACK, port=0, maks_bita=MAKS_BITA)
        if rekaan.milik.induk is None:
            return
        with pangkal.engine.connect() as connection:
            joined = rekaan.milik.induk in direktori.hub_kita(connection)
        if joined:
            return
        above = folder / rekaan.milik.induk.lower()
        asked = hub_dinas.permohonan(pangkal)
        hub = hub_dinas.daftar(above / HUB, asked, _akar(folder, rekaan.milik.induk))
        paket = buku.paket(above / HUB, hub, rekaan.milik.kode)
        with writing(pangkal.engine).begin() as connection:
            direktori.gabung(connection, paket, direktori.sidik(paket.akar), clock.now())
    with buka(above) as pangkal:
        hub_dinas.siarkan(pangkal.settings, above / HUB)


def _akar(folder: Path, kode: str) -> Path:
    """In a real district this lies in a safe."""
    return folder / AKAR / f"{kode.lower()}.pem"


# ── the processes ───────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _berjalan(folder: Path) -> Iterator[list[Anak]]:
    """Everything runs until the block ends; what was started is ended, also when not all of it came up."""
    anak: list[Anak] = []
    ports = _port_lama(folder)
    try:
        for rekaan in DISTRIK:
            home = folder / rekaan.milik.kode.lower()
            if buku.ada(home / HUB):
                anak.append(_mulai(f"hub {rekaan.milik.kode}", home, "hub", "jalan"))
        for rekaan in DISTRIK:
            home = folder / rekaan.milik.kode.lower()
            port = _port(ports.get(rekaan.milik.kode, 0))
            anak.append(_mulai(rekaan.milik.kode, home, "up", "--port", str(port), port=port))
        _tunggu(anak)
        yield anak
    finally:
        _akhiri(anak)
        (folder / CATATAN).write_text(
            json.dumps({"port": {one.nama: one.port for one in anak if one.port}, "pid": []}), encoding="utf-8"
        )


def _mulai(nama: str, home: Path, *kata: str, port: int = 0) -> Anak:
    with (home / LOG).open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", "from cli.awal import main; main()", *kata, "--data", str(home)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for us; we end the others in our own order
        )
    return Anak(nama, process, home / LOG, port)


def _tunggu(anak: list[Anak]) -> None:
    """Until every web answers."""
    until = time.monotonic() + SIAP_DETIK
    for one in anak:
        while one.port and not _menjawab(one.port):
            if one.proses.poll() is not None or time.monotonic() > until:
                gagal(f"{one.nama} tidak mau mulai; lihat {one.log}.")
            time.sleep(LIHAT_DETIK)


def _menjawab(port: int) -> bool:
    with closing(http.client.HTTPConnection(LOOPBACK, port, timeout=2)) as connection, suppress(OSError):
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    return False


def _mati(anak: list[Anak]) -> Anak | None:
    return next((one for one in anak if one.proses.poll() is not None), None)


def _akhiri(anak: list[Anak]) -> None:
    """The facilities first, the hubs last; whoever does not go is made to."""
    for one in reversed(anak):
        if one.proses.poll() is None:
            one.proses.terminate()
    until = time.monotonic() + PAMIT_DETIK
    for one in anak:
        try:
            one.proses.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            galat(f"{one.nama} dihentikan paksa.")
            one.proses.kill()
            one.proses.wait()


def _catat(folder: Path, anak: list[Anak]) -> None:
    told = {"port": {one.nama: one.port for one in anak if one.port}, "pid": [one.proses.pid for one in anak]}
    (folder / CATATAN).write_text(json.dumps(told), encoding="utf-8")


def _baca(folder: Path) -> dict[str, object]:
    try:
        found = json.loads((folder / CATATAN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _port_lama(folder: Path) -> dict[str, int]:
    found = _baca(folder).get("port")
    return {str(kode): int(port) for kode, port in found.items()} if isinstance(found, dict) else {}


def _akhiri_sisa(folder: Path) -> None:
    """End what a killed `jejak distrik` left behind: only processes whose command line names this directory."""
    left = _baca(folder).get("pid")
    for pid in left if isinstance(left, list) else ():
        if isinstance(pid, int) and f"{folder}{os.sep}" in command_line(pid):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGTERM)
            until = time.monotonic() + PAMIT_DETIK
            while f"{folder}{os.sep}" in command_line(pid) and time.monotonic() < until:
                time.sleep(LIHAT_DETIK)


def _port(lama: int) -> int:
    """The port it had before, where that is free; else any."""
    for port in (lama, 0):
        with suppress(OSError), socket.create_server((LOOPBACK, port)) as made:
            return int(made.getsockname()[1])
    raise OSError("tidak ada port kosong")


def _salam(anak: list[Anak], folder: Path) -> None:
    ports = {one.nama: one.port for one in anak}
    for rekaan in DISTRIK:
        milik = rekaan.milik
        cetak(f"  http://{LOOPBACK}:{ports[milik.kode]}  {milik.nama} ({milik.kode})")
        cetak(f"      akun {', '.join(orang.nama_pengguna for orang in rekaan.staf)}")
    for one in anak:
        if not one.port:
            cetak(f"  {one.nama} berjalan")
    cetak(f"  sandi semua akun: {sample.SANDI}. Semuanya rekaan. Data: {folder}")
    cetak("  Ctrl-C menghentikan semuanya.")
