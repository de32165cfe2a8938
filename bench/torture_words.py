"""The torture's report as a table: what was done how often, what was found wrong, and what a zero allows to be said."""

from collections.abc import Mapping
from typing import Any, Final

from bench.words import Pair

JUDUL: Final[Pair] = ("Disiksa", "Tortured")
KEPALA: Final[tuple[Pair, ...]] = (
    ("siksaan", "torture"),
    ("percobaan", "trials"),
    ("pelanggaran", "violations"),
    ("paling banyak per percobaan (95 %)", "at most per trial (95 %)"),
    ("siap lagi p50 / p99 (s)", "ready again p50 / p99 (s)"),
)
BAGIAN: Final[dict[str, Pair]] = {
    "bunuh_tertanam": ("kill -9, SQLite dan nats-server sendiri", "kill -9, SQLite and a nats-server of its own"),
    "bunuh_postgres": ("kill -9, PostgreSQL dan proses terpisah", "kill -9, PostgreSQL and separate processes"),
    "titik": ("mati di setiap titik bernama", "death at every named point"),
    "listrik": ("listrik padam", "power cut"),
    "siaran_bohong": ("siaran yang berbohong", "a stream that lies"),
    "gangguan_lain": ("gangguan lain", "other faults"),
    "hari": ("hari-hari tenggat", "days of deadlines"),
    "federasi": ("jalur antarfasilitas, dibunuh dan tuli", "lanes between facilities, killed and deaf"),
    "mutan": ("mutan", "mutants"),
    "beban": ("beban tetap", "steady load"),
    "mesin": ("mesin keadaan acak", "random state machine"),
}
"""The sections of report/torture/report.json, in the order they are shown."""
PERCOBAAN: Final[dict[str, Pair]] = {
    "perintah yang dijawab": ("perintah yang dijawab", "answered commands"),
    "perintah": ("perintah", "commands"),
    "mati di sebuah titik": ("mati di sebuah titik", "deaths at a point"),
    "listrik padam": ("listrik padam", "power cuts"),
    "perusakan siaran": ("perusakan siaran", "destructions"),
    "gangguan": ("gangguan", "faults"),
    "gangguan lain": ("gangguan lain", "faults"),
    "mutan": ("mutan", "mutants"),
    "hari": ("hari", "days"),
    "langkah": ("langkah", "steps"),
    "tenggat": ("tenggat", "deadlines"),
    "kiriman": ("kiriman", "messages"),
    "kali mati": ("kali mati", "deaths"),
}


def table(report: Mapping[str, Any], bahasa: int) -> list[list[str]]:
    """Rows of cells, the head first; nothing but the head where nothing was tortured."""
    rows = [[pair[bahasa] for pair in KEPALA]]
    sections = report.get("bagian", {})
    rows += [_row(BAGIAN[name][bahasa], sections[name], bahasa) for name in BAGIAN if name in sections]
    return rows


def _row(title: str, section: Mapping[str, Any], bahasa: int) -> list[str]:
    bounds = section.get("batas", ())
    wrong = section.get("pelanggaran", {}).get("jumlah", sum(one["pelanggaran"] for one in bounds))
    ready = section.get("siap_detik", {})
    tried = ", ".join(f"{number(one['percobaan'])} {_trial(one['atas'], bahasa)}" for one in bounds)
    if not tried and "tertangkap" in section:
        tried = f"{section['tertangkap']}/{section['jumlah']} {('tertangkap', 'caught')[bahasa]}"
    return [
        title,
        tried or "-",
        number(wrong),
        ", ".join(f"{one['paling_banyak']:.2g}" for one in bounds if "paling_banyak" in one) or "-",
        f"{ready['p50']} / {ready['p99']}" if "p50" in ready else "-",
    ]


def _trial(word: str, bahasa: int) -> str:
    return PERCOBAAN[word][bahasa] if word in PERCOBAAN else word


def number(value: object) -> str:
    """A number with a space between thousands."""
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else str(value)
