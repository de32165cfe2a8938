"""Which play shows which mutant, and what the checker must then say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.torture.mutan import ALAT, lakon
from tests.torture.mutan.adegan import Panggung
from tests.torture.sistem import Profil

Lakon = Callable[[Panggung], None]


@dataclass(frozen=True, slots=True)
class Adegan:
    """One mutant on its stage: it is caught where at least one of these kinds is found."""

    mutan: str
    lakon: Lakon
    jenis: frozenset[str]
    profil: Profil = "tertanam"
    jam: bool = False
    gagal_flush: bool = False

    @property
    def siaran_utuh(self) -> bool:
        """Nobody touches the stream: there is no cause to build it anew."""
        return self.lakon is not lakon.siaran_dikosongkan

    @property
    def sehat(self) -> bool:
        """Nothing but a tool is planted: nothing may be found."""
        return self.mutan in ALAT


def _a(mutan: str, lakon_: Lakon, *jenis: str, **lain: bool) -> Adegan:
    return Adegan(mutan, lakon_, frozenset(jenis), jam=lain.get("jam", False), gagal_flush=lain.get("flush", False))


ADEGAN: Final = (
    _a("jawab_sebelum_commit", lakon.mati_sebelum_commit, "hilang", "jawaban_salah"),
    _a("jawab_seq_salah", lakon.harian, "jawaban_salah"),
    _a("lupa_command_id", lakon.harian, "jawaban_berubah", "hilang"),
    _a("lupa_penolakan", lakon.harian, "penolakan_hilang"),
    _a("penolakan_menulis", lakon.harian, "ditolak_bergerak"),
    _a("tanpa_cek_versi", lakon.harian, "versi_terlewati"),
    _a("susulan_menggerakkan", lakon.harian, "susulan_menggerakkan"),
    _a("urungkan_siapa_pun", lakon.harian, "urung_terlarang"),
    _a("nomor_di_log", lakon.harian, "kenari_bocor"),
    _a("ingatan_basi", lakon.dua_pintu, "dari_tidak_cocok", "langkah_terlarang"),
    _a("rantai_lompat", lakon.harian, "rantai_putus"),
    _a("hitungan_di_luar", lakon.mati_sesudah_commit, "hitungan_salah"),
    _a("berkas_di_luar", lakon.mati_sesudah_berkas, "berkas_bukan_jumlah"),
    _a("tanpa_perlu_dicek", lakon.harian, "perlu_dicek_salah"),
    _a("sinkron_mati", lakon.cakram, "ok_tanpa_cakram", flush=True),
    Adegan(
        "tanpa_kunci_buku", lakon.dua_pintu_serentak, frozenset({"seq_berlubang", "rantai_putus"}), profil="postgres"
    ),
    _a("tanpa_pagar", lakon.dua_relai, "siaran_lebih", "siaran_beda", "siaran_dibangun_ulang"),
    _a("terbit_ulang_naif", lakon.siaran_dikosongkan, "siaran_beda", "siaran_berlubang", "siaran_kurang"),
    _a("tanda_dini", lakon.siaran_dikosongkan, "siaran_mundur"),
    _a("kursor_sebelum_efek", lakon.mati_proyeksi, "proyeksi_salah"),
    _a("tanpa_kursor", lakon.mati_sesudah_proyeksi, "proyeksi_salah"),
    _a("tenggat_lokal", lakon.harian, "tenggat_salah_hitung"),
    _a("tenggat_di_memori", lakon.tenggat, "tenggat_bukan_jumlah", "tenggat_terlewat", jam=True),
    _a("tenggat_id_acak", lakon.tenggat, "tenggat_id", jam=True),
    _a("tenggat_berulang", lakon.tenggat, "tenggat_dua_kali", jam=True),
)
