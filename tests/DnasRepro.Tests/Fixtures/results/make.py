"""Writes the binary fixtures of the result readers with real torch and numpy, and expected.json with what is in them.

Made with Debian 12's packages: Python 3.11.2, torch 1.13.1, numpy 1.24.2. Usage: /usr/bin/python3 make.py (in this folder)
"""
import collections
import json
import os
import pickle
import sys
import types

import numpy
import torch

expected = {}


def note(file, **tensors):
    expected[file] = {name.replace("__", "."): {"shape": list(t.shape), "type": getattr(t.dtype, "name", str(t.dtype)).replace("torch.", ""), "values": [float(v) for v in t.reshape(-1)]} for name, t in tensors.items()}


def table(*shape, seed=0):
    return 1e-3 * torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


# NAS-Unet's checkpoint: raw parameters in a dictionary, beside weights, an optimiser and a stale genotype.
Genotype = collections.namedtuple("Genotype", "down down_concat up up_concat")
sys.modules["genotype_of_the_program"] = types.ModuleType("genotype_of_the_program")
Genotype.__module__ = "genotype_of_the_program"
sys.modules["genotype_of_the_program"].Genotype = Genotype
alphas = {"alphas_down": table(5, 6, seed=1), "alphas_normal_down": table(5, 7, seed=2), "alphas_up": table(5, 4, seed=3), "alphas_normal_up": table(5, 7, seed=4)}
weights = torch.nn.Conv2d(1, 2, 3, bias=False)
optimizer = torch.optim.Adam([torch.nn.Parameter(a.clone()) for a in alphas.values()])
nasunet = {
    "epoch": 4, "dur_time": 12.5, "cur_patience": 0, "geno_type": Genotype([("down_conv", 1)], range(2, 4), [("conv", 0)], range(2, 4)),
    "model_state": weights.state_dict(), "arch_optimizer": optimizer.state_dict(), "alphas_dict": {k: torch.nn.Parameter(v) for k, v in alphas.items()}, "best": None,
}
for file, zipped in (("nasunet.pth.tar", True), ("nasunet-old.pth.tar", False)):
    torch.save(nasunet, file, _use_new_zipfile_serialization=zipped)
    note(file, model_state__weight=weights.weight.detach(), **{f"alphas_dict__{k}": v for k, v in alphas.items()})

# RobustDARTS' checkpoint: the parameters are keys of the checkpoint itself.
normal, reduce = table(14, 2, seed=5), table(14, 2, seed=6)
torch.save({"next_epoch": 25, "state_dict": weights.state_dict(), "alphas_normal": normal, "alphas_reduce": reduce, "genotypes": ["x"], "la_history": collections.deque([1.0])}, "robustdarts.pth.tar")
note("robustdarts.pth.tar", state_dict__weight=weights.weight.detach(), alphas_normal=normal, alphas_reduce=reduce)

# FasterSeg's arch_1.pt: parameters and single numbers.
shapes = {"alpha_1_0": (16, 5), "alpha_1_1": (15, 5), "alpha_1_2": (14, 5), "beta_1_1": (14, 2), "beta_1_2": (13, 2), "ratio_1_0": (15, 5), "ratio_1_1": (15, 5), "ratio_1_2": (14, 5)}
fasterseg = {name: torch.nn.Parameter(table(*shape, seed=i + 10)) for i, (name, shape) in enumerate(shapes.items())}
torch.save({**fasterseg, "mIoU02": 0.25, "latency02": 3.5}, "fasterseg.pt", _use_new_zipfile_serialization=False)
note("fasterseg.pt", **{k: v.detach() for k, v in fasterseg.items()})

# Every type of number, views, shared storages, scalars, nothing.
base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
kinds = {str(t).replace("torch.", ""): torch.tensor([[0, 1, 2], [3, 5, 100]]).to(t) for t in (
    torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool)}
kinds.update(transposed=base.t(), sliced=base[1:3, ::2], row=base[2], scalar=torch.tensor(0.5), empty=torch.zeros(0, 3), negative=torch.tensor([-1.5, float("inf"), -2**40]))
for file, zipped in (("types.pt", True), ("types-old.pt", False)):
    torch.save(kinds, file, _use_new_zipfile_serialization=zipped)
    note(file, **kinds)

# A whole model object of the program's own class, as pt.darts saves it.
models = types.ModuleType("models_of_the_program")
sys.modules["models_of_the_program"] = models


class Controller(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.alpha_normal = torch.nn.ParameterList([torch.nn.Parameter(table(2 + i, 8, seed=30 + i)) for i in range(4)])
        self.net = torch.nn.Conv2d(1, 1, 1, bias=False)


Controller.__module__, Controller.__qualname__ = "models_of_the_program", "Controller"
models.Controller = Controller
model = Controller()
torch.save(model, "model.pt")
note("model.pt", net__weight=model.net.weight.detach(), **{f"alpha_normal__{i}": p.detach() for i, p in enumerate(model.alpha_normal)})


# Files that ask for code. Nothing here is ever loaded.
class Evil:
    def __reduce__(self):
        return os.system, ("touch dnas-repro-was-here",)


torch.save({"alphas_normal": normal, "evil": Evil()}, "evil.pt")
torch.save({"alphas_normal": normal, "evil": Evil()}, "evil-old.pt", _use_new_zipfile_serialization=False)
for protocol in range(6):
    with open(f"evil-{protocol}.pkl", "wb") as stream:
        pickle.dump([1, Evil()], stream, protocol)

# Plain pickles of arrays in every protocol.
arrays = {"table": numpy.arange(6, dtype="<f8").reshape(2, 3), "fortran": numpy.asfortranarray(numpy.arange(6, dtype=">i4").reshape(2, 3)), "number": numpy.float32(0.5)}
for protocol in range(6):
    with open(f"arrays-{protocol}.pkl", "wb") as stream:
        pickle.dump({"alphas": [arrays["table"], arrays["fortran"]], "loss": arrays["number"], "text": "\u00e4 \\ ' \n", "nothing": None, "big": 2**80, "set": {1}, "raw": b"\x00\xff"}, stream, protocol)
    note(f"arrays-{protocol}.pkl", alphas__0=arrays["table"], alphas__1=arrays["fortran"], loss=arrays["number"])

# NumPy's own files.
for name, array in {
    "f2": numpy.array([0.5, -2], "<f2"), "f4-big": numpy.array([[0.1, 2]], ">f4"), "f8-fortran": numpy.asfortranarray(numpy.arange(6.0).reshape(2, 3)), "u8": numpy.array([2**40], "u8"),
    "i1": numpy.array([-1, 1], "i1"), "bool": numpy.array([True, False]), "scalar": numpy.array(3.5), "empty": numpy.zeros((0, 4)),
}.items():
    numpy.save(f"{name}.npy", array)
    note(f"{name}.npy", **{name: array})
for version in (2, 3):
    with open(f"version{version}.npy", "wb") as stream:
        numpy.lib.format.write_array(stream, arrays["table"], (version, 0))
    note(f"version{version}.npy", **{f"version{version}": arrays["table"]})
numpy.savez("several.npz", a=arrays["table"], b=arrays["fortran"])
numpy.savez_compressed("packed.npz", a=arrays["table"], zeros=numpy.zeros(1000))
note("several.npz", a=arrays["table"], b=arrays["fortran"])
note("packed.npz", a=arrays["table"], zeros=numpy.zeros(1000))
numpy.save("objects.npy", numpy.array([Evil()], dtype=object), allow_pickle=True)
numpy.save("records.npy", numpy.zeros(2, dtype=[("a", "i4"), ("b", "f8")]))

# DiNTS (2 blocks, 3 levels, 7 paths) and Auto-DeepLab (5 nodes: 10 rows of edge and operation; a path of 4 levels).
dints = {"node_a": torch.tensor([[1, 1, 0], [1, 1, 0], [1, 0, 0]]), "arch_code_a": torch.tensor([[1.0, 0, 1, 1, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0]], dtype=torch.float64), "arch_code_c": torch.tensor([[1, 0, 2, 3, 0, 0, 0], [4, 1, 0, 0, 0, 0, 0]])}
torch.save({k: v.numpy() for k, v in dints.items()}, "dints.pth")
torch.save({"code_a": dints["arch_code_a"], "code_c": dints["arch_code_c"], "node_a": dints["node_a"], "best_dsc": 0.5, "epochs": 20}, "dints-search.pt")
note("dints.pth", **dints)
numpy.save("genotype.npy", numpy.array([[0, 4], [1, 5], [2, 5], [4, 7], [5, 0], [6, 6], [9, 4], [10, 5], [14, 4], [15, 5]]))
numpy.save("network_path.npy", numpy.array([1, 1, 1, 0, 1, 2, 1, 2, 2, 2, 1, 2], dtype="u1"))

with open("expected.json", "w") as stream:
    stream.write(json.dumps(expected, indent=0).replace("Infinity", "1e999") + "\n")
