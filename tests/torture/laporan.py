"""The report of the torture: `report/torture/report.json`, section by section, and as a table for a person.

A section may come from a run of its own: it carries its own seed, command, revision and date. Each zero stands beside
its honest bound: none in n trials means at most 3/n per trial, at 95 % (the rule of three), and no less.
"""

import fcntl
import json
import os
import platform
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from tests.torture.proses import ROOT

BERKAS: Final = ROOT / "report" / "torture" / "report.json"
BAGIAN: Final = {
    "bunuh_tertanam": "kill -9, profil tertanam",
    "bunuh_postgres": "kill -9, profil postgres",
    "titik": "mati di setiap titik",
    "listrik": "listrik padam",
    "siaran_bohong": "siaran dirusak",
    "gangguan_lain": "gangguan lain",
    "hari": "hari-hari tenggat",
    "federasi": "jalur antarfasilitas",
    "mutan": "mutan tertangkap",
    "beban": "beban tetap",
    "mesin": "mesin keadaan acak",
}
"""The sections, and how they are called on the screen."""


def batas(pelanggaran: int, percobaan: int, atas: str) -> dict[str, Any]:
    """What so few violations in so many trials allow to be said: per trial, at 95 %."""
    said: dict[str, Any] = {"atas": atas, "percobaan": percobaan, "pelanggaran": pelanggaran, "yakin": 0.95}
    if pelanggaran == 0 and percobaan:
        said["paling_banyak"] = min(1.0, round(3 / percobaan, 9))
    return said


def persentil(values: Sequence[float]) -> dict[str, float]:
    """Middle, tail and worst of some seconds."""
    ordered = sorted(values)
    if not ordered:
        return {}
    pick = {f"p{p}": ordered[min(len(ordered) - 1, int(len(ordered) * p / 100))] for p in (50, 99)}
    return {name: round(value, 3) for name, value in (pick | {"terlama": ordered[-1]}).items()}


def asal(benih: object, perintah: str | None = None) -> dict[str, Any]:
    """Where figures come from: what to run to see them again, on what, when."""
    words = [Path(sys.argv[0]).name, *sys.argv[1:]]
    module = sys.modules["__main__"].__spec__
    if module is not None:
        words = ["python", "-m", module.name.removesuffix(".__main__"), *sys.argv[1:]]
    return {
        "benih": benih,
        "perintah": perintah or shlex.join(words),
        "revisi": _revisi(),
        "tanggal": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "mesin": {
            "sistem": f"{platform.system()} {platform.release()} {platform.machine()}",
            "inti": os.cpu_count(),
            "python": platform.python_version(),
        },
    }


def catat(bagian: str, isi: Mapping[str, Any], *, berkas: Path = BERKAS, perintah: str | None = None) -> None:
    """Put a section in the report, in place of an older one.

    `isi` should name its `benih`, and for the table: `ringkas` (how much, in words), `pelanggaran` ({"jumlah", ...}),
    `batas` (a list of what `batas` says), `siap_detik` (what `persentil` says).

    Safe beside another run that writes another section. Raises KeyError for a section nobody knows.
    """
    if bagian not in BAGIAN:
        raise KeyError(bagian)
    berkas.parent.mkdir(parents=True, exist_ok=True)
    with berkas.with_suffix(".kunci").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        report = baca(berkas)
        report["bagian"][bagian] = rapi(isi) | asal(isi.get("benih"), perintah)
        new = berkas.with_suffix(".baru")
        new.write_text(json.dumps(report, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
        new.replace(berkas)


def rapi(isi: Mapping[str, Any]) -> dict[str, Any]:
    """The section with its common parts in their common form, whichever runner wrote it."""
    tidy = dict(isi)
    wrong = tidy.get("pelanggaran", 0)
    if isinstance(wrong, int):
        tidy["pelanggaran"] = {"jumlah": wrong, "contoh": tidy.pop("contoh_pelanggaran", [])}
    elif isinstance(wrong, list):
        tidy["pelanggaran"] = {"jumlah": len(wrong), "contoh": wrong[:20]}
    if isinstance(tidy.get("batas"), Mapping):
        tidy["batas"] = [tidy["batas"]]
    if "pulih_detik" in tidy:
        tidy["siap_detik"] = tidy.pop("pulih_detik")
    bounds = tidy.setdefault("batas", [])
    words = [f"{one['percobaan']} {one['atas']}" for one in bounds] + ([tidy["dilewati"]] if _kata(tidy) else [])
    tidy.setdefault("ringkas", ", ".join(words))
    return tidy


def _kata(tidy: Mapping[str, Any]) -> bool:
    return isinstance(tidy.get("dilewati"), str)


def baca(berkas: Path = BERKAS) -> dict[str, Any]:
    """The report as it stands."""
    try:
        report: dict[str, Any] = json.loads(berkas.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"skema": 1, "bagian": {}}
    return report


def _revisi() -> str:
    """The commit, and whether files differ from it."""
    try:
        said = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12"],  # noqa: S607 - whatever git there is
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return "-"
    return said.stdout.strip() or "-"


def tampilkan(console: Console, berkas: Path = BERKAS) -> None:
    """The report as a table."""
    table = Table(title="Jejak: laporan siksaan", title_justify="left", caption=str(berkas), caption_justify="left")
    for name in ("bagian", "banyak", "pelanggaran", "batas jujur (95 %)", "pulih p50 / p99", "benih", "revisi"):
        table.add_column(name, overflow="fold")
    sections = baca(berkas)["bagian"]
    for name, title in BAGIAN.items():
        if (isi := sections.get(name)) is not None:
            wrong = int(isi.get("pelanggaran", {}).get("jumlah", 0))
            colour = "red" if wrong else "green"
            ready = isi.get("siap_detik", {})
            table.add_row(
                title,
                str(isi.get("ringkas", "")),
                f"[{colour}]{wrong}[/{colour}]",
                "\n".join(_batas(one) for one in isi.get("batas", ())),
                f"{ready['p50']} / {ready['p99']} s" if ready else "",
                str(isi["benih"]),
                str(isi["revisi"]),
            )
    console.print(table)


def _batas(one: Mapping[str, Any]) -> str:
    if "paling_banyak" not in one:
        return f"{one['pelanggaran']} dalam {one['percobaan']} {one['atas']}"
    return f"0 dalam {one['percobaan']:,} {one['atas']}: ≤ {one['paling_banyak']:.2g}"
