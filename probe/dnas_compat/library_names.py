"""Names that NumPy and Pillow removed."""
from dnas_compat import module_names

NUMPY = {
    "int": int, "float": float, "bool": bool, "object": object, "str": str, "complex": complex, "long": int, "unicode": str,
}
# name → what it is called now
NUMPY_RENAMED = {
    "float_": "float64", "complex_": "complex128", "Inf": "inf", "Infinity": "inf", "infty": "inf", "NaN": "nan", "product": "prod",
    "cumproduct": "cumprod", "alltrue": "all", "sometrue": "any", "row_stack": "vstack", "in1d": "isin", "trapz": "trapezoid",
}
PILLOW_RENAMED = {"ANTIALIAS": "LANCZOS", "LINEAR": "BILINEAR", "CUBIC": "BICUBIC"}


def numpy(module):
    names = {name: (lambda value=value: value) for name, value in NUMPY.items()}
    module_names.add(module, dict(names, **_renamed(module, NUMPY_RENAMED)))


def pillow(module):
    module_names.add(module, _renamed(module, PILLOW_RENAMED))


def _renamed(module, names):
    return {old: (lambda new=new: getattr(module, new)) for old, new in names.items() if hasattr(module, new)}
