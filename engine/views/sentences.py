"""What each fact says, in one Indonesian sentence: a template (also the key of the English catalogue) and its words.

Every kind of event has one; a test keeps this equal to `schemas.events.EVENTS`.
"""

from dataclasses import dataclass
from typing import Final

from engine.workflow import said
from schemas.events import berkas as told
from schemas.events import kekurangan as kurang
from schemas.events import koreksi, pasien, rujukan, selisih, sensus, sinyal, w1, w2
from schemas.events import kunjungan as visit
from schemas.events import peminjaman as loan
from schemas.events import pencarian as cari
from schemas.events import permintaan as minta
from schemas.message import Event

POLA: Final[dict[str, str]] = {
    told.BerkasDidaftarkan.jenis: "Masuk ke arsip ({pembawa})",
    told.BerkasDiambil.jenis: "Diambil dari rak untuk {tujuan}",
    told.PengambilanDibatalkan.jenis: "Pengambilan dibatalkan",
    told.BerkasDiterima.jenis: "Diterima di {unit}",
    told.BerkasDialihkan.jenis: "Dialihkan ke {tujuan}",
    told.BerkasDikirimKembali.jenis: "Dikirim kembali ke ruang rekam medis",
    told.BerkasKembali.jenis: "Kembali di ruang rekam medis, {cara_kembali}",
    told.BerkasDirakit.jenis: "Dirakit",
    told.BerkasLengkap.jenis: "Dinyatakan lengkap",
    told.BerkasTidakLengkap.jenis: "Dinyatakan tidak lengkap; yang melengkapi {penanggung_jawab}",
    told.BerkasDikembalikanKeUnit.jenis: "Dikembalikan ke {tujuan} untuk dilengkapi",
    told.BerkasDilengkapi.jenis: "Kekurangan dilengkapi",
    told.BerkasDisimpan.jenis: "Disimpan di rak",
    told.BerkasDipinjamkan.jenis: "Dipinjamkan kepada {peminjam} untuk {keperluan}, sampai {jatuh_tempo}",
    told.PinjamanDiperpanjang.jenis: "Pinjaman diperpanjang sampai {jatuh_tempo}",
    told.PinjamanDikembalikan.jenis: "Pinjaman dikembalikan",
    told.BerkasDilaporkanHilang.jenis: "Dilaporkan hilang",
    told.BerkasDitemukan.jenis: "Ditemukan di {unit}; menunggu pemeriksaan penyelia",
    told.TemuanDiverifikasi.jenis: "Temuan dipastikan penyelia",
    told.BerkasDiinaktifkan.jenis: "Dipindah ke rak inaktif",
    told.BerkasDiaktifkan.jenis: "Kembali ke rak aktif",
    told.BerkasDinilai.jenis: "Dinilai nilai gunanya",
    told.BerkasDilestarikan.jenis: "Dilestarikan",
    told.PemusnahanDiusulkan.jenis: "Diusulkan untuk dimusnahkan",
    told.UsulMusnahDibatalkan.jenis: "Usul pemusnahan ditolak",
    told.BerkasDimusnahkan.jenis: "Dimusnahkan",
    told.BerkasLewatTenggat.jenis: "Lewat tenggat {tenggat}",
    told.BerkasDijadwalkanUlang.jenis: "Tenggat {tenggat} dihitung ulang: {jatuh_tempo}",
    told.BerkasDikaitkan.jenis: "Dikaitkan dengan pasiennya",
    told.BerkasDitahan.jenis: "Ditahan: tidak boleh diinaktifkan atau dimusnahkan",
    told.BerkasDilepas.jenis: "Penahanan dilepas",
    told.BerkasDigabung.jenis: "Digabung ke berkas lain",
    told.BerkasTerlihat.jenis: "Terlihat di {di}",
    told.GerakDiurungkan.jenis: "Gerak terakhir diurungkan; kembali ke keadaan {ke}",
    told.CekDiselesaikan.jenis: "Catatan baris {seq} diperiksa: {putusan}",
    cari.PencarianDimulai.jenis: "Pencarian dimulai: {sebab}",
    cari.TempatDiperiksa.jenis: "Satu tempat diperiksa: {hasil}",
    cari.PengembalianDiklaim.jenis: "{unit} mengatakan sudah mengembalikannya",
    cari.KlaimDitolak.jenis: "Klaim sudah kembali tidak terbukti",
    cari.PencarianBerhasil.jenis: "Berkas yang dicari ditemukan",
    cari.PencarianDihentikan.jenis: "Pencarian dihentikan: {sebab}",
    cari.PencarianDibukaLagi.jenis: "Temuannya diurungkan: dicari lagi",
    pasien.PasienTerdaftar.jenis: "Pasien terdaftar",
    pasien.IdentitasDiubah.jenis: "Identitas pasien diubah",
    pasien.PasienDigabung.jenis: "Pasien digabung ke pasien lain",
    pasien.PasienDipisahkan.jenis: "Penggabungan pasien dibatalkan",
    loan.PeminjamanDiajukan.jenis: "Peminjaman diajukan untuk {keperluan}, sampai {jatuh_tempo}",
    loan.PeminjamanDisetujui.jenis: "Peminjaman disetujui",
    loan.PeminjamanDitolak.jenis: "Peminjaman ditolak: {alasan_tolak}",
    loan.PeminjamanDibatalkan.jenis: "Peminjaman dibatalkan: {alasan_batal}",
    loan.PeminjamanDiserahkan.jenis: "Berkas diserahkan kepada peminjam",
    loan.PeminjamanDiperpanjang.jenis: "Peminjaman diperpanjang sampai {jatuh_tempo}",
    loan.PeminjamanDikembalikan.jenis: "Berkas dikembalikan peminjam",
    loan.IzinPinjamKedaluwarsa.jenis: "Izin pinjam habis tanpa dipakai",
    visit.KunjunganTerdaftar.jenis: "Terdaftar di {unit} ({jenis_kunjungan})",
    visit.KunjunganDilayani.jenis: "Mulai dilayani",
    visit.KunjunganDipindahkan.jenis: "Pindah dari {dari_unit} {dari_tempat_tidur} ke {unit} {tempat_tidur}",
    visit.KunjunganSelesai.jenis: "Selesai: {cara_keluar}",
    visit.KunjunganDibukaLagi.jenis: "Dibuka lagi: selesainya keliru dicatat",
    visit.KunjunganDikenali.jenis: "Pasiennya dikenali",
    visit.CaraBayarDiubah.jenis: "Cara bayar: {dari_cara_bayar} menjadi {cara_bayar}",
    visit.KunjunganDibatalkan.jenis: "Dibatalkan: {alasan_batal}",
    visit.KunjunganDikode.jenis: "Diagnosisnya dikode: {jumlah_kode} kode",
    visit.KunjunganTerisiLengkap.jenis: "Rekam medisnya terisi lengkap",
    visit.KunjunganLewatTenggat.jenis: "Lewat tenggat {tenggat}",
    visit.KunjunganDijadwalkanUlang.jenis: "Batas pengisian dihitung ulang",
    minta.PermintaanDibuat.jenis: "Diminta untuk {unit}",
    minta.PermintaanDikirim.jenis: "Berkasnya berangkat ke unit",
    minta.PengirimanDibatalkan.jenis: "Berkasnya tidak jadi berangkat; menunggu lagi",
    minta.PermintaanTerpenuhi.jenis: "Terpenuhi: berkas diterima unit",
    minta.PemenuhanDibatalkan.jenis: "Penerimaannya diurungkan",
    minta.PermintaanTidakTerpenuhi.jenis: "Tidak terpenuhi: {sebab}",
    minta.PermintaanDibukaLagi.jenis: "Pulangnya diurungkan: berkas masih menuju unit",
    minta.PermintaanTerpenuhiSusulan.jenis: "Terpenuhi: diterima unit sebelum berkas pulang; pindaiannya menyusul",
    minta.PermintaanDibatalkan.jenis: "Permintaan dibatalkan: {sebab}",
    minta.PermintaanDikerjakan.jenis: "Sedang dicari",
    minta.PermintaanDilepaskan.jenis: "Tidak lagi dicari",
    minta.PermintaanDipindahkan.jenis: "Mengikuti isi berkas yang digabung",
    minta.PermintaanKedaluwarsa.jenis: "Kedaluwarsa",
    kurang.KekuranganTercatat.jenis: "Kurang: {butir}; yang melengkapi {penanggung_jawab}",
    kurang.KekuranganDinyatakanLengkap.jenis: "Dikatakan sudah dilengkapi",
    kurang.KekuranganDiverifikasi.jenis: "Dipastikan sudah lengkap",
    kurang.KekuranganDitolak.jenis: "Ternyata belum lengkap: {sebab}",
    kurang.KekuranganDihapuskan.jenis: "Dihapuskan: {sebab}",
    kurang.KekuranganDialihkan.jenis: "Dialihkan kepada {penanggung_jawab}: {sebab}",
    kurang.KekuranganDijadwalkanUlang.jenis: "Jatuh temponya menjadi {jatuh_tempo}",
    koreksi.KoreksiDicatat.jenis: "Dikoreksi: {formulir}, {sebab}",
    koreksi.KoreksiDiajukan.jenis: "Koreksi diajukan: {formulir}, {sebab}",
    koreksi.KoreksiDisetujui.jenis: "Koreksi disetujui",
    koreksi.KoreksiDitolak.jenis: "Koreksi ditolak: {sebab_tolak}",
    koreksi.KoreksiDilaksanakan.jenis: "Koreksi yang disetujui sudah dilakukan",
    selisih.SelisihDijelaskan.jenis: "Selisih dijelaskan: {macam}, {penjelasan}",
    selisih.SelisihDibukaLagi.jenis: "Penjelasan selisih dibuka lagi",
    told.BerkasDisalin.jenis: "Disalin untuk rujukan: {bagian}",
    rujukan.RujukanDisusun.jenis: "Rujukan ke {tujuan} disusun",
    rujukan.RujukanDiperbaiki.jenis: "Naskah rujukan diperbaiki",
    rujukan.RujukanDikirim.jenis: "Rujukan dikirim ke {tujuan}",
    rujukan.RujukanMasuk.jenis: "Rujukan masuk dari {perujuk}",
    rujukan.RujukanSuratMenyusul.jenis: "Suratnya menyusul lewat hub",
    rujukan.RujukanDiterima.jenis: "Rujukan diterima",
    rujukan.RujukanDitolak.jenis: "Rujukan ditolak: {alasan_tolak}",
    rujukan.RujukanTiba.jenis: "Pasien tiba",
    rujukan.RujukanDilayani.jenis: "Pasien mulai dilayani",
    rujukan.RujukanTidakDatang.jenis: "Pasien tidak datang",
    rujukan.RujukanDibalas.jenis: "Dibalas: {tindak_lanjut}",
    rujukan.RujukanDitutup.jenis: "Ditutup: {alasan_tutup}",
    rujukan.RujukanDibatalkan.jenis: "Dibatalkan: {alasan_batal}",
    rujukan.RujukanLewatTenggat.jenis: "Lewat tenggat {tenggat}",
    rujukan.RujukanJanjiHabis.jenis: "Janji tempat tidur habis waktunya",
    sensus.SensusDitutup.jenis: "Sensus {unit} hari {hari} ditutup, edisi {edisi}",
    sensus.SensusDitandatangani.jenis: "Sensus ditandatangani, edisi {edisi}",
    sinyal.SinyalMuncul.jenis: "Sinyal {penyakit} minggu {minggu}: {kasus} kasus",
    sinyal.SinyalDibenarkan.jenis: "Sinyal benar",
    sinyal.SinyalBukanKejadian.jenis: "Sinyal bukan kejadian: {alasan_bukan}",
    sinyal.SinyalLewatTenggat.jenis: "Sinyal belum diverifikasi dalam batasnya",
    w1.W1Disusun.jenis: "W1 {penyakit} disusun",
    w1.W1Diperbarui.jenis: "Angka W1 diperbarui",
    w1.W1Dibatalkan.jenis: "W1 dibatalkan",
    w1.W1Dikirim.jenis: "W1 dikirim",
    w1.W1Diterima.jenis: "W1 {penyakit} diterima dari {pengirim}",
    w1.W1Diteruskan.jenis: "W1 diteruskan",
    w1.W1Ditandai.jenis: "Kabar W1 dari {pengirim}",
    w1.W1Ditutup.jenis: "Kewaspadaan berakhir: {alasan_tutup}",
    w1.W1LewatTenggat.jenis: "Batas {tenggat} lewat",
    w2.W2Diisi.jenis: "Hitungan minggu {minggu} diketik",
    w2.W2Disusun.jenis: "W2 minggu {minggu} disusun, edisi {edisi}",
    w2.W2Diperiksa.jenis: "W2 diperiksa, edisi {edisi}",
    w2.W2Dikirim.jenis: "W2 dikirim, edisi {edisi}",
    w2.W2Diterima.jenis: "W2 minggu {minggu} diterima dari {fasyankes}, edisi {edisi}",
    w2.W2Ditandai.jenis: "W2 diterima tingkat di atas, edisi {edisi}",
    w2.W2LewatTenggat.jenis: "Jam lapor W2 lewat",
    sensus.SensusDiterbitkanUlang.jenis: "Sensus terbit lagi karena peristiwa susulan, edisi {edisi}",
    kurang.KekuranganDipindahkan.jenis: "Mengikuti isi berkas yang digabung",
    kurang.KekuranganLewatTenggat.jenis: "Lewat tenggat {tenggat}",
}
TERLIHAT_DITOLAK: Final = "Terlihat di {di}: {perintah} ditolak"
TERLIHAT_SUSULAN: Final = "Terlihat di {di}: {perintah} menyusul, dicatat sebagai terlihat"
"""A sighting that was meant as something else says so."""
DIPINJAM_LUAR: Final = "Dipinjamkan ke luar untuk {keperluan}, sampai {jatuh_tempo}"
"""Lent to somebody who is not staff: the loan says to whom."""
TANPA_TENGGAT: Final = "Tenggat {tenggat} tidak berjalan selama pasien dirawat"
"""A deadline that was reckoned anew may come to stand still."""
LEWAT_SUSULAN: Final = "Lewat tenggat {tenggat}, baru diketahui kemudian"
"""A deadline told long after it was due says so."""

_UNIT: Final = ("tujuan", "unit", "di", "dari_unit")
_ORANG: Final = ("peminjam", "penanggung_jawab", "pemegang")
_KATA: Final = (
    "pembawa",
    "cara_kembali",
    "keperluan",
    "putusan",
    "perintah",
    "tenggat",
    "sebab",
    "sebab_tolak",
    "hasil",
    "jenis_kunjungan",
    "cara_keluar",
    "alasan_batal",
    "cara_bayar",
    "dari_cara_bayar",
    "alasan_tolak",
    "bagian",
    "tindak_lanjut",
    "alasan_tutup",
    "pihak",
)
TAK_DIKETAHUI: Final = "tempat yang tidak diketahui"


@dataclass(frozen=True, slots=True)
class Kalimat:
    """A template and its words; templates are translated, words are names or the trade's own."""

    pola: str
    nilai: dict[str, str]

    def __str__(self) -> str:
        return self.pola.format_map(self.nilai)


def kalimat(event: Event, unit: dict[str, str], petugas: dict[str, str]) -> Kalimat:
    """The sentence of this fact, with units and people by name."""
    pola = POLA[event.jenis]
    if isinstance(event, told.BerkasTerlihat) and event.perintah:
        pola = TERLIHAT_DITOLAK if event.ditolak else TERLIHAT_SUSULAN
    elif isinstance(event, told.BerkasLewatTenggat) and event.susulan:
        pola = LEWAT_SUSULAN
    elif isinstance(event, told.BerkasDijadwalkanUlang) and event.jatuh_tempo is None:
        pola = TANPA_TENGGAT
    elif isinstance(event, told.BerkasDipinjamkan) and event.peminjam is None:
        pola = DIPINJAM_LUAR
    nilai = {"ke": said(event.ke), "di": unit.get(event.di or "", event.di or TAK_DIKETAHUI)}
    for name, value in event.isi().items():
        text = str(value)
        if name in _UNIT:
            nilai[name] = unit.get(text, text)
        elif name in _ORANG:
            nilai[name] = petugas.get(text, "petugas tak dikenal")
        elif name in _KATA:
            nilai[name] = said(text)
        elif name == "jatuh_tempo":
            nilai[name] = text[:10]
        else:
            nilai[name] = text
    return Kalimat(pola, nilai)


def orang_dalam(event: Event) -> tuple[str, ...]:
    """The ids of the people this fact names."""
    return (event.pelaku, *(str(value) for name, value in event.isi().items() if name in _ORANG))
