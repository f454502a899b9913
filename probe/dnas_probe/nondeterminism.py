"""Sources of nondeterminism that are met while the program runs."""
import linecache
import os
import re
import sys

from dnas_probe import imports, places, state
from dnas_probe.wrap import watch

MOST = 50

_listings = {}
_workers = set()


def install():
    for name in ("listdir", "scandir", "walk"):
        inner = watch(os, name, _listing("os." + name))
        for known in (os.supports_fd, os.supports_dir_fd, os.supports_follow_symlinks):
            if inner in known:
                known.add(getattr(os, name))
    imports.hook.add("glob", lambda module: [watch(module, n, _listing("glob." + n)) for n in ("glob", "iglob")])
    imports.hook.add("torch.utils.data", _loaders)


def _listing(call):
    """Notes a listing in the program's own files whose order the file system decides."""
    def before(arguments, options):
        if len(_listings) < MOST and not state.is_paused():
            _seen(call, sys._getframe(2))
    return before


@state.guarded
def _seen(call, frame):
    path, line = frame.f_code.co_filename, frame.f_lineno
    if not places.is_program(path) or (path, line) in _listings or not state.is_ours():
        return
    if not _is_sorted(path, line):
        _listings[path, line] = call


def _is_sorted(path, line):
    """True where the source sorts the listing in the same statement or within the next three lines. Only a look at the text."""
    text = linecache.getline(path, line)
    if "sorted(" in text or "sorted(" in linecache.getline(path, line - 1):
        return True
    target = re.match(r"\s*([A-Za-z_][\w.]*)\s*=[^=]", text)
    follow = "".join(linecache.getline(path, line + i) for i in range(1, 4))
    return bool(target and re.search(r"(?<![\w.])%s\.sort\(|sorted\(\s*%s\b" % ((re.escape(target.group(1)),) * 2), follow))


def _loaders(module):
    inner = module.DataLoader.__init__

    def __init__(self, *arguments, **options):
        inner(self, *arguments, **options)
        _loader(self)
    __init__.__doc__, __init__.__wrapped__ = inner.__doc__, inner
    module.DataLoader.__init__ = __init__


@state.guarded
def _loader(loader):
    if loader.num_workers and state.is_ours():
        _workers.add(int(loader.num_workers))


def sources():
    """What was met, in a fixed order."""
    found = []
    torch = sys.modules.get("torch")
    if torch is not None:
        found += _cudnn(torch) + _threads(torch)
    if _workers:
        found.append({"name": "workers", "detail": "a DataLoader with num_workers = %s" % ", ".join(map(str, sorted(_workers)))})
    for (path, line), call in sorted(_listings.items()):
        found.append({"name": "unsorted_listdir", "detail": "%s at %s:%d is used in the file system's order" % (call, places.short(path), line)})
    if sys.flags.hash_randomization and os.environ.get("PYTHONHASHSEED", "random") == "random":
        found.append({"name": "hash_seed", "detail": "PYTHONHASHSEED is not set: sets of strings change their order from run to run"})
    return found


def _cudnn(torch):
    flags = torch.backends.cudnn
    if not flags.benchmark:
        return []
    return [{"name": "cudnn.benchmark", "detail": "true at exit; deterministic is %s" % str(bool(flags.deterministic)).lower()}]


def _threads(torch):
    count = torch.get_num_threads()
    return [] if count == 1 else [{"name": "threads", "detail": "%d threads; results depend on their number" % count}]
