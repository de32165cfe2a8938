"""Projections: each must equal a rebuild from the ledger, and none may lag behind it."""

from tests.torture.pemeriksa.bukti import Bukti
from tests.torture.pemeriksa.buku import Buku


def periksa_kursor(bukti: Bukti, buku: Buku) -> int:
    """Every projection has come to the ledger's head. How many there are."""
    jumlah = 0
    for baris in bukti.baris("proyeksi/kursor.jsonl"):
        jumlah += 1
        if baris.get("seq") != buku.kepala:
            bukti.temuan.catat("proyeksi_tertinggal", baris.get("nama"), f"di {baris.get('seq')}, buku {buku.kepala}")
    return jumlah
