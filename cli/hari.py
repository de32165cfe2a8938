"""The plan of one working day in the sample Puskesmas: 150 visits through the fourteen steps of seed 002.

Pure and drawn from a seed: the same seed is the same day. Times are minutes after the doors open at eight.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from engine.sample import DOKTER, KEPALA, LOKET, PELAYANAN, PERMED, PERMED_LAIN, RAMAI
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as kurang
from schemas.commands import kunjungan
from schemas.commands import permintaan as minta
from schemas.commands.pasien import PasienDaftarkan
from schemas.message import Command
from schemas.names import CaraKeluar, CaraKembali, JenisKunjungan, KodeUnit

KUNJUNGAN: Final = 150
UGD: Final = KodeUnit("UGD")
RANAP: Final = frozenset({KodeUnit("RANAP"), KodeUnit("SALIN")})
BUKA_JAM: Final = 8
LANGKAH: Final = {
    1: "petugas mencuci tangan dan memakai APD",
    2: "nomor antrean dipanggil",
    3: "pasien dikenali dari kartunya",
    4: "rekam medis dicari di rak, atau dibuatkan",
    5: "dicatat di lembar register harian",
    6: "didaftarkan di e-puskesmas",
    7: "rekam medis diantar ke unit",
    8: "pelayanan, rekam medis diisi",
    9: "unit mengantar kembali rekam medis",
    10: "ruang rekam medis menerimanya",
    11: "dirakit dan dianalisis",
    12: "tidak lengkap, kembali ke unit",
    13: "lengkap",
    14: "disimpan di rak",
}
"""The steps of the SOP, as the demo says them."""
NASIB: Final = {
    "biasa": 89,
    "baru": 20,
    "tidak_lengkap": 14,
    "salah_unit": 8,
    "lambat": 6,
    "dialihkan": 5,
    "tertinggal": 6,
    "hilang": 1,
    "ditemukan": 1,
}
"""What becomes of the visits' folders; 150 together."""


@dataclass(frozen=True, slots=True)
class Adegan:
    """One scene: when, which step, of which visit; a wish, or None where no folder moves."""

    menit: float
    langkah: int
    kunjungan: int
    siapa: str = ""
    kind: type[Command] | None = None
    data: dict[str, object] = field(default_factory=dict)
    orang: dict[str, str] = field(default_factory=dict)
    """Fields that name a member of staff, by user name."""
    rujuk: tuple[str, ...] = ()
    """Fields that name another subject of this visit, by its workflow."""
    ditolak: bool = False
    """The story means it to be refused: the wrong door."""


@dataclass(frozen=True, slots=True)
class Kunjungan:
    """One visit of the day."""

    nomor: int
    nasib: str
    unit: KodeUnit

    @property
    def baru(self) -> bool:
        """A patient without a record yet."""
        return self.nasib == "baru"

    @property
    def jenis(self) -> JenisKunjungan | None:
        """The kind of visit the front desk registers; None: the patient lies in the ward already."""
        if self.unit in RANAP:
            return None
        return JenisKunjungan.GAWAT_DARURAT if self.unit == UGD else JenisKunjungan.RAWAT_JALAN


def rencana(benih: int, banyak: int = KUNJUNGAN) -> tuple[list[Kunjungan], list[Adegan]]:
    """The first so many visits and, in order of time, the scenes of the day."""
    acak = random.Random(benih)  # noqa: S311 - a story, not a secret
    fates = [nasib for nasib, jumlah in NASIB.items() for _ in range(jumlah)]
    acak.shuffle(fates)
    units = acak.choices(PELAYANAN, tuple(RAMAI.values()), k=KUNJUNGAN)
    visits = [Kunjungan(place, nasib, unit) for place, (nasib, unit) in enumerate(zip(fates, units, strict=True))]
    arrivals = sorted(acak.triangular(0, 270, 60) for _ in visits)
    scenes = [scene for visit, at in zip(visits, arrivals, strict=True) for scene in _Jalan(acak, visit, at).adegan()]
    chosen = sorted((scene for scene in scenes if scene.kunjungan < banyak), key=lambda scene: scene.menit)
    return visits[:banyak], chosen


class _Jalan:
    """One visit walked through: a clock, and who does the next thing."""

    def __init__(self, acak: random.Random, visit: Kunjungan, at: float) -> None:
        self._acak = acak
        self._visit = visit
        self._at = at
        self._meja = acak.choice((PERMED, PERMED_LAIN))

    def adegan(self) -> Iterator[Adegan]:
        """The scenes of this visit, in order."""
        visit = self._visit
        for langkah in (1, 2):
            yield self._scene(langkah, (0, 1))
        yield from self._desk()
        if visit.nasib in {"hilang", "ditemukan"}:
            yield from self._missing()
            yield from self._served((20, 60))
            return
        yield from self._out()
        yield from self._served((10, 45))
        if visit.nasib == "tertinggal":
            return
        if visit.nasib == "dialihkan":
            yield from self._sent_on()
        yield from self._home()
        if visit.nasib == "tidak_lengkap":
            yield from self._incomplete()
        yield self._scene(13, (3, 12), self._meja, ask.NyatakanLengkap)
        yield self._scene(14, (2, 15), self._meja, ask.Simpan)

    def _scene(  # noqa: PLR0913, PLR0917 - when, who, what
        self,
        langkah: int,
        gap: tuple[float, float],
        siapa: str = "",
        kind: type[Command] | None = None,
        data: dict[str, object] | None = None,
        orang: dict[str, str] | None = None,
    ) -> Adegan:
        self._at += self._acak.uniform(*gap)
        return Adegan(self._at, langkah, self._visit.nomor, siapa, kind, data or {}, orang or {})

    def _desk(self) -> Iterator[Adegan]:
        """At the desk: known by the card, or written down anew; the folder is asked for with the visit by itself.

        Who lies in a ward is not registered again: the ward asks for the folder.
        """
        visit = self._visit
        card = self._scene(3, (0, 1), LOKET)
        if visit.baru:
            yield replace(card, kind=PasienDaftarkan)
            card = self._scene(3, (0.2, 0.5), LOKET)
        if visit.jenis is None:
            yield card
            return
        data: dict[str, object] = {"jenis_kunjungan": visit.jenis.value, "unit": visit.unit, "cara_bayar": "jkn"}
        yield replace(card, kind=kunjungan.Daftarkan, data=data, rujuk=("pasien",))

    def _served(self, gap: tuple[float, float]) -> Iterator[Adegan]:
        """Called in at once, cared for, sent home."""
        if self._visit.jenis is None:
            yield self._scene(8, gap)
            return
        yield self._scene(8, (0.2, 0.8), self._unit, kunjungan.Layani)
        yield self._scene(8, gap, self._unit, kunjungan.Selesaikan, {"cara_keluar": CaraKeluar.PULANG.value})

    @property
    def _unit(self) -> str:
        """The user name of the unit's staff."""
        return self._visit.unit.lower()

    def _out(self) -> Iterator[Adegan]:
        visit = self._visit
        if visit.baru:
            yield replace(self._scene(4, (2, 6), LOKET, ask.Daftarkan), rujuk=("pasien",))
        if visit.jenis is None:
            asked = self._scene(4, (0.2, 0.6), self._unit, minta.Buat, {"unit": visit.unit})
            yield replace(asked, rujuk=("berkas",))
        yield self._scene(4, (1, 5), LOKET, ask.Ambil, {"tujuan": visit.unit})
        yield self._scene(5, (0.2, 1))
        yield self._scene(6, (0.5, 2))
        if visit.nasib == "salah_unit":
            wrong = self._acak.choice([unit for unit in PELAYANAN if unit != visit.unit])
            scene = self._scene(7, (2, 5), wrong.lower(), ask.TerimaDiUnit, {"unit": wrong})
            yield Adegan(scene.menit, 7, visit.nomor, scene.siapa, scene.kind, scene.data, ditolak=True)
        walk = (14, 40) if visit.nasib == "lambat" else (1, 7)
        yield self._scene(7, walk, self._unit, ask.TerimaDiUnit, {"unit": visit.unit})

    def _home(self) -> Iterator[Adegan]:
        receiver = self._acak.choice((LOKET, self._meja))
        yield self._scene(9, (2, 20), self._unit, ask.KirimKembali)
        yield self._scene(10, (3, 12), receiver, ask.TerimaKembali, {"cara_kembali": CaraKembali.DIANTAR.value})
        yield self._scene(11, (5, 40), self._meja, ask.Rakit)

    def _sent_on(self) -> Iterator[Adegan]:
        """The first unit asks a second one, and the folder goes along."""
        second = self._acak.choice([unit for unit in PELAYANAN if unit != self._visit.unit])
        yield self._scene(8, (1, 5), self._unit, ask.Alihkan, {"tujuan": second})
        self._visit = Kunjungan(self._visit.nomor, self._visit.nasib, second)
        yield self._scene(8, (2, 8), self._unit, ask.TerimaDiUnit, {"unit": second})
        yield self._scene(8, (10, 30))

    def _incomplete(self) -> Iterator[Adegan]:
        """What is missing is written down, and the folder goes back; completed there, it is looked at again."""
        visit = self._visit
        due = {"penanggung_jawab": DOKTER}
        missing = self._acak.choice(("catatan_rawat_jalan.tanda_tangan", "catatan_rawat_jalan.terisi"))
        found = self._scene(12, (2, 8), self._meja, kurang.Catat, {"butir": missing}, due)
        yield replace(found, rujuk=("berkas",))
        yield self._scene(12, (1, 2), self._meja, ask.NyatakanTidakLengkap)
        yield self._scene(12, (1, 6), self._meja, ask.KembalikanKeUnit, {"tujuan": visit.unit})
        yield self._scene(12, (3, 9), self._unit, ask.TerimaDiUnit, {"unit": visit.unit})
        yield self._scene(12, (1, 5), DOKTER, kurang.NyatakanDilengkapi)
        yield from self._home()
        yield self._scene(12, (1, 3), self._meja, kurang.Verifikasi)

    def _missing(self) -> Iterator[Adegan]:
        """Not on the rack: reported; sometimes found where nobody had looked, and confirmed by somebody else."""
        yield self._scene(4, (4, 15), self._meja, ask.LaporkanHilang)
        if self._visit.nasib == "ditemukan":
            yield self._scene(4, (40, 90), self._unit, ask.Temukan, {"unit": self._visit.unit})
            yield self._scene(4, (5, 30), KEPALA, ask.VerifikasiTemuan)
