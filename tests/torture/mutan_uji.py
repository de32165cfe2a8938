"""Tests the checker on a real Jejak with real faults planted in it: python -m tests.torture.mutan_uji [NAME ...]

Every mutant must be caught, and the sound product must come spotless through the very same plays.
"""

import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from tests.torture import proses
from tests.torture.mutan import CACAT
from tests.torture.mutan.adegan import Panggung
from tests.torture.mutan.daftar import ADEGAN, Adegan
from tests.torture.pola import pola
from tests.torture.zigot import Zigot

SEKALIGUS: Final = 2
Kabar = Callable[[str], object]


@dataclass(slots=True)
class Tampil:
    """What came of one performance."""

    adegan: Adegan
    jenis: list[str] = field(default_factory=list)
    contoh: list[str] = field(default_factory=list)
    detik: float = 0.0
    galat: str | None = None

    @property
    def baik(self) -> bool:
        """As it must be: a mutant caught for what it is, the sound product spotless."""
        if self.galat is not None:
            return False
        return not self.jenis if self.adegan.sehat else bool(self.adegan.jenis & set(self.jenis))


def main_adegan(adegan: Adegan, zigot: Zigot) -> Tampil:
    """Play it once."""
    tampil, mulai = Tampil(adegan), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="jejak-mutan-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        panggung: Panggung | None = None
        try:
            panggung = Panggung.buka(Path(folder) / adegan.mutan, zigot, adegan)
            adegan.lakon(panggung)
            hasil = panggung.akhir()
            tampil.jenis = sorted({satu.jenis for satu in hasil.pelanggaran})
            tampil.contoh = [str(satu) for satu in hasil.pelanggaran[:5]]
        except Exception:  # noqa: BLE001 - one broken play must not hide what came of the others
            tampil.galat = traceback.format_exc(limit=-3)
        finally:
            if panggung is not None:
                panggung.tutup()
    tampil.detik = round(time.monotonic() - mulai, 2)
    return tampil


def _sehat(adegan: Sequence[Adegan]) -> list[Adegan]:
    """Each of their plays once, with the sound product and the play's tool."""
    sehat = {(satu.lakon, CACAT[satu.mutan]): replace(satu, mutan=CACAT[satu.mutan]) for satu in adegan}
    return list(sehat.values())


def uji(zigot: Zigot | None = None, nama: Sequence[str] = (), kabar: Kabar = lambda _: None) -> dict[str, Any]:
    """All mutants (or these), and the sound product in their plays: the report's section `mutan`."""
    adegan = [satu for satu in ADEGAN if not nama or satu.mutan in nama]
    for profil in sorted({satu.profil for satu in adegan}):
        pola(profil)  # here, once: two threads cannot make it
    milik = zigot or Zigot(proses.lingkungan())
    try:
        with ThreadPoolExecutor(SEKALIGUS) as pool:
            semua: list[Tampil] = []
            for tampil in pool.map(lambda satu: main_adegan(satu, milik), [*_sehat(adegan), *adegan]):
                semua.append(tampil)
                kabar(_kata(tampil))
    finally:
        if zigot is None:
            milik.tutup()
    cacat = [satu for satu in semua if not satu.adegan.sehat]
    return {
        "tertangkap": sum(satu.baik for satu in cacat),
        "jumlah": len(cacat),
        "sehat_bersih": all(satu.baik for satu in semua if satu.adegan.sehat),
        "sehat": {satu.adegan.lakon.__name__: _isi(satu) for satu in semua if satu.adegan.sehat},
        "mutan": {satu.adegan.mutan: _isi(satu) | {"tertangkap": satu.baik} for satu in cacat},
    }


def _isi(tampil: Tampil) -> dict[str, Any]:
    return {"pelanggaran": tampil.jenis, "detik": tampil.detik} | ({"galat": tampil.galat} if tampil.galat else {})


def _kata(tampil: Tampil) -> str:
    baik = {True: "bersih" if tampil.adegan.sehat else "tertangkap", False: "SALAH"}[tampil.baik]
    jelas = "" if tampil.baik else "\n    ".join(["", *(tampil.contoh or []), *(tampil.galat or "").splitlines()])
    kata = f"{tampil.adegan.mutan:22} {tampil.adegan.lakon.__name__:20} {tampil.detik:5.1f} s  {baik}"
    return f"{kata}  {' '.join(tampil.jenis)}{jelas}"


def main(arguments: Sequence[str]) -> int:
    """The command."""
    hasil = uji(nama=arguments, kabar=lambda kata: sys.stdout.write(f"{kata}\n"))
    sys.stdout.write(f"mutan tertangkap {hasil['tertangkap']}/{hasil['jumlah']}\n")
    return 0 if hasil["tertangkap"] == hasil["jumlah"] and hasil["sehat_bersih"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
