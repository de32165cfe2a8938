"""An old database comes back under a newer stream: the ledger is then shorter, and the stream must follow it.

The operator threw away what was granted since the copy. Histories are told so before the checker reads them: those
answers are moved out of the clients' files into `riwayat_dibuang/`; `gangguan.jsonl` names `dipulihkan_dari_seq`.
"""

import contextlib
import json
import shutil
import sqlite3
from pathlib import Path
from random import Random
from typing import Any

from tests.torture import proses
from tests.torture.gangguan.bohong import epoch_kini, pulih_utuh
from tests.torture.gangguan.dasar import PULIH_DETIK, baris_terakhir
from tests.torture.riwayat import Baris, baca, saat, tambah
from tests.torture.sistem import Sistem


def salinan_basis(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Copy the database, let some time pass, stop everything of ours, put the copy back, start again."""
    del acak
    lama = epoch_kini(sistem)
    salinan, disalin = sistem.folder / "salinan-basis", saat()["t"]
    _salin(sistem, salinan)
    seq = _kepala(salinan, sistem)
    proses.tunggu(lambda: baris_terakhir(sistem) > seq + 30, PULIH_DETIK, "a longer ledger", sela=0.05)
    sistem.bunuh(*(nama for nama in ("app", "pekerja", "postgres") if nama in sistem.bagian))
    _pulangkan(sistem, salinan)
    dibuang = saat()["t"]  # a client may write down only now what it was told just before the kill
    sistem.mulai()
    told = {"dipulihkan_dari_seq": seq, "disalin_t": disalin, "dibuang_t": dibuang}
    return pulih_utuh(sistem, lama, "salinan_basis") | told


def buang_semua(bukti: Path) -> int:
    """For every such fault of a run, once the system was dumped; how many answers were thrown away."""
    kept = {str(line["perintah_id"]) for line in baca(bukti / "penolakan.jsonl")}
    told = [line for line in baca(bukti / "gangguan.jsonl") if "dipulihkan_dari_seq" in line]
    return sum(
        buang(bukti, line["dipulihkan_dari_seq"], range(line["disalin_t"], line["dibuang_t"]), kept) for line in told
    )


def buang(bukti: Path, seq: int, kala: range, tersimpan: set[str]) -> int:
    """Take what was granted after `seq`, before the end of `kala`, out of the clients' histories; how many.

    A refusal has no position: one given within `kala` and not among those that are still remembered was thrown away.
    """

    def dibuang(line: Baris) -> bool:
        if line["fase"] == "ok":
            return bool(line["t"] < kala.stop and line["seq"] > seq)
        return line["fase"] == "refused" and line["t"] in kala and line["command_id"] not in tersimpan

    thrown = bukti / "riwayat_dibuang"
    thrown.mkdir(exist_ok=True)
    count = 0
    for path in sorted((bukti / "riwayat").glob("klien-*.jsonl")):
        lines = [json.loads(line) for line in path.read_bytes().splitlines()]
        gone = {line["command_id"] for line in lines if dibuang(line)}
        kept = [line for line in lines if line["command_id"] not in gone or line["t"] >= kala.stop]
        count += len(gone)
        with (thrown / path.name).open("ab") as file:
            tambah(file.fileno(), [line for line in lines if line["command_id"] in gone and line["t"] < kala.stop])
        with path.open("wb") as file:
            tambah(file.fileno(), kept)
    return count


def _salin(sistem: Sistem, ke: Path) -> None:
    """As an operator makes a copy of a running database."""
    ke.unlink(missing_ok=True)
    if sistem.profil == "tertanam":
        with (
            contextlib.closing(sqlite3.connect(sistem.data_dir / "jejak.db", timeout=30)) as source,
            contextlib.closing(sqlite3.connect(ke)) as target,
        ):
            source.backup(target)
        return
    sistem.bunuh("app", "pekerja", "postgres")
    shutil.rmtree(ke, ignore_errors=True)
    from tests.torture.pola import salin_pg

    salin_pg(sistem.pg_dir, ke)
    sistem.mulai()


def _kepala(salinan: Path, sistem: Sistem) -> int:
    if sistem.profil == "postgres":
        return baris_terakhir(sistem)
    with contextlib.closing(sqlite3.connect(f"file:{salinan}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT coalesce(max(seq), 0) FROM jejak").fetchone()[0])


def _pulangkan(sistem: Sistem, salinan: Path) -> None:
    if sistem.profil == "tertanam":
        for name in ("jejak.db-wal", "jejak.db-shm"):
            (sistem.data_dir / name).unlink(missing_ok=True)
        shutil.copy(salinan, sistem.data_dir / "jejak.db")
        return
    for left in proses.milik(sistem.pg_dir):
        proses.tunggu_pergi(left, PULIH_DETIK)
    shutil.rmtree(sistem.pg_dir)
    from tests.torture.pola import salin_pg

    salin_pg(salinan, sistem.pg_dir)
