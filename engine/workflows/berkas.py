"""The life of a berkas, from its entry into the archive to its end: one table, each row a sentence.

Sources: seed 002 (SOP Puskesmas, steps 4-14), seed 003 (Hatta 2008: rawat jalan, inap, darurat),
design chapter 3. The picture in `docs/kehidupan-berkas.md` is generated from `BERKAS.moves`.
"""

from typing import Any, Final

from engine.workflow import TETAP, Larangan, Move, Workflow
from engine.workflows.putusan_berkas import masih_ada_kekurangan, tanpa_kekurangan
from engine.workflows.riwayat_berkas import Berkas, keganjilan, pulihan, settle
from engine.workflows.urung_berkas import DAPAT_DIURUNGKAN, Pemulihan, jalan_balik
from schemas.commands import berkas as ask
from schemas.events import berkas as told
from schemas.names import (
    RUANG_REKAM_MEDIS,
    SEMUA_UNIT,
    Keadaan,
    Pembawa,
    Peran,
    PeranMesin,
)

S = Keadaan


# ── guards: sentences about a record and a command; the name is the refusal's kode ──────────────────


def berkas_fisik(berkas: Berkas, _command: object) -> bool:
    """Only paper travels."""
    return berkas.pembawa is Pembawa.FISIK


def berkas_elektronik(berkas: Berkas, _command: object) -> bool:
    """Only an electronic record is assembled where it lies."""
    return berkas.pembawa is Pembawa.ELEKTRONIK


def diperiksa_orang(berkas: Berkas, command: Any) -> bool:  # noqa: ANN401 - any command of an analysis
    """Paper is looked at by people; a machine speaks of electronic records only."""
    return berkas.pembawa is Pembawa.ELEKTRONIK or PeranMesin.SISTEM not in command.pelaku.peran


def di_unit_tujuan(berkas: Berkas, command: ask.TerimaDiUnit) -> bool:
    """Received only at the unit it was sent to."""
    return command.unit == berkas.tujuan


def menuju_rekam_medis(berkas: Berkas, _command: object) -> bool:
    """Received at home only when it was sent home."""
    return berkas.tujuan in {RUANG_REKAM_MEDIS, None}


def bertugas_di_unit(berkas: Berkas, command: Any) -> bool:  # noqa: ANN401 - any command made in a unit
    """Staff act only where they serve."""
    unit = getattr(command, "unit", None) or berkas.lokasi
    return bool(command.pelaku.unit & {unit, SEMUA_UNIT})


def unit_pelayanan(_berkas: Berkas, command: ask.Ambil) -> bool:
    """Sent out means sent to a service unit."""
    return command.tujuan != RUANG_REKAM_MEDIS


def unit_lain(berkas: Berkas, command: ask.Alihkan) -> bool:
    """Sent on means somewhere else."""
    return command.tujuan != berkas.lokasi


def tidak_ditahan(berkas: Berkas, _command: object) -> bool:
    """A held record is neither inactivated nor destroyed."""
    return not berkas.ditahan


def belum_ditahan(berkas: Berkas, _command: object) -> bool:
    """Held once."""
    return not berkas.ditahan


def sedang_ditahan(berkas: Berkas, _command: object) -> bool:
    """Only a hold can be lifted."""
    return berkas.ditahan


def orang_lain(berkas: Berkas, command: Any) -> bool:  # noqa: ANN401 - any approving command
    """Nobody approves what they proposed or found."""
    return bool(command.pelaku.id != berkas.pengusul)


def pasien_lain(berkas: Berkas, command: ask.Kaitkan) -> bool:
    """Linked once to one patient."""
    return command.pasien != berkas.pasien


def tautan_boleh_diganti(berkas: Berkas, command: ask.Kaitkan) -> bool:
    """A folder without a patient is anybody's at the desk; a wrong link is mended by record staff only."""
    return berkas.pasien is None or Peran.PEREKAM_MEDIS in command.pelaku.peran


def bukan_dirinya(berkas: Berkas, command: ask.Gabungkan) -> bool:
    """Merged into another."""
    return command.ke_berkas != berkas.id


def dari_rak(berkas: Berkas, _command: object) -> bool:
    """It was pulled from the rack, so it goes back there."""
    return berkas.asal is S.DISIMPAN


def dari_meja(berkas: Berkas, _command: object) -> bool:
    """It was pulled from the desk, so it goes back there."""
    return berkas.asal is not S.DISIMPAN


# ── the table ───────────────────────────────────────────────────────────────────────────────────────

PENDAFTARAN: Final = frozenset({Peran.PETUGAS_PENDAFTARAN})
REKAM_MEDIS: Final = frozenset({Peran.PEREKAM_MEDIS})
LOKET: Final = PENDAFTARAN | REKAM_MEDIS
UNIT: Final = frozenset({Peran.PETUGAS_UNIT, Peran.DOKTER})
KEPALA: Final = frozenset({Peran.KEPALA})
PENYELIA: Final = KEPALA | REKAM_MEDIS
SISTEM: Final = frozenset({PeranMesin.SISTEM})
SIAPA_PUN: Final = LOKET | UNIT | KEPALA
PEMERIKSA: Final = REKAM_MEDIS | SISTEM
"""Who analyses: record staff, and for an electronic record the system that holds it."""

BEREDAR: Final = (S.DIAMBIL, S.DI_POLI, S.DALAM_PERJALANAN)
DI_MEJA: Final = (S.KEMBALI, S.DIRAKIT, S.LENGKAP, S.TIDAK_LENGKAP)
BISA_HILANG: Final = (S.DISIMPAN, *BEREDAR, *DI_MEJA, S.DIPINJAM, S.INAKTIF)
HIDUP: Final = (*BISA_HILANG, S.HILANG, S.DITEMUKAN, S.DINILAI, S.DIUSULKAN_MUSNAH)
BISA_DISALIN: Final = (*BEREDAR, *DI_MEJA, S.DISIMPAN, S.INAKTIF, S.DINILAI, S.DILESTARIKAN)
"""Somebody here can open it."""
SEMUA: Final = (*HIDUP, S.DILESTARIKAN, S.DIMUSNAHKAN, S.DIGABUNG)
"""Every state of a record that exists."""

_MOVES: Final = (
    Move(ask.Daftarkan, S.BARU, S.DISIMPAN, told.BerkasDidaftarkan, oleh=LOKET),
    # out
    Move(ask.Ambil, S.DISIMPAN, S.DIAMBIL, told.BerkasDiambil, oleh=LOKET, jika=(berkas_fisik, unit_pelayanan)),
    Move(
        ask.Ambil,
        DI_MEJA,
        S.DIAMBIL,
        told.BerkasDiambil,
        oleh=LOKET,
        jika=(berkas_fisik, unit_pelayanan),
        arti="Pasien datang lagi sebelum berkas sempat disimpan; kekurangan yang terbuka tetap berjalan.",
    ),
    Move(ask.BatalAmbil, S.DIAMBIL, S.DISIMPAN, told.PengambilanDibatalkan, oleh=LOKET, jika=(dari_rak,)),
    Move(
        ask.BatalAmbil,
        S.DIAMBIL,
        S.KEMBALI,
        told.PengambilanDibatalkan,
        oleh=LOKET,
        jika=(dari_meja,),
        arti="Pengambilan dari meja dibatalkan; berkas kembali ke meja, bukan ke rak.",
    ),
    Move(
        ask.TerimaDiUnit,
        (S.DIAMBIL, S.DALAM_PERJALANAN),
        S.DI_POLI,
        told.BerkasDiterima,
        oleh=UNIT,
        jika=(di_unit_tujuan, bertugas_di_unit),
    ),
    Move(
        ask.Alihkan,
        S.DI_POLI,
        S.DALAM_PERJALANAN,
        told.BerkasDialihkan,
        oleh=UNIT,
        jika=(bertugas_di_unit, unit_lain, unit_pelayanan),
    ),
    # home
    Move(
        ask.KirimKembali,
        S.DI_POLI,
        S.DALAM_PERJALANAN,
        told.BerkasDikirimKembali,
        oleh=UNIT,
        jika=(bertugas_di_unit,),
    ),
    Move(
        ask.TerimaKembali,
        S.DALAM_PERJALANAN,
        S.KEMBALI,
        told.BerkasKembali,
        oleh=LOKET,
        jika=(menuju_rekam_medis,),
    ),
    Move(
        ask.TerimaKembali,
        S.DI_POLI,
        S.KEMBALI,
        told.BerkasKembali,
        oleh=LOKET,
        arti="Berkas dijemput dari unit, atau diantar tanpa dipindai keluar lebih dulu.",
    ),
    Move(
        ask.TerimaKembali,
        S.DIAMBIL,
        S.KEMBALI,
        told.BerkasKembali,
        oleh=LOKET,
        arti="Berkas pulang tanpa pernah dipindai masuk di unit; penerimaan di unit tidak dikarang.",
    ),
    # at the desk
    Move(
        ask.Rakit,
        S.KEMBALI,
        S.DIRAKIT,
        told.BerkasDirakit,
        oleh=PEMERIKSA,
        jika=(diperiksa_orang,),
    ),
    Move(
        ask.Rakit,
        S.DISIMPAN,
        S.DIRAKIT,
        told.BerkasDirakit,
        oleh=PEMERIKSA,
        jika=(berkas_elektronik,),
        arti="Berkas elektronik dianalisis di tempatnya; ia tidak punya perjalanan.",
    ),
    Move(
        ask.NyatakanLengkap,
        S.DIRAKIT,
        S.LENGKAP,
        told.BerkasLengkap,
        oleh=PEMERIKSA,
        jika=(diperiksa_orang, masih_ada_kekurangan),
    ),
    Move(
        ask.NyatakanTidakLengkap,
        S.DIRAKIT,
        S.TIDAK_LENGKAP,
        told.BerkasTidakLengkap,
        oleh=PEMERIKSA,
        jika=(diperiksa_orang, tanpa_kekurangan),
    ),
    Move(
        ask.KembalikanKeUnit,
        S.TIDAK_LENGKAP,
        S.DIAMBIL,
        told.BerkasDikembalikanKeUnit,
        oleh=REKAM_MEDIS,
        jika=(berkas_fisik, unit_pelayanan),
    ),
    Move(
        ask.Lengkapi,
        S.TIDAK_LENGKAP,
        S.DIRAKIT,
        told.BerkasDilengkapi,
        oleh=PEMERIKSA | UNIT,
        jika=(diperiksa_orang,),
    ),
    Move(ask.Simpan, S.LENGKAP, S.DISIMPAN, told.BerkasDisimpan, oleh=PEMERIKSA, jika=(diperiksa_orang,)),
    # lent, lost, found
    Move(
        ask.Pinjamkan, (S.DISIMPAN, S.LENGKAP), S.DIPINJAM, told.BerkasDipinjamkan, oleh=PENYELIA, jika=(berkas_fisik,)
    ),
    Move(ask.PerpanjangPinjaman, S.DIPINJAM, TETAP, told.PinjamanDiperpanjang, oleh=SISTEM),
    Move(ask.KembalikanPinjaman, S.DIPINJAM, S.KEMBALI, told.PinjamanDikembalikan, oleh=LOKET),
    Move(ask.LaporkanHilang, BISA_HILANG, S.HILANG, told.BerkasDilaporkanHilang, oleh=SIAPA_PUN, jika=(berkas_fisik,)),
    Move(ask.Temukan, S.HILANG, S.DITEMUKAN, told.BerkasDitemukan, oleh=SIAPA_PUN),
    Move(ask.VerifikasiTemuan, S.DITEMUKAN, S.KEMBALI, told.TemuanDiverifikasi, oleh=PENYELIA, jika=(orang_lain,)),
    # the end of a life
    Move(ask.Inaktifkan, S.DISIMPAN, S.INAKTIF, told.BerkasDiinaktifkan, oleh=REKAM_MEDIS, jika=(tidak_ditahan,)),
    Move(
        ask.Aktifkan,
        (S.INAKTIF, S.DINILAI, S.DIUSULKAN_MUSNAH),
        S.DISIMPAN,
        told.BerkasDiaktifkan,
        oleh=LOKET,
        arti="Pasien datang lagi; berkas kembali ke rak aktif, juga saat sedang dinilai atau diusulkan musnah.",
    ),
    Move(ask.Nilai, S.INAKTIF, S.DINILAI, told.BerkasDinilai, oleh=REKAM_MEDIS),
    Move(ask.Lestarikan, S.DINILAI, S.DILESTARIKAN, told.BerkasDilestarikan, oleh=PENYELIA),
    Move(
        ask.UsulkanMusnah,
        S.DINILAI,
        S.DIUSULKAN_MUSNAH,
        told.PemusnahanDiusulkan,
        oleh=REKAM_MEDIS,
        jika=(tidak_ditahan,),
    ),
    Move(ask.BatalkanUsul, S.DIUSULKAN_MUSNAH, S.INAKTIF, told.UsulMusnahDibatalkan, oleh=PENYELIA),
    Move(
        ask.Musnahkan,
        S.DIUSULKAN_MUSNAH,
        S.DIMUSNAHKAN,
        told.BerkasDimusnahkan,
        oleh=KEPALA,
        jika=(tidak_ditahan, orang_lain),
    ),
    Move(
        ask.Gabungkan,
        (S.DISIMPAN, *DI_MEJA),
        S.DIGABUNG,
        told.BerkasDigabung,
        oleh=REKAM_MEDIS,
        jika=(bukan_dirinya, tidak_ditahan),
    ),
    # what moves nothing
    Move(
        ask.Kaitkan,
        SEMUA,
        TETAP,
        told.BerkasDikaitkan,
        oleh=LOKET,
        jika=(pasien_lain, tautan_boleh_diganti),
    ),
    Move(ask.Salin, BISA_DISALIN, TETAP, told.BerkasDisalin, oleh=REKAM_MEDIS | UNIT),
    Move(ask.Tahan, HIDUP, TETAP, told.BerkasDitahan, oleh=PENYELIA, jika=(belum_ditahan,)),
    Move(ask.Lepas, HIDUP, TETAP, told.BerkasDilepas, oleh=KEPALA, jika=(sedang_ditahan,)),
    Move(ask.CatatTerlihat, SEMUA, TETAP, told.BerkasTerlihat, oleh=SIAPA_PUN),
    Move(ask.TandaiLewat, HIDUP, TETAP, told.BerkasLewatTenggat, oleh=SISTEM),
    Move(ask.JadwalkanUlang, HIDUP, TETAP, told.BerkasDijadwalkanUlang, oleh=SISTEM),
    Move(ask.SelesaikanCek, SEMUA, TETAP, told.CekDiselesaikan, oleh=KEPALA),
)

BERKAS: Final = Workflow(
    settle=settle,
    moves=(*_MOVES, *jalan_balik(_MOVES, oleh=SIAPA_PUN)),
    larangan=(
        Larangan(ask.Simpan, (S.KEMBALI, S.DIRAKIT, S.TIDAK_LENGKAP), "belum_lengkap"),
        Larangan(ask.Ambil, (S.HILANG,), "berkas_hilang"),
        Larangan(ask.Urungkan, SEMUA, "tidak_ada_gerak"),
    ),
    tak_disebut=frozenset(
        {
            ask.CatatTerlihat,
            ask.SelesaikanCek,
            ask.PerpanjangPinjaman,
            ask.Urungkan,
            ask.Kaitkan,
            ask.Salin,
            ask.Tahan,
            ask.Lepas,
            ask.TandaiLewat,
            ask.JadwalkanUlang,
        }
    ),
)


def hidup(berkas: Berkas) -> bool:
    """Is this a record whose life goes on: neither destroyed, merged nor laid down for good?"""
    return berkas.keadaan in HIDUP


__all__ = [
    "BERKAS",
    "DAPAT_DIURUNGKAN",
    "HIDUP",
    "SEMUA",
    "Berkas",
    "Pemulihan",
    "hidup",
    "keganjilan",
    "pulihan",
    "settle",
]
