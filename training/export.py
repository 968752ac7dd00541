"""A trained checkpoint to the files of the shipped model: ONNX graphs, vocabulary, meta.json.

Weights are stored as 8-bit integers: LSTMs and dense layers with dynamic quantisation, tables of
vectors with a scale a row; ``--no-quantize`` keeps floats, to measure what that costs. The graph of
the names is made by ``names.py``, from the statement graph that this writes; thresholds and
calibration are put into the card by ``tune.py``, which measures what this has written.
"""

from __future__ import annotations

import argparse
import json
import shutil
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from graphs import RoleGraph, StatementGraph
from model import Encoder, EncoderConfig, RoleTagger, StatementTagger, TaggerConfig
from wortlaut.tagger.features import Vocabulary
from wortlaut.tagger.model import GRAPHS, NAMES, file_digests

#: Layers of the role graph with few outputs: turning what they read into integers costs more.
SMALL = ("/heads.", "/most/")


def shrink_tables(path: Path) -> None:
    """Store the vectors of lookup tables as 8-bit integers with a scale a row."""
    model = onnx.load(str(path))
    graph = model.graph
    tables = {t.name: t for t in graph.initializer}
    nodes = []
    for node in graph.node:
        nodes.append(node)
        table = tables.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or table.data_type != TensorProto.FLOAT or len(table.dims) != 2:
            continue
        values = numpy_helper.to_array(table)
        scales = np.maximum(np.abs(values).max(1, keepdims=True), 1e-8) / 127
        table.CopyFrom(
            numpy_helper.from_array(np.round(values / scales).astype(np.int8), table.name)
        )
        scale, out = f"{table.name}_scale", node.output[0]
        graph.initializer.append(numpy_helper.from_array(scales.astype(np.float32), scale))
        node.output[0] = f"{out}_8bit"
        nodes += [
            helper.make_node("Cast", [f"{out}_8bit"], [f"{out}_whole"], to=TensorProto.FLOAT),
            helper.make_node("Gather", [scale, node.input[1]], [f"{out}_scale"]),
            helper.make_node("Mul", [f"{out}_whole", f"{out}_scale"], [out]),
        ]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.save(model, str(path))


def quantize(path: Path) -> None:
    """Store the weights of LSTMs and dense layers as 8-bit integers."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    heads = [n.name for n in onnx.load(str(path)).graph.node if n.name.startswith(SMALL)]
    quantize_dynamic(
        str(path),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["LSTM", "MatMul", "Gemm"],
        nodes_to_exclude=heads,
    )


def export(
    module: nn.Module,
    inputs: dict[str, torch.Tensor],
    outputs: list[str],
    path: Path,
    *,
    fold: bool = True,
) -> None:
    """Write ``module`` as a graph; without ``fold`` what follows from constants is left to loading,
    as tables that are quicker to join than to store."""
    axes = {k: {i: f"{k}{i}" for i in range(min(2, t.dim()))} for k, t in inputs.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=axes | {o: {0: "n"} for o in outputs},
            opset_version=17,
            do_constant_folding=fold,
            dynamo=False,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder with words.txt")
    parser.add_argument(
        "--meta", type=Path, required=True, help="card without digests (training/card.json)"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--no-quantize", action="store_true")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / NAMES).unlink(missing_ok=True)  # it reads what another encoder held
    shutil.copy(args.encoder / "words.txt", args.out / "words.txt")
    vocabulary = Vocabulary.read(args.out / "words.txt")
    config = TaggerConfig()
    tagger = StatementTagger(Encoder(EncoderConfig(words=len(vocabulary))), config)
    roles = RoleTagger(config)
    saved = torch.load(args.checkpoint)
    tagger.load_state_dict(saved["tagger"])
    roles.load_state_dict(saved["roles"])
    tagger.eval()
    roles.eval()
    export(
        StatementGraph(tagger),
        {
            "words": torch.zeros(1, 7, 5, dtype=torch.int32),
            "structure": torch.zeros(1, 7, 2, dtype=torch.int32),
        },
        ["labels", "states_out", "hidden"],
        args.out / GRAPHS[0],
    )
    export(
        RoleGraph(roles),
        {
            "states": torch.zeros(9, config.state),
            "tokens": torch.zeros(7, 2, dtype=torch.int64),
            "marks": torch.zeros(7, 2, dtype=torch.int64),
            "lengths": torch.tensor([7, 5], dtype=torch.int32),
        },
        ["inner", "frame", "bounds", "absent", "types", "media"],
        args.out / GRAPHS[1],
        fold=False,
    )
    for name in GRAPHS:
        path = args.out / name
        if not args.no_quantize:
            quantize(path)
            shrink_tables(path)
    meta = json.loads(args.meta.read_text(encoding="utf-8"))
    # until tune.py has measured it
    meta["decoding"] = {"nested_bias": 1.4, "cue_threshold": 0.4}
    meta["files"] = file_digests(args.out)
    (args.out / "meta.json").write_text(
        json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    size = sum(f.stat().st_size for f in args.out.iterdir())
    print(f"{args.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
