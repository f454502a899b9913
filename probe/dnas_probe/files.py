"""Files that the program opens for writing."""
import os
import sys

from dnas_probe import imports, places, state
from dnas_probe.wrap import watch

MOST = 500
TEMPORARY = tuple(os.path.realpath(p) + os.sep for p in (os.environ.get("TMPDIR"), "/tmp", "/var/tmp") if p)
WRITES = os.O_WRONLY | os.O_RDWR

_written = {}
_elsewhere = [0]
_busy = []


def install():
    """Python 3.8 tells of every file that it opens; before, only `open` is watched."""
    if hasattr(sys, "addaudithook"):
        sys.addaudithook(_audit)
    else:
        import builtins
        watch(builtins, "open", lambda arguments, options: _opened(
            arguments[0] if arguments else options.get("file"), arguments[1] if len(arguments) > 1 else options.get("mode", "r"), 0))
    imports.hook.add("torch", lambda torch: watch(torch, "save", _saved))


def _audit(event, arguments):
    if event == "open":
        _opened(*arguments)


def _saved(arguments, options):
    """torch.save writes through C++, which opens files by itself."""
    _opened(arguments[1] if len(arguments) > 1 else options.get("f"), "w", 0)


@state.guarded
def _opened(path, mode, flags):
    writes = any(c in mode for c in "wax+") if isinstance(mode, str) else bool((flags or 0) & WRITES)
    if not writes or isinstance(path, int) or _busy or not state.is_ours() or state.is_paused():
        return
    _busy.append(True)
    try:
        _remember(os.fsdecode(path))
    finally:
        _busy.pop()


def _remember(path):
    if path.startswith("/dev/") or path.endswith(".pyc") or ".pyc." in path:
        return
    known = places.name(path)
    if known is None:
        _elsewhere[0] += 0 if os.path.realpath(path).startswith(TEMPORARY) else 1
    elif len(_written) < MOST:
        _written[known[:400]] = True


def written():
    """Their names, in order of first use."""
    if _elsewhere[0]:
        state.note("%d files outside the copy and the results folder were opened for writing" % _elsewhere[0])
    return list(_written)
