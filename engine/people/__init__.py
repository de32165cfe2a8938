"""People and access: accounts, sessions, device tokens. The only module that touches their tables."""

from engine.people.accounts import (
    Petugas,
    admin_pertama,
    aktifkan,
    buat,
    dengan_id,
    dengan_kartu,
    dengan_nama,
    ganti_sandi,
    nonaktifkan,
    orang,
    sandi_bersama,
    semua,
    setel_ulang_sandi,
    ubah,
)
from engine.people.attempts import Percobaan
from engine.people.sessions import Masuk, Sesi, baca, buka_kunci, keluar, kunci_layar, masuk, segarkan
from engine.people.tokens import Cakupan, Token, buat_perangkat, cabut, daftar, kenali, terbitkan

__all__ = [
    "Cakupan",
    "Masuk",
    "Percobaan",
    "Petugas",
    "Sesi",
    "Token",
    "admin_pertama",
    "aktifkan",
    "baca",
    "buat",
    "buat_perangkat",
    "buka_kunci",
    "cabut",
    "daftar",
    "dengan_id",
    "dengan_kartu",
    "dengan_nama",
    "ganti_sandi",
    "keluar",
    "kenali",
    "kunci_layar",
    "masuk",
    "nonaktifkan",
    "orang",
    "sandi_bersama",
    "segarkan",
    "semua",
    "setel_ulang_sandi",
    "terbitkan",
    "ubah",
]
