"""Installs what the environment asks for."""
import os

from dnas_probe import files, frameworks, imports, nondeterminism, record, seeds, state


def start():
    """Every part by itself: a part that fails is noted and the others go on."""
    imports.install()
    if os.environ.get("DNAS_COMPAT") == "1":
        state.guarded(_compatibility)()
    if state.out or os.environ.get("DNAS_PROBE_SEED"):
        state.guarded(seeds.install)()
    if state.out:
        for part in (nondeterminism.install, files.install, frameworks.install, record.install):
            state.guarded(part)()


def _compatibility():
    from dnas_compat import install
    install.install()
