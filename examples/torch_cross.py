"""Scalar and cross product of two vectors in torch; autograd gives the gradient that is judged too."""

import torch
from gauntlet_client import serve


def product(x1, x2):
    dot = (x1 * x2).sum(dim=1, keepdim=True) / 3**0.5
    return torch.cat([dot, torch.linalg.cross(x1, x2) / 2**0.5], dim=1)


serve(product, backend="torch")
