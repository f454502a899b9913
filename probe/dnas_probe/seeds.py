"""Calls that seed a generator, and generators that were used before anyone seeded them."""
import hashlib
import os

from dnas_probe import imports, state
from dnas_probe.wrap import watch

MOST = 200

_calls = {}
_generators = {}
_inside = []
injected = {}

# module → functions that seed it, and the generator that they seed
FUNCTIONS = {
    "random": (("seed", "random"),),
    "numpy.random": (("seed", "numpy"), ("default_rng", None)),
    "torch": (("manual_seed", "torch"), ("seed", "torch")),
    "torch.cuda": (("manual_seed", None), ("manual_seed_all", None)),
    "tensorflow": (("set_random_seed", None),),
    "tensorflow.random": (("set_seed", None), ("set_random_seed", None)),
    "tensorflow.keras.utils": (("set_random_seed", None),),
    "jax.random": (("PRNGKey", None), ("key", None)),
}
NAMES = {"tensorflow": "tf", "tensorflow.random": "tf.random", "tensorflow.keras.utils": "tf.keras.utils"}


class Generator(object):
    """One global generator: its state when first seen, and whether it was used before it was seeded."""

    def __init__(self, read):
        self._read, self._start, self._pid = read, _digest(read()), os.getpid()
        self.was_seeded, self.was_used = False, False

    def look(self):
        """To be called before a seed is set, and at exit. Python reseeds its generator in a forked child: there it begins anew."""
        if self._pid != os.getpid():
            self.reset()
        if not self.was_seeded and _digest(self._read()) != self._start:
            self.was_used = True

    def reset(self):
        """The tool itself has seeded it."""
        self._start, self._pid = _digest(self._read()), os.getpid()


def _digest(value):
    return hashlib.sha256(repr(value).encode() if not isinstance(value, bytes) else value).digest()


def install():
    """Watches every generator; torch.cuda and others are looked up when their package has been imported."""
    imports.hook.add("random", _random)
    imports.hook.add("numpy.random", _numpy)
    for package in ("torch", "tensorflow", "jax"):
        imports.hook.add(package, _package)


def _seed_to_inject():
    text = os.environ.get("DNAS_PROBE_SEED", "")
    return int(text) if text.lstrip("-").isdigit() else None


def _inject(name, seed):
    value = _seed_to_inject()
    if value is not None:
        seed(value)
        injected["inject.%s" % name] = injected.get("inject.%s" % name, 0) + 1
        if name in _generators:
            _generators[name].reset()


def _random(module):
    _generators["random"] = Generator(module.getstate)
    _inject("random", module.seed)
    _watch("random", module)


def _numpy(module):
    _generators["numpy"] = Generator(lambda: b"".join(part.tobytes() if hasattr(part, "tobytes") else repr(part).encode() for part in module.get_state()))
    _inject("numpy", lambda value: module.seed(value % 2 ** 32))
    _watch("numpy.random", module)


def _package(module):
    name = module.__name__
    if name == "torch":
        _generators["torch"] = Generator(lambda: module.get_rng_state().numpy().tobytes())
        _inject("torch", module.manual_seed)
    for path in FUNCTIONS:
        if path == name or path.startswith(name + "."):
            owner = module
            for part in path.split(".")[1:]:
                owner = getattr(owner, part, None)
            if owner is not None:
                _watch(path, owner)
    if name == "torch" and hasattr(module, "random"):
        module.random.manual_seed = module.manual_seed


def _watch(path, owner):
    for function, generator in FUNCTIONS[path]:
        call = "%s.%s" % (NAMES.get(path, path), function)
        watch(owner, function, _before(call, generator), leave=_inside.pop)


def _before(call, generator):
    def before(arguments, options):
        try:
            if not _inside and not state.is_paused():
                seen(call, generator, arguments, options)
        finally:
            _inside.append(call)
    return before


@state.guarded
def seen(call, generator, arguments, options):
    """A seeding call, before it takes effect."""
    values = list(arguments) + list(options.values())
    value = values[0] if values else None
    if call == "numpy.random.default_rng" and value is not None:
        return
    if generator in _generators:
        _generators[generator].look()
        _generators[generator].was_seeded = value is not None
    text = "from the system" if value is None else repr(value)[:100]
    key = (call, text)
    if key in _calls or len(_calls) < MOST:
        _calls[key] = _calls.get(key, 0) + 1


def calls():
    """The seeding calls in order of first use."""
    return [{"call": call, "value": text, "count": count} for (call, text), count in _calls.items()]


def unseeded():
    """Sources of nondeterminism among the generators."""
    found = []
    for name, generator in sorted(_generators.items()):
        generator.look()
        if generator.was_used:
            who = "the program does not seed it first; the tool did (inject)" if "inject.%s" % name in injected else "nothing had seeded it"
            found.append({"name": "unseeded_%s" % name, "detail": "the global generator of %s was used and %s" % (name, who)})
    for (call, text), count in _calls.items():
        if text == "from the system":
            found.append({"name": "unseeded_%s" % call.split(".")[0], "detail": "%s() without a seed, %d times" % (call, count)})
    return found
