"""Runs callbacks of ours right after a module was imported."""
import sys

from dnas_probe import state


class AfterImport(object):
    """A finder that finds nothing itself: it lets the others find a module and adds a step behind its execution."""

    def __init__(self):
        self._callbacks, self._busy, self._done = {}, set(), set()

    def add(self, name, callback):
        """Calls back with the module once it is imported; at once where it already is."""
        self._callbacks.setdefault(name, []).append(state.guarded(callback))
        if name in sys.modules:
            self._callbacks[name].pop()(sys.modules[name])

    def find_spec(self, name, path=None, target=None):
        if name not in self._callbacks or name in self._busy or name in self._done:
            return None
        self._busy.add(name)
        try:
            spec = self._find(name, path, target)
        finally:
            self._busy.discard(name)
        if spec is not None:
            self._hook(name, spec.loader)
        return spec

    def _find(self, name, path, target):
        for finder in list(sys.meta_path):
            find = None if finder is self else getattr(finder, "find_spec", None)
            spec = find(name, path, target) if find else None
            if spec is not None:
                return spec
        return None

    def _hook(self, name, loader):
        inner = getattr(loader, "exec_module", None)
        if inner is None:
            state.note("%s is loaded in a way that cannot be watched" % name)
            return

        def exec_module(module):
            try:
                del loader.exec_module
            except AttributeError:
                pass
            inner(module)
            if name not in self._done:
                self._done.add(name)
                for callback in self._callbacks[name]:
                    callback(module)

        try:
            loader.exec_module = exec_module
        except AttributeError:
            state.note("%s is loaded in a way that cannot be watched" % name)


hook = AfterImport()


def install():
    """Puts the finder in front of all others."""
    sys.meta_path.insert(0, hook)
