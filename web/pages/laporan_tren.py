"""The trend as a drawing made here: two lines told apart by dash and mark, each point with its number written on it."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from markupsafe import Markup, escape

from engine.projections.laporan import Angka
from web.i18n import N_
from web.pages.laporan_isi import Titik, persen
from web.pages.tampil import Ucapan

LEBAR, TINGGI, KIRI, ATAS, BAWAH = 800, 270, 56, 26, 50
JUDUL: Final = N_(
    "Tren per bulan: AKLPCM dan pengembalian tepat waktu, dalam persen. Angkanya ada di tabel di bawahnya."
)
AKLPCM: Final = N_("AKLPCM")
TEPAT: Final = N_("Kembali tepat waktu")
PENUH: Final = 100


def gambar(titik: Sequence[Titik], say: Ucapan) -> Markup:
    """The drawing; a month of which nothing is known has no point, and breaks its line."""
    if not any(one.kurang.penyebut or one.tepat.penyebut for one in titik):
        return Markup()
    size = f'viewBox="0 0 {LEBAR} {TINGGI}" width="{LEBAR}" height="{TINGGI}"'
    parts = [f'<svg class="tren" role="img" aria-label="{escape(say(JUDUL))}" {size}>']
    for level in range(0, PENUH + 1, 25):
        y = _y(Decimal(level))
        parts.append(f'<line class="kisi-tren" x1="{KIRI}" y1="{y}" x2="{LEBAR - 8}" y2="{y}"/>')
        parts.append(f'<text class="sumbu" x="{KIRI - 6}" y="{y + 4}" text-anchor="end">{level}</text>')
    step = (LEBAR - KIRI - 64) / max(1, len(titik) - 1)
    xs = [KIRI + 30 + step * at for at in range(len(titik))]
    thin = 1 + len(titik) // 13
    for at, (x, one) in enumerate(zip(xs, titik, strict=True)):
        if at % thin == 0:
            parts.append(_sumbu(x, one.nama))
    for kind, values in (("kurang", [one.kurang for one in titik]), ("tepat", [one.tepat for one in titik])):
        points = [
            (x, _y(angka.persen), angka) if angka.persen is not None else None
            for x, angka in zip(xs, values, strict=True)
        ]
        parts += [_garis(kind, one[:2], after[:2]) for one, after in pairwise(points) if one and after]
        others = [one.tepat if kind == "kurang" else one.kurang for one in titik]
        for point, other in zip(points, others, strict=True):
            if point:
                x, y, angka = point
                kata = persen(angka, say) if thin == 1 else ""
                parts.append(_tanda(kind, x, y, kata, atas=_di_atas(kind, angka, other)))
    parts.append(_kunci(say))
    return Markup("".join(parts) + "</svg>")  # noqa: S704 - every text in it was escaped


def _sumbu(x: float, nama: str) -> str:
    return f'<text class="sumbu" x="{x:.0f}" y="{TINGGI - BAWAH + 18}" text-anchor="middle">{escape(nama)}</text>'


def _garis(kind: str, dari: tuple[float, float], ke: tuple[float, float]) -> str:
    ends = f'x1="{dari[0]:.1f}" y1="{dari[1]:.1f}" x2="{ke[0]:.1f}" y2="{ke[1]:.1f}"'
    return f'<line class="garis-{kind}" {ends}/>'


def _y(persen_: Decimal) -> float:
    return float(TINGGI - BAWAH - (TINGGI - ATAS - BAWAH) * min(persen_, Decimal(PENUH)) / PENUH)


def _di_atas(kind: str, angka: Angka, lain: Angka) -> bool:
    """Is its number written above its mark? Of two in one month the larger one's is, so that they never meet."""
    mine, other = angka.persen, lain.persen
    if mine is None or other is None or mine == other:
        return kind == "tepat"
    return mine > other


def _tanda(kind: str, x: float, y: float, kata: str, *, atas: bool) -> str:
    """A square for what should be small, a circle for what should be large."""
    if kind == "kurang":
        mark = f'<rect class="titik-kurang" x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"/>'
    else:
        mark = f'<circle class="titik-tepat" cx="{x:.1f}" cy="{y:.1f}" r="5.5"/>'
    at = y - 10 if atas else y + 18
    return mark + f'<text class="nilai" x="{x:.1f}" y="{at:.1f}" text-anchor="middle">{escape(kata)}</text>'


def _kunci(say: Ucapan) -> str:
    """What each line is, with its mark."""
    y, left = TINGGI - 8, LEBAR - 350  # at the newest month, where a narrow screen begins to look
    first, second = escape(say(AKLPCM)), escape(say(TEPAT))
    return (
        f'<line class="garis-kurang" x1="{left}" y1="{y - 4}" x2="{left + 34}" y2="{y - 4}"/>'
        f'<rect class="titik-kurang" x="{left + 12}" y="{y - 9}" width="10" height="10"/>'
        f'<text class="sumbu" x="{left + 42}" y="{y}">{first}</text>'
        f'<line class="garis-tepat" x1="{left + 150}" y1="{y - 4}" x2="{left + 184}" y2="{y - 4}"/>'
        f'<circle class="titik-tepat" cx="{left + 167}" cy="{y - 4}" r="5.5"/>'
        f'<text class="sumbu" x="{left + 192}" y="{y}">{second}</text>'
    )
