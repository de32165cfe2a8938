"""Is the process alive, and is it ready?"""

from typing import Final

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from engine.views.readiness import terjangkau
from web.context import konteks

router: Final = APIRouter(tags=["kesehatan"])


class Hidup(BaseModel):
    """The process answers."""

    hidup: bool = True


class Siap(BaseModel):
    """Is the process ready for commands? `belum` names the parts that are not.

    A broadcast that lags (`siaran`) is named, but does not make the process unready: moves are still accepted.
    """

    siap: bool
    belum: list[str]


@router.get("/healthz")
async def healthz() -> Hidup:
    """Proses hidup."""
    return Hidup()


@router.get("/readyz", responses={503: {"model": Siap, "description": "Belum siap"}})
def readyz(request: Request, response: Response) -> Siap:
    """Proses siap menerima perintah; bila belum, bagian mana yang belum."""
    parts = konteks(request)
    late = [] if terjangkau(parts.engine) else ["database"]
    if parts.door is None:
        late.append("fasyankes")
    ready = not late
    if parts.door is not None and (parts.feed is None or parts.feed.tertunda):
        late.append("siaran")
    if not ready:
        response.status_code = 503
    return Siap(siap=ready, belum=late)
