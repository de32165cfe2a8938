"""A referral as a FHIR R4B bundle: ServiceRequest and Task, with whom they speak of. Pure.

The identity number bears the system SATUSEHAT names for it; numbers of ours bear URNs of ours. Ids are made from the
referral's, so that the same referral is the same bundle however often it is asked for.
"""

from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID, uuid5

from engine.rujukan_luar.bahan import Bahan
from engine.workflow import said
from schemas.names import JenisKelamin, KeadaanRujukan

S = KeadaanRujukan
Sumber = dict[str, Any]
"""One resource as JSON."""

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-666869723462")
NIK: Final = "https://fhir.kemkes.go.id/id/nik"
ICD: Final = "http://hl7.org/fhir/sid/icd-10"
FASYANKES: Final = "urn:jejak:fasyankes"
PERMINTAAN: Final = MappingProxyType(
    dict.fromkeys((S.DIKIRIM, S.DITERIMA, S.TIBA, S.DILAYANI, S.DITOLAK, S.TIDAK_DATANG), "active")
    | dict.fromkeys((S.DIBALAS, S.DITUTUP), "completed")
    | {S.DIBATALKAN: "revoked"}
)
"""What the request is, by our state."""
TUGAS: Final = MappingProxyType(
    {
        S.DIKIRIM: "requested",
        S.DITERIMA: "accepted",
        S.DITOLAK: "rejected",
        S.TIBA: "in-progress",
        S.DILAYANI: "in-progress",
        S.DIBALAS: "completed",
        S.DITUTUP: "completed",
        S.DIBATALKAN: "cancelled",
        S.TIDAK_DATANG: "failed",
    }
)
"""What the receiver's task is, by our state."""
KELAMIN: Final = {
    JenisKelamin.LAKI_LAKI: "male",
    JenisKelamin.PEREMPUAN: "female",
    JenisKelamin.TIDAK_DIKETAHUI: "unknown",
}


def bundel(bahan: Bahan) -> Sumber:
    """The bundle of one referral."""
    ours = bahan.rujukan
    here = [
        _pasien(bahan),
        _organisasi(ours.id, ours.perujuk, bahan.nama_perujuk),
        _organisasi(ours.id, ours.tujuan, bahan.nama_tujuan),
        *([_nakes(bahan)] if bahan.nama_dokter else []),
        *([_kondisi(bahan)] if _diagnosis(bahan) else []),
        _permintaan(bahan),
        _tugas(bahan),
    ]
    return {
        "resourceType": "Bundle",
        "id": ours.id,
        "type": "collection",
        "timestamp": _saat(ours.terakhir),
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in here],
    }


def _id(rujukan: str, apa: str) -> str:
    return str(uuid5(RUMPUN, f"{rujukan}/{apa}"))


def _acu(rujukan: str, apa: str) -> Sumber:
    return {"reference": f"urn:uuid:{_id(rujukan, apa)}"}


def _isi(**fields: Any) -> Sumber:  # noqa: ANN401 - whatever JSON holds
    """Without what is not there: FHIR knows no empty value."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _pasien(bahan: Bahan) -> Sumber:
    who = bahan.identitas
    known = (
        (NIK, who.nik),
        ("urn:jejak:jkn", who.nomor_jkn),
        (f"urn:jejak:rekam-medis:{bahan.rujukan.perujuk}", who.nomor_rm),
    )
    born = who.tanggal_lahir
    place = " ".join((who.alamat or "").split())
    return _isi(
        resourceType="Patient",
        id=_id(bahan.rujukan.id, "pasien"),
        identifier=[{"system": system, "value": value} for system, value in known if value],
        name=[{"use": "official", "text": who.nama}],
        telecom=[{"system": "phone", "value": who.telepon}] if who.telepon else None,
        gender=KELAMIN[who.jenis_kelamin],
        birthDate=(f"{born:%Y}" if who.lahir_perkiraan else born.isoformat()) if born else None,
        address=[{"text": place, "country": "ID"}] if place else None,
    )


def _organisasi(rujukan: str, kode: str, nama: str) -> Sumber:
    return _isi(
        resourceType="Organization",
        id=_id(rujukan, f"organisasi/{kode}"),
        identifier=[{"system": FASYANKES, "value": kode}],
        name=nama,
    )


def _nakes(bahan: Bahan) -> Sumber:
    return _isi(resourceType="Practitioner", id=_id(bahan.rujukan.id, "nakes"), name=[{"text": bahan.nama_dokter}])


def _diagnosis(bahan: Bahan) -> Sumber:
    surat = bahan.surat
    coded = [{"system": ICD, "code": surat.kode_diagnosis}] if surat.kode_diagnosis else None
    return _isi(coding=coded, text=surat.diagnosis)


def _kondisi(bahan: Bahan) -> Sumber:
    ours = bahan.rujukan
    return _isi(
        resourceType="Condition",
        id=_id(ours.id, "kondisi"),
        verificationStatus={
            "coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": "provisional"}]
        },
        code=_diagnosis(bahan),
        subject=_acu(ours.id, "pasien"),
    )


def _permintaan(bahan: Bahan) -> Sumber:
    ours, surat = bahan.rujukan, bahan.surat
    written = [part for part in (surat.anamnesis, surat.terapi, surat.laboratorium, surat.radiologi) if part]
    return _isi(
        resourceType="ServiceRequest",
        id=_id(ours.id, "permintaan"),
        identifier=[{"system": f"urn:jejak:surat-rujukan:{ours.perujuk}", "value": bahan.nomor}]
        if bahan.nomor
        else None,
        status=PERMINTAAN[ours.keadaan],
        intent="order",
        category=[{"text": said(ours.layanan)}],
        priority="stat" if ours.darurat else "routine",
        code={"text": surat.maksud or said(ours.alasan_rujukan)},
        subject=_acu(ours.id, "pasien"),
        authoredOn=_saat(ours.dikirim),
        requester=_acu(ours.id, "nakes") if bahan.nama_dokter else _acu(ours.id, f"organisasi/{ours.perujuk}"),
        performer=[_acu(ours.id, f"organisasi/{ours.tujuan}")],
        performerType={"text": surat.layanan_tujuan} if surat.layanan_tujuan else None,
        reasonCode=[{"text": said(ours.alasan_rujukan)}],
        reasonReference=[_acu(ours.id, "kondisi")] if _diagnosis(bahan) else None,
        note=[{"text": part} for part in written],
    )


def _tugas(bahan: Bahan) -> Sumber:
    ours = bahan.rujukan
    ended = ours.dibalas or ours.selesai
    why = said(ours.alasan_tolak) if ours.alasan_tolak else said(ours.alasan_batal) if ours.alasan_batal else ""
    limit = _saat(ours.jawab_sebelum)
    return _isi(
        resourceType="Task",
        id=_id(ours.id, "tugas"),
        identifier=[{"system": "urn:jejak:rujukan", "value": ours.id}],
        status=TUGAS[ours.keadaan],
        statusReason={"text": why} if why else None,
        businessStatus={"text": said(ours.keadaan)},
        intent="order",
        priority="stat" if ours.darurat else "routine",
        focus=_acu(ours.id, "permintaan"),
        **{"for": _acu(ours.id, "pasien")},
        authoredOn=_saat(ours.dikirim),
        lastModified=_saat(ours.terakhir),
        requester=_acu(ours.id, f"organisasi/{ours.perujuk}"),
        owner=_acu(ours.id, f"organisasi/{ours.tujuan}"),
        executionPeriod=_isi(start=_saat(ours.tiba), end=_saat(ended)) if ours.tiba else None,
        restriction={"period": {"end": limit}} if limit else None,
        note=[{"text": bahan.balasan.anjuran}] if bahan.balasan and bahan.balasan.anjuran else None,
    )


def _saat(saat: datetime | None) -> str | None:
    return saat.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if saat else None
