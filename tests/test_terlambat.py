"""What is out on loan and what is late, on both databases; present inpatients' folders are left out of the late."""

from datetime import timedelta

from sqlalchemy import update

from engine import tables as t
from engine.views import loans, overdue
from schemas.commands import berkas as ask_berkas
from schemas.commands import kunjungan as ask_kunjungan
from schemas.names import BerkasId, JenisTenggat, Peran
from tests.kit import DI_UMUM, DOKTER, LOKET, PERMED, RANAP, UMUM, Arsip, orang
from tests.klinik import Klinik
from tests.test_kunjungan import klinik
from tests.test_peminjaman import dipinjam, oke

__all__ = ["klinik"]
DOKTER_RANAP = orang(Peran.DOKTER, unit=(RANAP,))


async def test_folders_lent_directly_and_for_a_loan_stand_in_one_list(arsip: Arsip) -> None:
    berkas, pinjam = await dipinjam(arsip, unit=UMUM)
    direct = await arsip.daftar()
    due = arsip.jam.saat + timedelta(days=1)
    lent = {"peminjam": DI_UMUM.id, "keperluan": "audit", "jatuh_tempo": due}
    oke(await arsip.minta(ask_berkas.Pinjamkan, direct, PERMED, **lent))
    with arsip.engine.begin() as connection:
        connection.execute(update(t.unit).where(t.unit.c.kode == UMUM).values(telepon="101"))
    with arsip.engine.connect() as connection:
        out = overdue.dipinjam(connection)
        assert overdue.jumlah_dipinjam(connection) == 2
        assert loans.siap(connection) == []
    assert [(row.berkas, row.peminjaman, row.unit, row.telepon) for row in out] == [
        (direct, None, UMUM, "101"),
        (berkas, pinjam, UMUM, "101"),
    ]


async def test_the_overdue_list_leaves_out_the_folders_of_present_inpatients_and_counts_them(klinik: Klinik) -> None:
    """VistA does (RTRPT3); none of the Indonesian systems read does."""
    arsip = klinik.arsip
    terlambat: list[BerkasId] = []
    for _ in range(3):
        berkas = await arsip.daftar()
        terlambat.append(berkas)
        lent = {"peminjam": DOKTER.id, "keperluan": "klaim", "jatuh_tempo": arsip.jam.saat + timedelta(days=1)}
        oke(await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, **lent))
    di_poli = await arsip.daftar()
    oke(await arsip.minta(ask_berkas.Ambil, di_poli, LOKET, tujuan=UMUM))
    oke(await arsip.minta(ask_berkas.TerimaDiUnit, di_poli, DI_UMUM, unit=UMUM))
    dirawat = await klinik.dirawat()
    berobat = await klinik.terdaftar()
    oke(await arsip.minta(ask_berkas.Kaitkan, terlambat[0], LOKET, pasien=dirawat.pasien))
    oke(await arsip.minta(ask_berkas.Kaitkan, terlambat[1], LOKET, pasien=berobat.pasien))
    arsip.jam.maju(days=2)
    with arsip.engine.connect() as connection:
        late = overdue.terlambat(connection, arsip.jam.saat)
    assert {row.berkas for row in late.isi} == {terlambat[1], terlambat[2], di_poli}
    assert (late.jumlah, late.masih_dirawat) == (3, 1)
    assert {row.berkas: row.jenis for row in late.isi}[di_poli] is JenisTenggat.PENGEMBALIAN
    assert all(row.lewat(arsip.jam.saat) > timedelta(0) for row in late.isi)
    pulang = {"subjek": dirawat.id, "cara_keluar": "izin_dokter"}
    oke(await klinik.minta(ask_kunjungan.Selesaikan, DOKTER_RANAP, **pulang))
    with arsip.engine.connect() as connection:
        late = overdue.terlambat(connection, arsip.jam.saat)
    assert (late.jumlah, late.masih_dirawat) == (4, 0)
