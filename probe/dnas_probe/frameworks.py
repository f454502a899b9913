"""Which framework the program uses, and what is watched in it."""
import os
import sys

from dnas_probe import imports, state

PACKAGES = ("torch", "torchvision", "torchaudio", "numpy", "scipy", "PIL", "cv2", "yaml", "sklearn", "monai", "pytorch_lightning",
            "tensorflow", "keras", "jax", "jaxlib", "flax", "nni", "SimpleITK", "nibabel", "pydicom")
FRAMEWORKS = ("torch", "tensorflow", "jax")


def install():
    imports.hook.add("torch", _torch)


def _torch(torch):
    from dnas_probe import epochs, steps, uses
    threads = os.environ.get("DNAS_PROBE_THREADS", "")
    if threads.isdigit() and int(threads) > 0:
        torch.set_num_threads(int(threads))
    for part in (steps.install, uses.install, epochs.install):
        state.guarded(part)(torch)


def used():
    """The framework that was imported; torch before the others because it is the one that we look into."""
    for name in FRAMEWORKS:
        if name in sys.modules:
            return name
    return "none"


def versions():
    """Versions of the imported packages that matter."""
    found = {}
    for name in PACKAGES:
        module = sys.modules.get(name)
        version = getattr(module, "__version__", None)
        if version is not None and getattr(module, "__file__", None) != "<stub>":
            found[name] = str(version)[:64]
    return found


def threads():
    """How many threads the framework uses, or None."""
    torch = sys.modules.get("torch")
    return int(torch.get_num_threads()) if torch is not None else None
