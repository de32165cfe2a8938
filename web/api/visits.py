"""Reading visits and beds. Patients are named by id alone: who they are is asked of the index."""

from datetime import date, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from engine import ruang
from engine.refusals import Refusal
from engine.views import kode, visits
from engine.workflows.kunjungan import KUNJUNGAN
from schemas.commands.kunjungan import Kodekan
from schemas.names import (
    AsalPasien,
    CaraKeluar,
    JenisKunjungan,
    KeadaanKunjungan,
    KelasRawat,
    KodeUnitSah,
    UuidSubjek,
)
from web.api.bodies import Isi
from web.api.hari import HariAtauKosong
from web.auth import Pembaca
from web.context import konteks
from web.pages.daftar_kunjungan import hari_ini
from web.pages.tampil import ucapan
from web.problems import Ditolak

router: Final = APIRouter(tags=["kunjungan"])
HALAMAN_TERBESAR: Final = 1_000


class Kunjungan(Isi):
    """Satu kunjungan."""

    id: str
    pasien: str = Field(description="Id pasien; namanya tidak di sini")
    pasien_kini: str = Field(description="Pasien yang dipertahankan, bila pendaftarannya sudah digabung")
    keadaan: KeadaanKunjungan
    versi: int
    jenis: JenisKunjungan
    unit: str
    tanggal: date = Field(description="Hari menurut jam fasilitas; antrean mulai lagi dari 1 tiap hari")
    antrean: int | None
    kunjungan_baru: bool = Field(description="Kunjungan pertama pasien di fasilitas ini")
    kasus_baru: bool | None
    cara_bayar: str
    asal_pasien: AsalPasien
    surat_rujukan: bool
    dokter: str | None
    asal: str | None = Field(description="Kunjungan yang dilanjutkan rawat inap ini; bayi lahir: kunjungan ibunya")
    bayi_lahir: bool = Field(description="Bayi yang lahir di sini")
    kelas: KelasRawat | None
    tempat_tidur: str | None = Field(description="Tempat tidurnya kini, atau yang terakhir")
    masuk: datetime = Field(description="Kapan pasien datang; pada gawat darurat bisa sebelum didaftarkan")
    dilayani: datetime | None
    keluar: datetime | None
    cara_keluar: CaraKeluar | None
    meninggal_pada: datetime | None
    jumlah_kode: int = Field(description="Berapa diagnosis yang dikode; kodenya sendiri hanya untuk yang berhak")
    dikode: datetime | None
    terdaftar: datetime
    terakhir: datetime


class DaftarKunjungan(BaseModel):
    """Sehalaman kunjungan sehari, yang terbaru dulu. `setelah` bukan null: masih ada, minta dengan nilai itu."""

    tanggal: date
    isi: list[Kunjungan]
    setelah: str | None


class BelumDikode(BaseModel):
    """Kunjungan yang menunggu dikode. `jumlah` dihitung sampai 1.001."""

    isi: list[Kunjungan]
    jumlah: int


class TempatTidur(Isi):
    """Satu tempat tidur yang dipakai. `kunjungan` null: kosong."""

    kode: str
    kamar: str
    unit: str
    kelas: KelasRawat
    kunjungan: str | None
    bayi: bool = Field(description="Untuk bayi yang lahir di sini; dihitung tersendiri")


class DaftarTempatTidur(BaseModel):
    """Tempat tidur yang dipakai sekarang."""

    isi: list[TempatTidur]
    jumlah: int
    terisi: int


@router.get("/kunjungan")
def daftar_kunjungan(  # noqa: PLR0913 - one parameter a filter
    request: Request,
    _pengakses: Pembaca,
    *,
    tanggal: Annotated[HariAtauKosong, Query(description="Hari menurut jam fasilitas; kosong: hari ini")] = None,
    unit: KodeUnitSah | None = None,
    jenis: JenisKunjungan | None = None,
    setelah: Annotated[UuidSubjek | None, Query(description="Lanjutkan sesudah kunjungan ini")] = None,
    batas: Annotated[int, Query(ge=1, le=HALAMAN_TERBESAR)] = visits.HALAMAN,
) -> DaftarKunjungan:
    """Kunjungan sehari, yang terbaru dulu; yang dibatalkan juga."""
    day = tanggal.isoformat() if tanggal else hari_ini(ucapan(request))
    with konteks(request).engine.connect() as connection:
        after = None
        if setelah is not None:
            known = visits.satu(connection, setelah)
            if known is None or known.kunjungan.terdaftar is None:
                raise Ditolak(Refusal("kunjungan_tidak_dikenal", "setelah"))
            after = (known.kunjungan.terdaftar, known.kunjungan.id)
        found = visits.harian(connection, day, unit=unit, jenis=jenis, setelah=after, batas=batas + 1)
    listed = [_kunjungan(row) for row in found[:batas]]
    more = listed[-1].id if len(found) > batas else None
    return DaftarKunjungan(tanggal=date.fromisoformat(day), isi=listed, setelah=more)


@router.get("/kunjungan/{kunjungan}")
def satu_kunjungan(request: Request, _pengakses: Pembaca, kunjungan: UuidSubjek) -> Kunjungan:
    """Satu kunjungan menurut id."""
    with konteks(request).engine.connect() as connection:
        found = visits.satu(connection, kunjungan)
    if found is None:
        raise Ditolak(Refusal("kunjungan_tidak_dikenal", "kunjungan"))
    return _kunjungan(found)


class KodeDiagnosis(Isi):
    """Satu diagnosis; yang pertama yang utama."""

    kode: str
    kasus_baru: bool | None


class KodeKunjungan(BaseModel):
    """Kode sebuah kunjungan sekarang, siapa yang menulisnya terakhir, dan kapan."""

    isi: list[KodeDiagnosis]
    pelaku: str | None
    pada: datetime | None


@router.get("/kunjungan/{kunjungan}/kode")
def kode_kunjungan(request: Request, pengakses: Pembaca, kunjungan: UuidSubjek) -> KodeKunjungan:
    """Diagnosis sebuah kunjungan dalam kode; hanya perekam medis, dokternya, dan kepala. Ditulis: kunjungan.kodekan."""
    petugas = pengakses.petugas
    if petugas.peran.isdisjoint(kode.BOLEH):
        words: dict[str, str | int] = {"perintah": "melihat kode diagnosis", "peran": ", ".join(sorted(kode.BOLEH))}
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=words))
    with konteks(request).engine.connect() as connection:
        found = visits.satu(connection, kunjungan)
        if found is None:
            raise Ditolak(Refusal("kunjungan_tidak_dikenal", "kunjungan"))
        if not kode.boleh_lihat(found.kunjungan, petugas.pelaku):
            raise Ditolak(Refusal("dokter_yang_merawat"))
        coded = kode.milik(connection, kunjungan)
    codes = [KodeDiagnosis.model_validate(one) for one in coded.isi]
    return KodeKunjungan(isi=codes, pelaku=coded.pelaku, pada=coded.pada)


@router.get("/kode/menunggu")
def belum_dikode(
    request: Request,
    pengakses: Pembaca,
    *,
    unit: KodeUnitSah | None = None,
    jenis: JenisKunjungan | None = None,
) -> BelumDikode:
    """Kunjungan selesai yang belum dikode dan boleh dikode pemakai ini, yang terlama dulu, paling banyak 50."""
    if pengakses.petugas.peran.isdisjoint(KUNJUNGAN.roles(Kodekan)):
        words: dict[str, str | int] = {"perintah": "mengode kunjungan", "peran": "dokter, perekam_medis"}
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=words))
    with konteks(request).engine.connect() as connection:
        found = kode.antre(connection, pengakses.petugas.pelaku, unit=unit or "", jenis=jenis)
    return BelumDikode(isi=[_kunjungan(row) for row in found.isi], jumlah=found.jumlah)


def _kunjungan(row: visits.Baris) -> Kunjungan:
    who = row.orang.id if row.orang else row.kunjungan.pasien
    return Kunjungan.model_validate(row.kunjungan._asdict() | {"pasien_kini": who})


@router.get("/tempat-tidur")
def daftar_tempat_tidur(
    request: Request,
    _pengakses: Pembaca,
    *,
    unit: KodeUnitSah | None = None,
    kosong: Annotated[bool | None, Query(description="Hanya yang kosong, atau hanya yang terisi")] = None,
) -> DaftarTempatTidur:
    """Tempat tidur yang dipakai sekarang, menurut bangsal dan kamar."""
    with konteks(request).engine.connect() as connection:
        beds = ruang.beds(connection, unit)
    shown = [bed for bed in beds if kosong is None or (bed.kunjungan is None) is kosong]
    return DaftarTempatTidur(
        isi=[TempatTidur.model_validate(bed) for bed in shown],
        jumlah=len(beds),
        terisi=sum(1 for bed in beds if bed.kunjungan is not None),
    )
