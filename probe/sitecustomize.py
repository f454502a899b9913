"""Starts the probe and the compatibility layer where the environment asks for them, then the sitecustomize that this one hides."""
import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))


def _start():
    if os.environ.get("DNAS_PROBE_OUT") or os.environ.get("DNAS_COMPAT") == "1" or os.environ.get("DNAS_PROBE_SEED"):
        from dnas_probe import start
        start.start()


def _hidden():
    """The file of the next sitecustomize on the path, or None."""
    for folder in sys.path:
        path = os.path.join(folder or os.getcwd(), "sitecustomize.py")
        if os.path.isfile(path) and os.path.realpath(os.path.dirname(path)) != os.path.realpath(_HERE):
            return path
    return None


def _run(path):
    """Runs the hidden file as the module that Python would have run; what it raises is its own and is raised."""
    import importlib.util
    spec = importlib.util.spec_from_file_location("sitecustomize", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)


try:
    _start()
except Exception as error:  # the program must run, whatever is wrong with us
    sys.stderr.write("dnas-repro: the probe did not start: %r\n" % (error,))

try:
    _next = _hidden()
except Exception:  # an unreadable path: Python would have found nothing there either
    _next = None
if _next:
    if "dnas_probe.state" in sys.modules:
        sys.modules["dnas_probe.state"].chained(_next)
    _run(_next)
