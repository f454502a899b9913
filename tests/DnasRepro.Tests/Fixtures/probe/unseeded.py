"""Uses every global generator before seeding it, lists folders with and without sorting, and opens files."""
import glob
import os
import random

import numpy
import torch

names = os.listdir(".")
again = sorted(os.listdir("."))
third = os.listdir(".")
third.sort()
found = glob.glob("*.py")
torch.rand(1)
numpy.random.rand()
random.random()
torch.manual_seed(7)
torch.manual_seed(7)
numpy.random.seed(8)
random.seed()
torch.backends.cudnn.benchmark = True
os.makedirs("logs", exist_ok=True)
with open("logs/log.txt", "w") as file:
    file.write(repr(sorted(map(len, [names, again, third, found]))))
torch.save(torch.zeros(2), "logs/weights.pt")
with open("unseeded.py") as file:
    file.read()
