"""tqdm without its bar: the loop runs, nothing is drawn."""
import types

from dnas_compat.uses import count

NAMES = ("tqdm",)


class Silent(object):
    """Stands around an iterable and passes its items on."""

    def __init__(self, iterable=None, *_, **options):
        count("tqdm without its bar")
        self.iterable, self.total, self.n, self.disable = iterable, options.get("total"), 0, True

    def __iter__(self):
        return iter(self.iterable)

    def __len__(self):
        return len(self.iterable) if self.iterable is not None else self.total

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def update(self, n=1):
        self.n += n or 0

    @staticmethod
    def write(text, file=None, end="\n", **_):
        """A line between bars is a line."""
        print(text, file=file, end=end)

    def _nothing(self, *_, **__):
        """Only the bar would change."""

    set_description = set_description_str = set_postfix = set_postfix_str = refresh = close = clear = reset = display = _nothing


def trange(*arguments, **options):
    return Silent(range(*arguments), **options)


class ProgressModule(types.ModuleType):
    """tqdm and its submodules."""

    def __init__(self, name):
        types.ModuleType.__init__(self, name)
        self.tqdm = self.tqdm_notebook = Silent
        self.trange = self.tnrange = trange
