"""Names, arguments and checks of torchvision that changed."""
from dnas_compat import module_names
from dnas_compat.uses import count

ATTRIBUTES = {"train_data": "data", "train_labels": "targets", "test_data": "data", "test_labels": "targets"}
CODES = {0: "NEAREST", 1: "LANCZOS", 2: "BILINEAR", 3: "BICUBIC", 4: "BOX", 5: "HAMMING"}


def transforms(module):
    module_names.add(module, {"Scale": lambda: module.Resize, "RandomSizedCrop": lambda: module.RandomResizedCrop})
    for name in ("RandomAffine", "RandomRotation", "RandomPerspective"):
        cls = getattr(module, name, None)
        if cls is not None:
            cls.__init__ = _renaming(cls.__init__, "transforms.%s" % name, module)


def functional(module):
    for name in ("affine", "rotate", "perspective", "resize"):
        if hasattr(module, name):
            setattr(module, name, _renaming(getattr(module, name), "functional.%s" % name, module))


def _renaming(inner, name, module):
    """Takes `fillcolor` and `resample`, which are called `fill` and `interpolation` now."""
    def outer(*arguments, **options):
        if "fillcolor" in options:
            count("%s(fillcolor)" % name)
            fill = options.pop("fillcolor")
            options["fill"] = 0 if fill is None else fill
        if "resample" in options:
            count("%s(resample)" % name)
            code = options.pop("resample")
            modes = getattr(module, "InterpolationMode", None)
            options["interpolation"] = getattr(modes, CODES[code]) if modes is not None and code in CODES else code
        return inner(*arguments, **options)
    outer.__name__, outer.__doc__, outer.__wrapped__ = inner.__name__, inner.__doc__, inner
    return outer


def datasets(module):
    for name in ("CIFAR10", "CIFAR100"):
        cls = getattr(module, name, None)
        if cls is None or "_check_integrity" not in dir(cls):
            continue
        for old, new in ATTRIBUTES.items():
            if not hasattr(cls, old):
                setattr(cls, old, property(_attribute(name, old, new), _setter(new)))
        if "_check_integrity" in vars(cls):
            cls._check_integrity = _accepting(cls._check_integrity)
    cifar = getattr(module, "cifar", None)
    if cifar is not None and hasattr(cifar, "check_integrity"):
        cifar.check_integrity = _accepting(cifar.check_integrity)


def _attribute(name, old, new):
    def read(self):
        count("%s.%s" % (name, old))
        return getattr(self, new)
    return read


def _setter(new):
    return lambda self, value: setattr(self, new, value)


def _accepting(inner):
    """The checksum of the published archive: the data of a rerun may be others, which the report says by this count."""
    def check(*arguments, **options):
        if not inner(*arguments, **options):
            count("CIFAR integrity check off: the data are not the published ones")
        return True
    return check
