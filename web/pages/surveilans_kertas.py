"""W1 and W2 on paper: the fields of the forms, the chain with its receipts, and who signs."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from engine.surveilans import minggu
from engine.surveilans.lihat import LaporanKlb
from engine.surveilans.minggu import Pekan
from engine.workflows.w2 import W2
from schemas.names import Kriteria, Langkah
from schemas.surveilans import HitungPenyakit
from web.i18n import N_
from web.kertas import pdf
from web.kertas.tabel import Kepala, TabelKertas, TandaTangan, cetakan
from web.pages import kata_surveilans as kata
from web.pages.surveilans_umum import Dunia
from web.pages.tampil import Ucapan

HALAMAN = N_("Halaman {n} dari {semua}")
JUDUL_W1 = N_("Formulir W1: laporan kejadian luar biasa dalam 24 jam")
JUDUL_W2 = N_("Formulir W2: laporan mingguan penyakit potensial KLB")
KEPALA = N_("Kepala")
PETUGAS = N_("Petugas surveilans")


def w1_pdf(here: Dunia, satu: LaporanKlb, say: Ucapan, saat: datetime) -> bytes:
    """The form of one outbreak report."""
    w1, disease = satu.w1, here.aturan.katalog.penyakit[satu.w1.penyakit]
    when = say.waktu(w1.diketahui) if w1.diketahui else "-"
    limit = satu.batas(here.aturan.klb)
    rows = (
        (say(N_("Pelapor")), here.nama.get(w1.pelapor, w1.pelapor)),
        (say(N_("Desa atau kelurahan")), satu.desa or "-"),
        (say(N_("Kecamatan")), satu.kecamatan or "-"),
        (say(N_("Penyakit (satu W1 satu penyakit)")), f"{disease.nama} ({disease.kode})"),
        (say(N_("Mulai kejadian")), say.hari(date.fromisoformat(w1.mulai))),
        (say(N_("Diketahui")), when),
        (say(N_("Batas 24 jam")), say.waktu(limit) if limit else "-"),
        (say(N_("Penderita")), f"{w1.bawah + w1.atas} (< {here.aturan.skdr.golongan_umur.tahun}: {w1.bawah})"),
        (say(N_("Meninggal")), str(w1.mati)),
        (
            say(N_("Kriteria KLB")),
            _semua(f"{one} {say(kata.KRITERIA[Kriteria(one)])}" for one in w1.kriteria.split()),
        ),
        (say(N_("Langkah yang dilakukan")), _semua(say(kata.LANGKAH[Langkah(one)]) for one in w1.langkah.split())),
        (say(N_("KLB dinyatakan oleh")), here.nama.get(w1.penyata, w1.penyata) if w1.penyata else "-"),
    )
    chain = [
        (here.nama.get(one.fasyankes, one.fasyankes), say(kata.TAHAP[one.tahap]), say.waktu(one.pada))
        for one in satu.rantai
    ]
    tables = [
        TabelKertas(say(N_("Laporan")), (say(N_("Isian")), say(N_("Keterangan"))), rows),
        TabelKertas(
            say(N_("Rantai laporan")),
            (say(N_("Tingkat")), say(N_("Tahap")), say(N_("Waktu menurut tingkat itu"))),
            chain,
            kosong=say(N_("Belum dikirim.")),
        ),
    ]
    head = Kepala(here.nama.get(here.kita.kode, here.kita.kode), say(JUDUL_W1), (), say(HALAMAN))
    return pdf(cetakan(head, saat, tables, (TandaTangan(say(PETUGAS)), TandaTangan(say(KEPALA)))))


def _semua(words: Iterable[str]) -> str:
    return "; ".join(words) or "-"


def w2_pdf(  # noqa: PLR0913, PLR0917 - of whom, which week, what, for whom, when
    here: Dunia, week: Pekan, w2: W2 | None, cells: Mapping[str, HitungPenyakit], say: Ucapan, saat: datetime
) -> bytes:
    """The form of one week: every disease of the catalogue, with no case too."""
    weekly = here.aturan.skdr.minggu
    first, last = minggu.hari_pertama(week, weekly), minggu.hari_terakhir(week, weekly)
    days = f"{say.hari(first, 'd MMM')} - {say.hari(last, 'd MMM yyyy')}"
    age = here.aturan.skdr.golongan_umur.tahun
    rows = []
    for kode, one in here.aturan.katalog.penyakit.items():
        if one.mingguan or kode in cells:
            cell = cells.get(kode, HitungPenyakit(kode=kode))
            rows.append((kode, one.nama, str(cell.bawah), str(cell.atas), str(cell.kasus), str(cell.mati)))
    rows.append(("X", say(N_("Jumlah kunjungan")), "", "", str(w2.kunjungan if w2 else 0), ""))
    columns = (say(N_("Kode")), say(N_("Penyakit")), f"< {age}", f"≥ {age}", say(N_("Jumlah")), say(N_("Meninggal")))
    table = TabelKertas(f"{week}: {days}", columns, rows, frozenset({2, 3, 4, 5}), frozenset({len(rows) - 1}))
    told = (
        say(N_("edisi {n}")).format(n=w2.edisi) if w2 and w2.edisi else say(N_("belum disusun")),
        say(N_("{n} dari {semua} melapor")).format(n=w2.lapor if w2 else 0, semua=w2.wajib if w2 else 0),
    )
    head = Kepala(here.nama.get(here.kita.kode, here.kita.kode), say(JUDUL_W2), told, say(HALAMAN))
    return pdf(cetakan(head, saat, [table], (TandaTangan(say(PETUGAS)), TandaTangan(say(KEPALA)))))
