"""Where the program begins. Nothing of a program being loaded is garbage: looking for it was a quarter of the start."""

import gc


def main() -> None:
    """Load the command line with the collector at rest, then run it."""
    gc.disable()
    from cli.main import main as jalankan  # noqa: PLC0415 - loaded only now, with the collector at rest

    gc.freeze()
    gc.enable()
    jalankan()
