"""Serves a tensor product to `gauntlet verify`. One file, standard library only; numpy, torch and jax are used when asked for.

    from gauntlet_client import serve

    serve(lambda x1, x2: ...)                     # numpy arrays [batch, d1] and [batch, d2] in, [batch, d3] out
    serve(lambda x: ...)                          # the same for a map of one vector, such as a symmetric contraction
    serve(f, vjp=g)                               # g(x1, x2, cotangent) -> (x1_gradient, x2_gradient); g(x, cotangent) -> x_gradient
    serve(f, backend="torch", device="cuda")      # torch tensors; the gradient comes from autograd
    serve(f, backend="jax")                       # jax arrays; the gradient comes from jax.vjp
    serve(f, backend="list")                      # nested lists, nothing installed

The manifest names the program: {"left": "1o", "right": "1o", "out": "1e", ..., "runner": {"type": "process",
"command": ["python3", "this_program.py"]}}. The protocol is `frames`: a uint32, a JSON header of that length, raw arrays.

On a machine that cannot run gauntlet: `gauntlet probe manifest.json --output probes.npz`, there
`answer("probes.npz", f, "out.npz")`, back here `gauntlet verify manifest.json --outputs out.npz`.

In a test suite: `def test_product(): check("manifest.json")`.
"""

import json
import os
import struct
import subprocess
import sys
import traceback

SIZES = {"float64": 8, "float32": 4, "float16": 2, "bfloat16": 2}


# -- nested lists: the format codes of struct, and bfloat16 as the upper half of a float32 ---------------------------------------


def _round_bfloat16(bits):
    """The upper 16 bits of a float32, to nearest, ties to even."""
    if bits & 0x7FFFFFFF > 0x7F800000:  # NaN
        return bits >> 16 | 0x40
    return (bits + 0x7FFF + (bits >> 16 & 1)) >> 16


def _pack(value, code):
    try:
        return struct.pack("<" + code, value)
    except OverflowError:  # too large for the format
        return struct.pack("<" + code, float("inf") if value > 0 else float("-inf"))


class ListBackend:
    """Lists of rows of Python floats."""

    codes = {"float64": "d", "float32": "f", "float16": "e"}

    def decode(self, raw, shape, dtype):
        rows, width = shape
        if dtype == "bfloat16":
            halves = struct.unpack("<%dH" % (len(raw) // 2), raw)
            flat = struct.unpack("<%df" % len(halves), struct.pack("<%dI" % len(halves), *(h << 16 for h in halves)))
        else:
            flat = struct.unpack("<%d%s" % (rows * width, self.codes[dtype]), raw)
        return [list(flat[row * width : (row + 1) * width]) for row in range(rows)]

    def encode(self, rows, dtype):
        rows = [list(row) for row in rows]
        flat = [float(value) for row in rows for value in row]
        width = len(rows[0]) if rows else 0
        shape = [len(rows), width] if len(flat) == len(rows) * width else [len(flat)]
        if dtype == "bfloat16":
            bits = (struct.unpack("<I", _pack(value, "f"))[0] for value in flat)
            return shape, b"".join(struct.pack("<H", _round_bfloat16(b)) for b in bits)
        return shape, b"".join(_pack(value, self.codes[dtype]) for value in flat)

    vjp = None


# -- numpy: bfloat16 travels as the float32 that holds it -------------------------------------------------------------------------


class NumpyBackend:
    """Arrays of the declared dtype; for bfloat16, which numpy lacks, float32 arrays."""

    def __init__(self):
        import numpy

        self.np = numpy

    def decode(self, raw, shape, dtype):
        np = self.np
        if dtype == "bfloat16":
            halves = np.frombuffer(raw, "<u2").astype(np.uint32)
            return (halves << np.uint32(16)).view(np.float32).reshape(shape)
        return np.frombuffer(raw, "<f%d" % SIZES[dtype]).reshape(shape).copy()

    def encode(self, array, dtype):
        np = self.np
        array = np.asarray(array)
        if dtype != "bfloat16":
            with np.errstate(over="ignore"):
                return list(array.shape), np.ascontiguousarray(array, "<f%d" % SIZES[dtype]).tobytes()
        bits = np.ascontiguousarray(array, "<f4").view(np.uint32).astype(np.uint64)
        rounded = (bits + 0x7FFF + (bits >> 16 & 1)) >> 16
        nan = (bits & 0x7FFFFFFF) > 0x7F800000
        return list(array.shape), np.where(nan, bits >> 16 | 0x40, rounded).astype("<u2").tobytes()

    vjp = None


class TorchBackend:
    """Tensors on a device."""

    def __init__(self, device=None):
        import torch

        self.torch = torch
        self.device = device

    def decode(self, raw, shape, dtype):
        torch = self.torch
        count = shape[0] * shape[1]
        kind = getattr(torch, dtype)
        flat = torch.frombuffer(bytearray(raw), dtype=kind) if count else torch.empty(0, dtype=kind)
        return flat.reshape(shape).to(self.device or "cpu")

    def encode(self, tensor, dtype):
        torch = self.torch
        tensor = tensor.detach().to("cpu", getattr(torch, dtype)).contiguous()
        return list(tensor.shape), tensor.view(torch.uint8).numpy().tobytes() if tensor.numel() else b""

    def vjp(self, f):
        def gradient(*given):
            inputs, cotangent = [x.requires_grad_() for x in given[:-1]], given[-1]
            out = f(*inputs)
            # What the output does not depend on has no gradient; materialize_grads came with torch 2.0.
            found = self.torch.autograd.grad(out, inputs, cotangent, allow_unused=True)
            return tuple(self.torch.zeros_like(x) if g is None else g for x, g in zip(inputs, found))

        return gradient


class JaxBackend(NumpyBackend):
    """Jax arrays; float64 switches jax_enable_x64 on."""

    def __init__(self):
        super().__init__()
        import jax

        jax.config.update("jax_enable_x64", True)
        self.jax = jax

    def decode(self, raw, shape, dtype):
        return self.jax.numpy.asarray(super().decode(raw, shape, dtype), dtype=dtype)

    def encode(self, array, dtype):
        # A float32 holds every bfloat16, and numpy knows it.
        return super().encode(self.np.asarray(array.astype("float32") if dtype == "bfloat16" else array), dtype)

    def vjp(self, f):
        def gradient(*given):
            return self.jax.vjp(f, *given[:-1])[1](given[-1])

        return gradient


def _backend(name, device):
    if name is None:
        try:
            return NumpyBackend()
        except ImportError:
            return ListBackend()
    if name == "torch":
        return TorchBackend(device)
    if name in ("list", "numpy", "jax"):
        return {"list": ListBackend, "numpy": NumpyBackend, "jax": JaxBackend}[name]()
    raise ValueError('backend: expected "numpy", "torch", "jax" or "list", got %r' % (name,))


# -- frames ------------------------------------------------------------------------------------------------------------------------


def _read(stream, count):
    """Exactly count bytes, or None where the stream ends before the first."""
    data = stream.read(count)
    if len(data) not in (0, count):
        raise EOFError("the input ended after %d of %d bytes" % (len(data), count))
    return data if len(data) == count else None


def _send(stream, header, arrays=()):
    text = json.dumps(header).encode()
    stream.write(struct.pack("<I", len(text)) + text)
    for raw in arrays:
        stream.write(raw)
    stream.flush()


def _gradients(found, names):
    """By name; that of one input may come by itself."""
    return dict(zip(names, found if len(names) > 1 or isinstance(found, tuple) else (found,)))


def serve(f, vjp=None, backend=None, device=None):
    """Answers requests on stdin until it ends. What f prints goes to stderr: stdout belongs to the protocol."""
    source = sys.stdin.buffer
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        known = _backend(backend, device)
    except (ImportError, ValueError) as error:
        sink.write(json.dumps({"ready": False, "error": str(error)}).encode() + b"\n")
        sink.flush()
        return
    vjp = vjp or (known.vjp(f) if known.vjp else None)
    sink.write(json.dumps({"ready": True, "vjp": vjp is not None}).encode() + b"\n")
    sink.flush()
    while True:
        length = _read(source, 4)
        if length is None:
            return
        header = json.loads(_read(source, struct.unpack("<I", length)[0]))
        dtype, batch = header["dtype"], header["batch"]
        inputs = []
        for shape in header["shapes"].values():
            count = shape[0] * shape[1] * SIZES[dtype]
            inputs.append(known.decode(_read(source, count) if count else b"", shape, dtype))
        try:
            if header["op"] == "forward":
                results = {"out": f(*inputs)}
            else:
                results = _gradients(vjp(*inputs), [name for name in header["shapes"] if name != "cotangent"])
            encoded = {name: known.encode(value, dtype) for name, value in results.items()}
        except Exception as error:  # whatever f raises is its answer
            traceback.print_exc()
            _send(sink, {"error": "%s: %s" % (type(error).__name__, error)})
            continue
        shapes = {name: shape for name, (shape, _) in encoded.items()}
        _send(sink, {"dtype": dtype, "batch": batch, "shapes": shapes}, [raw for _, raw in encoded.values()])


# -- captured outputs, and a test ----------------------------------------------------------------------------------------------------


def answer(probes, f, output, vjp=None):
    """Answers a file that `gauntlet probe` wrote: numpy arrays in, one call per batch, one .npz out."""
    import numpy

    answers = {}
    with numpy.load(probes, allow_pickle=False) as arrays:
        answers["seed"] = arrays["seed"]
        for name in arrays.files:
            batch, _, kind = name.rpartition(".")
            if kind != "x1":
                continue
            inputs = {x: arrays[batch + "." + x] for x in ("x1", "x2") if batch + "." + x in arrays.files}
            dtype = arrays[name].dtype
            if batch + ".cotangent" not in arrays.files:
                answers[batch + ".out"] = numpy.asarray(f(*inputs.values()), dtype)
            elif vjp is not None:
                found = _gradients(vjp(*inputs.values(), arrays[batch + ".cotangent"]), list(inputs))
                for x, gradient in found.items():
                    answers[batch + "." + x + "_gradient"] = numpy.asarray(gradient, dtype)
    numpy.savez(output, **answers)


def check(manifest, command=None):
    """For pytest and its like: raises AssertionError with the diagnosis unless the manifest passes.

    command: how gauntlet is started, such as ["npx", "gauntlet"]; default: $GAUNTLET, or gauntlet.
    """
    command = command or os.environ.get("GAUNTLET", "gauntlet").split()
    done = subprocess.run([*command, "verify", str(manifest), "--json"], capture_output=True, text=True)
    if done.returncode not in (0, 1) or not done.stdout:
        raise RuntimeError("gauntlet gave no verdict (exit code %d): %s" % (done.returncode, done.stderr.strip()))
    verdict = json.loads(done.stdout)
    problems = ["%(code)s: %(message)s" % cause for cause in verdict.get("diagnosis", [])]
    assert verdict["verdict"] == "pass", "\n".join(problems or [done.stdout])
    return verdict
