"""Small drawings of each indicator month by month: its ideal hatched behind the line, few numbers written on it."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from markupsafe import Markup, escape

from web.i18n import N_
from web.pages.barber_johnson import arsir
from web.pages.indikator_bentuk import Tren
from web.pages.kata_indikator import angka
from web.pages.tampil import Ucapan

LEBAR, TINGGI, KIRI, KANAN, ATAS, BAWAH = 360.0, 150.0, 40.0, 12.0, 14.0, 24.0
SELEBAR: Final = 48.0
"""Room a number takes beside the next one."""


def gambar(tren: Tren, say: Ucapan) -> Markup:
    """The drawing; a month without a number has no point, and breaks the line. Nothing at all: no drawing."""
    known = [value for value in tren.nilai if value is not None]
    if not known:
        return Markup()
    ends = [end for pair in tren.ideal for end in pair if end is not None]
    most = max([*known, *ends, Fraction(1, 10)]) * Fraction(11, 10)
    least = min([Fraction(0), *known])

    def y(value: Fraction) -> float:
        return TINGGI - BAWAH - (TINGGI - ATAS - BAWAH) * float((value - least) / (most - least))

    step = (LEBAR - KIRI - KANAN - 24) / max(1, len(tren.nama) - 1)
    xs = [KIRI + 12 + step * at for at in range(len(tren.nama))]
    title = say(N_("{nama} tiap bulan; rentang ideal diarsir. Angkanya ada di tabel Tiap bulan.")).format(
        nama=tren.aturan.nama
    )
    size = f'viewBox="0 0 {LEBAR:g} {TINGGI:g}" width="{LEBAR:g}" height="{TINGGI:g}"'
    parts = [f'<svg role="img" aria-label="{escape(title)}" {size}>', *_ideal(tren, y(most), y, xs), *_sumbu(tren, xs)]
    for level in {least, *(end for end in tren.ideal[-1] if end is not None)}:
        said = escape(angka(level, 0 if level == int(level) else 1, say))
        parts.append(f'<text x="{KIRI - 5}" y="{y(level) + 4:.1f}" text-anchor="end">{said}</text>')
    points = [None if value is None else (x, y(value)) for x, value in zip(xs, tren.nilai, strict=True)]
    parts += [_garis(before, after) for before, after in pairwise(points) if before and after]
    told = _disebut(tren, xs)
    for at, point in enumerate(points):
        if point:
            value = tren.nilai[at] or Fraction(0)
            parts.append(
                _titik(point, angka(value, tren.aturan.desimal, say) if at in told else "", _jangkar(at, len(xs)))
            )
    return Markup("".join(parts) + "</svg>")  # noqa: S704 - every text in it was escaped


def _sumbu(tren: Tren, xs: Sequence[float]) -> Iterator[str]:
    bottom = TINGGI - BAWAH
    yield f'<line class="sumbu" x1="{KIRI}" y1="{bottom}" x2="{LEBAR - KANAN}" y2="{bottom}"/>'
    yield f'<line class="sumbu" x1="{KIRI}" y1="{ATAS}" x2="{KIRI}" y2="{bottom}"/>'
    every = 1 + (len(xs) - 1) // 6
    for at, (x, name) in enumerate(zip(xs, tren.nama, strict=True)):
        if at % every == (len(xs) - 1) % every:
            yield f'<text x="{x:.1f}" y="{TINGGI - 8}" text-anchor="middle">{escape(name)}</text>'


def _titik(di: tuple[float, float], kata: str, jangkar: str) -> str:
    x, y = di
    mark = f'<circle class="titik" cx="{x:.1f}" cy="{y:.1f}" r="3.2"/>'
    if not kata:
        return mark
    base = y - 7 if y > ATAS + 10 else y + 16
    return f'{mark}<text class="nilai" x="{x:.1f}" y="{base:.1f}" text-anchor="{jangkar}">{escape(kata)}</text>'


def _ideal(tren: Tren, top: float, y: Callable[[Fraction], float], xs: Sequence[float]) -> Iterator[str]:
    """The ideal range of each month, hatched: that of a year is less of a shorter month."""
    edges = [KIRI, *((before + after) / 2 for before, after in pairwise(xs)), LEBAR - KANAN]
    for (left, right), (low, high) in zip(pairwise(edges), tren.ideal, strict=True):
        above = top if high is None else y(high)
        below = y(Fraction(0) if low is None else low)
        tall = max(0.0, below - above)
        yield f'<rect class="ideal" x="{left:.1f}" y="{above:.1f}" width="{right - left:.1f}" height="{tall:.1f}"/>'
        for x1, y1, x2, y2 in arsir(((left, below), (right, below), (right, above), (left, above))):
            yield f'<line class="arsir" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _garis(dari: tuple[float, float], ke: tuple[float, float]) -> str:
    return f'<line class="garis" x1="{dari[0]:.1f}" y1="{dari[1]:.1f}" x2="{ke[0]:.1f}" y2="{ke[1]:.1f}"/>'


def _disebut(tren: Tren, xs: Sequence[float]) -> set[int]:
    """Which points have their number: the last, the most, the least, and others where there is room beside those."""
    known = [(value, at) for at, value in enumerate(tren.nilai) if value is not None]
    told: list[int] = []
    for at in (known[-1][1], max(known)[1], min(known)[1], *(at for _, at in known)):
        if all(abs(xs[at] - xs[other]) >= SELEBAR for other in told):
            told.append(at)
    return set(told)


def _jangkar(at: int, count: int) -> str:
    return "end" if at == count - 1 else "start" if at == 0 else "middle"
