"""Puts everything together and writes it: at the end of each epoch, at exit and when the process is told to end."""
import atexit
import hashlib
import json
import math
import os
import platform
import signal
import sys
import threading
import time

from dnas_probe import epochs, files, frameworks, genotype, nondeterminism, operations, parameters, seeds, state, steps

FORMAT = 1
MOST_NUMBERS = 2000000
MOST_FILES = 64
# Between two writings at an epoch's end at least so many times as long passes as the last one took.
SHARE = 20

_path = []
_not_before = [0.0]
_finalized = []


def install():
    atexit.register(_at_exit)
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _terminated)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=_default_signal)


def _default_signal():
    """Children die at once, as they would without us."""
    if signal.getsignal(signal.SIGTERM) is _terminated:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _terminated(number, _):
    if state.is_ours():
        write("terminated")
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _at_exit():
    if state.is_ours():
        write("exit")


def at_child_exit():
    """An optimiser has stepped for the first time: should this be a child of multiprocessing, it will end without atexit."""
    util = sys.modules.get("multiprocessing.util")
    if util is not None and _finalized[:] != [os.getpid()] and not _is_main():
        _finalized[:] = [os.getpid()]
        util.Finalize(None, _at_exit, exitpriority=1)


def _is_main():
    process = sys.modules.get("multiprocessing.process")
    return process is None or process.current_process().name == "MainProcess"


@state.guarded
def write(how):
    """Writes the file of this process whole: `running`, `exit` or `terminated`."""
    if not state.is_ours() or _is_superfluous() or how == "running" and time.monotonic() < _not_before[0]:
        return
    started = time.monotonic()
    with state.paused():
        text = json.dumps(_finite(_result(how)), allow_nan=False)
        path = _file()
        part = "%s.%d.tmp" % (path, os.getpid())
        with open(part, "w") as file:
            file.write(text)
        os.replace(part, path)
    _not_before[0] = time.monotonic() + SHARE * (time.monotonic() - started)


def _is_superfluous():
    """True for processes that say nothing of the search: workers, one-line programs without a framework, and the thousandth of its kind."""
    if steps.most():
        return False
    is_line = getattr(sys, "argv", [""])[:1] == ["-c"] and frameworks.used() == "none"
    return not _is_main() or is_line or len(os.listdir(state.out)) >= MOST_FILES


def _file():
    if not _path or _path[0] != os.getpid():
        path, number = os.path.join(state.out, "probe-%d.json" % os.getpid()), 2
        while os.path.exists(path):
            path, number = os.path.join(state.out, "probe-%d-%d.json" % (os.getpid(), number)), number + 1
        _path[:] = [os.getpid(), path]
    return _path[1]


def _finite(value):
    """JSON has no infinities: they are written as strings."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, list):
        return [_finite(v) for v in value]
    return {k: _finite(v) for k, v in value.items()} if isinstance(value, dict) else value


def _part(default, function, *arguments):
    """A part of the result; the default where it fails, so that one fault does not take the others along."""
    value = state.guarded(function)(*arguments)
    return default if value is None else value


def _result(how):
    is_over = how == "exit"
    if is_over:
        parameters.select()
    counted, first_loss = steps.summary()
    epoch_count, by, history = _part((None, None, []), epochs.told, is_over)
    text, method, error = _part((None, None, None), genotype.at_exit) if is_over else (None, None, None)
    counted.update(epochs=epoch_count, epochs_by=by, peak_bytes=_part(0, _peak))
    found = _part([], _parameters, epoch_count, history, is_over, text)
    lengths = {p["shape"][-1] for p in found}
    result = {
        "format": FORMAT, "pid": os.getpid(), "how": how, "python": platform.python_version(), "framework": frameworks.used(),
        "packages": _part({}, frameworks.versions), "threads": state.guarded(frameworks.threads)(), "parameters": found,
        "parameters_sha256": state.guarded(_hash)(), "genotype": text, "genotype_method": method, "genotype_error": error,
        "operation_lists": _part([], operations.lists, lengths, genotype.models()) if found else [],
        "steps": counted, "first_loss": first_loss, "seeds": _part([], seeds.calls),
        "nondeterminism": _part([], seeds.unseeded) + _part([], nondeterminism.sources), "compatibility": _part({}, _compatibility),
        "stubs": _part([], _stubs), "files_written": _part([], files.written),
    }
    result["notes"] = list(state.notes)
    return result


def _parameters(epoch_count, history, is_over, text):
    """Every parameter with its history, thinned where there are too many epochs to keep."""
    found, numbers = [], sum(e.tensor.numel() for e in parameters.entries)
    stride = max(1, -(-numbers * len(history) // MOST_NUMBERS))
    for entry in sorted(parameters.entries, key=lambda e: -e.score):
        final = _values(entry.tensor)
        past = [{"epoch": number, "values": _values(kept[0][id(entry.tensor)]), "genotype": kept[1]}
                for number, kept in enumerate(history, 1)
                if kept and id(entry.tensor) in kept[0] and (number % stride == 0 or number == 1)]
        if is_over and epoch_count is not None and epoch_count > len(history):
            past.append({"epoch": epoch_count, "values": final, "genotype": text})
        found.append({
            "name": entry.name, "shape": list(entry.tensor.shape), "dtype": str(entry.tensor.dtype).replace("torch.", ""),
            "final": final, "initial": None if entry.initial is None else _values(entry.initial), "history": past,
            "why": entry.why, "in_weight_optimizer": entry.in_weights,
        })
    return found


def _values(tensor):
    return [float(v) for v in tensor.detach().cpu().double().reshape(-1).tolist()]


def _hash():
    """SHA-256 over the raw bytes of all final values, in order of name."""
    if not parameters.entries:
        return None
    digest = hashlib.sha256()
    for entry in sorted(parameters.entries, key=lambda e: e.name):
        digest.update(entry.tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def _peak():
    # Linux counts what the starting program held at that moment into ru_maxrss; the status file speaks of this program alone.
    try:
        with open("/proc/self/status", "rb") as status:
            for line in status:
                if line.startswith(b"VmHWM:"):
                    return int(line.split()[1]) * 1024
    except (EnvironmentError, ValueError, IndexError):
        pass
    try:
        import resource
    except ImportError:
        return 0
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def _compatibility():
    counted = dict(seeds.injected)
    uses = sys.modules.get("dnas_compat.uses")
    counted.update(uses.counts if uses is not None else {})
    return dict(sorted(counted.items()))


def _stubs():
    stubs = sys.modules.get("dnas_compat.stubs")
    return sorted(stubs.imported) if stubs is not None else []
