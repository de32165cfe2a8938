"""What the screens call the trade's words, and the colour and icon that go with each. Colour never stands alone."""

from typing import Final, NamedTuple

from schemas.names import AlasanCek, Keadaan, Pembawa, Peran, PutusanCek
from web.i18n import N_


class Rupa(NamedTuple):
    """How a state looks: its word, its group (colour), its icon."""

    kata: str
    golongan: str
    ikon: str


KEADAAN: Final[dict[Keadaan, Rupa]] = {
    Keadaan.DISIMPAN: Rupa(N_("Disimpan"), "rak", "rak"),
    Keadaan.DIAMBIL: Rupa(N_("Diambil"), "jalan", "panah"),
    Keadaan.DI_POLI: Rupa(N_("Di unit"), "unit", "unit"),
    Keadaan.DALAM_PERJALANAN: Rupa(N_("Dalam perjalanan"), "jalan", "panah"),
    Keadaan.KEMBALI: Rupa(N_("Kembali"), "meja", "pulang"),
    Keadaan.DIRAKIT: Rupa(N_("Dirakit"), "meja", "lembar"),
    Keadaan.LENGKAP: Rupa(N_("Lengkap"), "rak", "benar"),
    Keadaan.TIDAK_LENGKAP: Rupa(N_("Tidak lengkap"), "salah", "awas"),
    Keadaan.DIPINJAM: Rupa(N_("Dipinjam"), "jalan", "orang"),
    Keadaan.HILANG: Rupa(N_("Hilang"), "salah", "tanya"),
    Keadaan.DITEMUKAN: Rupa(N_("Ditemukan"), "meja", "mata"),
    Keadaan.INAKTIF: Rupa(N_("Inaktif"), "tamat", "kotak"),
    Keadaan.DINILAI: Rupa(N_("Dinilai"), "tamat", "mata"),
    Keadaan.DILESTARIKAN: Rupa(N_("Dilestarikan"), "tamat", "kotak"),
    Keadaan.DIUSULKAN_MUSNAH: Rupa(N_("Diusulkan musnah"), "salah", "awas"),
    Keadaan.DIMUSNAHKAN: Rupa(N_("Dimusnahkan"), "tamat", "silang"),
    Keadaan.DIGABUNG: Rupa(N_("Digabung"), "tamat", "lembar"),
}
"""Every state a record on a screen can be in."""

PERAN: Final[dict[Peran, str]] = {
    Peran.PETUGAS_PENDAFTARAN: N_("Petugas pendaftaran"),
    Peran.PEREKAM_MEDIS: N_("Perekam medis"),
    Peran.PETUGAS_UNIT: N_("Petugas unit"),
    Peran.DOKTER: N_("Dokter"),
    Peran.KEPALA: N_("Kepala"),
    Peran.AUDITOR: N_("Auditor"),
    Peran.ADMIN: N_("Admin"),
}

PERINTAH: Final[dict[str, str]] = {
    "berkas.daftarkan": N_("Daftarkan"),
    "berkas.ambil": N_("Ambil untuk unit"),
    "berkas.batal_ambil": N_("Batalkan pengambilan"),
    "berkas.terima_di_unit": N_("Terima di unit"),
    "berkas.alihkan": N_("Alihkan ke unit lain"),
    "berkas.kirim_kembali": N_("Kirim kembali ke rekam medis"),
    "berkas.terima_kembali": N_("Terima kembali"),
    "berkas.rakit": N_("Rakit"),
    "berkas.nyatakan_lengkap": N_("Nyatakan lengkap"),
    "berkas.nyatakan_tidak_lengkap": N_("Nyatakan tidak lengkap"),
    "berkas.kembalikan_ke_unit": N_("Kembalikan ke unit untuk dilengkapi"),
    "berkas.lengkapi": N_("Kekurangan sudah dilengkapi"),
    "berkas.simpan": N_("Simpan di rak"),
    "berkas.pinjamkan": N_("Pinjamkan"),
    "berkas.perpanjang_pinjaman": N_("Perpanjang pinjaman"),
    "berkas.kembalikan_pinjaman": N_("Pinjaman dikembalikan"),
    "berkas.laporkan_hilang": N_("Laporkan hilang"),
    "berkas.temukan": N_("Catat ditemukan"),
    "berkas.verifikasi_temuan": N_("Pastikan temuan"),
    "berkas.inaktifkan": N_("Pindahkan ke rak inaktif"),
    "berkas.aktifkan": N_("Aktifkan lagi"),
    "berkas.nilai": N_("Nilai"),
    "berkas.lestarikan": N_("Lestarikan"),
    "berkas.usulkan_musnah": N_("Usulkan musnah"),
    "berkas.batalkan_usul": N_("Tolak usul musnah"),
    "berkas.musnahkan": N_("Musnahkan"),
    "berkas.kaitkan": N_("Kaitkan dengan pasien"),
    "berkas.tahan": N_("Tahan berkas"),
    "berkas.lepas": N_("Lepas penahanan"),
    "berkas.gabungkan": N_("Gabungkan ke berkas lain"),
    "berkas.catat_terlihat": N_("Catat terlihat"),
    "berkas.urungkan": N_("Urungkan gerak terakhir"),
    "berkas.selesaikan_cek": N_("Selesaikan pemeriksaan"),
    "peminjaman.ajukan": N_("Ajukan peminjaman"),
    "peminjaman.setujui": N_("Setujui"),
    "peminjaman.tolak": N_("Tolak"),
    "peminjaman.batalkan": N_("Batalkan peminjaman"),
    "peminjaman.serahkan": N_("Serahkan"),
    "peminjaman.perpanjang": N_("Perpanjang"),
    "peminjaman.kembalikan": N_("Peminjaman selesai"),
    "peminjaman.kedaluwarsakan_izin": N_("Izin habis"),
    "pasien.daftarkan": N_("Daftarkan pasien"),
    "pasien.ubah_identitas": N_("Ubah identitas"),
    "pasien.gabungkan": N_("Gabungkan pasien"),
    "pasien.pisahkan": N_("Pisahkan lagi"),
    "kunjungan.daftarkan": N_("Daftarkan kunjungan"),
    "kunjungan.masuk_rawat_inap": N_("Masuk rawat inap"),
    "kunjungan.layani": N_("Layani"),
    "kunjungan.pindahkan": N_("Pindahkan"),
    "kunjungan.selesaikan": N_("Selesaikan"),
    "kunjungan.buka_lagi": N_("Buka lagi"),
    "kunjungan.kenali": N_("Kenali pasien"),
    "kunjungan.ubah_cara_bayar": N_("Ubah cara bayar"),
    "kunjungan.batalkan": N_("Batalkan kunjungan"),
}
"""What a button says that asks for it."""

PERISTIWA: Final[dict[str, str]] = {
    "berkas.didaftarkan.v1": N_("Terdaftar"),
    "berkas.diambil.v1": N_("Diambil"),
    "berkas.pengambilan_dibatalkan.v1": N_("Batal diambil"),
    "berkas.diterima.v1": N_("Diterima"),
    "berkas.dialihkan.v1": N_("Dialihkan"),
    "berkas.dikirim_kembali.v1": N_("Dikirim kembali"),
    "berkas.kembali.v1": N_("Kembali"),
    "berkas.dirakit.v1": N_("Dirakit"),
    "berkas.lengkap.v1": N_("Lengkap"),
    "berkas.tidak_lengkap.v1": N_("Tidak lengkap"),
    "berkas.dikembalikan_ke_unit.v1": N_("Kembali ke unit"),
    "berkas.dilengkapi.v1": N_("Dilengkapi"),
    "berkas.disimpan.v1": N_("Disimpan"),
    "berkas.dipinjamkan.v1": N_("Dipinjamkan"),
    "berkas.pinjaman_diperpanjang.v1": N_("Pinjaman diperpanjang"),
    "berkas.pinjaman_dikembalikan.v1": N_("Pinjaman kembali"),
    "berkas.dilaporkan_hilang.v1": N_("Dilaporkan hilang"),
    "berkas.ditemukan.v1": N_("Ditemukan"),
    "berkas.temuan_diverifikasi.v1": N_("Temuan dipastikan"),
    "berkas.diinaktifkan.v1": N_("Inaktif"),
    "berkas.diaktifkan.v1": N_("Aktif lagi"),
    "berkas.dinilai.v1": N_("Dinilai"),
    "berkas.dilestarikan.v1": N_("Dilestarikan"),
    "berkas.pemusnahan_diusulkan.v1": N_("Diusulkan musnah"),
    "berkas.usul_musnah_dibatalkan.v1": N_("Usul ditolak"),
    "berkas.dimusnahkan.v1": N_("Dimusnahkan"),
    "berkas.dikaitkan.v1": N_("Dikaitkan"),
    "berkas.ditahan.v1": N_("Ditahan"),
    "berkas.dilepas.v1": N_("Dilepas"),
    "berkas.digabung.v1": N_("Digabung"),
    "berkas.terlihat.v1": N_("Terlihat"),
    "berkas.gerak_diurungkan.v1": N_("Diurungkan"),
    "berkas.cek_diselesaikan.v1": N_("Diperiksa"),
    "pencarian.dimulai.v1": N_("Dicari"),
    "pencarian.tempat_diperiksa.v1": N_("Tempat diperiksa"),
    "pencarian.pengembalian_diklaim.v1": N_("Diklaim kembali"),
    "pencarian.klaim_ditolak.v1": N_("Klaim ditolak"),
    "pencarian.ditemukan.v1": N_("Pencarian berhasil"),
    "pencarian.dihentikan.v1": N_("Pencarian dihentikan"),
    "pencarian.dibuka_lagi.v1": N_("Dicari lagi"),
    "peminjaman.diajukan.v1": N_("Pinjam diajukan"),
    "peminjaman.disetujui.v1": N_("Pinjam disetujui"),
    "peminjaman.ditolak.v1": N_("Pinjam ditolak"),
    "peminjaman.dibatalkan.v1": N_("Pinjam dibatalkan"),
    "peminjaman.diserahkan.v1": N_("Diserahkan"),
    "peminjaman.diperpanjang.v1": N_("Pinjam diperpanjang"),
    "peminjaman.dikembalikan.v1": N_("Pinjam selesai"),
    "peminjaman.kedaluwarsa_izin.v1": N_("Izin pinjam habis"),
    "pasien.terdaftar.v1": N_("Pasien terdaftar"),
    "pasien.identitas_diubah.v1": N_("Identitas diubah"),
    "pasien.digabung.v1": N_("Pasien digabung"),
    "pasien.dipisahkan.v1": N_("Pasien dipisahkan"),
    "kunjungan.terdaftar.v1": N_("Kunjungan terdaftar"),
    "kunjungan.dilayani.v1": N_("Dilayani"),
    "kunjungan.dipindahkan.v1": N_("Pindah tempat tidur"),
    "kunjungan.selesai.v1": N_("Kunjungan selesai"),
    "kunjungan.dibuka_lagi.v1": N_("Kunjungan dibuka lagi"),
    "kunjungan.dikenali.v1": N_("Pasien dikenali"),
    "kunjungan.cara_bayar_diubah.v1": N_("Cara bayar diubah"),
    "kunjungan.dibatalkan.v1": N_("Kunjungan dibatalkan"),
}
"""One word for a fact: what Pindai shows big and the board shows in its list."""

DITOLAK: Final[dict[str, str]] = {
    "di_unit_tujuan": N_("Salah unit"),
    "menuju_rekam_medis": N_("Belum waktunya pulang"),
    "bertugas_di_unit": N_("Bukan unit Anda"),
    "peran_tidak_boleh": N_("Tidak berhak"),
    "keadaan_tidak_sesuai": N_("Tidak bisa sekarang"),
    "belum_lengkap": N_("Belum lengkap"),
    "berkas_hilang": N_("Dilaporkan hilang"),
    "menunggu_putusan": N_("Pilih dulu"),
    "nomor_ganda": N_("Ada beberapa"),
    "nomor_beberapa_rumah": N_("Ada beberapa"),
    "berkas_tidak_dikenal": N_("Tidak dikenal"),
    "kode_tidak_sah": N_("Kode rusak"),
    "kode_salah_kotak": N_("Kode salah"),
    "unit_tidak_dikenal": N_("Unit tidak dikenal"),
    "petugas_tidak_dikenal": N_("Petugas tidak dikenal"),
    "gerak_sendiri": N_("Bukan gerak Anda"),
    "masih_baru": N_("Terlalu lama"),
    "tidak_ada_gerak": N_("Tidak ada gerak"),
    "waktu_di_depan": N_("Jam salah"),
    "sebelum_berkas_ada": N_("Waktu salah"),
}
"""Two or three words for a refusal; its sentence follows below them."""

ALASAN: Final[dict[AlasanCek, str]] = {
    AlasanCek.TEMPAT_TIDAK_COCOK: N_("Terlihat di tempat lain dari catatan"),
    AlasanCek.PINDAIAN_SUSULAN_BERTENTANGAN: N_("Pindaian susulan bertentangan dengan catatan"),
    AlasanCek.BERKAS_HILANG_TERLIHAT: N_("Berkas yang dilaporkan hilang terlihat"),
    AlasanCek.SEHARUSNYA_TIDAK_ADA: N_("Berkas yang seharusnya sudah tidak ada terlihat"),
    AlasanCek.JAM_MELESET: N_("Jam perangkat meleset"),
}

PUTUSAN: Final[dict[PutusanCek, str]] = {
    PutusanCek.CATATAN_BENAR: N_("Catatan yang benar"),
    PutusanCek.PINDAIAN_BENAR: N_("Pindaian yang benar"),
    PutusanCek.SALAH_PINDAI: N_("Salah pindai"),
}

PEMBAWA: Final[dict[Pembawa, str]] = {Pembawa.FISIK: N_("fisik"), Pembawa.ELEKTRONIK: N_("elektronik")}

JENIS_UNIT: Final[dict[str, str]] = {
    "rekam_medis": N_("Rekam medis"),
    "rawat_jalan": N_("Rawat jalan"),
    "rawat_inap": N_("Rawat inap"),
    "gawat_darurat": N_("Gawat darurat"),
    "penunjang": N_("Penunjang"),
    "luar": N_("Di luar / tidak tercatat"),
}

KATA_KALIMAT: Final = (
    *(N_("diantar"), N_("dijemput"), N_("tidak tercatat"), N_("klaim"), N_("penelitian"), N_("pengadilan")),
    *(N_("pendidikan"), N_("audit"), N_("lainnya"), N_("catatan benar"), N_("pindaian benar"), N_("salah pindai")),
    *(N_("tempat yang tidak diketahui"), N_("petugas tak dikenal")),
)
"""Small words inside the sentences of the timeline."""
