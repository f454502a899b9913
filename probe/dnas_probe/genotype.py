"""Asks the model's own method for its genotype, without leaving a trace in the model or in the generators."""
import contextlib
import inspect
import io
import logging
import random
import re
import signal
import sys
import threading
import time

from dnas_probe import state

MOST_TEXT = 20000
MOST_SECONDS_DURING = 2
MOST_SECONDS_AT_EXIT = 20
MOST_BYTES_KEPT = 64 * 1024 * 1024
# Methods in order of preference; those that may change the model by their name are only asked at exit.
DURING = re.compile(r"^(get_|current_|final_)?genotypes?$")
AT_EXIT = re.compile(r"^(get_|derive_|decode_|current_|final_|discrete_|searched_)?(genotypes?|arch(itecture)?)$|^(derive|decode|discretize|discretise)$")

_failed = []


class TooLong(Exception):
    """The method took too long."""


def method(model, pattern):
    """The name of the model's method that needs no argument, or None."""
    for cls in type(model).__mro__:
        if cls.__module__.startswith("torch."):
            break
        for name in sorted(vars(cls), key=lambda n: (not DURING.match(n), n)):
            if pattern.match(name) and callable(vars(cls)[name]) and not _needs_arguments(getattr(model, name)):
                return name
    return None


def _needs_arguments(function):
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return True
    return any(p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY) for p in parameters)


def models():
    """The models that hold the architecture parameters, the latest first."""
    from dnas_probe import parameters
    found = []
    for entry in parameters.entries:
        if entry.root is not None and all(entry.root is not other for other in found):
            found.append(entry.root)
    return found[::-1]


@state.guarded
def during():
    """The genotype at an epoch's end as text; None where there is no cheap and harmless way to it."""
    for model in models():
        name = method(model, DURING)
        if name and not _failed and _bytes(model) <= MOST_BYTES_KEPT:
            text, error, seconds = _ask(model, name, MOST_SECONDS_DURING)
            if error or seconds > 1:
                _failed.append(name)
            return text
    return None


def at_exit():
    """(text, method, error) at the end; all None where the model has no such method."""
    for model in models():
        name = method(model, AT_EXIT)
        if name:
            text, error, _ = _ask(model, name, MOST_SECONDS_AT_EXIT)
            return text, "%s.%s" % (type(model).__name__, name), error
    return None, None, None


def _bytes(model):
    return sum(t.numel() * t.element_size() for t in list(model.parameters()) + list(model.buffers()))


def _ask(model, name, seconds):
    """(text, error, seconds it took)."""
    started, torch = time.perf_counter(), sys.modules["torch"]
    with state.paused(), _kept(model, torch), torch.no_grad(), contextlib.redirect_stdout(io.StringIO()), _limit(seconds):
        try:
            return _text(getattr(model, name)()), None, time.perf_counter() - started
        except (Exception, SystemExit) as error:
            return None, ("%s: %s" % (type(error).__name__, error))[:500], time.perf_counter() - started


def _text(value):
    text = value if isinstance(value, str) else repr(value)
    if " object at 0x" in text and hasattr(value, "tostr"):
        text = str(value.tostr())
    return text[:MOST_TEXT]


@contextlib.contextmanager
def _kept(model, torch):
    """Puts back what the method may have changed: generators, modes, attributes, weights, log level."""
    python, numpy = random.getstate(), sys.modules.get("numpy.random")
    state_of_numpy, state_of_torch = numpy.get_state() if numpy else None, torch.get_rng_state()
    cuda = torch.cuda.get_rng_state_all() if torch.cuda.is_initialized() else None
    attributes = [(m, dict(vars(m))) for m in model.modules()]
    tensors = list(model.parameters()) + list(model.buffers())
    values = [(t, t._version, t.detach().clone()) for t in tensors] if _bytes(model) <= MOST_BYTES_KEPT else []
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.root.manager.disable = level
        random.setstate(python)
        if numpy:
            numpy.set_state(state_of_numpy)
        torch.set_rng_state(state_of_torch)
        if cuda is not None:
            torch.cuda.set_rng_state_all(cuda)
        _put_back(attributes, values, torch)


def _put_back(attributes, values, torch):
    for module, kept in attributes:
        now = vars(module)
        if len(now) != len(kept) or any(now.get(k, kept) is not v for k, v in kept.items()):
            now.clear()
            now.update(kept)
    with torch.no_grad():
        for tensor, version, value in values:
            if tensor._version != version:
                state.note("the genotype method changed the model; it was put back")
                tensor.copy_(value)


@contextlib.contextmanager
def _limit(seconds):
    """Interrupts the method after so many seconds, where the program uses no alarm itself."""
    alarm = getattr(signal, "SIGALRM", None)
    if alarm is None or threading.current_thread() is not threading.main_thread() \
            or signal.getsignal(alarm) is not signal.SIG_DFL or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return

    def ring(*_):
        raise TooLong("no answer after %d s" % seconds)
    signal.signal(alarm, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(alarm, signal.SIG_DFL)
