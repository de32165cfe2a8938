"""The every-point crash: for each named moment, and for each of its first passings, die there, start again, check.

python -m tests.torture.titik [--titik NAME] [--sampai 20] [--seed N] [--paralel 2] [--json FILE]

A moment that is not reached in its time is a failure of this runner and is told as one; it is never passed over.
"""

import argparse
import contextlib
import json
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from rich.console import Console
from rich.progress import Progress

from engine.points import Titik
from tests.torture import laporan as berkas_laporan
from tests.torture import proses
from tests.torture.anak import MATI
from tests.torture.kumpul import kumpulkan
from tests.torture.pemeriksa import periksa
from tests.torture.riwayat import catat_gangguan, saat
from tests.torture.sistem import Mati
from tests.torture.titik_beban import Beban, Klien, Tempat, beban_untuk, klien
from tests.torture.titik_hasil import Hasil, laporan, tabel
from tests.torture.titik_lajur import Lajur, SistemKecil
from tests.torture.titik_usik import TENGGAT, Pengusik, kebijakan, pengusik

SAMPAI: Final = 20
CAPAI_DETIK: Final = 30.0
"""How long a moment may take to be reached for the last of its times."""
TENANG_DETIK: Final = 30.0
SESUDAH: Final = 2
"""Calls of each client after the restart: the system must not only hold what it had, but go on."""


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
    beban = beban_untuk(hasil.titik)
    kebijakan(sistem, beban)
    tempat = Tempat(sistem.url, sistem.token, sistem.fasyankes, sistem.nats_url, sistem.nats_token)
    sampai = timedelta(seconds=1) if beban.tenggat else timedelta(days=1)
    pinjam = (datetime.now(UTC) + sampai).isoformat()  # noqa: TID251 - a client has a clock of its own
    with contextlib.ExitStack() as stack:
        clients = klien(sistem.bukti, tempat, sistem.isi, beban=beban, acak=acak, pinjam_sampai=pinjam)
        for one in clients:
            stack.callback(one.tutup)
        _rencana(sistem, hasil, beban)
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


def _rencana(sistem: SistemKecil, hasil: Hasil, beban: Beban) -> None:
    plan = {
        "benih": hasil.benih,
        "profil": sistem.profil,
        "fasyankes": sistem.fasyankes,
        "kepala_templat": len(sistem.isi["berkas"]),
        "titik": f"{hasil.titik}:{hasil.kali}",
    } | ({"tenggat": TENGGAT} if beban.tenggat else {})
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
    with _bekerja([*clients, *pengusik(sistem, beban)]):
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
            one.potong()
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
    kept = Path(tempfile.mkdtemp(prefix="jejak-bukti-titik-")) / "bukti"
    shutil.copytree(sistem.bukti, kept)
    shutil.copytree(sistem.log_dir, kept / "log", dirs_exist_ok=True)
    shutil.copytree(sistem.data_dir, kept.parent / "data", dirs_exist_ok=True)
    return str(kept)


# ── many runs ───────────────────────────────────────────────────────────────────────────────────────

Tugas = tuple[Titik, int]


DIBEBANI: Final = tuple(one for one in Titik if not one.startswith(("pengingat.", "kiriman.", "sensus.", "federasi.")))
"""Moments the load here leads to; the others have tests that die there with what leads to them."""


def semua_tugas(sampai: int, pilihan: Sequence[Titik] = DIBEBANI) -> list[Tugas]:
    """Every moment at each of its first passings."""
    return [(titik, kali) for titik in pilihan for kali in range(1, sampai + 1)]


def jalankan(tugas: Sequence[Tugas], benih: int, paralel: int, kabar: Callable[[Hasil], None]) -> list[Hasil]:
    """Run all of them in so many lanes, each lane a process of its own; `kabar` is told of each as it ends."""
    waiting = list(tugas)
    Random(benih).shuffle(waiting)  # noqa: S311 - lanes of equal length, not a secret
    done: list[Hasil] = []
    lock = threading.Lock()

    def lane() -> None:
        command = [sys.executable, "-m", "tests.torture.titik", "--lajur"]
        with subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=proses.ROOT
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            while True:
                with lock:
                    if not waiting:
                        break
                    titik, kali = waiting.pop()
                process.stdin.write(f"{titik.value} {kali} {benih}\n")
                process.stdin.flush()
                said = process.stdout.readline()
                hasil = Hasil(**json.loads(said)) if said else Hasil(titik.value, kali, benih, ["lajur berakhir"])
                with lock:
                    done.append(hasil)
                    kabar(hasil)
                if not said:
                    break

    threads = [threading.Thread(target=lane) for _ in range(paralel)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done += [Hasil(titik.value, kali, benih, pelanggaran=["tidak dijalankan"]) for titik, kali in waiting]
    return sorted(done, key=lambda one: (list(Titik).index(Titik(one.titik)), one.kali))


def _lajur() -> None:
    """One lane, told what to do on its standard input."""
    with Lajur() as lajur:
        for line in sys.stdin:
            name, kali, benih = line.split()
            sys.stdout.write(json.dumps(asdict(satu(lajur, Titik(name), int(kali), int(benih)))) + "\n")
            sys.stdout.flush()


def main(words: Sequence[str]) -> int:
    """The command; 1 where anything was violated or not reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture.titik", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--titik", action="append", metavar="NAMA", choices=[one.value for one in Titik])
    parser.add_argument("--sampai", type=int, default=SAMPAI, metavar="N", help="lewatan pertama sampai ke-N")
    parser.add_argument("--kali", type=int, metavar="N", help="hanya lewatan ke-N")
    parser.add_argument("--seed", type=int, help="bawaan: baru setiap kali, dan dicetak")
    parser.add_argument("--paralel", type=int, default=2, metavar="N")
    parser.add_argument(
        "--laporan", type=Path, metavar="FILE", help="bawaan: laporan bersama, bila semua titik dilewati"
    )
    parser.add_argument("--lajur", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(words)
    if asked.lajur:
        _lajur()
        return 0
    benih = secrets.randbelow(10**9) if asked.seed is None else asked.seed
    chosen = [Titik(name) for name in asked.titik] if asked.titik else list(DIBEBANI)
    tugas = [(one, asked.kali) for one in chosen] if asked.kali else semua_tugas(asked.sampai, chosen)
    console, began = Console(), time.monotonic()
    console.print(f"benih [bold]{benih}[/bold], {len(tugas)} kali mati di {len(chosen)} titik")
    with Progress(console=console) as progress:
        task = progress.add_task("titik", total=len(tugas))

        def kabar(hasil: Hasil) -> None:
            progress.advance(task)
            if not hasil.lulus:
                console.print(f"[red]{hasil}[/red]", highlight=False)

        hasil = jalankan(tugas, benih, asked.paralel, kabar)
    console.print(tabel(hasil))
    isi = laporan(hasil, benih, time.monotonic() - began)
    chosen_words = [f"--titik {name}" for name in asked.titik or ()]
    passing = f"--kali {asked.kali}" if asked.kali else f"--sampai {asked.sampai}"
    again = " ".join(["python -m tests.torture.titik", *chosen_words, passing, f"--seed {benih}"])
    if asked.laporan or not (asked.titik or asked.kali):  # a look at one point must not replace the proof of them all
        berkas_laporan.catat("titik", isi, berkas=asked.laporan or berkas_laporan.BERKAS, perintah=again)
    return 0 if all(one.lulus for one in hasil) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
