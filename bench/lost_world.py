"""An invented facility whose folders get lost in known places: what the ranked list is measured on.

Working days of pulling, carrying, receiving, passing on, bringing home and filing, with scans that are forgotten. The
shares of `NASIB` are an assumption: no survey tells where missing folders are found. Nothing here reads the weights.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Engine, insert

from engine import facility
from engine import tables as t
from engine.execute import Accepted, Answer, FrontDoor
from engine.facility import Fasyankes, Unit
from engine.numbers import kunci
from engine.penjajaran import SistemJajar, kunci_urut
from schemas.commands import berkas as ask
from schemas.message import Command, Pelaku
from schemas.names import BerkasId, Cara, CaraKembali, KodeUnit, Peran, PerintahId, PetugasId

MILIK: Final = Fasyankes("HILANG", "Puskesmas Rekaan", "WIB")
UNITS: Final = tuple(
    Unit(KodeUnit(kode), f"Unit {kode}", "rawat_jalan") for kode in ("UMUM", "GIGI", "KIA", "MTBS", "GIZI", "TB", "UGD")
)
RAMAI: Final = (40, 14, 14, 10, 8, 7, 7)
SENIN: Final = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NASIB: Final = {
    "tertinggal_di_unit": 14,
    "pulang_tanpa_pindai": 14,
    "diteruskan_tanpa_pindai": 12,
    "sampai_tanpa_pindai": 8,
    "salah_unit": 6,
    "pada_orang": 4,
    "terselip": 8,
    "di_meja": 8,
    "disimpan_tanpa_pindai": 6,
    "salah_letak": 20,
}
"""How folders get lost, in how many of a hundred cases: an assumption."""
LUPA: Final = 0.07
"""The share of receipts nobody scans though the folder arrives."""
MIRIP: Final = {"1": "7", "7": "1", "3": "8", "8": "3", "5": "6", "6": "5", "0": "6", "4": "9", "9": "4", "2": "7"}


@dataclass(slots=True)
class Hilang:
    """One folder that was lost, and where it really is."""

    berkas: BerkasId
    nomor: str
    nasib: str
    benar: frozenset[str]
    """The places where somebody who looks there finds it."""
    dikira: str
    """Where the record says it is: the floor."""


@dataclass(slots=True)
class Kunjungan:
    """One folder's day."""

    berkas: BerkasId
    unit: KodeUnit
    nasib: str | None = None
    diterima: bool = False
    kini: KodeUnit | None = None
    oleh: PetugasId | None = None


@dataclass(slots=True)
class Dunia:
    """The facility, its people and its days."""

    engine: Engine
    door: FrontDoor
    acak: random.Random
    nomor: dict[BerkasId, str] = field(default_factory=dict)
    rak: list[BerkasId] = field(default_factory=list)
    """Folders in shelf order."""
    kebiasaan: dict[BerkasId, tuple[KodeUnit, KodeUnit]] = field(default_factory=dict)
    orang: dict[str, Pelaku] = field(default_factory=dict)
    pergi: set[BerkasId] = field(default_factory=set)
    """Folders that are lost, or were: they take no more part."""
    saat: datetime = SENIN
    _janji: list[Future[Answer]] = field(default_factory=list)

    def id(self) -> str:
        """The next id: the same for the same seed."""
        return str(UUID(int=self.acak.getrandbits(128), version=4))

    # ── setting up ──────────────────────────────────────────────────────────────────────────────────

    def isi(self, banyak: int) -> None:
        """Units, people and so many folders, with the units each is used to."""
        with self.engine.begin() as connection:
            facility.create(connection, MILIK, UNITS)
            for unit in UNITS:
                self.orang[unit.kode] = self._orang(Peran.PETUGAS_UNIT, unit.kode)
            for nama in ("permed", "permed2"):
                self.orang[nama] = self._orang(Peran.PEREKAM_MEDIS)
            self.orang["kepala"] = self._orang(Peran.KEPALA)
            connection.execute(
                insert(t.petugas),
                [
                    {
                        "id": who.id,
                        "nama_pengguna": nama.lower(),
                        "nama": f"Petugas {nama}",
                        "peran": sorted(who.peran),
                        "unit": sorted(who.unit),
                        "aktif": True,
                        "harus_ganti_sandi": False,
                        "dibuat": SENIN,
                    }
                    for nama, who in self.orang.items()
                ],
            )
        kode = [unit.kode for unit in UNITS]
        for urut in range(banyak):
            berkas, text = BerkasId(self.id()), f"{urut + 1:06d}"
            self.nomor[berkas] = f"{text[:2]}-{text[2:4]}-{text[4:]}"
            first, second = self.acak.choices(kode, RAMAI, k=2)
            self.kebiasaan[berkas] = (first, second)
            self.minta(ask.Daftarkan, berkas, "permed", nomor=self.nomor[berkas])
        self.selesai()
        self.rak = sorted(self.nomor, key=lambda one: kunci_urut(self.nomor[one], SistemJajar.AKHIR))

    def _orang(self, peran: Peran, *unit: KodeUnit) -> Pelaku:
        return Pelaku(PetugasId(self.id()), frozenset({peran}), frozenset(unit))

    def minta(self, kind: type[Command], subjek: str, oleh: str, **isi: object) -> None:
        """Ask the front door; answered by `selesai`."""
        who = self.orang[oleh]
        given: dict[str, object] = {"di": oleh} if oleh in {unit.kode for unit in UNITS} else {"di": "RM"}
        given |= {"command_id": PerintahId(self.id()), "subjek": subjek, "pelaku": who, "cara": Cara.PINDAI}
        self._janji.append(self.door.submit(kind.model_validate(given | {"terjadi_pada": self.saat} | isi)))

    def selesai(self) -> None:
        """Wait for the answers; a refusal is a fault of this world."""
        for janji in self._janji:
            answer = janji.result(60)
            assert isinstance(answer, Accepted), answer
        self._janji.clear()

    def jalan(self, detik: float) -> None:
        """Time passes."""
        self.saat += timedelta(seconds=detik)

    # ── a day ───────────────────────────────────────────────────────────────────────────────────────

    def hari(self, banyak: int, hilang: int) -> list[Hilang]:
        """One working day of so many visits, of which so many end in a loss; what was lost, not reported yet."""
        begin = self.saat
        free = [berkas for berkas in self.rak if berkas not in self.pergi]
        visits = [Kunjungan(one, self._ke(one)) for one in self.acak.sample(free, min(banyak, len(free)))]
        for visit in self.acak.sample(visits, hilang):
            visit.nasib = self.acak.choices(list(NASIB), list(NASIB.values()))[0]
        lost: list[Hilang] = []
        piles = self._tumpukan(visits)
        for pile in piles:
            self._antar(pile, lost)
        self.saat = max(self.saat, begin + timedelta(hours=4))
        for pile in piles:
            self._pulang([visit for visit in pile if visit.berkas not in self.pergi], lost)
        self.saat = max(self.saat, begin + timedelta(hours=7))
        self._simpan([visit for visit in visits if visit.berkas not in self.pergi], lost)
        self.selesai()
        self.saat = begin + timedelta(days=1)
        return lost

    def _ke(self, berkas: BerkasId) -> KodeUnit:
        usual, other = self.kebiasaan[berkas]
        pick = self.acak.random()
        return usual if pick < 0.65 else other if pick < 0.85 else self._unit()

    def _unit(self) -> KodeUnit:
        return self.acak.choices([unit.kode for unit in UNITS], RAMAI)[0]

    def _tumpukan(self, visits: Sequence[Kunjungan]) -> list[list[Kunjungan]]:
        by_unit: dict[str, list[Kunjungan]] = defaultdict(list)
        for visit in visits:
            by_unit[visit.unit].append(visit)
        return [own[at : at + 7] for own in by_unit.values() for at in range(0, len(own), 7)]

    def _antar(self, pile: list[Kunjungan], lost: list[Hilang]) -> None:
        """Pulled in shelf order, carried, received."""
        for visit in sorted(pile, key=lambda one: self.rak.index(one.berkas)):
            self.minta(ask.Ambil, visit.berkas, "permed", tujuan=visit.unit)
            self.jalan(9)
        self.jalan(480)
        for visit in self.acak.sample(pile, len(pile)):
            where = f"unit:{visit.unit}"
            if visit.nasib == "sampai_tanpa_pindai":
                self._hilang(visit, lost, {where}, where)
            elif visit.nasib == "salah_unit":
                others = [one.kode for one in UNITS if one.kode != visit.unit]
                self._hilang(visit, lost, {f"unit:{self.acak.choice(others)}"}, where)
            elif visit.nasib == "terselip" and len(pile) > 1 and self.acak.random() < 0.5:
                self._hilang(visit, lost, {self._samping(visit, pile)}, where)
            elif visit.nasib or self.acak.random() > LUPA:
                self._terima(visit, visit.unit)
        self.jalan(300)
        for visit in pile:
            if visit.diterima and (visit.nasib is None or visit.nasib in DI_MEJA) and self.acak.random() < 0.22:
                self._teruskan(visit)
            elif visit.diterima and visit.nasib:
                self._di_unit(visit, lost)

    def _terima(self, visit: Kunjungan, unit: KodeUnit) -> None:
        self.minta(ask.TerimaDiUnit, visit.berkas, unit, unit=unit)
        visit.diterima, visit.kini, visit.oleh = True, unit, self.orang[unit].id
        self.jalan(7)

    def _teruskan(self, visit: Kunjungan) -> None:
        ke = self._lanjutan(visit)
        self.minta(ask.Alihkan, visit.berkas, str(visit.kini), tujuan=ke)
        self.jalan(600)
        if self.acak.random() > LUPA:
            self._terima(visit, ke)

    def _lanjutan(self, visit: Kunjungan) -> KodeUnit:
        """Where its patients usually go on to."""
        usual = [one for one in self.kebiasaan[visit.berkas] if one != visit.kini]
        if usual and self.acak.random() < 0.6:
            return usual[0]
        return self.acak.choice([one.kode for one in UNITS if one.kode != visit.kini])

    def _di_unit(self, visit: Kunjungan, lost: list[Hilang]) -> None:
        """Lost while a unit had it."""
        here = f"unit:{visit.kini}"
        if visit.nasib == "tertinggal_di_unit":
            self._hilang(visit, lost, {here}, here)
        elif visit.nasib == "pulang_tanpa_pindai":
            self._hilang(visit, lost, {"meja"}, here)
        elif visit.nasib == "diteruskan_tanpa_pindai":
            self._hilang(visit, lost, {f"unit:{self._lanjutan(visit)}"}, here)
        elif visit.nasib == "pada_orang":
            self._hilang(visit, lost, {f"orang:{visit.oleh}"}, here)

    def _pulang(self, pile: list[Kunjungan], lost: list[Hilang]) -> None:
        """Home in a pile: mostly sent on by a scan, sometimes only received."""
        sent = set[BerkasId]()
        for visit in pile:
            if visit.kini is not None and visit.diterima and self.acak.random() < 0.6:
                in_unit = visit.kini if self._masih_di(visit) else None
                if in_unit is not None:
                    self.minta(ask.KirimKembali, visit.berkas, in_unit)
                    sent.add(visit.berkas)
                    self.jalan(5)
        self.jalan(600)
        for visit in self.acak.sample(pile, len(pile)):
            if visit.nasib == "terselip" and len(pile) > 1:
                where = "meja" if visit.berkas in sent else f"unit:{visit.kini or visit.unit}"
                self._hilang(visit, lost, {self._samping(visit, pile)}, where)
                continue
            if not self._di_jalan(visit):
                self.minta(ask.TerimaKembali, visit.berkas, "permed", cara_kembali=CaraKembali.DIANTAR)
            self.jalan(6)

    def _masih_di(self, visit: Kunjungan) -> bool:
        """Is it told in the unit that has it? One passed on unscanned is not."""
        return not self._di_jalan(visit)

    def _di_jalan(self, visit: Kunjungan) -> bool:
        """Passed on to a unit that never scanned it: nobody can send or take it home by a scan today."""
        self.selesai()
        with self.engine.connect() as connection:
            query = t.berkas.select().where(t.berkas.c.id == visit.berkas)
            row = connection.execute(query).one()
        carried = row.keadaan == "dalam_perjalanan" and row.tujuan != "RM"
        if carried:
            self.minta(ask.TerimaDiUnit, visit.berkas, row.tujuan, unit=row.tujuan)
            visit.kini = KodeUnit(row.tujuan)
            self.jalan(5)
        return False

    def _simpan(self, visits: list[Kunjungan], lost: list[Hilang]) -> None:
        """Assembled, found complete, filed in shelf order."""
        for visit in visits:
            if visit.nasib == "di_meja" and self.acak.random() < 0.5:
                self._hilang(visit, lost, {"meja"}, "meja")
                continue
            self.minta(ask.Rakit, visit.berkas, "permed2")
            self.minta(ask.NyatakanLengkap, visit.berkas, "permed2")
            self.jalan(20)
        ready = [visit for visit in visits if visit.berkas not in self.pergi]
        for visit in sorted(ready, key=lambda one: self.rak.index(one.berkas)):
            if visit.nasib == "di_meja":
                self._hilang(visit, lost, {"meja"}, "meja")
            elif visit.nasib == "disimpan_tanpa_pindai":
                self._hilang(visit, lost, {"rak"}, "meja")
            else:
                self.minta(ask.Simpan, visit.berkas, "permed2")
                self.jalan(25)
                if visit.nasib == "salah_letak":
                    self._hilang(visit, lost, self._salah_letak(visit.berkas), "rak")

    # ── losses ──────────────────────────────────────────────────────────────────────────────────────

    def _hilang(self, visit: Kunjungan, lost: list[Hilang], benar: Iterable[str], dikira: str) -> None:
        self.pergi.add(visit.berkas)
        nomor = self.nomor[visit.berkas]
        lost.append(Hilang(visit.berkas, nomor, str(visit.nasib), frozenset(benar), dikira))

    def _samping(self, visit: Kunjungan, pile: Sequence[Kunjungan]) -> str:
        """Slipped into another folder of the pile."""
        return f"sisi:{self.acak.choice([one.berkas for one in pile if one is not visit])}"

    def _salah_letak(self, berkas: BerkasId) -> set[str]:
        """Filed under a number taken for its own; found by whoever looks beside the folders there."""
        at, pick = self.rak.index(berkas), self.acak.random()
        if pick < 0.35:
            wrong = at + self.acak.choice((-2, -1, 1, 2))
        elif pick < 0.5:
            wrong = at + self.acak.randint(-25, 25)
        else:
            text = self._tertukar(kunci(self.nomor[berkas]), terbalik=pick < 0.8)
            place = kunci_urut(f"{text[:2]}-{text[2:4]}-{text[4:]}", SistemJajar.AKHIR)
            wrong = sum(kunci_urut(self.nomor[one], SistemJajar.AKHIR) < place for one in self.rak)
        wrong = min(max(wrong, 0), len(self.rak) - 1)
        beside = {f"sisi:{one}" for one in self.rak[max(wrong - 1, 0) : wrong + 2] if one != berkas}
        return beside | ({"rak"} if abs(wrong - at) <= 3 else set())

    def _tertukar(self, text: str, *, terbalik: bool) -> str:
        """Two digits the other way round, or one read as another."""
        digits = list(text)
        if terbalik:
            pairs = [at for at in range(len(digits) - 1) if digits[at] != digits[at + 1]]
            at = self.acak.choice(pairs)
            digits[at], digits[at + 1] = digits[at + 1], digits[at]
        else:
            at = self.acak.randrange(2, len(digits))
            digits[at] = MIRIP[digits[at]]
        return "".join(digits)


DI_MEJA: Final = frozenset({"di_meja", "disimpan_tanpa_pindai", "salah_letak", "terselip"})


def ringkas(hasil: Sequence[tuple[Hilang, int | None]]) -> dict[str, object]:
    """How often the true place was the first, among the first three and five; beside the floors."""
    n = len(hasil)
    ranks = [rank for _, rank in hasil]

    def share(limit: int) -> float:
        return round(sum(rank is not None and rank <= limit for rank in ranks) / n, 3)

    floor = sum(one.dikira in one.benar for one, _ in hasil) / n
    naive = sum(bool({one.dikira, "meja", "rak"} & one.benar) for one, _ in hasil) / n
    return {
        "berkas_hilang": n,
        "pertama": share(1),
        "tiga_pertama": share(3),
        "lima_pertama": share(5),
        "sepuluh_pertama": share(10),
        "lantai_tempat_terakhir": round(floor, 3),
        "lantai_terakhir_meja_rak": round(naive, 3),
    }


def per_nasib(hasil: Sequence[tuple[Hilang, int | None]]) -> list[dict[str, object]]:
    """The same by how it was lost."""
    counts = Counter(one.nasib for one, _ in hasil)
    return [{"nasib": nasib} | ringkas([one for one in hasil if one[0].nasib == nasib]) for nasib in sorted(counts)]
