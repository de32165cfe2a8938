"""What every fault is done under: light clients that go on through it, recovery waited for, the checker at the end."""

import contextlib
import json
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.torture.kumpul import kumpulkan
from tests.torture.pemeriksa import periksa
from tests.torture.proses import tunggu
from tests.torture.riwayat import Baris, Riwayat, catat_gangguan, saat
from tests.torture.sistem import Sistem
from tests.torture.titik_beban import Folder, Klien, Tempat, perjalanan

PINTU: Final = ("perintah", "borongan", "pindai")
JEDA_DETIK: Final = 0.01
"""Between two calls of one client: the load is there to be broken into, not to be measured."""
PULIH_DETIK: Final = 90.0
"""How long a recovery may take, whatever the fault."""
Gangguan = Callable[[Sistem, Random], dict[str, Any]]
"""Injects, heals, waits for recovery; answers the line for `gangguan.jsonl` but its kind."""


class Peminta(Klien):
    """A light client that takes any of its folders, and goes on to the next step also where one was refused."""

    dilayani = 0

    def baru(self, jumlah: int = 1) -> list[tuple[Baris, Folder]]:
        """The next step of some folders."""
        self.berkas = self.acak.sample(self.berkas, len(self.berkas))
        self._giliran = 0
        return super().baru(jumlah)

    def tanya(self, yang: list[tuple[Baris, Folder]]) -> bool:
        """One call; a step that was refused is behind us too."""
        before = {id(folder): folder.langkah for _, folder in yang}
        answered = super().tanya(yang)
        if answered:
            self.dilayani += 1
            for _, folder in yang:
                folder.langkah += folder.langkah == before[id(folder)]
        return answered


@dataclass(slots=True)
class Beban:
    """The clients of a run. They ask again what had no answer before they ask anything new."""

    sistem: Sistem
    klien: list[Peminta]
    berhenti: threading.Event = field(default_factory=threading.Event)
    _utas: list[threading.Thread] = field(default_factory=list)

    @property
    def dijawab(self) -> int:
        """Commands granted so far."""
        return sum(one.dijawab for one in self.klien)

    def mulai(self) -> None:
        """Ask, on as many threads as there are clients."""
        self.berhenti.clear()
        self._utas = [threading.Thread(target=self._kerja, args=(one,), daemon=True) for one in self.klien]
        for thread in self._utas:
            thread.start()

    def henti(self) -> None:
        """Stop asking new things."""
        self.berhenti.set()
        for thread in self._utas:
            thread.join(PULIH_DETIK)
            assert not thread.is_alive(), "a client does not stop"

    def selesaikan(self) -> None:
        """Ask every open question until it has its answer. Raises TimeoutError."""
        for one in self.klien:
            tunggu(one.selesaikan, PULIH_DETIK, f"an answer for client {one.nomor} ({one.pintu})", sela=0.05)

    def tunggu_maju(self, jumlah: int = 3, batas: float = PULIH_DETIK) -> None:
        """Wait until every client got so many more answers. Raises TimeoutError: somebody is not served."""
        wanted = [one.dilayani + jumlah for one in self.klien]
        tunggu(
            lambda: all(one.dilayani >= goal for one, goal in zip(self.klien, wanted, strict=True)),
            batas,
            "every client is served",
        )

    def tutup(self) -> None:
        """Let go of connections and histories."""
        for one in self.klien:
            one.tutup()

    def _kerja(self, one: Peminta) -> None:
        while not self.berhenti.is_set():
            if one.belum and not one.selesaikan():
                self.berhenti.wait(JEDA_DETIK * 5)
            elif not one.belum:
                one.tanya(one.baru(7 if one.pintu == "borongan" else 1))
                self.berhenti.wait(JEDA_DETIK)


def _peminta(sistem: Sistem, tempat: Tempat, pintu: Sequence[str], acak: Random, besok: str) -> list[Peminta]:
    """One client for each door named, with records of its own."""
    fisik = [one for one in sistem.isi["berkas"] if one.get("pembawa", "fisik") == "fisik"]
    each = len(fisik) // len(pintu)
    return [
        Peminta(
            nomor=number,
            pintu=door,
            tempat=tempat,
            berkas=[Folder(one["id"], one["kode"]) for one in fisik[number * each : (number + 1) * each]],
            rute=perjalanan(sistem.isi["unit"][number % len(sistem.isi["unit"])], sistem.isi["petugas"][0], besok),
            riwayat=Riwayat(sistem.bukti / "riwayat" / f"klien-{number:02d}.jsonl", number),
            acak=Random(acak.getrandbits(64)),  # noqa: S311 - a plan, not a secret
        )
        for number, door in enumerate(pintu)
    ]


@contextmanager
def dibebani(sistem: Sistem, benih: int, pintu: Sequence[str] = PINTU) -> Iterator[Beban]:
    """Clients at work on a running system until the block ends; then every open question is answered."""
    tempat = Tempat(sistem.url, sistem.token, sistem.fasyankes, str(sistem.nats_url), str(sistem.nats_token))
    besok = (datetime.now(UTC) + timedelta(days=1)).isoformat()  # noqa: TID251 - a client has a clock of its own
    acak = Random(benih)  # noqa: S311 - a plan, not a secret
    beban = Beban(sistem, _peminta(sistem, tempat, pintu, acak, besok))
    try:
        beban.mulai()
        try:
            yield beban
        finally:
            beban.henti()
        beban.selesaikan()
    finally:
        beban.tutup()


def rencana(sistem: Sistem, benih: int, **isi: Any) -> None:
    """The plan of this run, where the checker looks for it."""
    plan: dict[str, Any] = {"benih": benih, "profil": sistem.profil, "fasyankes": sistem.fasyankes}
    plan |= {"kepala_templat": len(sistem.isi["berkas"])} | isi
    (sistem.bukti / "rencana.json").write_text(json.dumps(plan, indent=1), encoding="utf-8")


def lakukan(sistem: Sistem, nama: str, gangguan: Gangguan, acak: Random) -> dict[str, Any]:
    """One fault, from its injection until the system is ready and its stream and projections have caught up."""
    awal, mulai = saat(), time.monotonic()
    isi = gangguan(sistem, acak)
    sistem.tunggu_siap(PULIH_DETIK, lancar=True)
    akhir = saat()
    kind, target = isi.pop("jenis", nama), isi.pop("sasaran", "-")
    isi = awal | isi | {"pulih_t": akhir["t"], "pulih_w": akhir["w"], "detik": round(time.monotonic() - mulai, 3)}
    catat_gangguan(sistem.bukti, kind, target, gangguan=nama, **isi)
    return {"jenis": kind, "sasaran": target, **isi}


def periksa_akhir(sistem: Sistem, *, geser: float = 0.0, batas: float = PULIH_DETIK) -> list[str]:
    """Wait until all is calm, dump it, let the checker read it; what is wrong."""
    from tests.torture.gangguan.basis_lama import buang_semua

    sistem.tunggu_tenang(batas)
    assert sistem.nats_url
    kumpulkan(
        sistem.database_url,
        sistem.nats_url,
        sistem.nats_token,
        sistem.fasyankes,
        sistem.bukti,
        log_dir=sistem.log_dir,
        geser=geser,
    )
    buang_semua(sistem.bukti)
    return [str(salah) for salah in periksa(sistem.bukti)]


def simpan(sistem: Sistem) -> str:
    """Keep the evidence of a run that went wrong; where."""
    kept = Path(tempfile.mkdtemp(prefix="jejak-gangguan-bukti-"))
    shutil.copytree(sistem.bukti, kept / "bukti")
    with contextlib.suppress(shutil.Error, OSError):
        shutil.copytree(sistem.log_dir, kept / "bukti" / "log", dirs_exist_ok=True)
    return str(kept / "bukti")


def baris_terakhir(sistem: Sistem) -> int:
    """The ledger's last position, read past everything of ours. Raises sqlite3 and psycopg errors."""
    if sistem.profil == "tertanam":
        import sqlite3

        path = sistem.data_dir / "jejak.db"
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as connection:
            return int(connection.execute("SELECT coalesce(max(seq), 0) FROM jejak").fetchone()[0])
    import psycopg

    with psycopg.connect(sistem.database_url, connect_timeout=5, autocommit=True) as postgres:
        found = postgres.execute("SELECT coalesce(max(seq), 0) FROM jejak").fetchone()
        return int(found[0]) if found else 0


__all__ = ["Baris", "Beban", "Gangguan", "baris_terakhir", "dibebani", "lakukan", "periksa_akhir", "rencana", "simpan"]
