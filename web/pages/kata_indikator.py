"""What the screens say about indicators: why there is no number, how a number stands to its ideal, and numbers."""

from fractions import Fraction
from typing import Final

from engine.aturan_indikator import AturanIndikator, KodeIndikator, Rentang
from engine.sensus.indikator import Kosong, Letak, batas, bulat
from web.i18n import N_
from web.pages.tampil import Ucapan

KOSONG: Final[dict[Kosong, str]] = {
    Kosong.BELUM_ADA_HARI: N_("Belum ada hari sensus yang selesai dalam kurun ini"),
    Kosong.TIDAK_ADA_CATATAN: N_("Tidak ada tempat tidur dan tidak ada pasien dalam kurun ini"),
    Kosong.TANPA_TEMPAT_TIDUR: N_("Tidak ada tempat tidur tercatat, jadi tidak dapat dibagi"),
    Kosong.TANPA_KELUAR: N_("Tidak ada pasien keluar, jadi tidak dapat dibagi"),
}
SINGKAT: Final[dict[Kosong, str]] = {
    Kosong.BELUM_ADA_HARI: N_("belum ada hari"),
    Kosong.TIDAK_ADA_CATATAN: N_("tidak ada data"),
    Kosong.TANPA_TEMPAT_TIDUR: N_("tanpa tempat tidur"),
    Kosong.TANPA_KELUAR: N_("tanpa pasien keluar"),
}
LETAK: Final[dict[Letak, str]] = {
    Letak.KURANG: N_("Di bawah ideal"),
    Letak.IDEAL: N_("Dalam rentang ideal"),
    Letak.LEBIH: N_("Di atas ideal"),
}


SATUAN: Final = (N_("hari"), N_("kali"))
"""The units of ours; another is shown as the facility's policy writes it."""


def angka(nilai: Fraction, desimal: int, say: Ucapan) -> str:
    """A number as this language writes it."""
    shown = f"{bulat(nilai, desimal):f}"
    return shown.replace(".", ",") if say.bahasa == "id" else shown


def pendek(nilai: Fraction, say: Ucapan, desimal: int = 2) -> str:
    """The same without noughts at its end."""
    shown = f"{bulat(nilai, desimal):f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return shown.replace(".", ",") if say.bahasa == "id" else shown


def bersatuan(nilai: str, satuan: str, say: Ucapan) -> str:
    """A number with its unit."""
    return f"{nilai}\u00a0{say(satuan)}"


def sebut_ideal(aturan: AturanIndikator, kode: KodeIndikator, tahun: Fraction, say: Ucapan) -> str:
    """The ideal range; one that is of a year says so, and what that is for this period."""
    one = aturan.indikator[kode]
    unit = say(one.satuan)
    if not one.per_tahun:
        return f"{sebut_rentang(one.ideal, say)}\u00a0{unit}"
    low, high = batas(aturan, kode, tahun)
    yearly = say(N_("{rentang} {satuan} per tahun")).format(rentang=sebut_rentang(one.ideal, say), satuan=unit)
    if tahun == 1:
        return yearly
    scaled = _antara(low, high, say, di_bawah=one.ideal.di_bawah is not None)
    here = say(N_("{rentang} untuk kurun ini")).format(rentang=scaled)
    return f"{yearly} = {here}"


def sebut_rentang(rentang: Rentang, say: Ucapan) -> str:
    """A range in words."""
    low = None if rentang.dari is None else Fraction(rentang.dari)
    high = None if rentang.atas is None else Fraction(rentang.atas)
    return _antara(low, high, say, di_bawah=rentang.di_bawah is not None)


def _antara(low: Fraction | None, high: Fraction | None, say: Ucapan, *, di_bawah: bool) -> str:
    first = "" if low is None else pendek(low, say)
    last = "" if high is None else pendek(high, say)
    if not first:
        return f"{'<' if di_bawah else '≤'} {last}"
    if not last:
        return f"≥ {first}"
    return f"{first}–{'<' if di_bawah else ''}{last}"  # noqa: RUF001 - a range
