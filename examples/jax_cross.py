"""Scalar and cross product of two vectors in jax; jax.vjp gives the gradient that is judged too."""

import jax.numpy as jnp
from gauntlet_client import serve


def product(x1, x2):
    dot = (x1 * x2).sum(axis=1, keepdims=True) / 3**0.5
    return jnp.concatenate([dot, jnp.cross(x1, x2) / 2**0.5], axis=1)


serve(product, backend="jax")
