"""Exchange between facilities: how long keys hold, when to ask again, how long copies stay (policies/federasi.yaml)."""

from pydantic import Field

from engine.ukuran import Angka, Tertutup


class AturanFederasi(Tertutup):
    """The limits of store and forward."""

    versi: int = Field(ge=1)
    kunci_sandi: Angka
    kunci_tanda: Angka
    ganti_kunci_sebelum: Angka
    simpan_kunci_lama: Angka
    tenggang_pesan: Angka
    """How long after its key ended a message may still come that was made while the key was good."""
    selisih_jam: Angka
    minta_ulang: Angka
    kirim_ulang: Angka
    lama_tanpa_tanda: Angka
    simpan_terkirim: Angka
    simpan_masuk: Angka
