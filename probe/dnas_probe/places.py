"""Which files are the program's own, and how paths are named in the result."""
import os
import sys
import sysconfig

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_FOREIGN = tuple({os.path.realpath(p) + os.sep for p in (
    _HERE, sysconfig.get_paths()["stdlib"], sysconfig.get_paths()["platstdlib"], os.path.dirname(os.__file__))})
_start = os.getcwd()
_cache = {}


def is_program(path):
    """True for a file that belongs to neither Python, nor an installed package, nor us."""
    if not path or path.startswith("<"):
        return False
    known = _cache.get(path)
    if known is None:
        real = os.path.realpath(path)
        known = not (real.startswith(_FOREIGN) or "site-packages" in real or "dist-packages" in real)
        if len(_cache) < 10000:
            _cache[path] = known
    return known


def name(path):
    """A path as it is told: relative to the copy, `{out}/…` inside the results folder, and None elsewhere."""
    real = os.path.realpath(os.path.join(os.getcwd(), path))
    roots = ((os.environ.get("DNAS_PROBE_RESULTS"), "{out}/"), (os.environ.get("DNAS_PROBE_ROOT") or _start, ""))
    for root, prefix in roots:
        base = os.path.realpath(root) + os.sep if root else None
        if base and real.startswith(base):
            return prefix + real[len(base):].replace(os.sep, "/")
    return None


def short(path):
    """A file's name for a message: relative where it can be, else its last part."""
    return name(path) or os.path.basename(path)


def modules():
    """The program's modules that are loaded, by name."""
    found = []
    for key, module in sorted(sys.modules.copy().items()):
        path = getattr(module, "__file__", None)
        if path is None and key == "__main__":
            path = _start + os.sep  # Python takes the name of the main file away once it has run
        if isinstance(path, str) and key not in ("sitecustomize", "__mp_main__") and is_program(path) and isinstance(getattr(module, "__dict__", None), dict):
            found.append((key, module))
    return found
