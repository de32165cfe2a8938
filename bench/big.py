"""(c) A million records and ten million lines: pages through HTTP on the real app, restart, memory.

The pages are read from `jejak web` without a broker, so that nothing but they is measured; the restarts are of
`jejak up` with all its parts.
"""

import shutil
import socket
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from bench import app, besar, moves, pages
from bench.work import Figures, Work
from engine import ledger
from engine.database import connect

BYTES_A_RECORD: Final = 7_500
"""Of disk, with its lines and all indexes: what a run needs to have free."""
CHECKED: Final = 100_000
"""Lines of each end of the chain that are verified."""
PAGE: Final = 1000


def measure(work: Work) -> list[Figures]:
    """First what was made, then a row for each page, then the starts."""
    data = work.folder / "data"
    data.mkdir()
    file = data / "jejak.db"
    wanted = min(work.size.records_besar, _room(work.folder))
    with work.told.progress("baris", wanted * 10) as bar:
        made = besar.make(file, wanted, bar, budget=work.size.making)
    rows: list[Figures] = [
        {
            "isi": "dibuat",
            "basis_data": "SQLite",
            "berkas": made.berkas,
            "baris": made.baris,
            "tenggat": made.tenggat,
            "penuh": made.penuh and wanted == work.size.records_besar,
            "baris_per_detik": round(made.baris / max(made.detik, 0.001)),
            "baris_diperiksa": verified(file, made.baris),
            "gb": round(sum(path.stat().st_size for path in data.iterdir()) / 1e9, 2),
        }
    ]
    with app.running(data, "web", **_no_broker()) as running:
        with pages.readers(running.address, file) as reader:
            rows += [pages.measure(page, reader, made.berkas, work.size.requests) for page in pages.PAGES]
        rows.append({"isi": "jejak_web", "siap_detik": round(running.ready_seconds, 2), **_pss(running.pid)})
    for _ in range(work.size.passes):
        with app.running(data, "up") as running:
            rows.append({"isi": "jejak_up", "siap_detik": round(running.ready_seconds, 2), **_pss(running.pid)})
    return rows


def _room(folder: Path) -> int:
    """Records that fit on this disk, a tenth of it left free."""
    disk = shutil.disk_usage(folder)
    return max(1, int((disk.free - disk.total / 10) / BYTES_A_RECORD))


def verified(file: Path, lines: int) -> int:
    """Verify the chain at both ends; how many lines. Raises LedgerBroken."""
    engine = connect(f"sqlite:///{file}")
    with engine.connect() as connection:
        first = next((seq for seq in ledger.verify(connection, moves.FASYANKES.kode) if seq >= CHECKED), lines)
        start = max(first, lines - CHECKED)
        for after in range(start, lines, PAGE):
            _follow(connection, after)
    engine.dispose()
    return first + lines - start


def _follow(connection: Connection, after: int) -> None:
    (_, chain), *rest = ledger.read(connection, moves.FASYANKES.kode, after - 1, PAGE + 1)
    for telling, stored in rest:
        chain = sha256(chain + telling.amplop()).digest()
        if chain != stored:
            raise ledger.LedgerBroken(f"baris {telling.seq} tidak cocok dengan rantainya")


def _no_broker() -> dict[str, str]:
    """An address where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return {"JEJAK_NATS_URL": f"nats://127.0.0.1:{probe.getsockname()[1]}"}


def _pss(pid: int) -> dict[str, float]:
    return {"memori_pss_mb": round(sum(app.memory(pid).values()), 1)}
