"""`jejak cetak`: slips by ZPL over a real socket, each going-out once, from where it stopped."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from cli.pencetak import PrinterBermasalah, PrinterJaringan, TujuanSalah, keluhan, pencetak
from engine import printing
from engine.database import connect, writing
from engine.execute import FrontDoor
from schemas.commands import berkas as ask
from tests.kit import GIGI, PKM, UMUM, Arsip, Jam

BAIK = b"\x02030,0,0,0568,000,0,0,0,000,0,0,0\x03\r\n\x02001,0,0,0,1,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
HABIS = BAIK.replace(b"030,0,0", b"030,1,0")
TERBUKA = BAIK.replace(b"001,0,0,0", b"001,0,1,0")


class Printer:
    """A label printer on a free port: answers `~HS`, keeps what it is sent."""

    def __init__(self, status: bytes | None) -> None:
        self.status = status
        self.slips: list[bytes] = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.server.getsockname()[1]

    def layani(self) -> None:
        while True:
            try:
                peer, _ = self.server.accept()
            except OSError:
                return
            with peer:
                said = b""
                while more := peer.recv(4096):
                    said += more
                    if self.status and said == b"~HS":
                        peer.sendall(self.status)
                if slip := said.removeprefix(b"~HS"):
                    self.slips.append(slip)


@contextmanager
def printer(status: bytes | None = BAIK) -> Iterator[Printer]:
    made = Printer(status)
    thread = threading.Thread(target=made.layani)
    thread.start()
    yield made
    made.server.shutdown(socket.SHUT_RDWR)
    made.server.close()
    thread.join(10)


def jejak(*words: str) -> Result:
    """One command of the command line, in this process."""
    return CliRunner().invoke(app, words)


async def ambil(data: Path, *tujuan: str) -> None:
    """Folders leave, in a database another process will read."""
    engine = connect(f"sqlite:///{data / 'jejak.db'}")
    with FrontDoor(engine, PKM.kode, now=Jam()) as door:
        arsip = Arsip(engine, door, Jam())
        for satu in tujuan:
            await arsip.minta(ask.Ambil, await arsip.daftar(), tujuan=satu)
    engine.dispose()


@pytest.fixture
def data(tmp_path: Path, sqlite_facility: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(sqlite_facility, folder / "jejak.db")
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    with writing(engine).begin() as connection:
        assert isinstance(printing.buka(connection, "Rak", Jam()()), printing.Stasiun)
    engine.dispose()
    return folder


async def test_every_going_out_comes_out_of_the_printer_once(data: Path) -> None:
    await ambil(data, UMUM, GIGI)
    with printer() as made:
        words = ("cetak", "--zpl", f"127.0.0.1:{made.port}", "--stasiun", "rak", "--sekali", "--data", str(data))
        first, again = jejak(*words), jejak(*words)
    assert (first.exit_code, again.exit_code) == (0, 0), first.stderr + again.stderr
    assert [b"POLI UMUM" in made.slips[0], b"POLI GIGI" in made.slips[1]] == [True, True]
    assert len(made.slips) == 2
    assert all(slip.startswith(b"^XA") and slip.endswith(b"^XZ\n") for slip in made.slips)


async def test_a_printer_without_paper_keeps_the_slips_waiting(data: Path) -> None:
    await ambil(data, UMUM)
    with printer(HABIS) as made:
        words = ("cetak", "--zpl", f"127.0.0.1:{made.port}", "--stasiun", "Rak", "--sekali", "--data", str(data))
        refused = jejak(*words)
        assert refused.exit_code == 1
        assert "kertas habis" in refused.stderr
        assert made.slips == []
        made.status = BAIK
        assert jejak(*words).exit_code == 0
    assert len(made.slips) == 1


async def test_slips_go_to_a_file_or_device_too(data: Path, tmp_path: Path) -> None:
    await ambil(data, UMUM)
    file = tmp_path / "tracer.zpl"
    done = jejak("cetak", "--zpl", str(file), "--stasiun", "Rak", "--dpi", "300", "--sekali", "--data", str(data))
    assert done.exit_code == 0, done.stderr
    assert "^PW1260" in file.read_text(encoding="utf-8")


def test_a_printer_that_is_not_there_is_a_trouble_with_a_reason() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(PrinterBermasalah, match="tidak terjangkau"):
        PrinterJaringan("printer", "127.0.0.1", port).kirim(b"^XA^XZ")


def test_a_printer_that_says_nothing_of_itself_is_printed_to_all_the_same() -> None:
    with printer(None) as made:
        PrinterJaringan("printer", "127.0.0.1", made.port).kirim(b"^XA^XZ\n")
    assert made.slips == [b"^XA^XZ\n"]


@pytest.mark.parametrize(
    ("answer", "sebab"), [(BAIK, None), (HABIS, "kertas habis"), (TERBUKA, "tutup"), (b"", None), (b"\x02?\x03", None)]
)
def test_a_printers_status_is_read_by_its_fields(answer: bytes, sebab: str | None) -> None:
    found = keluhan(answer)
    assert (found or "").startswith(sebab or "")
    assert (found is None) == (sebab is None)


@pytest.mark.parametrize("tujuan", ["", "  ", "127.0.0.1:99999", "127.0.0.1:0", "/"])
def test_what_is_no_printer_is_refused(tujuan: str) -> None:
    with pytest.raises(TujuanSalah):
        pencetak(tujuan)
