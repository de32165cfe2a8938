"""The web application: API and pages on one engine. Parts come from the composition root, in a Konteks."""

from importlib.resources import files
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from engine.database import TIDAK_MENJAWAB
from engine.refusals import Refusal
from web import pages
from web.api import router as api
from web.api.health import router as health
from web.context import Konteks
from web.meja_impor import UNGGAH_TERBESAR, Meja
from web.middleware import Batas, Kepala, NamaHost, nama_boleh
from web.openapi import install
from web.problems import Ditolak, bahasa, dari_pengecualian, jawab, mau_halaman, status

VERSI: Final = "1"


def create_app(konteks: Konteks) -> FastAPI:
    """The application. It opens nothing and closes nothing: whoever made the parts does."""
    app = FastAPI(
        title="Jejak",
        version=VERSI,
        summary="Peredaran berkas rekam medis: perintah, berkas, dan jejaknya.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        separate_input_output_schemas=False,
        redirect_slashes=False,
    )
    app.state.konteks = konteks
    app.state.meja_impor = Meja(konteks)
    app.include_router(health)
    app.include_router(api)
    _pages(app)
    for kind in (Ditolak, RequestValidationError, HTTPException, *TIDAK_MENJAWAB):
        app.add_exception_handler(kind, _answer)
    install(app)
    settings = konteks.settings
    app.add_middleware(Batas, mengalir={"/impor/unggah": UNGGAH_TERBESAR + 100_000})
    app.add_middleware(NamaHost, nama_boleh(settings.host, settings.nama_host), _wrong_host)
    app.add_middleware(Kepala, _fault)
    return app


def _pages(app: FastAPI) -> None:
    """The pages' routers and files."""
    app.mount("/static", StaticFiles(directory=str(files("web") / "static"), check_dir=False), name="static")
    for router in pages.routers:
        app.include_router(router, include_in_schema=False)


async def _answer(request: Request, error: Exception) -> Response:
    """A page for a browser, a problem for everybody else."""
    refusal, headers = dari_pengecualian(error)
    if mau_halaman(request):
        return pages.error_page(request, refusal, status(refusal))
    return jawab(refusal, bahasa(request), headers)


def _fault(scope: Scope) -> Response:
    """A fault of ours, as a page for a browser."""
    request, refusal = Request(scope), Refusal("galat_dalam")
    if mau_halaman(request):
        return pages.error_page(request, refusal, status(refusal))
    return jawab(refusal, bahasa(request))


def _wrong_host(scope: Scope) -> Response:
    return jawab(Refusal("nama_host", "Host"), bahasa(HTTPConnection(scope)))
