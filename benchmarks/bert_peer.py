"""How long an encoder of the size of BERT-base takes for the same texts: random weights, 8-bit.

    python benchmarks/bert_peer.py [--texts 20]

Twelve layers of width 768 with twelve heads and 3,072 units between (Devlin et al. 2019), its dense
layers quantised to 8-bit integers as ours are, run by ONNX Runtime with one thread. A text is as
many tokens for it as for us, 250; real word pieces are a third more, so this is kind to BERT. Only
the encoder is timed: no tokeniser, no head, no decoding. Needs the extra ``train`` (PyTorch, onnx).
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from speed import ONE_THREAD, ROUNDS, TOKENS, pin

LAYERS, WIDTH, HEADS, BETWEEN = 12, 768, 12, 3072
SEED = 0


def write_encoder(path: Path) -> None:
    """An encoder of random weights as an ONNX graph with 8-bit dense layers."""
    import onnx
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from torch import nn
    from torch.nn import functional

    class Layer(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
            self.up, self.down = nn.Linear(WIDTH, BETWEEN), nn.Linear(BETWEEN, WIDTH)
            self.norms = nn.ModuleList([nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)])

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            n, t, _ = x.shape
            q, k, v = self.qkv(x).view(n, t, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
            weights = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5).softmax(-1)
            x = self.norms[0](x + self.out((weights @ v).transpose(1, 2).reshape(n, t, WIDTH)))
            return self.norms[1](x + self.down(functional.gelu(self.up(x))))

    torch.manual_seed(SEED)
    encoder = nn.Sequential(*(Layer() for _ in range(LAYERS))).eval()
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            encoder,
            (torch.zeros(1, TOKENS, WIDTH),),
            str(plain),
            input_names=["x"],
            output_names=["y"],
            opset_version=17,
            dynamo=False,
        )
        # folded weights of some exporters have no shape yet, which quantisation asks for
        onnx.save(onnx.shape_inference.infer_shapes(onnx.load(str(plain))), str(plain))
        quantize_dynamic(
            str(plain),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm"],
        )


def rates(path: Path, texts: int) -> dict[str, float]:
    """Texts a second by the clock and by CPU time, the best of three rounds."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    x = np.random.default_rng(SEED).normal(size=(1, TOKENS, WIDTH)).astype(np.float32)
    session.run(None, {"x": x})
    found: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        clock, cpu = time.perf_counter(), time.process_time()
        for _ in range(texts):
            session.run(None, {"x": x})
        found.append((texts / (time.perf_counter() - clock), texts / (time.process_time() - cpu)))
    return {"rate": max(f[0] for f in found), "cpu_rate": max(f[1] for f in found)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    os.environ.update(ONE_THREAD)
    pin()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "encoder.onnx"
        write_encoder(path)
        figures: dict[str, Any] = rates(path, args.texts)
        figures["megabytes"] = path.stat().st_size / 1e6
    if args.json:
        print(json.dumps(figures))
    else:
        print(
            f"BERT-base's size, 8-bit: {figures['rate']:.1f} texts of {TOKENS} tokens a second "
            f"({figures['cpu_rate']:.1f} for a second of CPU time), {figures['megabytes']:.0f} MB"
        )


if __name__ == "__main__":
    main()
