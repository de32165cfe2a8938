"""What the pages say of deadlines, of the two clocks, and of policy."""

from typing import Final

from engine.views.dua_jam import Sebab
from schemas.names import JenisTenggat
from web.i18n import N_

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
