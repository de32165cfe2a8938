"""How alike two identities are, with the reasons in words a clerk can check: nobody is merged by a number.

Weights are this project's own choice (no source gives any): a shared NIK nearly decides, a name alone never does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from rapidfuzz.distance import OSA, JaroWinkler

from engine.kiup.nama import kata, kunci_alamat, rangka
from engine.kiup.nik import lahir

MUNGKIN: Final = 45
"""From here on a pair is shown as possibly one person."""
SANGAT_MUNGKIN: Final = 75
PENUH: Final = 100
NAMA_SAMA: Final = 0.95
NAMA_MIRIP: Final = 0.82
MIRIP_JW: Final = 0.82
SELISIH_TAHUN: Final = 2


class Alasan(StrEnum):
    """Why somebody was found, or why two may be one."""

    NIK_SAMA = "nik_sama"
    PASPOR_SAMA = "paspor_sama"
    JKN_SAMA = "jkn_sama"
    NOMOR_RM = "nomor_rm"
    NAMA_SAMA = "nama_sama"
    NAMA_MIRIP = "nama_mirip"
    NAMA_LAMA = "nama_lama"
    LAHIR_SAMA = "lahir_sama"
    LAHIR_TERTUKAR = "lahir_tertukar"
    LAHIR_DEKAT = "lahir_dekat"
    TELEPON_SAMA = "telepon_sama"
    IBU_SAMA = "ibu_sama"
    ALAMAT_MIRIP = "alamat_mirip"
    KELUARGA_SAMA = "keluarga_sama"
    NIK_BEDA = "nik_beda"
    LAHIR_BEDA = "lahir_beda"
    KELAMIN_BEDA = "kelamin_beda"


@dataclass(frozen=True, slots=True)
class Nilai:
    """How alike, 0 to 100, and why; what speaks against it is among the reasons."""

    skor: int
    alasan: tuple[Alasan, ...]


def kata_mirip(satu: str, lain: str) -> float:
    """How alike two folded words are: same, an initial, one consonant skeleton, a slip or two, else nothing."""
    if satu == lain:
        return 1.0
    if len(satu) == 1 or len(lain) == 1:
        return 0.8 if satu[0] == lain[0] else 0.0
    if rangka(satu) == rangka(lain) and len(rangka(satu)) > 1:
        return 0.94
    slips = OSA.distance(satu, lain, score_cutoff=2)
    shorter = min(len(satu), len(lain))
    if slips == 1 and shorter > 3:  # noqa: PLR2004 - a slip in three letters is another word
        return 0.9
    if slips <= 2 and shorter > 6:  # noqa: PLR2004 - two slips only in a long word
        return 0.85
    close = JaroWinkler.similarity(satu, lain, score_cutoff=MIRIP_JW)
    return close * 0.75


def nama_mirip(dicari: Sequence[str], ada: Sequence[str], *, awalan: bool = False) -> float:
    """How well the words looked for are found in a name, in any order; each word of the name counts once.

    `awalan`: people are still typing, the last word may be a beginning.
    """
    if not dicari or not ada:
        return 0.0
    if awalan is False and "".join(dicari) == "".join(ada):
        return 1.0
    left = list(ada)
    total = weight = 0.0
    for place, word in enumerate(dicari):
        best, found = 0.0, -1
        for at, other in enumerate(left):
            value = kata_mirip(word, other)
            if awalan and value < 0.96 and len(word) > 1 and other.startswith(word):  # noqa: PLR2004 - below equality
                value = 0.96 if place == len(dicari) - 1 else 0.9
            if value > best:
                best, found = value, at
        if found >= 0:
            left.pop(found)
        size = max(2, len(word))
        total += best * size
        weight += size
    score = total / weight
    joined = kata_mirip("".join(dicari), "".join(ada)) if not awalan and len(dicari) != len(ada) else 0.0
    return max(score - 0.02 * min(len(left), 4), joined)


def nama_dua_arah(satu: Sequence[str], lain: Sequence[str]) -> float:
    """How alike two whole names are: a word that only one of them has counts against it, but less than a wrong one."""
    there, back = nama_mirip(satu, lain), nama_mirip(lain, satu)
    return 0.65 * max(there, back) + 0.35 * min(there, back)


def bandingkan(satu: Mapping[str, Any], lain: Mapping[str, Any]) -> Nilai:
    """How likely two identities (columns by name) are one person. Symmetric."""
    points = 0
    reasons: list[Alasan] = []

    def add(worth: int, reason: Alasan) -> None:
        nonlocal points
        points += worth
        reasons.append(reason)

    for name, worth, reason in (
        ("nik", 60, Alasan.NIK_SAMA),
        ("paspor", 55, Alasan.PASPOR_SAMA),
        ("nomor_jkn", 50, Alasan.JKN_SAMA),
        ("telepon", 10, Alasan.TELEPON_SAMA),
        ("nomor_keluarga", 5, Alasan.KELUARGA_SAMA),
    ):
        if satu.get(name) and satu.get(name) == lain.get(name):
            add(worth, reason)
    names = nama_dua_arah(kata(satu["nama"]), kata(lain["nama"]))
    if names >= NAMA_SAMA:
        add(40, Alasan.NAMA_SAMA)
    elif names >= NAMA_MIRIP:
        add(30, Alasan.NAMA_MIRIP)
    if found := _lahir(satu, lain):
        add(*found)
    for reason, worth in _lainnya(satu, lain):
        add(worth, reason)
    return Nilai(max(0, min(PENUH, points)), tuple(reasons))


def _lainnya(satu: Mapping[str, Any], lain: Mapping[str, Any]) -> Iterator[tuple[Alasan, int]]:
    """The weaker signs, and those that speak against it."""
    mothers = satu.get("nama_ibu"), lain.get("nama_ibu")
    if mothers[0] and mothers[1] and nama_dua_arah(kata(mothers[0]), kata(mothers[1])) >= NAMA_MIRIP:
        yield Alasan.IBU_SAMA, 10
    if _alamat(satu.get("alamat"), lain.get("alamat")):
        yield Alasan.ALAMAT_MIRIP, 8
    one, other = satu.get("nik"), lain.get("nik")
    if one and other and one != other and lahir(one) and lahir(other):
        yield Alasan.NIK_BEDA, -15
    if {str(satu.get("jenis_kelamin")), str(lain.get("jenis_kelamin"))} == {"laki_laki", "perempuan"}:
        yield Alasan.KELAMIN_BEDA, -20


def _lahir(satu: Mapping[str, Any], lain: Mapping[str, Any]) -> tuple[int, Alasan] | None:
    """What two dates of birth say; a guessed one says little either way."""
    one, other = satu.get("tanggal_lahir"), lain.get("tanggal_lahir")
    if not isinstance(one, date) or not isinstance(other, date):
        return None
    guessed = bool(satu.get("lahir_perkiraan") or lain.get("lahir_perkiraan"))
    if one == other:
        return (15 if guessed else 30), Alasan.LAHIR_SAMA
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return 20, Alasan.LAHIR_TERTUKAR
    same = (one.day == other.day) + (one.month == other.month) + (one.year == other.year)
    if same == 2:  # noqa: PLR2004 - of day, month and year one is off
        return 12, Alasan.LAHIR_DEKAT
    if guessed and abs(one.year - other.year) <= SELISIH_TAHUN:
        return 8, Alasan.LAHIR_DEKAT
    return None if guessed else (-15, Alasan.LAHIR_BEDA)


def _alamat(satu: str | None, lain: str | None) -> bool:
    one, other = kunci_alamat(satu), kunci_alamat(lain)
    if not one or not other:
        return False
    return one == other or JaroWinkler.similarity(one, other) >= 0.9  # noqa: PLR2004 - a slip in a line of text
