"""Replaces functions by callables that look first and then do the same."""
import functools
import sys


class Watched(object):
    """A function with something before and after it. Unlike a function it never binds, as a builtin does not."""

    def __init__(self, inner, before=None, after=None, change=None, leave=None):
        functools.update_wrapper(self, inner, updated=())
        self._inner, self._before, self._after, self._change, self._leave = inner, before, after, change, leave

    def __call__(self, *arguments, **options):
        if self._before is not None:
            self._before(arguments, options)
        if self._change is not None:
            arguments, options = self._change(arguments, options)
        try:
            result = self._inner(*arguments, **options)
        finally:
            if self._leave is not None:
                self._leave()
        return result if self._after is None else self._after(result)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._inner, name)

    def __reduce__(self):
        return self._inner.__reduce__() if not hasattr(self._inner, "__qualname__") else self._inner.__name__

    def __repr__(self):
        return repr(self._inner)


def watch(owner, name, before=None, after=None, change=None, leave=None):
    """
    Puts a watched function in place of one of a module; gives the original, or None where there is none. `before` looks at the
    arguments, `change` gives others, `leave` is called in every case, and `after` makes the result from the original's result.
    """
    inner = getattr(owner, name, None)
    if inner is None:
        return None
    watched = Watched(inner, before, after, change, leave)
    setattr(owner, name, watched)
    _tell_torchscript(inner, watched)
    return inner


def _tell_torchscript(inner, watched):
    """TorchScript knows builtins by their identity."""
    table = getattr(sys.modules.get("torch.jit._builtins"), "_builtin_table", None)
    if isinstance(table, dict) and id(inner) in table:
        table[id(watched)] = table[id(inner)]


def method(owner, name, make):
    """Replaces a method by make(inner); nothing happens where there is none."""
    inner = getattr(owner, name, None)
    if inner is not None:
        outer = make(inner)
        try:
            outer = functools.wraps(inner)(outer)
        except (AttributeError, TypeError):
            pass
        setattr(owner, name, outer)
