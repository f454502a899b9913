"""What all parts share: where to write, what went wrong, and the rule that no fault of ours reaches the program."""
import functools
import os
import threading

MOST_NOTES = 50

out = os.environ.get("DNAS_PROBE_OUT", "")
notes = []
pid = os.getpid()
_quiet = threading.local()


def note(text):
    """Remembers why less was seen than should be."""
    text = " ".join(str(text).split())[:500]
    if len(notes) < MOST_NOTES and text not in notes:
        notes.append(text)


def chained(path):
    """Tells that a sitecustomize of the environment or the repository runs after ours; the one of the distribution goes without saying."""
    folder = os.path.dirname(os.path.abspath(path))
    if folder != os.path.dirname(os.__file__) and "site-packages" not in folder and "dist-packages" not in folder:
        note("chained to another sitecustomize, in the folder %s" % os.path.basename(folder))


def guarded(function):
    """Makes a function of ours swallow and note its faults; it then gives None."""
    @functools.wraps(function)
    def run(*arguments, **options):
        try:
            return function(*arguments, **options)
        except Exception as error:
            note("%s.%s failed: %r" % (function.__module__, function.__name__, error))
            return None
    return run


def is_paused():
    """True while we call the program's own code, whose calls must not be taken for the program's."""
    return getattr(_quiet, "depth", 0) > 0


class paused(object):
    """Within it nothing is recorded from this thread."""

    def __enter__(self):
        _quiet.depth = getattr(_quiet, "depth", 0) + 1

    def __exit__(self, *_):
        _quiet.depth -= 1


def is_ours():
    """True in the process that started us, and in a child that has begun to train by itself."""
    return os.getpid() == pid


def adopt():
    """A forked child steps an optimiser: from now on it speaks for itself, under its own name."""
    global pid
    pid = os.getpid()
