"""The trade's words as types: identifiers, roles, states, places.

The same spelling stands in code, tables, subjects, screens and documents; `docs/glosarium.md` explains each.
"""

from enum import StrEnum
from typing import Annotated, Final, NewType

from pydantic import StringConstraints

_UUID = StringConstraints(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", to_lower=True)
"""The 36-character form, made lower case, so that one identifier has one spelling everywhere."""

BerkasId = NewType("BerkasId", str)
PetugasId = NewType("PetugasId", str)
KodeUnit = NewType("KodeUnit", str)
PerintahId = NewType("PerintahId", str)

UuidSubjek = Annotated[str, _UUID]
"""Whose life an event belongs to: a berkas, or the subject of another workflow. One id names one subject, ever."""
UuidBerkas = Annotated[BerkasId, _UUID]
UuidPetugas = Annotated[PetugasId, _UUID]
UuidPerintah = Annotated[PerintahId, _UUID]
KodeUnitSah = Annotated[KodeUnit, StringConstraints(pattern=r"^[A-Z0-9]{2,16}$")]
NomorRm = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z./ -]{0,23}$", strip_whitespace=True)]

RUANG_REKAM_MEDIS = KodeUnit("RM")
"""The record room: the one unit every facility has, where folders rest."""

SEMUA_UNIT = KodeUnit("*")
"""In a staff member's units: serves in all of them."""


class Peran(StrEnum):
    """What a staff member may be; which move each may make stands in the Move rows and nowhere else."""

    PETUGAS_PENDAFTARAN = "petugas_pendaftaran"
    PEREKAM_MEDIS = "perekam_medis"
    PETUGAS_UNIT = "petugas_unit"
    DOKTER = "dokter"
    KEPALA = "kepala"
    AUDITOR = "auditor"
    ADMIN = "admin"


class PeranMesin(StrEnum):
    """What only a part of Jejak itself may be: no account is given it, no door lets it in."""

    SISTEM = "sistem"


SISTEM: Final = PetugasId("00000000-0000-0000-0000-000000000000")
"""Who acts when a timer does: no member of staff."""


class Pembawa(StrEnum):
    """The carrier of a record: one medical record may have a paper and an electronic one, each its own berkas."""

    FISIK = "fisik"
    ELEKTRONIK = "elektronik"


class Keadaan(StrEnum):
    """The states of a berkas. `BARU` is the state of a record that does not exist yet."""

    BARU = "baru"
    DISIMPAN = "disimpan"
    DIAMBIL = "diambil"
    DI_POLI = "di_poli"
    DALAM_PERJALANAN = "dalam_perjalanan"
    KEMBALI = "kembali"
    DIRAKIT = "dirakit"
    LENGKAP = "lengkap"
    TIDAK_LENGKAP = "tidak_lengkap"
    DIPINJAM = "dipinjam"
    HILANG = "hilang"
    DITEMUKAN = "ditemukan"
    INAKTIF = "inaktif"
    DINILAI = "dinilai"
    DILESTARIKAN = "dilestarikan"
    DIUSULKAN_MUSNAH = "diusulkan_musnah"
    DIMUSNAHKAN = "dimusnahkan"
    DIGABUNG = "digabung"


class Cara(StrEnum):
    """How a command came to us: the provenance every event keeps."""

    PINDAI = "pindai"
    """The folder's code was scanned: it was in somebody's hands."""
    KETIK = "ketik"
    """The same, its number typed because there was no scanner."""
    LAYAR = "layar"
    """A button on the record's page: says nothing about where the folder was."""
    API = "api"
    IMPOR = "impor"
    SISTEM = "sistem"


class CaraKembali(StrEnum):
    """Who carried a folder home: the unit brought it, or record staff collected it. Both happen (seeds 002 and 003)."""

    DIANTAR = "diantar"
    DIJEMPUT = "dijemput"
    TIDAK_TERCATAT = "tidak_tercatat"
    """An import tells when a folder was home again, not who carried it."""


class Keperluan(StrEnum):
    """Why a folder is lent for something other than care."""

    KLAIM = "klaim"
    PENELITIAN = "penelitian"
    PENGADILAN = "pengadilan"
    PENDIDIKAN = "pendidikan"
    AUDIT = "audit"
    LAINNYA = "lainnya"


class JenisTenggat(StrEnum):
    """What a record can be late with; each runs at most once in a record at a time."""

    PENGEMBALIAN = "pengembalian"
    """Home from the unit that received it."""
    KELENGKAPAN = "kelengkapan"
    """Completed, after it was found incomplete."""
    PINJAMAN = "pinjaman"
    """Brought back by whoever borrowed it."""
    IZIN_PINJAM = "izin_pinjam"
    """Collected, after a loan was approved."""
    PERMINTAAN = "permintaan"
    """Fulfilled, before a request for a folder expires."""


class AlasanCek(StrEnum):
    """Why a line of the ledger stands on the "perlu dicek" list."""

    TEMPAT_TIDAK_COCOK = "tempat_tidak_cocok"
    PINDAIAN_SUSULAN_BERTENTANGAN = "pindaian_susulan_bertentangan"
    BERKAS_HILANG_TERLIHAT = "berkas_hilang_terlihat"
    SEHARUSNYA_TIDAK_ADA = "seharusnya_tidak_ada"
    JAM_MELESET = "jam_meleset"


class PutusanCek(StrEnum):
    """How a supervisor settles a line of the "perlu dicek" list."""

    CATATAN_BENAR = "catatan_benar"
    PINDAIAN_BENAR = "pindaian_benar"
    SALAH_PINDAI = "salah_pindai"


class KeadaanKunjungan(StrEnum):
    """The states of a visit."""

    BARU = "baru"
    TERDAFTAR = "terdaftar"
    DILAYANI = "dilayani"
    SELESAI = "selesai"
    DIBATALKAN = "dibatalkan"


class JenisKunjungan(StrEnum):
    """The three ways of being received (seed 003: TPPRJ, TPPRI, TPPGD)."""

    RAWAT_JALAN = "rawat_jalan"
    RAWAT_INAP = "rawat_inap"
    GAWAT_DARURAT = "gawat_darurat"


class AsalPasien(StrEnum):
    """Who sent the patient: the column "asal rujukan" of the daily census of polyclinics and emergency units."""

    DATANG_SENDIRI = "datang_sendiri"
    PUSKESMAS = "puskesmas"
    RUMAH_SAKIT = "rumah_sakit"
    DOKTER_PRAKTIK = "dokter_praktik"
    BIDAN = "bidan"
    FASILITAS_LAIN = "fasilitas_lain"


class KelasRawat(StrEnum):
    """The class of a bed, as the inpatient census counts them."""

    VVIP = "vvip"
    VIP = "vip"
    KELAS_1 = "kelas_1"
    KELAS_2 = "kelas_2"
    KELAS_3 = "kelas_3"
    KHUSUS = "khusus"
    STANDAR = "standar"


class CaraKeluar(StrEnum):
    """How a visit ended; which of them fit which kind of visit stands in its table of moves."""

    PULANG = "pulang"
    """Home, from a clinic or the emergency unit."""
    DIRAWAT = "dirawat"
    """Declared an inpatient; the admission is a visit of its own."""
    DIRUJUK = "dirujuk"
    IZIN_DOKTER = "izin_dokter"
    """Home from the ward, with the doctor's leave."""
    ATAS_PERMINTAAN_SENDIRI = "atas_permintaan_sendiri"
    KELUAR_LAIN = "keluar_lain"
    """Left in any other way: ran away, moved to an institution."""
    MENINGGAL = "meninggal"
    DOA = "doa"
    """Dead on arrival: died before care began."""


class AlasanBatal(StrEnum):
    """Why a visit was called off."""

    PASIEN_PERGI = "pasien_pergi"
    SALAH_PASIEN = "salah_pasien"
    SALAH_UNIT = "salah_unit"
    TERDAFTAR_GANDA = "terdaftar_ganda"
    UNIT_TUTUP = "unit_tutup"
    BATAL_LAIN = "batal_lain"


class KeadaanPeminjaman(StrEnum):
    """The states of a loan: from the request to the folder's return."""

    BARU = "baru"
    DIAJUKAN = "diajukan"
    DISETUJUI = "disetujui"
    DITOLAK = "ditolak"
    DISERAHKAN = "diserahkan"
    DIKEMBALIKAN = "dikembalikan"
    DIBATALKAN = "dibatalkan"
    KEDALUWARSA_IZIN = "kedaluwarsa_izin"


class PihakLuar(StrEnum):
    """Who borrows a folder without being staff; the person's name stands in the loan's row and nowhere else."""

    PENGADILAN = "pengadilan"
    KEPOLISIAN = "kepolisian"
    BPJS = "bpjs"
    ASURANSI = "asuransi"
    PENELITI = "peneliti"
    FASYANKES_LAIN = "fasyankes_lain"
    INSTANSI_LAIN = "instansi_lain"


class AlasanTolakPinjam(StrEnum):
    """Why a loan is not approved."""

    TANPA_SURAT = "tanpa_surat"
    BUKAN_YANG_BERHAK = "bukan_yang_berhak"
    KEPERLUAN_TIDAK_JELAS = "keperluan_tidak_jelas"
    DIPERLUKAN_PELAYANAN = "diperlukan_pelayanan"
    CUKUP_SALINAN = "cukup_salinan"
    LAINNYA = "lainnya"


class AlasanBatalPinjam(StrEnum):
    """Why a loan is called off before the folder left."""

    TIDAK_JADI = "tidak_jadi"
    SALAH_BERKAS = "salah_berkas"
    DIPERLUKAN_PELAYANAN = "diperlukan_pelayanan"
    LAINNYA = "lainnya"


Letak = Annotated[
    str,
    StringConstraints(
        pattern=r"^(rak|meja|unit:[A-Z0-9]{2,16}|(sisi|orang):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$"
    ),
]
"""A place to look for a missing folder, without its number: `rak` its own place on the shelf, `meja` the desks and
piles of the record room, `unit:GIGI` a unit, `sisi:<berkas>` beside or inside another folder, `orang:<petugas>` with
somebody."""


class KeadaanPencarian(StrEnum):
    """The states of a search for one folder."""

    BARU = "baru"
    BERJALAN = "berjalan"
    DIKLAIM_KEMBALI = "diklaim_kembali"
    """A unit says it gave the folder back; the search goes on until it is found or declared lost."""
    DITEMUKAN = "ditemukan"
    DIHENTIKAN = "dihentikan"
    """Declared lost, or called off: the reason says which."""


class SebabPencarian(StrEnum):
    """Why a search began."""

    DILAPORKAN_HILANG = "dilaporkan_hilang"
    TIDAK_DI_TEMPAT = "tidak_di_tempat"
    """It was to be pulled and was not on the shelf; nobody has declared it missing."""


class HasilPeriksa(StrEnum):
    """What looking in a place came to; a find is a fact of its own."""

    SEDANG_DICARI = "sedang_dicari"
    """Somebody is looking there now, so that nobody else goes."""
    TIDAK_ADA = "tidak_ada"


class SebabHenti(StrEnum):
    """Why a search was stopped without a find."""

    DINYATAKAN_HILANG = "dinyatakan_hilang"
    RUSAK_MUSNAH = "rusak_musnah"
    """Fire, flood, termites: there is nothing left to find."""
    LAPORAN_KELIRU = "laporan_keliru"
    """It was never missing, or its report was undone."""


# ── requests for folders ────────────────────────────────────────────────────────────────────────────


class KeadaanPermintaan(StrEnum):
    """The states of a request. The last four are its ends: it comes to exactly one of them."""

    BARU = "baru"
    MENUNGGU = "menunggu"
    DIKIRIM = "dikirim"
    TERPENUHI = "terpenuhi"
    TIDAK_TERPENUHI = "tidak_terpenuhi"
    DIBATALKAN = "dibatalkan"
    KEDALUWARSA = "kedaluwarsa"


class AsalPermintaan(StrEnum):
    """Who asked for a folder: registration by itself, or somebody by hand."""

    PENDAFTARAN = "pendaftaran"
    TANGAN = "tangan"


class KeadaanAwal(StrEnum):
    """Where a folder was when it was asked for: the cause of a long provision that blames nobody."""

    DI_RAK = "di_rak"
    """In the record room: it had to be searched for."""
    DI_LUAR = "di_luar"
    """Out: somebody else had it."""
    MENUJU_UNIT = "menuju_unit"
    """On its way to the unit that asked."""
    DI_UNIT = "di_unit"
    """In the unit that asked already."""
    HILANG = "hilang"
    """Missing, or found and not yet verified."""


class SebabTidakTerpenuhi(StrEnum):
    """Why a request cannot be fulfilled."""

    TIDAK_DITEMUKAN = "tidak_ditemukan"
    DIPEGANG_PIHAK_LAIN = "dipegang_pihak_lain"
    RUSAK = "rusak"
    PULANG_TANPA_DITERIMA = "pulang_tanpa_diterima"
    """The folder came home and no unit ever scanned it in."""
    LAINNYA = "lainnya"


class SebabBatal(StrEnum):
    """Why a request was called off."""

    PASIEN_BATAL = "pasien_batal"
    SALAH_BERKAS = "salah_berkas"
    SALAH_UNIT = "salah_unit"
    GANDA = "ganda"
    KUNJUNGAN_BATAL = "kunjungan_batal"
    """The visit was called off."""
    LAINNYA = "lainnya"


class KeadaanPasien(StrEnum):
    """The states of a patient in the master index."""

    BARU = "baru"
    TERDAFTAR = "terdaftar"
    DIGABUNG = "digabung"


class JenisKelamin(StrEnum):
    """As the identity sheet has it; nobody is guessed."""

    LAKI_LAKI = "laki_laki"
    PEREMPUAN = "perempuan"
    TIDAK_DIKETAHUI = "tidak_diketahui"


class Sebutan(StrEnum):
    """The one consistent status abbreviation that goes with a name (FACTS A3.4 item 62)."""

    TN = "Tn"
    NY = "Ny"
    NN = "Nn"
    AN = "An"
    BY = "By"


class HubunganPenanggung(StrEnum):
    """What the responsible person is to the patient."""

    DIRI_SENDIRI = "diri_sendiri"
    SUAMI = "suami"
    ISTRI = "istri"
    AYAH = "ayah"
    IBU = "ibu"
    ANAK = "anak"
    SAUDARA = "saudara"
    WALI = "wali"
    LAINNYA = "lainnya"


class SebabUbah(StrEnum):
    """Why an identity was changed."""

    DILENGKAPI = "dilengkapi"
    SALAH_TULIS = "salah_tulis"
    BERUBAH = "berubah"
    """The truth itself changed: moved house, another telephone, another name."""
    DIKENALI = "dikenali"
    """Brought in unknown; now known."""


class BidangIdentitas(StrEnum):
    """The fields of an identity, so that a fact can say which were changed without saying to what."""

    NAMA = "nama"
    GELAR = "gelar"
    SEBUTAN = "sebutan"
    NIK = "nik"
    PASPOR = "paspor"
    NOMOR_JKN = "nomor_jkn"
    NOMOR_KELUARGA = "nomor_keluarga"
    TEMPAT_LAHIR = "tempat_lahir"
    TANGGAL_LAHIR = "tanggal_lahir"
    LAHIR_PERKIRAAN = "lahir_perkiraan"
    JENIS_KELAMIN = "jenis_kelamin"
    ALAMAT = "alamat"
    KELURAHAN = "kelurahan"
    KECAMATAN = "kecamatan"
    KABUPATEN = "kabupaten"
    TELEPON = "telepon"
    NAMA_IBU = "nama_ibu"
    PENANGGUNG_JAWAB = "penanggung_jawab"
    HUBUNGAN = "hubungan"
