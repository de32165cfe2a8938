"""The long torture: python -m tests.torture [--seed N] [--profil tertanam|postgres|semua] [--bunuh N] ...

Without a choice of sections: kills, on both profiles. `--semua`: every section, as a release wants them. Each section
goes into `report/torture/report.json` as soon as it is done, so that sections of several runs make up one report.
"""

import argparse
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tests.torture import lain, laporan
from tests.torture.bunuh import Hasil, bagian, siksa
from tests.torture.proses import lingkungan
from tests.torture.rencana import Rencana
from tests.torture.sistem import Profil
from tests.torture.zigot import Zigot

PROFIL: Final[tuple[Profil, ...]] = ("tertanam", "postgres")
BUNUH: Final = 300
TERJAWAB: Final = 200_000
RILIS: Final = {
    "bunuh": BUNUH,
    "titik": 20,
    "padam_listrik": 50,
    "gangguan": 20,
    "hari": 90,
    "federasi": 60,
    "mutan": True,
    "mesin": 500,
    "beban": 10.0,
}
"""What a release wants to see."""


def pilihan() -> argparse.ArgumentParser:
    """The command's options."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, help="benih rencana; bawaan: baru setiap kali, dan dicetak")
    parser.add_argument("--profil", choices=(*PROFIL, "semua"), default="semua")
    parser.add_argument("--bunuh", type=int, metavar="N", help=f"kill -9 per profil; bawaan {BUNUH}")
    parser.add_argument("--titik", type=int, metavar="N", help="mati di setiap titik, lewatan ke-1 sampai ke-N")
    parser.add_argument("--padam-listrik", type=int, metavar="N", help="listrik padam N kali per profil")
    parser.add_argument(
        "--gangguan", type=int, metavar="N", help="siaran dirusak N kali per profil, dan semua yang lain"
    )
    parser.add_argument("--hari", type=int, metavar="N", help="N hari tenggat, dengan proses yang berkali-kali mati")
    parser.add_argument("--federasi", type=int, metavar="N", help="jalur antarfasilitas, N kali mati; lalu jalur tuli")
    parser.add_argument("--mutan", action="store_true", help="uji pemeriksa dengan cacat yang ditanam")
    parser.add_argument("--mesin", type=int, metavar="N", help="N cerita acak per basis data")
    parser.add_argument("--beban", type=float, metavar="MENIT", help="beban tetap selama MENIT per profil")
    parser.add_argument("--semua", action="store_true", help="semua bagian, sebanyak untuk sebuah rilis")
    parser.add_argument("--terjawab", type=int, metavar="N", help="perintah terjawab per profil; bawaan 667 per kill")
    parser.add_argument("--periksa-tiap", type=int, default=100, metavar="N", help="periksa penuh tiap N kill")
    parser.add_argument("--menit", type=float, metavar="M", help="paling lama M menit per profil")
    parser.add_argument("--tambah", action="store_true", help="tambahkan ke bagian laporan yang sudah ada")
    parser.add_argument("--zigot", action="store_true", help="mulai dari proses yang sudah memuat semuanya")
    parser.add_argument("--folder", type=Path, help="tempat kerja; bawaan: sementara, dihapus bila bersih")
    parser.add_argument("--laporan", type=Path, default=laporan.BERKAS, metavar="FILE")
    parser.add_argument("--tampilkan", action="store_true", help="hanya cetak laporan yang ada")
    return parser


def main() -> int:
    """Run what was chosen; 1 where anything was violated."""
    parser, console = pilihan(), Console()
    asked = parser.parse_args()
    if asked.tampilkan:
        laporan.tampilkan(console, asked.laporan)
        return 0
    if asked.semua:
        parser.set_defaults(**RILIS)
        asked = parser.parse_args()
    benih = secrets.randbelow(10**9) if asked.seed is None else asked.seed
    console.print(f"benih [bold]{benih}[/bold]")
    profil = PROFIL if asked.profil == "semua" else (asked.profil,)
    others = any(
        (
            asked.titik,
            asked.padam_listrik,
            asked.gangguan,
            asked.hari,
            asked.federasi,
            asked.mutan,
            asked.mesin,
            asked.beban,
        )
    )
    bunuh = asked.bunuh if asked.bunuh is not None else 0 if others else BUNUH
    wrong = _bunuh_semua(console, asked, benih, profil, bunuh) if bunuh else 0
    wrong += _lain(console, asked, benih, profil)
    laporan.tampilkan(console, asked.laporan)
    return 1 if wrong else 0


def _bunuh_semua(
    console: Console, asked: argparse.Namespace, benih: int, profil: tuple[Profil, ...], bunuh: int
) -> int:
    """The kill sections; how much was violated."""
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="jejak-siksa-"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # PostgreSQL runs as another user where we are root
    wrong = 0
    with ExitStack() as stack:
        zigot = None
        if asked.zigot:
            zigot = Zigot(lingkungan())
            stack.callback(zigot.tutup)
        for one in profil:
            terjawab = asked.terjawab or -(-TERJAWAB * bunuh // BUNUH)
            rencana = Rencana(str(benih), one, bunuh, terjawab)
            hasil = _bunuh(console, rencana, folder / one, asked, zigot)
            again = f"python -m tests.torture --seed {benih} --profil {one} --bunuh {bunuh} --terjawab {terjawab}"
            name = f"bunuh_{one}"
            before = laporan.baca(asked.laporan)["bagian"].get(name, {}).get("putaran", []) if asked.tambah else []
            runs = [*before, laporan.asal(benih, again) | hasil.isi()]
            laporan.catat(name, bagian(runs), berkas=asked.laporan, perintah=again)
            wrong += len(hasil.pelanggaran)
    if wrong:
        console.print(f"[red]bukti disimpan di {folder}[/red]")
    elif asked.folder is None:
        shutil.rmtree(folder, ignore_errors=True)
    return wrong


def _lain(console: Console, asked: argparse.Namespace, benih: int, profil: tuple[Profil, ...]) -> int:
    """The sections of the other runners; how much was violated."""
    seeded, say = f"python -m tests.torture --seed {benih} --profil {asked.profil}", console.print
    wanted: dict[str, Callable[[], dict[str, lain.Isi]]] = {
        "padam_listrik": lambda: {"listrik": lain.listrik(benih, asked.padam_listrik, profil, say)},
        "gangguan": lambda: lain.gangguan(benih, asked.gangguan, profil, say),
        "hari": lambda: {"hari": lain.hari(benih, asked.hari, say)},
        "federasi": lambda: {"federasi": lain.federasi(benih, asked.federasi, say)},
        "mutan": lambda: {"mutan": lain.mutan(benih, say)},
        "mesin": lambda: {"mesin": lain.mesin(benih, asked.mesin, say)},
        "beban": lambda: {"beban": lain.beban(benih, asked.beban, profil, say)},
    }
    wrong = _titik(asked, benih) if asked.titik else 0
    for option, run in wanted.items():
        given = getattr(asked, option)
        if not given:
            continue
        word = f"--{option.replace('_', '-')}" + ("" if given is True else f" {given:g}")
        for name, isi in run().items():
            laporan.catat(name, isi, berkas=asked.laporan, perintah=f"{seeded} {word}")
            wrong += int(isi["pelanggaran"]["jumlah"])
            for one in isi["pelanggaran"]["contoh"]:
                console.print(f"[red]{name}: {one}[/red]", highlight=False)
    return wrong


def _titik(asked: argparse.Namespace, benih: int) -> int:
    """Every point, by its own command: it has processes of its own."""
    words = ["--seed", str(benih), "--sampai", str(asked.titik), "--laporan", str(asked.laporan)]
    return subprocess.run([sys.executable, "-m", "tests.torture.titik", *words], check=False).returncode  # noqa: S603 - our own module


def _bunuh(console: Console, rencana: Rencana, folder: Path, asked: argparse.Namespace, zigot: Zigot | None) -> Hasil:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[terjawab]:,} dijawab · {task.fields[ulang]} pulih · {task.fields[salah]} pelanggaran"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    told = 0.0
    with Progress(*columns, console=console) as progress:
        total = rencana.sasaran_semua()
        task = progress.add_task(f"kill -9 {rencana.profil}", total=total, terjawab=0, ulang=0, salah=0)

        def kabar(hasil: Hasil) -> None:
            nonlocal told
            progress.update(
                task,
                completed=hasil.jumlah_bunuh,
                terjawab=hasil.angka.ok,
                ulang=len(hasil.pulih),
                salah=len(hasil.pelanggaran),
            )
            if not console.is_terminal and time.monotonic() - told > 30:
                told = time.monotonic()
                console.print(
                    f"{rencana.profil}: {hasil.jumlah_bunuh}/{total} kill -9, {hasil.angka.ok:,} dijawab, "
                    f"{len(hasil.pelanggaran)} pelanggaran"
                )

        hasil = siksa(rencana, folder, periksa_tiap=asked.periksa_tiap, kabar=kabar, menit=asked.menit, zigot=zigot)
    for one in hasil.pelanggaran[:20]:
        console.print(f"[red]{one}[/red]", highlight=False)
    return hasil


if __name__ == "__main__":
    sys.exit(main())
