"""Words of notices: the ways out, the states of deliveries, and why one did not go."""

from typing import Final

from engine.pengingat.kalimat import Aturan
from engine.pengingat.tahap import Tahap
from web.i18n import N_
from web.pages.kata import Rupa

KANAL: Final = {"surel": N_("Surel"), "webhook": N_("Gerbang pesan"), "apprise": N_("Layanan pesan lain")}
SETELAN: Final = {"surel": "JEJAK_SMTP_URL", "webhook": "JEJAK_WEBHOOK_URL", "apprise": "JEJAK_APPRISE_URL"}
ATURAN: Final = {
    Aturan.HARIAN: N_("Ringkasan harian"),
    Aturan.MENDESAK: N_("Mendesak"),
    Aturan.UJI: N_("Kiriman uji"),
}
TAHAP: Final = {
    Tahap.MENUNGGU: Rupa(N_("menunggu"), "jalan", "jam"),
    Tahap.DIAMBIL: Rupa(N_("sedang dikirim"), "unit", "panah"),
    Tahap.TERKIRIM: Rupa(N_("terkirim"), "rak", "benar"),
    Tahap.MATI: Rupa(N_("surat mati"), "salah", "silang"),
    Tahap.GUGUR: Rupa(N_("tidak perlu lagi"), "tamat", "urung"),
}
JABATAN: Final = {"kepala_unit": N_("Kepala unit"), "komite_medik": N_("Komite medik")}
GALAT: Final = {
    "akun_ditutup": N_("akun penerimanya sudah ditutup"),
    "apprise_alamat": N_("JEJAK_APPRISE_URL tidak dikenali apprise"),
    "apprise_ditolak": N_("layanan pesannya menolak"),
    "apprise_tidak_terpasang": N_('paket apprise belum dipasang: pip install "jejak[apprise]"'),
    "digantikan": N_("digantikan ringkasan yang lebih baru"),
    "kanal_mati": N_("kanal ini tidak dipilih penerimanya lagi, atau dimatikan"),
    "kontak_kosong": N_("penerimanya tidak mengisi alamat untuk kanal ini"),
    "surel_tanpa_pengirim": N_("JEJAK_SUREL_DARI belum diisi"),
    "tidak_ada_lagi": N_("tidak ada lagi yang terbuka saat akan dikirim"),
    "tidak_menjawab": N_("servernya tidak menjawab"),
    "tidak_tersambung": N_("servernya tidak dapat dihubungi"),
    "tls_bukan_hostnya": N_("sertifikat servernya untuk nama lain; tidak ada yang dikirim"),
    "tls_gagal": N_("sambungan terenkripsi tidak jadi; tidak ada yang dikirim"),
    "tls_sertifikat": N_("sertifikat servernya tidak dipercaya, atau sudah kedaluwarsa; tidak ada yang dikirim"),
    "tls_tidak_ditawarkan": N_("servernya tidak menawarkan STARTTLS; tidak ada yang dikirim"),
    "webhook_alamat": N_("JEJAK_WEBHOOK_URL bukan alamat http atau https"),
    "webhook_alamat_dalam": N_("alamatnya di jaringan dalam dan tidak disebut di JEJAK_WEBHOOK_BOLEH"),
    "webhook_dialihkan": N_("servernya mengalihkan ke alamat lain; pengalihan tidak diikuti"),
    "webhook_host_ditolak": N_("hostnya tidak disebut di JEJAK_WEBHOOK_BOLEH"),
    "webhook_jawaban": N_("jawabannya bukan HTTP"),
    "webhook_kunci_pendek": N_("JEJAK_WEBHOOK_KUNCI kosong atau kurang dari 16 karakter"),
}
"""Why a delivery did not go; an answer of the server (`smtp_550`, `http_500`) says itself."""
