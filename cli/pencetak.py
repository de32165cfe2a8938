"""Where ZPL goes: a network printer's raw port, or a device or file. A network printer is asked how it is first."""

import re
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

PORT: Final = 9100
"""Raw printing, by custom of all makers."""
SAMBUNG_DETIK: Final = 5.0
JAWAB_DETIK: Final = 1.0
"""How long a printer may think about its status; one that says nothing is believed to be well."""
_ALAMAT: Final = re.compile(r"(?P<host>\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]+):(?P<port>\d{1,5})")
_BARIS: Final = re.compile(rb"\x02([^\x03]*)\x03")
_KELUHAN: Final = (
    (0, 1, "kertas habis"),
    (0, 2, "printer dijeda; tekan tombol pause"),
    (1, 2, "tutup kepala cetak terbuka"),
    (1, 3, "pita habis"),
)
"""Of the answer to `~HS`: its line, its field, and what a 1 there means (ZPL II Programming Guide, Host Status)."""


class TujuanSalah(Exception):
    """Nothing one can print to."""


class PrinterBermasalah(Exception):
    """The printer is not there, or says what it lacks."""


class Pencetak(Protocol):
    """Something that takes ZPL."""

    @property
    def nama(self) -> str:
        """How people call it."""

    def kirim(self, isi: bytes) -> None:
        """Hand it over. Raises PrinterBermasalah; then nothing is to be counted as printed."""


def pencetak(tujuan: str) -> Pencetak:
    """The printer of an address or a path. Raises TujuanSalah."""
    if found := _ALAMAT.fullmatch(tujuan):
        port = int(found["port"])
        if not 0 < port < 2**16:
            raise TujuanSalah(tujuan)
        return PrinterJaringan(tujuan, found["host"].strip("[]"), port)
    if not tujuan.strip() or Path(tujuan).is_dir():
        raise TujuanSalah(tujuan)
    return PrinterBerkas(tujuan)


@dataclass(frozen=True, slots=True)
class PrinterJaringan:
    """A printer on the network, raw port."""

    nama: str
    host: str
    port: int

    def kirim(self, isi: bytes) -> None:
        """One connection a slip: between two slips anybody else may print too."""
        try:
            with socket.create_connection((self.host, self.port), SAMBUNG_DETIK) as sock:
                if sebab := keluhan(_status(sock)):
                    raise PrinterBermasalah(sebab)
                sock.settimeout(SAMBUNG_DETIK)
                sock.sendall(isi)
                sock.shutdown(socket.SHUT_WR)
        except OSError as error:
            raise PrinterBermasalah(f"tidak terjangkau ({error.strerror or type(error).__name__})") from error


@dataclass(frozen=True, slots=True)
class PrinterBerkas:
    """A device (`/dev/usb/lp0`, a shared printer's path) or a plain file, added to at its end."""

    nama: str

    def kirim(self, isi: bytes) -> None:
        """Add it."""
        try:
            with Path(self.nama).open("ab") as file:
                file.write(isi)
        except OSError as error:
            raise PrinterBermasalah(f"tidak bisa ditulis ({error.strerror})") from error


def keluhan(jawaban: bytes) -> str | None:
    """What a printer's status complains of; nothing where it is well or says nothing that is understood."""
    lines = [line.decode("ascii", "replace").split(",") for line in _BARIS.findall(jawaban)]
    for line, field, sebab in _KELUHAN:
        if len(lines) > line and len(lines[line]) > field and lines[line][field].strip() == "1":
            return sebab
    return None


def _status(sock: socket.socket) -> bytes:
    """Ask `~HS`; two lines of the answer are enough."""
    sock.settimeout(JAWAB_DETIK)
    sock.sendall(b"~HS")
    said = b""
    try:
        while said.count(b"\x03") < 2:  # noqa: PLR2004 - lines
            if not (more := sock.recv(512)):
                break
            said += more
    except TimeoutError:
        return said
    return said
