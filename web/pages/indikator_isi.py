"""The indicators of a period as one document: what the page, the workbook, the paper and the interface all show.

Every number opens what it is made of; the counts below it open the census rows they are.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from engine.aturan_indikator import AturanIndikator, KeluarRuang, KodeIndikator
from engine.projections.laporan import Kurun
from engine.sensus.indikator import bagian_tahun, batas, bulat
from engine.sensus.indikator_baca import Isi, Pembaca, bulan_bulan
from engine.sensus.penutupan import edisi_antara
from schemas.names import KelasRawat
from web import kurun
from web.i18n import N_
from web.pages.barber_johnson import Tanda, gambar
from web.pages.indikator_bentuk import Bagian, Hasil, Kartu, Laporan, Saring, Sel, Tabel, Tren
from web.pages.kata_indikator import KOSONG, SINGKAT, angka, pendek, sebut_ideal
from web.pages.kata_kunjungan import KELAS
from web.pages.sensus_dokumen import alamat
from web.pages.tampil import Ucapan

EDISI: Final = N_("Angka menurut edisi sensus terbaru: {n} hari ruang ditutup, {m} ditandatangani, {k} terbit ulang.")
BULAN_TERSEDIKIT, BULAN_TERBANYAK = 12, 24


class Penyusun:
    """Puts one document together."""

    def __init__(  # noqa: PLR0913, PLR0917 - a reader, a period, a place, words
        self,
        pembaca: Pembaca,
        found: Kurun,
        saring: Saring,
        nama_unit: Callable[[str], str],
        sebut: Callable[[Kurun], str],
        say: Ucapan,
    ) -> None:
        self._pembaca = pembaca
        self._kurun = found
        self._saring = saring
        self._nama_unit = nama_unit
        self._sebut = sebut
        self._say = say
        self._ruang: set[str] = set()
        self.aturan: AturanIndikator = pembaca.indikator

    def susun(self) -> Laporan:
        """The document."""
        say, first, last = self._say, *self._kurun
        isi = self._pembaca.isi(first, last)
        self._ruang = {one.unit for one in isi.tempat}
        utama = self._hasil(isi, first, last, self._saring)
        bayi = self._hasil(isi, first, last, self._saring, bayi=True)
        ends = bulan_bulan(first, last, BULAN_TERSEDIKIT, BULAN_TERBANYAK)
        months = list(zip(ends, self._pembaca.tiap_bulan(ends), strict=True))
        each = [(self._bulan(month[0], ends), self._hasil(one, *month, self._saring)) for month, one in months]
        tanda = [
            Tanda(name, one.titik, self.halaman(Kurun(one.dari, _akhir(one.dari)), self._saring))
            for name, one in each
            if one.titik is not None and (one.dari, one.sampai) != (utama.dari, utama.sampai)
        ]
        if utama.titik is not None:
            tanda.append(Tanda(self._sebut(self._kurun), utama.titik, pokok=True))
        drawn = gambar(tanda, self.aturan, self._hari_setahun(utama), say)
        tables = [self._per_bulan(each)]
        if self._saring.unit is None:
            tables.append(self._per_ruang(isi))
        if self._saring.kelas is None:
            tables.append(self._per_kelas(isi))
        counted = self._pembaca.sampai(first, last)
        has_babies = bayi.bahan.hari_perawatan or bayi.bahan.keluar or bayi.bahan.hari_tempat_tidur
        return Laporan(
            kurun=self._kurun,
            sampai=counted,
            kartu=tuple(self._kartu(kode, utama) for kode in KodeIndikator),
            utama=utama,
            bayi=self._bayi(bayi) if has_babies else None,
            gambar=drawn,
            titik=tuple((one.nama, one.titik, one.pokok) for one in tanda),
            tanpa_titik=tuple(name for name, one in each if one.titik is None and one.bahan.hari),
            tabel=tuple(tables),
            tren=tuple(self._tren(kode, each) for kode in KodeIndikator),
            catatan=tuple(self._catatan(utama, bayi=bool(has_babies))),
        )

    def halaman(self, found: Kurun, saring: Saring) -> str:
        """The page of another period or place."""
        return alamat("/indikator", kurun.alamat(found) | {"unit": saring.unit or "", "kelas": saring.kelas or ""})

    def _hasil(self, isi: Isi, first: date, last: date, saring: Saring, *, bayi: bool = False) -> Hasil:
        one = self._pembaca.ukur(isi, first, last, unit=saring.unit, kelas=saring.kelas, bayi=bayi)
        return Hasil(one.bahan, one.nilai, one.titik, one.dari, one.sampai, saring, bayi)

    def _hari_setahun(self, hasil: Hasil) -> Fraction:
        """Days of a year as this period has them: 365, 366, or between them across a new year."""
        if not hasil.bahan.hari:
            return Fraction(365)
        return hasil.bahan.hari / bagian_tahun(hasil.dari, hasil.sampai)

    def _bulan(self, first: date, months: Sequence[tuple[date, date]]) -> str:
        one_year = len({start.year for start, _ in months}) == 1
        return self._say.hari(first, "MMM" if one_year else "MMM yy")

    # ── one number ──

    def _kartu(self, kode: KodeIndikator, hasil: Hasil) -> Kartu:
        one, say = self.aturan.indikator[kode], self._say
        nilai = hasil.nilai[kode]
        share = bagian_tahun(hasil.dari, hasil.sampai)
        over, under = self._bahan(kode, hasil)
        return Kartu(
            kode=kode,
            aturan=one,
            kata="" if nilai.nilai is None else f"{angka(nilai.nilai, one.desimal, say)}\u00a0{say(one.satuan)}",
            kosong=say(KOSONG[nilai.kosong]) if nilai.kosong else "",
            letak=nilai.letak,
            ideal=sebut_ideal(self.aturan, kode, share, say),
            pembilang=over,
            penyebut=under,
        )

    def _bahan(self, kode: KodeIndikator, hasil: Hasil) -> tuple[tuple[Bagian, ...], tuple[Bagian, ...]]:
        """What is above and below the stroke, count by count."""
        say, made = self._say, hasil.bahan

        def satu(nama: str, jumlah: int, macam: str) -> Bagian:
            return Bagian(say(nama), str(jumlah), hasil.ke(macam) if jumlah else "")

        used = satu(N_("Hari perawatan"), made.hari_perawatan, "hari_perawatan")
        dead = (
            satu(N_("Mati < 48 jam"), made.mati_lt48, "mati_lt48"),
            satu(N_("Mati ≥ 48 jam"), made.mati_ge48, "mati_ge48"),
        )
        out = (satu(N_("Keluar hidup"), made.keluar_hidup, "keluar_hidup"), *dead)
        turned: tuple[Bagian, ...] = out
        if hasil.saring.ruang and self.aturan.keluar_ruang.pilihan is KeluarRuang.DENGAN_PINDAH:
            turned = (*out, satu(N_("Dipindahkan"), made.dipindahkan, "dipindahkan"))
        bed_days = Bagian(say(N_("Hari tempat tidur")), pendek(made.hari_tempat_tidur, say))
        beds = Bagian(say(N_("Tempat tidur (rata-rata)")), pendek(made.tempat_tidur or Fraction(0), say))
        return {
            KodeIndikator.BOR: ((used,), (bed_days,)),
            KodeIndikator.AVLOS: ((satu(N_("Lama dirawat"), made.lama_dirawat, "lama_dirawat"),), out),
            KodeIndikator.TOI: ((bed_days, used), turned),
            KodeIndikator.BTO: (turned, (beds,)),
            KodeIndikator.NDR: (dead[1:], out),
            KodeIndikator.GDR: (dead, out),
        }[kode]

    # ── tables ──

    def _per_bulan(self, each: Sequence[tuple[str, Hasil]]) -> Tabel:
        say = self._say
        rows = [
            self._baris(
                say.hari(one.dari, "MMMM yyyy"), one, self.halaman(Kurun(one.dari, _akhir(one.dari)), self._saring)
            )
            for _, one in each
        ]
        return Tabel("bulan", say(N_("Tiap bulan")), self._kolom(N_("Bulan")), tuple(rows))

    def _per_ruang(self, isi: Isi) -> Tabel:
        """The wards side by side, newborns in their own rows, the hospital last."""
        say, rows = self._say, []
        first, last = self._kurun
        for bayi in (False, True):
            units = sorted({one.unit for one in isi.tempat if one.bayi is bayi}, key=self._nama_unit)
            for unit in units:
                place = Saring(unit, self._saring.kelas)
                name = self._nama_unit(unit)
                shown = say(N_("{nama}, bayi lahir")).format(nama=name) if bayi else name
                there = self.halaman(self._kurun, place)
                rows.append(self._baris(shown, self._hasil(isi, first, last, place, bayi=bayi), there))
        rows.append(self._baris(say(N_("Semua ruang, tanpa bayi lahir")), self._hasil(isi, first, last, self._saring)))
        note = say(N_("Keluar dari satu ruang: {arti}")).format(arti=self._keluar_ruang())
        return Tabel("ruang", say(N_("Perbandingan ruang")), self._kolom(N_("Ruang")), tuple(rows), note)

    def _per_kelas(self, isi: Isi) -> Tabel:
        say = self._say
        first, last = self._kurun
        seen = {one.kelas for one in isi.tempat if not one.bayi and self._saring.unit in {None, one.unit}}
        rows = []
        for kelas in KelasRawat:
            if kelas.value in seen:
                place = Saring(self._saring.unit, kelas.value)
                there = self.halaman(self._kurun, place)
                rows.append(self._baris(say(KELAS[kelas]), self._hasil(isi, first, last, place), there))
        note = say(N_("Keluar dari satu kelas: {arti}")).format(arti=self._keluar_ruang())
        return Tabel("kelas", say(N_("Perbandingan kelas")), self._kolom(N_("Kelas")), tuple(rows), note)

    def _bayi(self, hasil: Hasil) -> Tabel:
        say = self._say
        row = self._baris(say(N_("Bayi lahir")), hasil)
        return Tabel("bayi", say(N_("Bayi lahir, tersendiri")), self._kolom(N_("Bayi lahir")), (row,))

    def _kolom(self, pertama: str) -> tuple[str, ...]:
        say, rules = self._say, self.aturan.indikator
        named = [f"{rules[kode].nama} ({say(rules[kode].satuan)})" for kode in KodeIndikator]
        return (
            say(pertama), *named, say(N_("Hari perawatan")), say(N_("Lama dirawat")), say(N_("Keluar hidup")),
            say(N_("Mati < 48 jam")), say(N_("Mati ≥ 48 jam")), say(N_("Hari tempat tidur")),
        )  # fmt: skip

    def _baris(self, nama: str, hasil: Hasil, ke: str = "") -> tuple[Sel, ...]:
        say, made = self._say, hasil.bahan
        cells = [Sel(nama, None, ke)]
        for kode in KodeIndikator:
            one, nilai = self.aturan.indikator[kode], hasil.nilai[kode]
            if nilai.nilai is None:
                cells.append(Sel(say(SINGKAT[nilai.kosong]) if nilai.kosong else ""))
            else:
                shown = angka(nilai.nilai, one.desimal, say)
                cells.append(Sel(shown, bulat(nilai.nilai, one.desimal), "", nilai.letak))
        for macam, count in (
            ("hari_perawatan", made.hari_perawatan), ("lama_dirawat", made.lama_dirawat),
            ("keluar_hidup", made.keluar_hidup), ("mati_lt48", made.mati_lt48), ("mati_ge48", made.mati_ge48),
        ):  # fmt: skip
            cells.append(Sel(str(count), Decimal(count), hasil.ke(macam) if count else ""))
        cells.append(Sel(pendek(made.hari_tempat_tidur, say), bulat(made.hari_tempat_tidur, 2)))
        return tuple(cells)

    def _tren(self, kode: KodeIndikator, each: Sequence[tuple[str, Hasil]]) -> Tren:
        one = self.aturan.indikator[kode]
        ranges = []
        for _, hasil in each:
            share = bagian_tahun(hasil.dari, hasil.sampai if hasil.bahan.hari else _akhir(hasil.dari))
            ranges.append(batas(self.aturan, kode, share))
        values = tuple(hasil.nilai[kode].nilai for _, hasil in each)
        return Tren(kode, one, tuple(name for name, _ in each), values, tuple(ranges))

    # ── words ──

    def _keluar_ruang(self) -> str:
        chosen = self.aturan.keluar_ruang
        said = {
            KeluarRuang.TANPA_PINDAH: N_("keluar hidup dan mati saja, pindahan tidak"),
            KeluarRuang.DENGAN_PINDAH: N_("keluar hidup, mati, dan dipindahkan (TOI, BTO, grafik)"),
        }[chosen.pilihan]
        return f"{self._say(said)}. {self._say(N_('Yakin'))}: {chosen.yakin.lower()}."

    def _catatan(self, utama: Hasil, *, bayi: bool) -> list[str]:
        say, made = self._say, []
        if utama.bahan.melampaui:
            made.append(
                say(N_("Hari perawatan melebihi hari tempat tidur: BOR di atas 100 %, TOI kurang dari nol. "
                       "Periksa tempat tidur tambahan di halaman Kamar."))
            )  # fmt: skip
        if bayi:
            made.append(say(N_("Bayi lahir dan tempat tidurnya dihitung tersendiri, di tabelnya sendiri.")))
        if utama.bahan.hari:
            made.append(self._edisi(utama))
        if utama.saring.ruang:
            made.append(say(N_("Keluar dari satu ruang: {arti}")).format(arti=self._keluar_ruang()))
        return made

    def _edisi(self, hasil: Hasil) -> str:
        """Which editions of the census these numbers stand on."""
        found = edisi_antara(self._pembaca.connection, hasil.dari, hasil.sampai, hasil.saring.unit)
        mine = [one for (unit, _), one in found.items() if unit in self._ruang]
        signed = sum(1 for _, when in mine if when is not None)
        again = sum(1 for number, _ in mine if number > 1)
        told = self._say(
            N_("Angka menurut edisi sensus terbaru: {n} hari ruang ditutup, {m} ditandatangani, {k} terbit ulang.")
        )
        return told.format(n=len(mine), m=signed, k=again)


def _akhir(first: date) -> date:
    return kurun.akhir_bulan(first.year, first.month)
