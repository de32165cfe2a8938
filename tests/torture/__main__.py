"""The long torture: python -m tests.torture [--seed N] [--profil tertanam|postgres|semua] [--bunuh N] ...

Without a choice of sections: kills on both profiles. Each section goes into `report/torture/report.json` as soon as it
is done, so that sections of several runs, and of several days, make up one report.
"""

import argparse
import secrets
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tests.torture import laporan
from tests.torture.bunuh import Hasil, bagian, siksa
from tests.torture.proses import lingkungan
from tests.torture.rencana import Rencana
from tests.torture.sistem import Profil
from tests.torture.zigot import Zigot

PROFIL: Final[tuple[Profil, ...]] = ("tertanam", "postgres")
BUNUH: Final = 300
TERJAWAB: Final = 200_000


def pilihan() -> argparse.ArgumentParser:
    """The command's options."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", help="benih rencana; bawaan: baru setiap kali, dan dicetak")
    parser.add_argument("--profil", choices=(*PROFIL, "semua"), default="semua")
    parser.add_argument("--bunuh", type=int, metavar="N", help=f"kill -9 per profil; bawaan {BUNUH}")
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
    asked, console = pilihan().parse_args(), Console()
    if asked.tampilkan:
        laporan.tampilkan(console, asked.laporan)
        return 0
    benih = asked.seed or str(secrets.randbelow(10**9))
    console.print(f"benih [bold]{benih}[/bold]")
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="jejak-siksa-"))
    wrong = 0
    profil = PROFIL if asked.profil == "semua" else (asked.profil,)
    bunuh = BUNUH if asked.bunuh is None else asked.bunuh
    with ExitStack() as stack:
        zigot = None
        if asked.zigot:
            zigot = Zigot(lingkungan())
            stack.callback(zigot.tutup)
        for one in profil if bunuh else ():
            terjawab = asked.terjawab or -(-TERJAWAB * bunuh // BUNUH)
            rencana = Rencana(benih, one, bunuh, terjawab)
            hasil = _bunuh(console, rencana, folder / one, asked, zigot)
            again = f"python -m tests.torture --seed {benih} --profil {one} --bunuh {bunuh} --terjawab {terjawab}"
            name = f"bunuh_{one}"
            before = laporan.baca(asked.laporan)["bagian"].get(name, {}).get("putaran", []) if asked.tambah else []
            runs = [*before, laporan.asal(benih, again) | hasil.isi()]
            laporan.catat(name, bagian(runs), berkas=asked.laporan, perintah=again)
            wrong += len(hasil.pelanggaran)
    laporan.tampilkan(console, asked.laporan)
    if wrong:
        console.print(f"[red]bukti disimpan di {folder}[/red]")
    elif asked.folder is None:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if wrong else 0


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
