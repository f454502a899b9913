"""Searches a cell architecture: bilevel, first order. Writes OUT/architecture.json."""
import argparse
import os
import time

import numpy
import torch

from unet_darts.data import batches, search_halves
from unet_darts.network import KINDS, Supernet, derive_genotype, discrete_weights
from unet_darts.operations import PRIMITIVES
from unet_darts.seeding import make_repeatable
from unet_darts.training import evaluate, loss_of, write_json


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="seed of weights, architecture parameters and batch order")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--warmup", type=int, default=3, help="epochs in which only the weights are trained")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", default="out/search")
    options = parser.parse_args()

    make_repeatable(options.seed, options.threads)
    (images, masks), (held_images, held_masks) = search_halves()
    supernet = Supernet()
    weights = torch.optim.SGD(supernet.network.parameters(), lr=0.05, momentum=0.9, weight_decay=3e-4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(weights, options.epochs, eta_min=0.001)
    architecture = torch.optim.Adam(supernet.architecture.parameters(), lr=0.02, betas=(0.5, 0.999), weight_decay=1e-3)
    order = torch.Generator().manual_seed(options.seed)

    history, started = [], time.perf_counter()
    for epoch in range(1, options.epochs + 1):
        supernet.train()
        held = batches(held_images, held_masks, options.batch, order)
        for x, y in batches(images, masks, options.batch, order):
            if epoch > options.warmup:
                held_x, held_y = next(held)
                architecture.zero_grad()
                loss_of(supernet(held_x), held_y).backward()
                architecture.step()
            weights.zero_grad()
            loss_of(supernet(x), y).backward()
            torch.nn.utils.clip_grad_norm_(supernet.network.parameters(), 5)
            weights.step()
        schedule.step()
        score = evaluate(supernet, held_images, held_masks)
        history.append({"epoch": epoch, "held_out_dice": score, "architecture": {k: supernet.architecture[k].tolist() for k in KINDS}})
        print(f"epoch {epoch}/{options.epochs}: Dice on the architecture half {score:.4f}", flush=True)

    # The architecture is derived after the last epoch was trained, from the parameters as they are then.
    genotype = derive_genotype(supernet.architecture)
    discrete = evaluate(supernet.network, held_images, held_masks, discrete_weights(genotype))
    write_json(os.path.join(options.out, "architecture.json"), {
        "format": "dag_cells",
        "seed": options.seed,
        "epoch": options.epochs,
        "operations": PRIMITIVES,
        "cells": genotype,
        "held_out_dice": {"supernet": history[-1]["held_out_dice"], "discretised_same_weights": discrete},
        "architecture_parameters": {k: supernet.architecture[k].tolist() for k in KINDS},
        "history": history,
        "threads": options.threads,
        "versions": {"torch": torch.__version__, "numpy": numpy.__version__},
    })
    print(f"wrote {options.out}/architecture.json after {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
