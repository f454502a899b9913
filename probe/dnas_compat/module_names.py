"""Gives a module names that later versions removed, and counts who asks for them."""
import sys

from dnas_compat.uses import count


def add(module, names):
    """Adds name → function that gives the value, for names that the module lacks."""
    missing = {name: value for name, value in names.items() if name not in vars(module)}
    if sys.version_info < (3, 7):
        for name, value in missing.items():
            setattr(module, name, value())
        return
    inner = vars(module).get("__getattr__")

    def __getattr__(name):
        if name in missing:
            count("%s.%s" % (module.__name__, name))
            return missing[name]()
        if inner is not None:
            return inner(name)
        raise AttributeError("module %r has no attribute %r" % (module.__name__, name))
    module.__getattr__ = __getattr__
