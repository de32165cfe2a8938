"""Between the door and the table: a handler fetches the facts a command needs beyond its record.

`HANDLERS` says which command needs what; a command that is not in it needs nothing and goes straight on.
A handler answers with the command (perhaps with its facts added, perhaps translated) or with a refusal.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from engine.facts import Facts
from engine.handlers import berkas as handler
from engine.handlers import kekurangan as kurang
from engine.handlers import kelengkapan, koreksi, kunjungan, nomor, pasien, pengisian, tenggat
from engine.handlers import peminjaman as pinjam
from engine.handlers import pencarian as cari_handler
from engine.handlers import permintaan as permintaan_handler
from engine.handlers import rujukan as rujuk
from engine.handlers import rujukan_terima as rujuk_terima
from engine.handlers import selisih as selisih_handler
from engine.handlers import sensus as sensus_handler
from engine.handlers import surveilans as surveilans_handler
from engine.refusals import Refusal
from engine.workflows.berkas import Berkas
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as ask_kurang
from schemas.commands import koreksi as ask_koreksi
from schemas.commands import kunjungan as ask_kunjungan
from schemas.commands import pasien as ask_pasien
from schemas.commands import peminjaman as ask_pinjam
from schemas.commands import pencarian as ask_cari
from schemas.commands import permintaan as ask_permintaan
from schemas.commands import rujukan as ask_rujuk
from schemas.commands import selisih as ask_selisih
from schemas.commands import sensus as ask_sensus
from schemas.commands import sinyal as ask_sinyal
from schemas.commands import w1 as ask_w1
from schemas.commands import w2 as ask_w2
from schemas.message import Command

Handler = Callable[[Any, Any, Facts, datetime], Command | Refusal]

HANDLERS: Final[dict[type[Command], tuple[Handler, ...]]] = {
    ask.Daftarkan: (handler.pasien_dikenal, nomor.nomor_berkas),
    ask.Ambil: (handler.unit_dan_petugas_dikenal,),
    ask.TerimaDiUnit: (handler.unit_dan_petugas_dikenal, tenggat.kembali_sebelum),
    ask.Alihkan: (handler.unit_dan_petugas_dikenal,),
    ask.KirimKembali: (handler.unit_dan_petugas_dikenal,),
    ask.KembalikanKeUnit: (handler.unit_dan_petugas_dikenal,),
    ask.NyatakanLengkap: (handler.unit_dan_petugas_dikenal, kelengkapan.lengkap),
    ask.NyatakanTidakLengkap: (handler.unit_dan_petugas_dikenal, kelengkapan.tidak_lengkap, tenggat.lengkap_sebelum),
    ask.Pinjamkan: (handler.unit_dan_petugas_dikenal, pinjam.pinjaman_sah),
    ask.PerpanjangPinjaman: (pinjam.perpanjangan_sah,),
    ask.KembalikanPinjaman: (pinjam.pinjaman_selesai,),
    ask.VerifikasiTemuan: (pinjam.pinjaman_selesai,),
    ask_pinjam.Ajukan: (pinjam.mengajukan,),
    ask_pinjam.Setujui: (pinjam.menyetujui,),
    ask_pinjam.Tolak: (pinjam.menolak,),
    ask_pinjam.Batalkan: (pinjam.membatalkan,),
    ask_pinjam.Perpanjang: (pinjam.memperpanjang,),
    ask_pinjam.KedaluwarsakanIzin: (pinjam.izin_habis,),
    ask.Temukan: (handler.unit_dan_petugas_dikenal,),
    ask.CatatTerlihat: (handler.unit_dan_petugas_dikenal,),
    ask.LaporkanHilang: (handler.unit_dan_petugas_dikenal,),
    ask.Kaitkan: (handler.unit_dan_petugas_dikenal, handler.pasien_dikenal),
    ask.Salin: (rujuk.salinan_untuk,),
    ask.Tahan: (handler.unit_dan_petugas_dikenal,),
    ask.Lepas: (handler.unit_dan_petugas_dikenal,),
    ask.Gabungkan: (handler.berkas_tujuan_ada,),
    ask.SelesaikanCek: (handler.unit_dan_petugas_dikenal, handler.cek_terbuka),
    ask.Urungkan: (handler.unit_dan_petugas_dikenal, handler.pulihan_dari_riwayat),
    ask.TandaiLewat: (tenggat.sudah_lewat,),
    ask.JadwalkanUlang: (tenggat.jadwal_ulang,),
    ask.Pindai: (handler.unit_dan_petugas_dikenal, handler.gerak_yang_dimaksud),
    ask_cari.Mulai: (cari_handler.berkas_dapat_dicari,),
    ask_cari.BukaLagi: (cari_handler.belum_dicari_lagi,),
    ask_cari.PeriksaTempat: (cari_handler.letak_dikenal, cari_handler.tempat_bebas),
    ask_cari.KlaimKembali: (cari_handler.pengklaim_dikenal,),
    ask_cari.Temukan: (cari_handler.letak_dikenal,),
    ask_pasien.PasienDaftarkan: (pasien.lahir_tidak_di_depan,),
    ask_pasien.UbahIdentitas: (pasien.bidang_yang_berubah,),
    ask_pasien.Gabungkan: (pasien.tujuan_gabung_terdaftar,),
    ask_kunjungan.Daftarkan: (kunjungan.daftar,),
    ask_kunjungan.MasukRawatInap: (kunjungan.rawat,),
    ask_kunjungan.Layani: (kunjungan.layani,),
    ask_kunjungan.Pindahkan: (kunjungan.pindah,),
    ask_kunjungan.Selesaikan: (pengisian.selesai,),
    ask_kunjungan.Kodekan: (kunjungan.kodekan,),
    ask_kunjungan.CatatLengkap: (pengisian.lengkap,),
    ask_kunjungan.TandaiLewat: (pengisian.sudah_lewat,),
    ask_kunjungan.JadwalkanUlang: (pengisian.jadwal_ulang,),
    ask_kunjungan.BukaLagi: (kunjungan.buka_lagi,),
    ask_kunjungan.Kenali: (kunjungan.kenali,),
    ask_kunjungan.UbahCaraBayar: (kunjungan.bayar,),
    ask_kunjungan.Batalkan: (kunjungan.batal,),
    ask_kurang.Catat: (kurang.pencatatan,),
    ask_kurang.Alihkan: (kurang.pengalihan,),
    ask_kurang.Pindahkan: (kurang.pemindahan,),
    ask_kurang.JadwalkanUlang: (kurang.jadwal_ulang,),
    ask_kurang.TandaiLewat: (kurang.sudah_lewat,),
    ask_koreksi.Catat: (koreksi.pengoreksian,),
    ask_koreksi.Ajukan: (koreksi.pengoreksian,),
    ask_rujuk.Susun: (rujuk.bukan_kabar, rujuk.menyusun),
    ask_rujuk.Perbaiki: (rujuk.bukan_kabar, rujuk.memperbaiki),
    ask_rujuk.Kirim: (rujuk.bukan_kabar, rujuk.mengirim),
    ask_rujuk.Batalkan: (rujuk.bukan_kabar,),
    ask_rujuk.Tutup: (rujuk.bukan_kabar,),
    ask_rujuk.Masuk: (rujuk.bukan_kabar, rujuk_terima.memasukkan),
    ask_rujuk.Terima: (rujuk.bukan_kabar, rujuk_terima.menerima),
    ask_rujuk.Tolak: (rujuk.bukan_kabar, rujuk_terima.menolak),
    ask_rujuk.Tiba: (rujuk.bukan_kabar, rujuk_terima.mendatangkan),
    ask_rujuk.Layani: (rujuk.bukan_kabar, rujuk_terima.melayani),
    ask_rujuk.TidakDatang: (rujuk.bukan_kabar,),
    ask_rujuk.Balas: (rujuk.bukan_kabar, rujuk_terima.membalas),
    ask_rujuk.TandaiLewat: (rujuk_terima.sudah_lewat,),
    ask_rujuk.HabiskanJanji: (rujuk_terima.janji_habis,),
    ask_selisih.Jelaskan: (selisih_handler.penjelasan,),
    ask_sensus.Tutup: (sensus_handler.penutupan,),
    ask_sensus.Tandatangani: (sensus_handler.penandatanganan,),
    ask_sensus.TerbitkanUlang: (sensus_handler.penerbitan,),
    ask_sinyal.Munculkan: (surveilans_handler.muncul,),
    ask_sinyal.TandaiLewat: (surveilans_handler.sinyal_lewat,),
    ask_w1.Susun: (surveilans_handler.susun_w1,),
    ask_w1.Kirim: (surveilans_handler.kirim_w1,),
    ask_w1.Teruskan: (surveilans_handler.kirim_w1,),
    ask_w1.Masuk: (surveilans_handler.masuk_w1,),
    ask_w1.Tutup: (surveilans_handler.tutup_w1,),
    ask_w1.TandaiLewat: (surveilans_handler.w1_lewat,),
    ask_w2.Isi: (surveilans_handler.isi,),
    ask_w2.Susun: (surveilans_handler.susun,),
    ask_w2.Masuk: (surveilans_handler.masuk_w2,),
    ask_w2.Kirim: (surveilans_handler.kirim_w2,),
    ask_w2.TandaiLewat: (surveilans_handler.w2_lewat,),
    ask_permintaan.Buat: (permintaan_handler.permohonan,),
    ask_permintaan.Pindahkan: (permintaan_handler.berkas_tujuan_hidup,),
    ask_permintaan.Kedaluwarsakan: (permintaan_handler.sudah_kedaluwarsa,),
}


def prepare(berkas: Berkas, command: Command, facts: Facts, now: datetime) -> Command | Refusal:
    """The command with all it needs, or the refusal that is known already."""
    answer: Command | Refusal = command
    for step in HANDLERS.get(type(command), ()):
        answer = step(berkas, answer, facts, now)
        if isinstance(answer, Refusal):
            return answer
    return answer
