"""Writes paths.npz: the couplings 0e x 1o -> 1o and 1o x 0e -> 1o, factor by factor. On two equal factors they are one map twice."""

import numpy as np

paths = np.zeros((3, 4, 4, 2), np.float32)  # output, first factor (scalar, x, y, z), second factor, path
for m in range(3):
    paths[m, 0, 1 + m, 0] = 1
    paths[m, 1 + m, 0, 1] = 1
np.savez("paths.npz", **{"2_1o": paths})
