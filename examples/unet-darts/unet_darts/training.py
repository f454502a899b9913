"""Loss, metric and the training loop that all scripts share."""
import json
import os

import torch
from torch.nn import functional as F

from unet_darts.data import batches


def dice(logits, masks):
    """Mean Dice of the foreground over cases."""
    predicted = logits.argmax(dim=1) == 1
    truth = masks == 1
    both = (predicted & truth).flatten(1).sum(1)
    either = predicted.flatten(1).sum(1) + truth.flatten(1).sum(1)
    return (2 * both / either.clamp(min=1)).mean().item()


def loss_of(logits, masks):
    """Cross-entropy plus soft Dice loss."""
    foreground = F.softmax(logits, dim=1)[:, 1]
    truth = (masks == 1).float()
    overlap = 2 * (foreground * truth).sum() / (foreground.sum() + truth.sum())
    return F.nll_loss(F.log_softmax(logits, dim=1), masks) + 1 - overlap


def evaluate(model, images, masks, *arguments):
    """Dice of a model in evaluation mode."""
    model.eval()
    with torch.no_grad():
        return dice(model(images, *arguments), masks)


def train(model, images, masks, epochs, seed, batch=16, rate=0.01):
    """Trains a model from the weights that it has."""
    optimiser = torch.optim.Adam(model.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs)
    order = torch.Generator().manual_seed(seed)
    for _ in range(epochs):
        model.train()
        for x, y in batches(images, masks, batch, order):
            optimiser.zero_grad()
            loss_of(model(x), y).backward()
            optimiser.step()
        schedule.step()


def write_json(path, value):
    """Writes a file whole or not at all."""
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    part = f"{path}.part"
    with open(part, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1)
    os.replace(part, path)
