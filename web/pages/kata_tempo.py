"""What the pages say of deadlines, of the two clocks, and of policy."""

from typing import Final

from engine.views.dua_jam import Sebab
from schemas.names import JenisTenggat
from web.durasi import durasi
from web.i18n import N_
from web.pages.tampil import Ucapan

SEBAB: Final = {
    Sebab.DI_UNITNYA: N_("Di unitnya"),
    Sebab.DI_TANGANNYA: N_("Di tangannya"),
    Sebab.ELEKTRONIK: N_("Elektronik: selalu terjangkau"),
    Sebab.DI_REKAM_MEDIS: N_("Di ruang rekam medis"),
    Sebab.DI_UNIT_LAIN: N_("Di unit lain"),
    Sebab.DI_JALAN: N_("Di jalan"),
    Sebab.DIPINJAM: N_("Dipinjam orang lain"),
    Sebab.HILANG: N_("Hilang"),
    Sebab.MENUNGGU_PERIKSA: N_("Sudah dikatakan lengkap, menunggu diperiksa"),
    Sebab.BUKAN_TANGGUNGANNYA: N_("Masih tanggungan orang lain"),
    Sebab.TIDAK_DIKETAHUI: N_("Tidak diketahui"),
}
"""Why an interval counts, or does not."""
YAKIN: Final = {"TINGGI": N_("tinggi"), "SEDANG": N_("sedang"), "RENDAH": N_("rendah")}
TENGGAT: Final = {
    JenisTenggat.PENGEMBALIAN: N_("Kembali dari unit"),
    JenisTenggat.KELENGKAPAN: N_("Berkas dilengkapi"),
    JenisTenggat.KEKURANGAN: N_("Kekurangan dilengkapi"),
    JenisTenggat.PENGISIAN: N_("Rekam medis terisi"),
}
"""The deadlines whose limits are policy."""
NILAI: Final = {
    "kalender": N_("semua hari dihitung"),
    "kerja": N_("hari kerja saja"),
    "pulang": N_("sejak pulang"),
    "diterima": N_("sejak diterima"),
    "dinyatakan": N_("sejak dinyatakan tidak lengkap"),
    "dikembalikan": N_("sejak dikembalikan ke unit"),
}
"""What a policy's choices are called."""
MATI: Final = N_("tidak dipakai")


def nilai(teks: str, say: Ucapan) -> str:
    """A number of policy as people say it; how days are counted is left out where the limit names none."""
    parts = teks.split(", ")
    berhari = parts[0].startswith("P") and not parts[0].startswith("PT")
    said = [_bagian(one, say) for one in parts if berhari or one != "kalender"]
    return ", ".join(said)


def _bagian(teks: str, say: Ucapan) -> str:
    word, off, _ = teks.partition(" (mati)")
    known = NILAI.get(word.removeprefix("sejak "))
    said = durasi(word, say.bahasa) or (say(known) if known else word)
    return f"{said} ({say(MATI)})" if off else said
