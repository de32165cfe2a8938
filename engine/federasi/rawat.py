"""What is done now and then: ask again, send again, forget."""

from sqlalchemy import delete, update

from engine import tables as t
from engine.aturan_federasi import AturanFederasi
from engine.federasi.kirim import kirim_ulang_tanpa_tanda, lupakan
from engine.federasi.masuk import minta_lagi
from engine.federasi.meja import Meja
from schemas.names.federasi import TERBARU_MENANG, KeadaanMasuk


def rawat(meja: Meja, diri: str, aturan: AturanFederasi) -> None:
    """Tend the lanes of one hub. Within a writing transaction."""
    minta_lagi(meja, diri, meja.now - aturan.minta_ulang.batas)
    kirim_ulang_tanpa_tanda(meja, meja.now - aturan.kirim_ulang.batas)
    lupakan(meja.connection, meja.now - aturan.simpan_terkirim.batas)
    c, g = t.fed_masuk.c, t.fed_galat.c
    done = (KeadaanMasuk.DIPROSES, KeadaanMasuk.ABAIKAN)
    before = meja.now - aturan.simpan_masuk.batas
    meja.connection.execute(
        update(t.fed_masuk).where(c.keadaan.in_(done), c.diproses < before, c.isi.is_not(None)).values(isi=None)
    )
    for macam in TERBARU_MENANG:  # superseded, and their lane's number alone keeps them from coming back
        like = c.jalur.like(f"fed.%.{macam.value}.%")
        meja.connection.execute(delete(t.fed_masuk).where(like, c.keadaan.in_(done), c.diproses < before))
    meja.connection.execute(delete(t.fed_galat).where(g.selesai < before))
