"""Every fault that is no kill: python -m tests.torture.gangguan --kali N --seed S [--profil tertanam|postgres].

`--kali`: destructions of the stream, and power cuts. Writes the sections `siaran_bohong`, `gangguan_lain` and `listrik`
of the report. `--bagian` runs one of them. Exit code 1 when the checker found anything, or something did not recover.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final, Literal

from tests.torture.gangguan import JAM, LAIN, LAIN_POSTGRES, SIARAN_BOHONG, cakram_penuh, jam, kawat_rusak, listrik
from tests.torture.gangguan.dasar import Gangguan, dibebani, lakukan, periksa_akhir, rencana, simpan
from tests.torture.laporan import batas, catat, persentil
from tests.torture.sistem import Mati, Sistem

Profil = Literal["tertanam", "postgres"]
BAGIAN: Final = ("siaran_bohong", "gangguan_lain", "listrik")
GAGAL: Final = (Mati, TimeoutError, AssertionError, OSError, ValueError)


@dataclass(slots=True)
class Catatan:
    """What came of a row of faults on one system."""

    nama: str
    per_jenis: dict[str, int] = field(default_factory=dict)
    pulih: list[float] = field(default_factory=list)
    dijawab: int = 0
    pelanggaran: list[str] = field(default_factory=list)
    dilewati: list[str] = field(default_factory=list)
    bukti: str | None = None

    @property
    def kali(self) -> int:
        """Faults injected."""
        return sum(self.per_jenis.values())

    def isi(self) -> dict[str, Any]:
        """As it stands in the report."""
        return {
            "kali": self.kali,
            "per_jenis": dict(sorted(self.per_jenis.items())),
            "pulih_detik": persentil(self.pulih),
            "dijawab": self.dijawab,
            "pelanggaran": len(self.pelanggaran),
            "contoh_pelanggaran": self.pelanggaran[:20],
            "dilewati": self.dilewati,
            "bukti": self.bukti,
        }


def deret(
    catatan: Catatan,
    sistem: Sistem,
    benih: int,
    gangguan: Sequence[tuple[str, Gangguan]],
    *,
    geser: Callable[[], float] = lambda: 0.0,
) -> None:
    """One fault after another on a running system, clients at work all the time, the checker at the end."""
    acak = Random(benih)  # noqa: S311 - a plan, not a secret
    rencana(sistem, benih, gangguan=[nama for nama, _ in gangguan])
    try:
        with dibebani(sistem, benih) as beban:
            beban.tunggu_maju()
            for nama, satu in gangguan:
                _kabar(f"{catatan.nama}: {nama}")
                try:
                    catatan.pulih.append(float(lakukan(sistem, nama, satu, acak)["detik"]))
                except PermissionError as error:  # limits of another user's process, as PostgreSQL's are under root
                    catatan.dilewati.append(f"{nama}: {error.strerror}")
                    continue
                catatan.per_jenis[nama] = catatan.per_jenis.get(nama, 0) + 1
                beban.tunggu_maju()
            catatan.dijawab += beban.dijawab
        catatan.pelanggaran += periksa_akhir(sistem, geser=geser())
    except GAGAL as error:
        catatan.pelanggaran.append(f"{type(error).__name__}: {error}")
    if catatan.pelanggaran and catatan.bukti is None:
        catatan.bukti = simpan(sistem)


def siaran_bohong(kali: int, benih: int, profil: Profil) -> dict[str, Any]:
    """So many destructions of the stream, every kind in turn, in an order of the seed."""
    acak = Random(benih)  # noqa: S311 - a plan, not a secret
    plan: list[tuple[str, Gangguan]] = []
    while len(plan) < kali:
        one = list(SIARAN_BOHONG.items())
        acak.shuffle(one)
        plan += one
    catatan = Catatan("siaran_bohong")
    with _sistem(profil) as sistem:
        sistem.mulai()
        deret(catatan, sistem, benih, plan[:kali])
    found = catatan.isi() | {"benih": benih, "profil": profil}
    return found | {"batas": batas(len(catatan.pelanggaran), catatan.kali, "perusakan siaran")}


def gangguan_lain(kali: int, benih: int, profil: Profil) -> dict[str, Any]:
    """Everything else, each once; clocks, wires and full file systems on systems of their own. `kali`: rounds of it."""
    catatan = Catatan("gangguan_lain")
    for putaran in range(kali):
        seed = benih + putaran
        with _sistem(profil) as sistem:
            sistem.mulai()
            plan = LAIN | (LAIN_POSTGRES if profil == "postgres" else {})
            deret(catatan, sistem, seed, list(plan.items()))
        with _sistem(profil, jam=True) as sistem:
            sistem.mulai()
            apart = {"jam_beda": jam.beda_proses} if profil == "postgres" else {}
            deret(catatan, sistem, seed, list((JAM | apart).items()), geser=_geser(sistem))
        if profil == "postgres":
            _kawat(catatan, seed)
        _tmpfs(catatan, seed, profil)
    found = catatan.isi() | {"benih": benih, "profil": profil}
    return found | {"batas": batas(len(catatan.pelanggaran), catatan.kali, "gangguan")}


def _geser(sistem: Sistem) -> Callable[[], float]:
    return lambda: jam.geser(sistem)


def _kawat(catatan: Catatan, benih: int) -> None:
    """Every wire in every mode, and PostgreSQL half-open for longer than Jejak's patience."""
    with _sistem("postgres") as sistem, kawat_rusak.berproksi(sistem) as proksi:
        sistem.mulai()
        modes = kawat_rusak.putaran(acak=Random(benih))  # noqa: S311 - a plan, not a secret
        modes += [(ke, "setengah", kawat_rusak.LAMA_DETIK) for ke in ("postgres", "nats")]

        def fault(ke: str, ragam: str, detik: float) -> Gangguan:
            return lambda sistem, _: kawat_rusak.rusakkan(sistem, proksi[ke], ke, ragam, detik)

        deret(catatan, sistem, benih, [(f"kawat_{ke}_{ragam}", fault(ke, ragam, d)) for ke, ragam, d in modes])


def _tmpfs(catatan: Catatan, benih: int, profil: Profil) -> None:
    """A file system that is full, where one may be mounted."""
    if profil == "postgres":
        return
    try:
        with (
            tempfile.TemporaryDirectory(prefix="jejak-tmpfs-") as name,
            cakram_penuh.di_tmpfs(Path(name) / "t") as disk,
            Sistem(disk / "s", profil) as sistem,
        ):
            sistem.bukti = Path(name) / "bukti"
            sistem.siapkan()
            sistem.mulai()
            deret(catatan, sistem, benih, [("cakram_tmpfs", cakram_penuh.tmpfs_penuh)])
    except PermissionError:
        catatan.dilewati.append("cakram_tmpfs: perlu root")


def bagian_listrik(kali: int, benih: int, profil: Profil) -> dict[str, Any]:
    """So many power cuts, and the proof that they would show a flush that is missing."""
    sound = listrik.jalankan(kali, benih, profil)
    found = asdict(sound) | {"batas": batas(sound.hilang, sound.padam, "listrik padam")}
    if sound.dilewati is None and profil == "tertanam":
        bite = listrik.jalankan(5, benih, profil, mutan="sinkron_mati")
        found |= {"bergigi": bite.hilang > 0, "gigi": {"mutan": bite.mutan, "padam": bite.padam, "hilang": bite.hilang}}
        if not bite.hilang:
            found["pelanggaran"] = [*sound.pelanggaran, "sinkron_mati tidak ketahuan: cara ini tidak bergigi"]
    return found


@contextmanager
def _sistem(profil: Profil, *, jam: bool = False) -> Iterator[Sistem]:
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="jejak-gangguan-", ignore_cleanup_errors=True))
        Path(name).chmod(0o755)  # PostgreSQL runs as another user where we are root
        sistem = stack.enter_context(Sistem(Path(name) / "s", profil, jam=jam))
        yield sistem.siapkan()


def _kabar(kata: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {kata}\n")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="tests.torture.gangguan", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kali", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profil", choices=("tertanam", "postgres"), default="tertanam")
    parser.add_argument("--bagian", choices=BAGIAN, action="append")
    parser.add_argument("--tanpa-laporan", action="store_true")
    asked = parser.parse_args()
    runs: dict[str, Callable[[], dict[str, Any]]] = {
        "siaran_bohong": lambda: siaran_bohong(asked.kali, asked.seed, asked.profil),
        "gangguan_lain": lambda: gangguan_lain(1, asked.seed, asked.profil),
        "listrik": lambda: bagian_listrik(asked.kali, asked.seed, asked.profil),
    }
    wrong = 0
    with listrik.berakhir_rapi():
        for bagian in asked.bagian or BAGIAN:
            found = runs[bagian]()
            said = found["pelanggaran"]
            wrong += said if isinstance(said, int) else len(said)
            sys.stdout.write(f"{bagian}: {found}\n")
            if not asked.tanpa_laporan:
                catat(bagian, found)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
