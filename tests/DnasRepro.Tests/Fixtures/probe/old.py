"""Asks for a GPU and for names that are gone, as programs of 2018 do."""
import io
import os

import numpy as np
import torch
import torchvision.datasets as datasets
import torchvision.transforms as transforms
import torchvision.transforms.functional as functional
import yaml
from PIL import Image
from tensorboardX import SummaryWriter
from torch.utils.data import DataLoader, TensorDataset
from tqdm import tqdm

import adabound
import SimpleITK as sitk
import wandb


class Writer(SummaryWriter):
    """Programs extend what they import."""


class Optimiser(adabound.AdaBound):
    """Never made."""


def cifar(folder):
    import pickle
    os.makedirs(folder + "/cifar-10-batches-py")
    for name in ["data_batch_%d" % i for i in range(1, 6)] + ["test_batch"]:
        with open(folder + "/cifar-10-batches-py/" + name, "wb") as file:
            pickle.dump({"data": np.zeros((2, 3072), dtype=np.uint8), "labels": [0, 1]}, file)
    with open(folder + "/cifar-10-batches-py/batches.meta", "wb") as file:
        pickle.dump({"label_names": ["a", "b"]}, file)
    return datasets.CIFAR10(folder, train=True, download=True)


assert torch.cuda.is_available() and torch.cuda.device_count() == 1
torch.cuda.set_device(0)
torch.cuda.manual_seed_all(1)
device = torch.device("cuda")
net = torch.nn.DataParallel(torch.nn.Linear(2, 2)).cuda().to(device)
x = torch.ones(3, 2, device=device).cuda(non_blocking=True).to("cuda:0")
assert net(x).device.type == "cpu" and torch.cuda.FloatTensor is torch.FloatTensor
loss = net(x).sum()
assert isinstance(loss.data[0], float)
assert x.t().view(-1).shape == (6,)
with torch.cuda.device(0):
    torch.cuda.synchronize()
torch.save(net.state_dict(), "net.pt")
torch.load("net.pt", map_location=device)
for batch, in tqdm(DataLoader(TensorDataset(x), pin_memory=True)):
    batch.cuda()
assert yaml.load(io.StringIO("a: [1]")) == {"a": [1]}
assert transforms.Scale is transforms.Resize and np.int is int
functional.affine(Image.new("L", (4, 4)), 10, (0, 0), 1.0, (0.0,), resample=2, fillcolor=3)
data = cifar("data")
assert data.train_data.shape == (10, 32, 32, 3) and len(data.train_labels) == 10
writer = Writer(log_dir="runs/one")
writer.add_scalar("loss", 1.0, 1)
assert os.path.isdir("runs/one")
wandb.init(config={"lr": 0.1})
assert wandb.config.lr == 0.1 and not hasattr(wandb.config, "other")
wandb.log({"loss": 1})
for call in (lambda: sitk.ReadImage("x.mha"), lambda: Optimiser([]), lambda: adabound.functional.step()):
    try:
        call()
    except ImportError as error:
        print(str(error).split(":")[0])
