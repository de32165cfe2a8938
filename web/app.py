"""The web application: API and pages on one engine. Parts come from the composition root, in a Konteks."""

from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from engine.refusals import Refusal
from web.api import router as api
from web.api.health import router as health
from web.context import Konteks
from web.documents import install
from web.middleware import Batas, Kepala, NamaHost, nama_boleh
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
    app.include_router(health)
    app.include_router(api)
    _pages(app)
    for kind in (Ditolak, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _answer)
    install(app)
    settings = konteks.settings
    app.add_middleware(Batas)
    app.add_middleware(NamaHost, nama_boleh(settings.host, settings.nama_host), _wrong_host)
    app.add_middleware(Kepala)
    return app


def _pages(app: FastAPI) -> None:
    """The pages' routers and files. `web.pages` exposes `routers`, and may expose `error_page`."""
    app.mount("/static", StaticFiles(directory=str(files("web") / "static"), check_dir=False), name="static")
    if find_spec("web.pages.__init__") is None:
        return
    for router in import_module("web.pages").routers:
        app.include_router(router, include_in_schema=False)


async def _answer(request: Request, error: Exception) -> Response:
    """A page for a browser, where the pages know one; a problem for everybody else."""
    refusal, headers = dari_pengecualian(error)
    if mau_halaman(request) and find_spec("web.pages.__init__") is not None:
        page = getattr(import_module("web.pages"), "error_page", None)
        if page is not None:
            made: Response = page(request, refusal, status(refusal))
            return made
    return jawab(refusal, bahasa(request), headers)


def _wrong_host(scope: Scope) -> Response:
    return jawab(Refusal("nama_host", "Host"), bahasa(HTTPConnection(scope)))
