"""The Barber-Johnson graph as lines, words, marks and a hatched zone: the same ones on the screen and on paper.

Nothing in it needs colour: each of the four lines has its own dash and its name at its end, months are circles with
their names, the whole period is a diamond, the efficient zone is hatched.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

from engine.aturan_indikator import AturanIndikator
from engine.sensus import barber_johnson as bj
from engine.sensus.barber_johnson import Bingkai, Garis, Titik
from web.i18n import N_
from web.pages.kata_indikator import angka
from web.pages.tampil import Ucapan

LEBAR, TINGGI = 880.0, 600.0
KIRI, KANAN, ATAS, BAWAH = 62.0, 100.0, 30.0, 58.0
TERKECIL: Final = Bingkai(Fraction(7), Fraction(13))
TERBESAR: Final = Bingkai(Fraction(30), Fraction(30))
"""A point further out is named below the graph, not drawn: it would flatten all the others."""
BOR: Final = (40, 50, 60, 70, 75, 80, 85, 90)
BTO: Final = (12, 15, 20, 25, 30, 40, 50, 75, 100)
HURUF: Final = 7.3
"""How wide a letter is, and half its height, for keeping words apart."""
TINGGI_KATA: Final = 14.0
SELA_ARSIR: Final = 8.0
SISI: Final = 7.0
SEKITAR: Final = ((1, -1), (1, 0), (1, 1), (0, -1), (0, 1), (-1, 0), (-1, -1), (-1, 1))
JARAK: Final = (13.0, 24.0, 36.0, 50.0, 66.0)
Rata = Literal["start", "middle", "end"]
TOI_SUMBU: Final = N_("TOI: hari tempat tidur kosong di antara dua pasien")
LOS_SUMBU: Final = N_("AvLOS = hari perawatan ÷ pasien keluar (hari)")
SETAHUN: Final = N_("/th")
EFISIEN: Final = N_("Daerah efisien")


@dataclass(frozen=True, slots=True)
class Tanda:
    """What is to be marked: its name, where it stands, the page of its numbers."""

    nama: str
    titik: Titik
    ke: str = ""
    pokok: bool = False
    """The one whose four lines are drawn."""


class Ruas(NamedTuple):
    """A straight line."""

    macam: str
    x1: float
    y1: float
    x2: float
    y2: float


class Kata(NamedTuple):
    """Words; `y` is their baseline, `tegak`: turned to run upwards."""

    macam: str
    x: float
    y: float
    isi: str
    rata: Rata = "start"
    tegak: bool = False


class Cap(NamedTuple):
    """A mark: a circle, or the diamond of the one that matters."""

    x: float
    y: float
    nama: str
    ke: str
    pokok: bool


Unsur: TypeAlias = Ruas | Kata | Cap


@dataclass(frozen=True, slots=True)
class Gambar:
    """The graph; `luar`: the names of what lies beyond it."""

    isi: tuple[Unsur, ...]
    daerah: tuple[tuple[float, float], ...]
    luar: tuple[str, ...]


def gambar(tanda: Sequence[Tanda], aturan: AturanIndikator, hari_setahun: Fraction, say: Ucapan) -> Gambar:
    """The graph of these points."""
    return _Pelukis(tanda, aturan, hari_setahun, say).lukis()


class Kotak(NamedTuple):
    """Room that is taken."""

    x1: float
    y1: float
    x2: float
    y2: float

    def kena(self, other: "Kotak") -> bool:
        """Do the two overlap?"""
        return self.x1 < other.x2 and other.x1 < self.x2 and self.y1 < other.y2 and other.y1 < self.y2


@dataclass
class _Pelukis:
    """One graph being drawn, the important words first: a word that would lie on another is left out or moved."""

    tanda: Sequence[Tanda]
    aturan: AturanIndikator
    hari_setahun: Fraction
    say: Ucapan
    isi: list[Unsur] = field(default_factory=list)
    terisi: list[Kotak] = field(default_factory=list)

    def __post_init__(self) -> None:
        corners = bj.daerah(self.aturan, self.hari_setahun, TERBESAR)
        points = [one.titik for one in self.tanda]
        self.bingkai = bj.bingkai(points, corners, terkecil=TERKECIL, terbesar=TERBESAR)
        self.tampak = [one for one in self.tanda if self.bingkai.memuat(one.titik)]

    def lukis(self) -> Gambar:
        zone = [self._xy(one) for one in bj.daerah(self.aturan, self.hari_setahun, self.bingkai)]
        self.isi += [Ruas("bj-arsir", *line) for line in arsir(zone)]
        self.isi += [Ruas("bj-tepi", *a, *b) for a, b in pairwise((*zone, *zone[:1]))]
        self._sumbu()
        for one in self.tampak:
            x, y = self._xy(one.titik)
            self.terisi.append(Kotak(x - SISI, y - SISI, x + SISI, y + SISI))
        self._pokok()
        self._nama_daerah(zone)
        self._jala()
        self._cap()
        beyond = tuple(one.nama for one in self.tanda if one not in self.tampak)
        return Gambar(tuple(self.isi), tuple(zone), beyond)

    def _xy(self, one: Titik) -> tuple[float, float]:
        across = (LEBAR - KIRI - KANAN) * float(one.toi / self.bingkai.toi)
        upwards = (TINGGI - ATAS - BAWAH) * float(one.los / self.bingkai.los)
        return KIRI + across, TINGGI - BAWAH - upwards

    def _sumbu(self) -> None:
        left, below, right, top = KIRI, TINGGI - BAWAH, LEBAR - KANAN, ATAS
        for ends in ((left, below, right, below), (left, below, left, top)):
            self.isi.append(Ruas("bj-sumbu", *ends))
        for ends in ((left, top, right, top), (right, below, right, top)):
            self.isi.append(Ruas("bj-kisi", *ends))
        for at in _langkah(self.bingkai.toi):
            x, _ = self._xy(Titik(Fraction(at), Fraction(0)))
            self.isi += [Ruas("bj-sumbu", x, below, x, below + 5), Kata("bj-skala", x, below + 18, str(at), "middle")]
        for at in _langkah(self.bingkai.los):
            _, y = self._xy(Titik(Fraction(0), Fraction(at)))
            self.isi += [Ruas("bj-sumbu", left - 5, y, left, y), Kata("bj-skala", left - 9, y + 4, str(at), "end")]
        unit = self.say(N_("(hari)"))
        across = f"{self.say(TOI_SUMBU)} {unit}"
        self.isi.append(Kata("bj-nama", (left + right) / 2, TINGGI - 14, across, "middle"))
        self.isi.append(Kata("bj-nama", 16, (top + below) / 2, self.say(LOS_SUMBU), "middle", tegak=True))

    def _pokok(self) -> None:
        """The four lines of the one that matters, each with what it says at its end."""
        for one in self.tampak:
            if not one.pokok:
                continue
            lines = bj.empat(one.titik, self.hari_setahun)
            said = {
                "bor": f"BOR {angka(lines.persen, 1, self.say)} %",
                "bto": f"BTO {angka(lines.putaran, 1, self.say)} {self.say(SETAHUN)}",
                "toi": f"TOI {angka(one.titik.toi, 2, self.say)}",
                "los": f"AvLOS {angka(one.titik.los, 2, self.say)}",
            }
            for kode, line in zip(said, lines[:4], strict=True):
                if ends := bj.potong(line, self.bingkai):
                    self.isi.append(Ruas(f"bj-{kode}", *self._xy(ends[0]), *self._xy(ends[1])))
                    self._di_ujung("bj-kata", said[kode], ends[1], wajib=True)

    def _jala(self) -> None:
        """The lines of round occupancies and turnovers everybody reads the graph by."""
        for kind, round_values, make in (
            ("bor", BOR, bj.garis_bor),
            ("bto", BTO, lambda value: bj.garis_bto(value, self.hari_setahun)),
        ):
            for value in round_values:
                line: Garis = make(Fraction(value))
                if ends := bj.potong(line, self.bingkai):
                    self.isi.insert(0, Ruas(f"bj-jala-{kind}", *self._xy(ends[0]), *self._xy(ends[1])))
                    self._di_ujung("bj-skala", f"{value} %" if kind == "bor" else f"{value}×", ends[1])  # noqa: RUF001 - times

    def _di_ujung(self, macam: str, isi: str, ujung: Titik, *, wajib: bool = False) -> None:
        """A word where a line leaves the frame: above its top, right of it, or just above the axis below."""
        x, y = self._xy(ujung)
        wide = HURUF * len(isi)
        if ujung.los == self.bingkai.los:
            places = [(x, y - 6, "middle"), (x, y - 18, "middle")]
        elif ujung.toi == self.bingkai.toi:
            places = [(x + 5, y + 4, "start"), (x + 5, y + 18, "start"), (x + 5, y - 10, "start")]
        else:
            places = [(x + 5, y - 5, "start"), (x + 5, y - 20, "start")]
        for across, down, rata in places:
            left = across - wide / 2 if rata == "middle" else across
            box = Kotak(left, down - TINGGI_KATA + 3, left + wide, down + 3)
            if not any(box.kena(one) for one in self.terisi) or (wajib and (across, down, rata) == places[-1]):
                self.terisi.append(box)
                self.isi.append(Kata(macam, across, down, isi, "middle" if rata == "middle" else "start"))
                return

    def _nama_daerah(self, zone: Sequence[tuple[float, float]]) -> None:
        """The zone's name right of it, with a line to its middle."""
        if not zone:
            return
        middle = (sum(x for x, _ in zone) / len(zone), sum(y for _, y in zone) / len(zone))
        edge = max(x for x, _ in zone)
        words = self.say(EFISIEN)
        for lift in (0.0, -30.0, 30.0, -60.0, 60.0, 90.0):
            x, y = edge + 34, middle[1] + lift
            box = Kotak(x - 2, y - TINGGI_KATA + 3, x + HURUF * len(words), y + 3)
            if not any(box.kena(one) for one in self.terisi):
                self.terisi.append(box)
                self.isi += [Ruas("bj-tunjuk", middle[0], middle[1], x - 4, y - 4), Kata("bj-kata", x, y, words)]
                return

    def _cap(self) -> None:
        """The marks, each with its name where there is room, a thin line to it if that is further off."""
        for one in sorted(self.tampak, key=lambda each: not each.pokok):
            x, y = self._xy(one.titik)
            self._sebut(one.nama, x, y)
        for one in sorted(self.tampak, key=lambda each: each.pokok):
            self.isi.append(Cap(*self._xy(one.titik), one.nama, one.ke, one.pokok))

    def _sebut(self, nama: str, x: float, y: float) -> None:
        wide = HURUF * len(nama)
        for far in JARAK:
            for right, down in SEKITAR:
                at, base = x + right * far, y + down * far + 4
                rata: Rata = "start" if right > 0 else "end" if right < 0 else "middle"
                left = at if right > 0 else at - wide if right < 0 else at - wide / 2
                box = Kotak(left, base - TINGGI_KATA + 3, left + wide, base + 3)
                inside = box.x1 > KIRI and box.x2 < LEBAR - KANAN and box.y1 > ATAS and box.y2 < TINGGI - BAWAH
                if inside and not any(box.kena(taken) for taken in self.terisi):
                    self.terisi.append(box)
                    if far > JARAK[0]:
                        self.isi.append(Ruas("bj-tunjuk", x, y, at, base - 4))
                    self.isi.append(Kata("bj-titik-nama", at, base, nama, rata))
                    return


def arsir(sudut: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float, float, float]]:
    """Slanting lines across a convex polygon."""
    if not sudut:
        return
    at = min(x + y for x, y in sudut) + SELA_ARSIR / 2
    last = max(x + y for x, y in sudut)
    while at < last:
        ends = sorted(set(_silang(sudut, at)))
        if len(ends) > 1:
            yield (*ends[0], *ends[-1])
        at += SELA_ARSIR


def _silang(sudut: Sequence[tuple[float, float]], at: float) -> Iterable[tuple[float, float]]:
    """Where the line x + y = at crosses its edges."""
    for (x1, y1), (x2, y2) in pairwise((*sudut, sudut[0])):
        first, second = x1 + y1 - at, x2 + y2 - at
        if first * second < 0:
            part = first / (first - second)
            yield x1 + (x2 - x1) * part, y1 + (y2 - y1) * part


def _langkah(most: Fraction) -> range:
    """The numbers on an axis: each, every second, or every fifth."""
    return range(0, int(most) + 1, next(step for step in (1, 2, 5) if most <= step * 15))
