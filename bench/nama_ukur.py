"""Plainly made-up names, as unevenly spread as real ones: a few words in every tenth name, a long tail in one each."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

DEPAN: Final = (
    "Siti", "Muhammad", "Nur", "Ahmad", "Sri", "Dewi", "Budi", "Agus", "Ani", "Rina", "Dwi", "Tri", "Eko",
    "Wahyu", "Putri", "Indah", "Ratna", "Yuli", "Heri", "Joko", "Slamet", "Sumarni", "Suparman", "Rizki",
    "Fitri", "Dian", "Ayu", "Wati", "Andi", "Bambang", "Yusuf", "Ibrahim", "Fatimah", "Khadijah", "Aisyah",
    "Zaenal", "Abdul", "Hasan",
)  # fmt: skip
BELAKANG: Final = (
    "Aminah", "Rahayu", "Lestari", "Santoso", "Wijaya", "Susilo", "Hidayat", "Pratama", "Saputra",
    "Nurhayati", "Handayani", "Kurniawan", "Setiawan", "Utami", "Wulandari", "Permata", "Maharani", "Suryadi",
    "Prasetyo", "Gunawan", "Hartono", "Susanti", "Rahmawati", "Firmansyah", "Ramadhan", "Siregar", "Nasution",
    "Harahap", "Ginting", "Simanjuntak", "Hasanah", "Maulana", "Syahputra", "Anggraini", "Puspita", "Kusuma",
    "Suharto", "Sutrisno", "Mulyadi",
)  # fmt: skip
_AWAL: Final = (
    "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "y", "ng", "ny", "sy",
    "kh", "tr", "pr",
)  # fmt: skip
_INTI: Final = ("a", "i", "u", "e", "o", "ai", "au")
_AKHIR: Final = ("", "", "", "n", "s", "r", "h", "t", "m", "ng", "k", "l")
LANGKA: Final = 150_000
"""Words of the long tail."""


@dataclass(frozen=True, slots=True)
class Contoh:
    """One made-up patient."""

    nama: str
    lahir: date
    nik: str
    telepon: str
    alamat: str


def _langka(dice: random.Random) -> str:
    word = "".join(
        dice.choice(_AWAL) + dice.choice(_INTI) + (dice.choice(_AKHIR) if at else "")
        for at in range(dice.choice((2, 2, 3)))
    )
    return word.capitalize()


def banyak(count: int, *, biji: int = 4) -> Iterator[Contoh]:
    """So many patients, the same ones every time."""
    dice = random.Random(biji)  # noqa: S311 - made-up names, no secret
    tail = [_langka(dice) for _ in range(min(LANGKA, max(200, count // 6)))]
    weights = [1 / (place + 3) for place in range(len(DEPAN))]
    weights_behind = [1 / (place + 5) for place in range(len(BELAKANG))]
    start = date(1935, 1, 1)
    for number in range(count):
        words = [dice.choices(DEPAN, weights)[0] if dice.random() < 0.75 else dice.choice(tail)]
        words += [
            dice.choices(BELAKANG, weights_behind)[0]
            if dice.random() < 0.6
            else tail[int(len(tail) * dice.random() ** 2)]
            for _ in range(dice.choices((0, 1, 2, 3), (6, 54, 32, 8))[0])
        ]
        if dice.random() < 0.07:
            lahir = date(1935 + dice.randrange(90), 1, 1)  # nobody knew the day
        else:
            lahir = start + timedelta(days=dice.randrange(33_000))
        yield Contoh(
            " ".join(words),
            lahir,
            f"3201{dice.randrange(1, 41):02d}{lahir:%d%m%y}{number % 10_000:04d}",
            f"08{dice.randrange(10**9, 10**10)}",
            f"Jl. {dice.choice(tail)} No. {dice.randrange(1, 200)}",
        )


def salah_ketik(nama: str, dice: random.Random) -> str:
    """The name with one slip: two letters swapped, one left out, one doubled."""
    if len(nama) < 5:
        return nama
    at = dice.randrange(1, len(nama) - 2)
    kind = dice.randrange(3)
    if kind == 0:
        return nama[:at] + nama[at + 1] + nama[at] + nama[at + 2 :]
    return nama[:at] + nama[at + 1 :] if kind == 1 else nama[:at] + nama[at] + nama[at:]
