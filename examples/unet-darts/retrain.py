"""Trains the network of a found architecture from scratch. Writes OUT/weights.pt and OUT/metrics.json."""
import argparse
import json
import os

import torch

from unet_darts.data import TRAIN_CASES, VALIDATION_CASES, phantoms
from unet_darts.network import network_of
from unet_darts.seeding import make_repeatable
from unet_darts.training import evaluate, train, write_json


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--architecture", default="results/search-seed0.json")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", default="out/retrain")
    options = parser.parse_args()

    with open(options.architecture, encoding="utf-8") as file:
        genotype = json.load(file)["cells"]
    make_repeatable(options.seed, options.threads)
    model = network_of(genotype)
    train(model, *phantoms("inner", 160, TRAIN_CASES), options.epochs, options.seed)
    score = evaluate(model, *phantoms("inner", 80, VALIDATION_CASES))
    os.makedirs(options.out, exist_ok=True)
    torch.save(model.state_dict(), os.path.join(options.out, "weights.pt"))
    write_json(os.path.join(options.out, "metrics.json"), {"validation_dice": score, "epochs": options.epochs, "seed": options.seed})
    print(f"validation Dice {score:.4f}")


if __name__ == "__main__":
    main()
