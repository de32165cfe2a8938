"""Words of free beds: what they can serve, how new the figure is."""

from datetime import timedelta
from typing import Final

from engine.rujukan_luar.antrean import Langkah
from engine.views.tempat_tujuan import TempatTujuan
from schemas.names import KeadaanTempat, Peran
from web.i18n import N_
from web.pages.kata import Rupa
from web.pages.tampil import Ucapan

KEMAMPUAN: Final = (
    N_("Umum"),
    N_("Penyakit dalam"),
    N_("Bedah"),
    N_("Anak"),
    N_("Bersalin"),
    N_("Perinatologi"),
    N_("ICU"),
    N_("ICCU"),
    N_("HCU"),
    N_("PICU"),
    N_("NICU"),
    N_("Isolasi"),
    N_("Jiwa"),
    N_("Luka bakar"),
    N_("Stroke"),
)
"""The names of `policies/rujukan.yaml`, for the catalogue; a facility's own are shown as it wrote them."""
SEJAM: Final = 60
MEMANTAU: Final = frozenset(
    {Peran.KEPALA, Peran.DOKTER, Peran.PETUGAS_UNIT, Peran.PEREKAM_MEDIS, Peran.PETUGAS_PENDAFTARAN}
) | {Peran.PETUGAS_SURVEILANS, Peran.AUDITOR}
"""Who may see who waits for an answer: no patient stands there."""
DARURAT: Final = N_("Gawat darurat")
TERENCANA: Final = N_("Terencana")
LEWAT: Final = N_("lewat batas")
TAK_TERHITUNG: Final = N_("tidak dapat dihitung: belum ada yang dijawab")
RUPA: Final[dict[KeadaanTempat, Rupa]] = {
    KeadaanTempat.ADA: Rupa(N_("Ada yang kosong"), "rak", "benar"),
    KeadaanTempat.TIDAK_PERLU: Rupa(N_("Tidak perlu tempat tidur"), "unit", "benar"),
    KeadaanTempat.BASI: Rupa(N_("Angkanya basi"), "jalan", "jam"),
    KeadaanTempat.TIDAK_DIKETAHUI: Rupa(N_("Tidak ada angkanya"), "tamat", "tanya"),
    KeadaanTempat.PENUH: Rupa(N_("Penuh"), "salah", "silang"),
}
"""What is known of a bed somewhere: a word, a colour that repeats it, an icon."""


SISRUTE: Final = {Langkah.BUAT: N_("diberitahukan"), Langkah.BATAL: N_("pembatalannya")}
"""What SISRUTE is told."""


def lama(lama: timedelta | None, say: Ucapan) -> str:
    """A length of time: `40 mnt`, `3 j 05 mnt`, `2 hr 4 j`; a dash for none."""
    return "–" if lama is None else say.lama(say.kini - lama)  # noqa: RUF001 - a dash


def usia(tempat: TempatTujuan, say: Ucapan) -> str:
    """How old a figure is, in words."""
    if tempat.usia is None:
        return ""
    told = _lalu(int(tempat.usia.total_seconds() // 60), say)
    return say(N_("basi: {lama}")).format(lama=told) if tempat.keadaan is KeadaanTempat.BASI else told


def _lalu(menit: int, say: Ucapan) -> str:
    if not menit:
        return say(N_("baru saja"))
    if menit < SEJAM:
        return say(N_("{n} menit lalu")).format(n=menit)
    return say(N_("{n} jam lalu")).format(n=menit // SEJAM)
