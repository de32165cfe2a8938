"""The sections other runners measure, each put into the words of the report: how much, what was wrong, what zero means.

Imported only when asked for: one that this machine cannot run says so in its section and is no violation.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any, Final

from tests.torture.laporan import batas
from tests.torture.sistem import Profil, Sistem

Isi = dict[str, Any]
Kabar = Callable[[str], object]
CONTOH: Final = 20
PAPAN: Final = 20
LAJU: Final = 200.0
BOHONG: Final = "tests.torture.gangguan.bohong"


def _salah(found: list[str]) -> Isi:
    return {"jumlah": len(found), "contoh": found[:CONTOH]}


def listrik(benih: int, kali: int, profil: tuple[Profil, ...], kabar: Kabar) -> Isi:
    """Power cuts, on each profile."""
    from tests.torture.gangguan.listrik import jalankan

    parts: Isi = {}
    for one in profil:
        kabar(f"listrik padam {kali} kali, {one}")
        parts[one] = asdict(jalankan(kali, benih, one))
    wrong = [f"{name}: {said}" for name, part in parts.items() for said in part["pelanggaran"]]
    wrong += [f"{name}: hilang {said}" for name, part in parts.items() for said in part["contoh_hilang"]]
    cuts, promised = (sum(part[name] for part in parts.values()) for name in ("padam", "diakui"))
    skipped = {name: part["dilewati"] for name, part in parts.items() if part["dilewati"]}
    return {
        "benih": benih,
        "profil": parts,
        "dilewati": skipped,
        "pelanggaran": _salah(wrong),
        "batas": [batas(len(wrong), cuts, "listrik padam"), batas(len(wrong), promised, "perintah yang dijawab")],
        "ringkas": f"{cuts} kali padam, {promised:,} dijawab" + "".join(f"; {why}" for why in skipped.values()),
    }


def mutan(_benih: int, kabar: Kabar) -> Isi:
    """The checker against planted faults."""
    from tests.torture.mutan_uji import uji

    found = uji(kabar=kabar)
    escaped = [name for name, one in found["mutan"].items() if not one["tertangkap"]]
    wrong = [f"lolos: {name}" for name in escaped] + ([] if found["sehat_bersih"] else ["yang sehat tidak bersih"])
    return found | {
        "benih": 0,
        "pelanggaran": _salah(wrong),
        "ringkas": f"tertangkap {found['tertangkap']}/{found['jumlah']}",
    }


def mesin(benih: int, cerita: int, kabar: Kabar) -> Isi:
    """The random state machine against the front door, on both databases."""
    from tests.torture.mesin import BASIS, jalankan

    parts: Isi = {}
    for place, basis in enumerate(BASIS):
        kabar(f"{cerita} cerita acak, {basis}")
        parts[basis] = jalankan(cerita, basis, benih + place, 50)
    wrong = [f"{name}: {part['gagal']}" for name, part in parts.items() if part["pelanggaran"]]
    steps = sum(part["langkah"] for part in parts.values())
    return {
        "benih": benih,
        "basis": parts,
        "pelanggaran": _salah(wrong),
        "batas": [batas(len(wrong), steps, "langkah")],
        "ringkas": f"{steps:,} langkah acak",
    }


def beban(benih: int, menit: float, profil: tuple[Profil, ...], kabar: Kabar) -> Isi:
    """A steady load over HTTP, on each profile."""
    from tests.torture.beban import jalankan

    parts: Isi = {}
    for one in profil:
        kabar(f"beban tetap {LAJU:.0f}/detik selama {menit:g} menit, {one}")
        parts[one] = jalankan(LAJU, menit, PAPAN, benih=benih, profil=one)
    wrong = [f"{name}: {rule}" for name, part in parts.items() for rule, held in part["memenuhi"].items() if not held]
    asked = sum(part["permintaan"] for part in parts.values())
    p99 = ", ".join(f"{name} p99 {part['latensi_ms'].get('p99')} ms" for name, part in parts.items())
    return {
        "benih": benih,
        "profil": parts,
        "pelanggaran": _salah(wrong),
        "ringkas": f"{asked:,} permintaan, {LAJU:.0f}/detik, {p99}",
    }


def gangguan(benih: int, kali: int, profil: tuple[Profil, ...], kabar: Kabar) -> dict[str, Isi]:
    """Every other fault, so many times each, under load, checked after each: two sections."""
    from tests.torture.gangguan import GANGGUAN

    counts: dict[str, dict[str, int]] = {"siaran_bohong": {}, "gangguan_lain": {}}
    wrong: dict[str, list[str]] = {name: [] for name in counts}
    skipped: dict[str, str] = {}
    for one in profil:
        for name, inject in GANGGUAN.items():
            section = "siaran_bohong" if inject.__module__ == BOHONG else "gangguan_lain"
            for round_ in range(kali):
                kabar(f"{one}: {name} {round_ + 1}/{kali}")
                try:
                    with _sistem(one) as sistem:
                        found = _sekali(sistem, name, benih + round_)
                except PermissionError as error:
                    skipped[f"{one}: {name}"] = str(error)
                    break
                counts[section][name] = counts[section].get(name, 0) + 1
                wrong[section] += [f"{one} {name} benih {benih + round_}: {said}" for said in found]
    return {
        section: {
            "benih": benih,
            "gangguan": done,
            "dilewati": skipped,
            "pelanggaran": _salah(wrong[section]),
            "batas": [batas(len(wrong[section]), sum(done.values()), "gangguan")],
            "ringkas": f"{sum(done.values())} gangguan, {len(done)} macam",
        }
        for section, done in counts.items()
    }


@contextmanager
def _sistem(profil: Profil) -> Iterator[Sistem]:
    folder = Path(mkdtemp(prefix="jejak-gangguan-"))
    folder.chmod(0o755)  # PostgreSQL runs as another user
    with Sistem(folder, profil, jam=True) as sistem:
        yield sistem


def _sekali(sistem: Sistem, nama: str, benih: int) -> list[str]:
    from tests.torture.gangguan import GANGGUAN
    from tests.torture.gangguan.dasar import dibebani, lakukan, periksa_akhir, rencana

    acak = Random(f"{benih}:{nama}")  # noqa: S311 - a plan, not a secret
    sistem.siapkan()
    rencana(sistem, benih, gangguan=nama)
    sistem.mulai()
    sistem.tunggu_siap(lancar=True)
    with dibebani(sistem, benih) as load:
        load.tunggu_maju()
        lakukan(sistem, nama, GANGGUAN[nama], acak)
        load.tunggu_maju()
    return periksa_akhir(sistem)
