"""
Stand-ins for modules that a program imports and never calls; sinks for loggers and drawings, and loops without progress bars, whose calls have no
effect on a search.
"""
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import types

from dnas_compat import progress
from dnas_compat.uses import count

SINKS = ("tensorboardX", "tensorboard", "torch.utils.tensorboard", "wandb", "visdom", "mlflow", "neptune", "comet_ml", "visualdl", "aim", "clearml",
         "graphviz")

imported = set()


class StubCalled(ImportError):
    """The program needs the module after all."""


class _Placeholder(type):
    """A class that can be named, subclassed and looked into, and refuses to be called."""

    def __call__(cls, *_, **__):
        name = getattr(cls, "_stub", cls.__name__)
        raise StubCalled("%s is a stub: its module was declared as imported but never called. Install the module or take it from the list of "
                         "stubs." % name)

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _placeholder("%s.%s" % (cls._stub, name))


class _ErrorPlaceholder(Exception):
    """A stub's error class: it can stand in an except clause."""


def _placeholder(name):
    last = name.rsplit(".", 1)[-1]
    if last.endswith(("Error", "Exception", "Warning")):
        return type(last, (_ErrorPlaceholder,), {})
    return _Placeholder(last, (), {"_stub": name})


class Sink(object):
    """Takes every call and gives itself; counts the calls by name."""

    def __init__(self, *arguments, **options):
        count("sink %s()" % _sink_name(type(self)))
        folder = options.get("log_dir") or options.get("logdir") or (arguments[0] if arguments else None)
        if isinstance(folder, str) and type(self)._makes_folder:
            os.makedirs(folder, exist_ok=True)  # programs count on the writer to make it

    _makes_folder = False
    _sink = "Sink"

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Call("%s.%s" % (_sink_name(type(self)), name))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


class _Call(object):
    """A method or function of a sink."""

    def __init__(self, name):
        self._name = name

    def __call__(self, *_, **__):
        count("sink %s()" % self._name)
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Call("%s.%s" % (self._name, name))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def __iter__(self):
        return iter(())

    def __bool__(self):
        return True


def _sink_name(cls):
    return getattr(cls, "_sink", cls.__name__)


class Settings(dict):
    """wandb.config: what the program itself puts in, never a value of ours."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)

    __setattr__ = dict.__setitem__

    def update(self, *arguments, **options):
        options.pop("allow_val_change", None)
        dict.update(self, *[vars(a) if hasattr(a, "__dict__") and not isinstance(a, dict) else a for a in arguments], **options)


class StubModule(types.ModuleType):
    """A module of placeholders."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError("module %r has no attribute %r" % (self.__name__, name))
        value = _placeholder("%s.%s" % (self.__name__, name))
        setattr(self, name, value)
        return value


class SinkModule(types.ModuleType):
    """A module of sinks: classes for names that begin with a capital, functions for others."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError("module %r has no attribute %r" % (self.__name__, name))
        full = "%s.%s" % (self.__name__, name)
        if name[:1].isupper():
            value = type(name, (Sink,), {"_sink": full, "_makes_folder": name.endswith("Writer")})
        elif full == "wandb.config":
            value = Settings()
        else:
            value = _wandb_init(self) if full == "wandb.init" else _Call(full)
        setattr(self, name, value)
        return value


def _wandb_init(module):
    def init(*_, **options):
        count("sink wandb.init()")
        module.config.update(options.get("config") or {})
        run = _Call("wandb.run")
        run.config = module.config
        return run
    return init


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Serves the declared names where nothing else does."""

    def __init__(self, names):
        self._names = set(names) | ({"torch.utils.tensorboard"} if "tensorboard" in names and not _is_there("tensorboard") else set())

    def find_spec(self, name, path=None, target=None):
        if not _is_below(name, self._names):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        kind = SinkModule if _is_below(spec.name, SINKS) else progress.ProgressModule if _is_below(spec.name, progress.NAMES) else StubModule
        module = kind(spec.name)
        module.__version__, module.__all__, module.__file__ = "0", [], "<stub>"
        imported.add(spec.name)
        return module

    def exec_module(self, module):
        """Nothing to run."""


def _is_below(name, modules):
    return any(name == n or name.startswith(n + ".") for n in modules)


def _is_there(name):
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def install(names):
    """Declared modules that are installed stay themselves: the finder comes last, but for torch's own wrapper of a logger."""
    if not names:
        return
    finder = _Finder(names)
    sys.meta_path.append(finder)
    if "torch.utils.tensorboard" in finder._names:
        first = _Finder(())
        first._names = {"torch.utils.tensorboard"}
        sys.meta_path.insert(1, first)
