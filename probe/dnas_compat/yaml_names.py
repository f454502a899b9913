"""yaml.load without a Loader: refused since PyYAML 6, and unsafe before."""
from dnas_compat.uses import count


def install(yaml):
    for name in ("load", "load_all"):
        setattr(yaml, name, _with_loader(yaml, name, getattr(yaml, name)))


def _with_loader(yaml, name, inner):
    def load(stream, Loader=None):
        if Loader is None:
            count("yaml.%s without a Loader" % name)
            Loader = yaml.SafeLoader
        return inner(stream, Loader)
    load.__name__, load.__doc__ = name, inner.__doc__
    return load
