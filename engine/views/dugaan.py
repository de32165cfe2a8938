"""Where to look for a missing folder: each place with its weight, and what speaks for it. Pure.

A place's weight is the sum of what its evidence counts (`policies/pencarian.yaml`), and what is left of that after it
was searched in vain: more evidence never lowers a place. It orders places; it is no probability.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.policy import kebijakan
from engine.views.sentences import Kalimat

RAK: Final = "rak"
MEJA: Final = "meja"
SISI: Final = "sisi"
PALING_BANYAK: Final = 40
"""Places a search is shown: nobody walks further down the list."""


def di_unit(kode: str) -> str:
    """A unit as a place."""
    return f"unit:{kode}"


def di_sisi(berkas: str) -> str:
    """Beside or inside another folder, as a place."""
    return f"{SISI}:{berkas}"


def pada_orang(petugas: str) -> str:
    """With a member of staff, as a place."""
    return f"orang:{petugas}"


def golongan(letak: str) -> str:
    """The kind of a place: `rak`, `meja`, `unit`, `sisi`, `orang`."""
    return letak.partition(":")[0]


def acuan(letak: str) -> str:
    """The unit, folder or person a place names; empty for the shelf and the desks."""
    return letak.partition(":")[2]


ALASAN: Final[dict[str, str]] = {
    "tempat_terakhir": "Tempat terakhirnya yang tercatat",
    "belum_sampai": "Dikirim ke sana, tidak pernah dipindai masuk",
    "pulang_tanpa_pindai": "Mungkin sudah pulang tanpa dipindai",
    "di_tangan": "Yang terakhir memegang atau membawanya",
    "terlihat": "Terlihat di sana sesudah gerak terakhirnya",
    "pernah_terlihat": "Pernah terlihat di sana di luar catatan",
    "sering_ke_sana": "{n} dari {semua} kunjungannya ke sana",
    "lama_di_sana": "{persen}% waktunya di luar dihabiskan di sana",
    "biasa_dari_sana": "{n} dari {semua} kali dari tempat terakhirnya diteruskan ke sana",
    "umum_dari_sana": "{n} dari {semua} berkas yang diteruskan dari tempat terakhirnya pergi ke sana",
    "tumpukan_lain": "{n} berkas ditarik orang yang sama saat itu untuk ke sana",
    "tanda_terima_luput": "{n} kali sampai di sana tanpa dipindai masuk",
    "salah_letak": "Nomornya mudah tertukar dengan yang dicari",
    "di_raknya": "Tempatnya di rak: lihat beberapa berkas ke kiri dan kanan",
    "rombongan": "{n} dari {semua} berkas setumpukan sekarang di sana",
    "terselip": "Dipindai dalam tumpukan yang sama",
    "klaim": "{unit} mengatakan sudah mengembalikannya",
    "temuan_lalu": "{n} dari {semua} temuan yang lalu di tempat seperti itu",
}
"""What each kind of evidence says, by its entry in the policy."""


@dataclass(frozen=True, slots=True)
class Bukti:
    """One thing that speaks for one place."""

    letak: str
    jenis: str
    kuat: float
    """How much of its kind's weight it bears, 0 to 1."""
    baris: tuple[int, ...] = ()
    """The lines of the ledger that tell it."""
    nilai: tuple[tuple[str, str], ...] = ()
    """The words of its sentence."""

    @property
    def bobot(self) -> float:
        """What it counts."""
        found: float = getattr(kebijakan().pencarian.bukti, self.jenis).bobot
        return found * self.kuat

    @property
    def kalimat(self) -> Kalimat:
        """What it says."""
        return Kalimat(ALASAN[self.jenis], dict(self.nilai))


@dataclass(frozen=True, slots=True)
class Dugaan:
    """A place to look, its weight, and why; the strongest reason first."""

    letak: str
    skor: float
    bukti: tuple[Bukti, ...]

    @property
    def baris(self) -> tuple[int, ...]:
        """All lines of the ledger behind it."""
        return tuple(sorted({seq for satu in self.bukti for seq in satu.baris}))


def peringkat(bukti: Iterable[Bukti], sia_sia: Mapping[str, int] | None = None) -> tuple[Dugaan, ...]:
    """The places, the likeliest first. `sia_sia`: how often each was searched in vain."""
    places: dict[str, list[Bukti]] = {}
    for satu in bukti:
        if satu.kuat > 0:
            places.setdefault(satu.letak, []).append(satu)
    left = kebijakan().pencarian.terlewat.bobot
    ranked = [
        Dugaan(
            letak,
            round(sum(sorted(satu.bobot for satu in own)) * left ** (sia_sia or {}).get(letak, 0), 9),
            tuple(sorted(own, key=lambda satu: (-satu.bobot, satu.jenis, satu.baris))),
        )
        for letak, own in places.items()
    ]
    return tuple(sorted(ranked, key=lambda dugaan: (-dugaan.skor, dugaan.letak)))
