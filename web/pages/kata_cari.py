"""What the screens call things in a search: states, reasons, places, results."""

from dataclasses import dataclass
from typing import Final

from engine.views.dugaan import acuan, golongan
from engine.views.pencarian import Letak
from schemas.names import HasilPeriksa, KeadaanPencarian, SebabHenti, SebabPencarian
from web.i18n import N_
from web.pages.kata import KEADAAN as KEADAAN_BERKAS
from web.pages.kata import Rupa
from web.pages.tampil import Ucapan

S = KeadaanPencarian
KEADAAN: Final[dict[KeadaanPencarian, Rupa]] = {
    S.BERJALAN: Rupa(N_("Dicari"), "salah", "tanya"),
    S.DIKLAIM_KEMBALI: Rupa(N_("Diklaim kembali"), "jalan", "pulang"),
    S.DITEMUKAN: Rupa(N_("Ditemukan"), "rak", "benar"),
    S.DIHENTIKAN: Rupa(N_("Dihentikan"), "tamat", "silang"),
}
SEBAB: Final[dict[SebabPencarian, str]] = {
    SebabPencarian.DILAPORKAN_HILANG: N_("dilaporkan hilang"),
    SebabPencarian.TIDAK_DI_TEMPAT: N_("tidak di tempat"),
}
HASIL: Final[dict[HasilPeriksa, str]] = {
    HasilPeriksa.SEDANG_DICARI: N_("sedang dicari"),
    HasilPeriksa.TIDAK_ADA: N_("tidak ada"),
}
HENTI: Final[dict[SebabHenti, str]] = {
    SebabHenti.DINYATAKAN_HILANG: N_("dinyatakan hilang"),
    SebabHenti.RUSAK_MUSNAH: N_("rusak musnah"),
    SebabHenti.LAPORAN_KELIRU: N_("laporan keliru"),
}
PERINTAH: Final = (
    "pencarian.mulai",
    "pencarian.periksa_tempat",
    "pencarian.klaim_kembali",
    "pencarian.tolak_klaim",
    "pencarian.temukan",
    "pencarian.hentikan",
    "pencarian.batalkan",
)
TEMPAT: Final[dict[str, str]] = {
    "rak": N_("Raknya sendiri"),
    "meja": N_("Meja dan tumpukan ruang rekam medis"),
    "sisi": N_("Di samping atau di dalam berkas {nomor}"),
    "orang": N_("Pada {nama}"),
}
IKON: Final = {"rak": "rak", "meja": "pulang", "unit": "unit", "sisi": "lembar", "orang": "orang"}


@dataclass(frozen=True, slots=True)
class Baris:
    """A place as the page shows it."""

    letak: Letak
    sebutan: str
    sekarang: str
    """Where the folder it names is now; empty for other places."""
    ikon: str
    alasan: tuple[tuple[str, tuple[int, ...], float], ...]
    """Each reason in words, with the ledger lines behind it and what it counts."""

    @property
    def kunci(self) -> str:
        """The place, as a form names it."""
        return self.letak.dugaan.letak


def sebutan(say: Ucapan, letak: str, unit: dict[str, str], orang: dict[str, str], nomor: str = "") -> str:
    """A place in words."""
    ref = acuan(letak)
    if golongan(letak) == "unit":
        return unit.get(ref, ref)
    return say(TEMPAT[golongan(letak)]).format(nomor=nomor, nama=orang.get(ref, say("petugas tak dikenal")))


def baris(say: Ucapan, satu: Letak, unit: dict[str, str], orang: dict[str, str]) -> Baris:
    """A place with its reasons."""
    other = satu.berkas
    now = ""
    if other is not None:
        place = unit.get(other.tempat or "", other.tempat or "")
        state = say(KEADAAN_BERKAS[other.keadaan].kata)
        now = say("berkas itu sekarang: {keadaan}, {tempat}").format(keadaan=state, tempat=place or "-")
    why = tuple((say.kalimat(one.kalimat), one.baris, one.bobot) for one in satu.dugaan.bukti)
    kind = golongan(satu.dugaan.letak)
    name = sebutan(say, satu.dugaan.letak, unit, orang, other.nomor if other else "-")
    return Baris(satu, name, now, IKON[kind], why)
