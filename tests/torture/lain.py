"""The sections other runners measure, brought together for the report: how much, what was wrong, what zero means.

Imported only when asked for: what this machine cannot run says so in its section and is no violation.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.torture.laporan import batas, rapi
from tests.torture.sistem import Profil

Isi = dict[str, Any]
KIRIMAN: Final = 10_000
"""Messages of a lane of the federation."""
TULI_DETIK: Final = 60.0
Kabar = Callable[[str], object]
CONTOH: Final = 20
PAPAN: Final = 20
LAJU: Final = 200.0
TENGGAT, HARI_PADAM = 1_111, 1.8
"""Deadlines a simulated day, and days between two outages: 100,000 and 50 in ninety days."""


def _salah(found: Sequence[str]) -> Isi:
    return {"jumlah": len(found), "contoh": list(found)[:CONTOH]}


def _gabung(benih: int, parts: Mapping[str, Mapping[str, Any]], atas: str) -> Isi:
    """The sections of the profiles as one."""
    tidy = {name: rapi(part) for name, part in parts.items()}
    wrong = sum(int(part["pelanggaran"]["jumlah"]) for part in tidy.values())
    told = [f"{name}: {said}" for name, part in tidy.items() for said in part["pelanggaran"].get("contoh", ())]
    tried = sum(int(one["percobaan"]) for part in tidy.values() for one in part["batas"][:1])
    return {
        "benih": benih,
        "profil": dict(parts),
        "pelanggaran": {"jumlah": wrong, "contoh": told[:CONTOH]},
        "batas": [batas(wrong, tried, atas)],
        "ringkas": "; ".join(f"{part['ringkas']} ({name})" for name, part in tidy.items()),
    }


def listrik(benih: int, kali: int, profil: Sequence[Profil], kabar: Kabar) -> Isi:
    """Power cuts, on each profile. What they acknowledged is counted too: a cut is no kill."""
    from tests.torture.gangguan.__main__ import bagian_listrik

    parts: dict[str, Isi] = {}
    for one in profil:
        kabar(f"listrik padam {kali} kali, {one}")
        parts[one] = bagian_listrik(kali, benih, one)
    made = _gabung(benih, parts, "listrik padam")
    promised = sum(int(part["diakui"]) for part in parts.values())
    made["batas"].append(batas(made["pelanggaran"]["jumlah"], promised, "perintah yang dijawab"))
    return made


def gangguan(benih: int, kali: int, profil: Sequence[Profil], kabar: Kabar) -> dict[str, Isi]:
    """Lies of the stream, so many on each profile, and every other fault at least once: two sections."""
    from tests.torture.gangguan.__main__ import gangguan_lain, siaran_bohong

    lies: dict[str, Isi] = {}
    rest: dict[str, Isi] = {}
    for one in profil:
        kabar(f"siaran dirusak {kali} kali, {one}")
        lies[one] = siaran_bohong(kali, benih, one)
        kabar(f"gangguan lain, {one}")
        rest[one] = gangguan_lain(max(1, kali // 20), benih, one)
    return {
        "siaran_bohong": _gabung(benih, lies, "perusakan siaran"),
        "gangguan_lain": _gabung(benih, rest, "gangguan"),
    }


def hari(benih: int, jumlah: int, kabar: Kabar) -> Isi:
    """Simulated days of deadlines, with outages."""
    from tests.torture.hari import simulasikan

    padam = max(1, round(jumlah / HARI_PADAM))
    kabar(f"{jumlah} hari tenggat, {padam} kali mati")
    with TemporaryDirectory(prefix="jejak-hari-") as folder:
        found = simulasikan(Path(folder), tenggat=TENGGAT * jumlah, hari=jumlah, padam=padam, seed=benih)
    found["jumlah_perintah"] = found.pop("perintah")
    wrong = [] if found["lolos"] else ["tenggat tidak tepat sekali, lihat angkanya"]
    return found | {
        "benih": benih,
        "pelanggaran": _salah(wrong),
        "batas": [batas(len(wrong), TENGGAT * jumlah, "tenggat"), batas(len(wrong), found["padam"], "kali mati")],
        "ringkas": f"{TENGGAT * jumlah:,} tenggat, {jumlah} hari, {found['padam']} kali mati",
    }


def federasi(benih: int, bunuh: int, kabar: Kabar) -> Isi:
    """Lanes over a real hub while everything on the way is killed; then the line deaf while as much queues."""
    from tests.torture.federasi import siksa

    found: dict[str, dict[str, Any]] = {}
    for name, kills, deaf in (("bunuh", bunuh, 0.0), ("tuli", 0, TULI_DETIK)):
        kabar(f"federasi, {KIRIMAN:,} kiriman, {f'{kills} kali mati' if kills else f'tuli {deaf:.0f} detik'}")
        with TemporaryDirectory(prefix="jejak-federasi-") as folder:
            found[name] = siksa(Path(folder), KIRIMAN, kills, deaf, benih)
    wrong = [f"{name}: {one}" for name, run in found.items() for one in run["salah"]]
    return {
        "benih": benih,
        "putaran": found,
        "pelanggaran": _salah(wrong),
        "batas": [batas(len(wrong), 2 * KIRIMAN, "kiriman"), batas(len(wrong), bunuh, "kali mati")],
        "ringkas": f"{2 * KIRIMAN:,} kiriman, {bunuh} kali mati, tuli {TULI_DETIK:.0f} detik",
    }


def mutan(_benih: int, kabar: Kabar) -> Isi:
    """The checker against planted faults."""
    from tests.torture.mutan_uji import uji

    found = uji(kabar=kabar)
    wrong = [f"lolos: {name}" for name, one in found["mutan"].items() if not one["tertangkap"]]
    wrong += [] if found["sehat_bersih"] else ["yang sehat tidak bersih"]
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


def beban(benih: int, menit: float, profil: Sequence[Profil], kabar: Kabar) -> Isi:
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
