"""The every-point crash: for each named moment, and for each of its first passings, die there, start again, check.

python -m tests.torture.titik [--titik NAME] [--sampai 20] [--seed N] [--paralel 2] [--json FILE]

A moment that is not reached in its time is a failure of this runner and is told as one; it is never passed over.
"""

import contextlib
import json
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from engine.points import Titik
from tests.torture.anak import MATI
from tests.torture.kumpul import kumpulkan
from tests.torture.pemeriksa import periksa
from tests.torture.riwayat import catat_gangguan, saat
from tests.torture.sistem import Mati
from tests.torture.titik_beban import Klien, Tempat, klien
from tests.torture.titik_lajur import Lajur, SistemKecil
from tests.torture.titik_usik import Pengusik

SAMPAI: Final = 20
CAPAI_DETIK: Final = 30.0
"""How long a moment may take to be reached for the last of its times."""
TENANG_DETIK: Final = 30.0
SESUDAH: Final = 4
"""Calls of each client after the restart: the system must not only hold what it had, but go on."""


@dataclass(frozen=True, slots=True)
class Beban:
    """What makes a process come to a moment."""

    pintu: tuple[str, ...] = ("perintah", "borongan", "pindai")
    usik: bool = False


BEBAN: Final = {
    "aliran": Beban(("perintah", "borongan"), usik=True),
    "intake": Beban(("nats", "nats", "nats", "perintah")),
}
"""By the group of a moment, the word before its dot; the rest need nothing but the load of every day."""


@dataclass(slots=True)
class Hasil:
    """What came of one run."""

    titik: str
    kali: int
    benih: int
    detik: float = 0.0
    tercapai: bool = False
    dijawab: int = 0
    tanpa_jawaban: int = 0
    pelanggaran: list[str] = field(default_factory=list)
    bukti: str | None = None

    @property
    def lulus(self) -> bool:
        """The moment was reached, and nothing was wrong."""
        return self.tercapai and not self.pelanggaran

    def __str__(self) -> str:
        what = "; ".join(self.pelanggaran) or ("lulus" if self.tercapai else "titik tidak tercapai")
        kept = f" (bukti: {self.bukti})" if self.bukti else ""
        return f"{self.titik}:{self.kali} benih {self.benih}: {what}{kept}"


def satu(lajur: Lajur, titik: Titik, kali: int, benih: int) -> Hasil:
    """One run: die at this passing of this moment, and see what is left of it all."""
    began = time.monotonic()
    hasil = Hasil(titik.value, kali, benih)
    sistem = lajur.sistem()
    try:
        _jalankan(sistem, hasil, Random(f"{benih}:{titik.value}:{kali}"))  # noqa: S311 - a plan, not a secret
    except (Mati, TimeoutError, OSError, AssertionError) as error:
        hasil.pelanggaran.append(f"{type(error).__name__}: {error}")
    finally:
        sistem.tutup()
        if not hasil.lulus:
            hasil.bukti = _simpan(sistem)
        lajur.buang(sistem)
        hasil.detik = round(time.monotonic() - began, 3)
    return hasil


def _jalankan(sistem: SistemKecil, hasil: Hasil, acak: Random) -> None:
    beban = BEBAN.get(hasil.titik.partition(".")[0], Beban())
    tempat = Tempat(sistem.url, sistem.token, sistem.fasyankes, sistem.nats_url, sistem.nats_token)
    pinjam = (datetime.now(UTC) + timedelta(days=1)).isoformat()  # noqa: TID251 - a client has a clock of its own
    with contextlib.ExitStack() as stack:
        clients = klien(sistem.bukti, tempat, sistem.isi, pintu=beban.pintu, acak=acak, pinjam_sampai=pinjam)
        for one in clients:
            stack.callback(one.tutup)
        _rencana(sistem, hasil)
        saat_mati = _sampai_mati(sistem, hasil, clients, beban)
        if not hasil.tercapai:
            return
        sistem.mulai()
        pulih = saat()
        catat_gangguan(
            sistem.bukti,
            "titik",
            "app",
            **saat_mati,
            titik=f"{hasil.titik}:{hasil.kali}",
            pulih_t=pulih["t"],
            pulih_w=pulih["w"],
        )
        _lanjutkan(clients)
        sistem.tunggu_tenang(TENANG_DETIK)
    hasil.dijawab = sum(one.dijawab for one in clients)
    kumpulkan(
        sistem.database_url,
        sistem.nats_url,
        sistem.nats_token,
        sistem.fasyankes,
        sistem.bukti,
        log_dir=sistem.log_dir,
    )
    hasil.pelanggaran += [str(salah) for salah in periksa(sistem.bukti)]


def _rencana(sistem: SistemKecil, hasil: Hasil) -> None:
    plan = {
        "benih": hasil.benih,
        "profil": sistem.profil,
        "fasyankes": sistem.fasyankes,
        "kepala_templat": len(sistem.isi["berkas"]),
        "titik": f"{hasil.titik}:{hasil.kali}",
    }
    (sistem.bukti / "rencana.json").write_text(json.dumps(plan, indent=1), encoding="utf-8")


def _sampai_mati(sistem: SistemKecil, hasil: Hasil, clients: Sequence[Klien], beban: Beban) -> dict[str, int]:
    """Run it armed, under its load, until it is dead; when that was."""
    try:
        sistem.mulai(f"{hasil.titik}:{hasil.kali}")
    except Mati as mati:
        hasil.tercapai = mati.kode == MATI
        if not hasil.tercapai:
            hasil.pelanggaran.append(f"berakhir dengan {mati.kode} sebelum siap")
        return saat()
    pengusik = Pengusik(sistem.nats_url, sistem.nats_token, sistem.fasyankes)
    workers = [*clients, *([pengusik] if beban.usik else [])]
    with _bekerja(workers):
        try:
            kode = sistem.tunggu_mati("app", CAPAI_DETIK)
        except TimeoutError:
            kode = None
    hasil.tercapai = kode == MATI
    if kode not in {MATI, None}:
        hasil.pelanggaran.append(f"berakhir dengan {kode}")
    hasil.tanpa_jawaban = sum(len(one.belum) for one in clients)
    return saat()


@contextmanager
def _bekerja(workers: Sequence[Klien | Pengusik]) -> Iterator[None]:
    threads = [threading.Thread(target=one.kerja, daemon=True) for one in workers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for one in workers:
            one.berhenti.set()
        for thread in threads:
            thread.join(CAPAI_DETIK)
    assert not any(thread.is_alive() for thread in threads), "a client does not stop"


def _lanjutkan(clients: Sequence[Klien]) -> None:
    """Every open question is asked again, and then some new ones."""
    until = time.monotonic() + TENANG_DETIK
    for one in clients:
        while not one.selesaikan():
            if time.monotonic() > until:
                raise TimeoutError(f"klien {one.nomor} ({one.pintu}) tidak mendapat jawaban sesudah pulih")
            time.sleep(0.02)
        for _ in range(SESUDAH):
            while not (one.tanya(one.baru()) or one.selesaikan()):
                if time.monotonic() > until:
                    raise TimeoutError(f"klien {one.nomor} ({one.pintu}) tidak dilayani sesudah pulih")
                time.sleep(0.02)


def _simpan(sistem: SistemKecil) -> str:
    """Keep the evidence of a run that went wrong, on a disk; where."""
    kept = Path(tempfile.mkdtemp(prefix="jejak-titik-bukti-")) / "bukti"
    shutil.copytree(sistem.bukti, kept)
    shutil.copytree(sistem.log_dir, kept / "log", dirs_exist_ok=True)
    shutil.copytree(sistem.data_dir, kept.parent / "data", dirs_exist_ok=True)
    return str(kept)
