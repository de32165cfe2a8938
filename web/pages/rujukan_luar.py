"""A referral for other programs: as a FHIR bundle, for whoever may read its letter. Personal data."""

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine.refusals import Refusal
from engine.rujukan_luar import fhir
from engine.rujukan_luar.bahan import bahan
from schemas.message import CANONICAL
from web.context import konteks
from web.pages import kata_rujukan as kata
from web.pages.pasien import boleh
from web.pages.tampil import Kerja
from web.problems import Ditolak

router = APIRouter()


@router.get("/rujukan/{rujukan_id}/fhir.json")
def berkas_fhir(request: Request, sesi: Kerja, rujukan_id: str) -> Response:
    """ServiceRequest and Task, with the patient and both facilities; a draft has none."""
    boleh(sesi, kata.MELIHAT, "melihat rujukan")
    with konteks(request).engine.connect() as connection:
        found = bahan(connection, rujukan_id[:36])
    if found is None:
        raise Ditolak(Refusal("rujukan_tidak_dikenal", "rujukan"))
    return Response(
        orjson.dumps(fhir.bundel(found), option=CANONICAL),
        media_type="application/fhir+json",
        headers={
            "Content-Disposition": f'attachment; filename="rujukan-{found.rujukan.id}.json"',
            "Cache-Control": "no-store",
        },
    )
