"""What must be done to a system so that it comes to its rarer moments, beside the load of the clients."""

import json
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.torture.kawat import Kawat, Terputus
from tests.torture.titik_beban import Beban
from tests.torture.titik_lajur import SistemKecil, js

LAGI_DETIK: Final = 0.01
"""How often is looked whether the system has got over the last time."""

TENGGAT: Final[dict[str, Any]] = {
    "pengembalian": {"rawat_jalan": "PT0.1S", "gawat_darurat": "PT0.1S", "rawat_inap": "PT0.1S", "lainnya": "PT0.1S"},
    "kelengkapan": "PT0.1S",
}
"""Deadlines of a tenth of a second: the folders of a run are overdue before they go on."""


@dataclass(slots=True)
class Pengusik:
    """Does something again and again, in a thread of its own, until told to stop; never twice before a recovery."""

    sekali: Callable[[], None]
    berhenti: threading.Event = field(default_factory=threading.Event)

    def kerja(self) -> None:
        """Meddle."""
        while not self.berhenti.wait(LAGI_DETIK):
            try:
                self.sekali()
            except (Terputus, TimeoutError, sqlite3.OperationalError):
                continue

    def potong(self) -> None:
        """Nothing of it waits for the one that dies."""


def pengusik(sistem: SistemKecil, beban: Beban) -> list[Pengusik]:
    """Whoever this load wants beside its clients."""
    match beban.usik:
        case "aliran":
            return [Pengusik(lambda: _tukar_aliran(sistem))]
        case "kursor":
            return [Pengusik(lambda: _rusak_kursor(sistem.data_dir / "jejak.db"))]
        case _:
            return []


def kebijakan(sistem: SistemKecil, beban: Beban) -> None:
    """Let deadlines be short, where this load wants them so."""
    if beban.tenggat:
        folder = sistem.folder / "kebijakan"
        folder.mkdir()
        (folder / "tenggat.yaml").write_text(json.dumps(_angka(TENGGAT)), encoding="utf-8")  # JSON is YAML
        sistem.env["JEJAK_KEBIJAKAN_DIR"] = str(folder)


def _angka(batas: Any) -> Any:
    """Each limit with what a policy says beside it."""
    if isinstance(batas, dict):
        return {name: _angka(one) for name, one in batas.items()}
    return {"batas": batas, "sumber": "uji", "yakin": "RENDAH", "arti": "uji"}


def _tukar_aliran(sistem: SistemKecil) -> None:
    """Put a stream of another setting in the place of the one that is whole: the relay must build an epoch."""
    with Kawat(sistem.nats_url, sistem.nats_token) as wire:
        start = f"JEJAK_{sistem.fasyankes}_"
        found = [one["config"] for one in js(wire, "STREAM.LIST").get("streams") or []]
        ours = [config for config in found if config["name"].startswith(start)]
        if len(ours) != 1 or (ours[0].get("metadata") or {}).get("selesai") != "ya":
            return
        name, subjects = ours[0]["name"], ours[0]["subjects"]
        js(wire, f"STREAM.DELETE.{name}")
        js(wire, f"STREAM.CREATE.{name}", {"name": name, "subjects": subjects, "max_msgs": 5, "storage": "file"})


def _rusak_kursor(path: Path) -> None:
    """Let a projection's cursor name another ledger, once it names this one: it must be rebuilt."""
    with closing(sqlite3.connect(path, timeout=5, isolation_level=None)) as connection:
        connection.execute(
            "UPDATE kursor SET hash = randomblob(32)"
            " WHERE EXISTS (SELECT 1 FROM jejak WHERE jejak.seq = kursor.seq AND jejak.hash = kursor.hash)"
        )
