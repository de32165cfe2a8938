"""What happened to a berkas. Fields are copied by name from the command that was granted."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from schemas.message import Event, Waktu
from schemas.names import (
    AlasanCek,
    BagianSalinan,
    CaraKembali,
    JenisTenggat,
    Keadaan,
    Keperluan,
    KodeFormulir,
    KodeUnitSah,
    Pembawa,
    PutusanCek,
    SebabJadwal,
    SidikKebijakan,
    UuidBerkas,
    UuidPetugas,
    UuidSubjek,
)


class PeristiwaBerkas(Event):
    """A fact about a berkas."""

    subjek: UuidBerkas
    dari: Keadaan
    ke: Keadaan


class BerkasDidaftarkan(PeristiwaBerkas):
    """A record entered the archive."""

    jenis: ClassVar[str] = "berkas.didaftarkan.v1"
    pembawa: Pembawa
    pasien: UuidSubjek | None = None
    """Whose record it is: a surrogate id, nothing about the patient."""


class BerkasDikaitkan(PeristiwaBerkas):
    """Told whose record it is; nothing moved."""

    jenis: ClassVar[str] = "berkas.dikaitkan.v1"
    pasien: UuidSubjek


class BerkasDiambil(PeristiwaBerkas):
    """Pulled for a unit, on its way there."""

    jenis: ClassVar[str] = "berkas.diambil.v1"
    tujuan: KodeUnitSah
    pemegang: UuidPetugas | None = None


class PengambilanDibatalkan(PeristiwaBerkas):
    """The pull was called off."""

    jenis: ClassVar[str] = "berkas.pengambilan_dibatalkan.v1"


class BerkasDiterima(PeristiwaBerkas):
    """Received by the unit it was sent to."""

    jenis: ClassVar[str] = "berkas.diterima.v1"
    unit: KodeUnitSah
    pemegang: UuidPetugas | None = None
    kembali_sebelum: Waktu | None = None
    """When it is due back in the record room, by the policy in force at that moment."""


class BerkasDialihkan(PeristiwaBerkas):
    """Sent on by a unit to another."""

    jenis: ClassVar[str] = "berkas.dialihkan.v1"
    tujuan: KodeUnitSah
    pemegang: UuidPetugas | None = None


class BerkasDikirimKembali(PeristiwaBerkas):
    """Sent home by a unit."""

    jenis: ClassVar[str] = "berkas.dikirim_kembali.v1"
    pemegang: UuidPetugas | None = None


class BerkasKembali(PeristiwaBerkas):
    """Received back in the record room."""

    jenis: ClassVar[str] = "berkas.kembali.v1"
    cara_kembali: CaraKembali


class BerkasDirakit(PeristiwaBerkas):
    """Assembled; analysis may begin."""

    jenis: ClassVar[str] = "berkas.dirakit.v1"


class PutusanBerkas(PeristiwaBerkas):
    """What an analysis came to. What it adds is absent in lines written before it was asked for."""

    kunjungan: UuidSubjek | None = None
    """The visit whose records were examined."""
    formulir: tuple[KodeFormulir, ...] | None = None
    """The forms that were examined, where that was said."""
    versi_daftar: int | None = None
    """The version of the checklist they were examined against."""


class BerkasLengkap(PutusanBerkas):
    """Found complete."""

    jenis: ClassVar[str] = "berkas.lengkap.v1"


class BerkasTidakLengkap(PutusanBerkas):
    """Found incomplete; a named person must complete it."""

    jenis: ClassVar[str] = "berkas.tidak_lengkap.v1"
    penanggung_jawab: UuidPetugas
    jatuh_tempo: Waktu | None = None
    """When it must be complete, by the policy in force at that moment."""
    tempo_sejak: Waktu | None = None
    """What that is counted from."""


class BerkasDikembalikanKeUnit(PeristiwaBerkas):
    """Incomplete, sent to a unit to be completed."""

    jenis: ClassVar[str] = "berkas.dikembalikan_ke_unit.v1"
    tujuan: KodeUnitSah
    pemegang: UuidPetugas | None = None


class BerkasDilengkapi(PeristiwaBerkas):
    """Completed in the record room; analysed again."""

    jenis: ClassVar[str] = "berkas.dilengkapi.v1"


class BerkasDisimpan(PeristiwaBerkas):
    """Back in its place on the rack."""

    jenis: ClassVar[str] = "berkas.disimpan.v1"


class BerkasDipinjamkan(PeristiwaBerkas):
    """Lent for something other than care."""

    jenis: ClassVar[str] = "berkas.dipinjamkan.v1"
    peminjam: UuidPetugas | None = None
    """None: somebody from outside, whom the loan names."""
    keperluan: Keperluan
    jatuh_tempo: Waktu
    peminjaman: UuidSubjek | None = None
    """The loan it was handed over for; None: lent directly."""


class PinjamanDikembalikan(PeristiwaBerkas):
    """A lent record came home."""

    jenis: ClassVar[str] = "berkas.pinjaman_dikembalikan.v1"
    peminjaman: UuidSubjek | None = None
    """The loan that ends with it."""


class PinjamanDiperpanjang(PeristiwaBerkas):
    """Its loan was extended: due later."""

    jenis: ClassVar[str] = "berkas.pinjaman_diperpanjang.v1"
    peminjaman: UuidSubjek
    jatuh_tempo: Waktu


class BerkasDilaporkanHilang(PeristiwaBerkas):
    """Not where it should be."""

    jenis: ClassVar[str] = "berkas.dilaporkan_hilang.v1"


class BerkasDitemukan(PeristiwaBerkas):
    """Found; waits for a supervisor."""

    jenis: ClassVar[str] = "berkas.ditemukan.v1"
    unit: KodeUnitSah


class TemuanDiverifikasi(PeristiwaBerkas):
    """A supervisor confirmed the find."""

    jenis: ClassVar[str] = "berkas.temuan_diverifikasi.v1"
    peminjaman: UuidSubjek | None = None
    """The loan that ends with it, where it was lost while lent."""


class BerkasDiinaktifkan(PeristiwaBerkas):
    """Moved to the inactive rack."""

    jenis: ClassVar[str] = "berkas.diinaktifkan.v1"


class BerkasDiaktifkan(PeristiwaBerkas):
    """Back among the active records."""

    jenis: ClassVar[str] = "berkas.diaktifkan.v1"


class BerkasDinilai(PeristiwaBerkas):
    """Under appraisal."""

    jenis: ClassVar[str] = "berkas.dinilai.v1"


class BerkasDilestarikan(PeristiwaBerkas):
    """Preserved for good."""

    jenis: ClassVar[str] = "berkas.dilestarikan.v1"


class PemusnahanDiusulkan(PeristiwaBerkas):
    """Proposed for destruction."""

    jenis: ClassVar[str] = "berkas.pemusnahan_diusulkan.v1"


class UsulMusnahDibatalkan(PeristiwaBerkas):
    """The proposal was turned down."""

    jenis: ClassVar[str] = "berkas.usul_musnah_dibatalkan.v1"


class BerkasDimusnahkan(PeristiwaBerkas):
    """Destroyed."""

    jenis: ClassVar[str] = "berkas.dimusnahkan.v1"


class BerkasDitahan(PeristiwaBerkas):
    """A legal hold was placed."""

    jenis: ClassVar[str] = "berkas.ditahan.v1"


class BerkasDilepas(PeristiwaBerkas):
    """The hold was lifted."""

    jenis: ClassVar[str] = "berkas.dilepas.v1"


class BerkasDisalin(PeristiwaBerkas):
    """A copy was made to go along with a referral; the folder itself did not move."""

    jenis: ClassVar[str] = "berkas.disalin.v1"
    rujukan: UuidSubjek
    bagian: BagianSalinan
    lembar: int | None = None


class BerkasDigabung(PeristiwaBerkas):
    """Merged into another record."""

    jenis: ClassVar[str] = "berkas.digabung.v1"
    ke_berkas: UuidBerkas


class BerkasTerlihat(PeristiwaBerkas):
    """A sighting: a scan that moved nothing, was refused, or came late. It never changes where a record is."""

    jenis: ClassVar[str] = "berkas.terlihat.v1"
    perintah: str | None = None
    """The wish that became a sighting, where it was not a plain one."""
    ditolak: str | None = None
    """The `kode` of the refusal, where it was refused."""
    susulan: bool | None = None
    """True where the scan came after later facts were recorded."""
    alasan_cek: AlasanCek | None = None


class BerkasLewatTenggat(PeristiwaBerkas):
    """A due time passed and what was due has not happened. Moves nothing; told once by the timer, never by a person."""

    jenis: ClassVar[str] = "berkas.lewat_tenggat.v1"
    tenggat: JenisTenggat
    jatuh_tempo: Waktu
    susulan: bool | None = None
    """True where it was told later than policy tolerates: the timer did not run when it was due."""


class BerkasDijadwalkanUlang(PeristiwaBerkas):
    """A deadline was reckoned anew. Moves nothing."""

    jenis: ClassVar[str] = "berkas.dijadwalkan_ulang.v1"
    tenggat: JenisTenggat
    sebab: SebabJadwal
    jatuh_tempo: Waktu | None = None
    """When it is due now; None: it does not run while the patient's visit goes on."""
    tempo_sejak: Waktu | None = None
    """What it is counted from."""
    kebijakan: SidikKebijakan | None = None
    """The fingerprint of the policy that was adopted, where that is why."""


class Pulihan(BaseModel):
    """What a record was before the event that is undone."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    keadaan: Keadaan
    lokasi: KodeUnitSah | None = None
    tujuan: KodeUnitSah | None = None
    pemegang: UuidPetugas | None = None
    asal: Keadaan | None = None
    pengusul: UuidPetugas | None = None
    penanggung_jawab: UuidPetugas | None = None
    kembali_sebelum: Waktu | None = None
    kembali_lewat: bool = False
    jatuh_tempo: Waktu | None = None
    tempo_lewat: bool = False
    sejak: Waktu


class GerakDiurungkan(PeristiwaBerkas):
    """The last move was undone by the one who made it; the record is again what it was before."""

    jenis: ClassVar[str] = "berkas.gerak_diurungkan.v1"
    versi_diurungkan: int
    pulihan: Pulihan


class CekDiselesaikan(PeristiwaBerkas):
    """A supervisor settled a line of the "perlu dicek" list."""

    jenis: ClassVar[str] = "berkas.cek_diselesaikan.v1"
    seq: int
    putusan: PutusanCek
