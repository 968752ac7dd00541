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
from onnxruntime import InferenceSession
from torch import nn

from graphs import RoleGraph, StatementGraph
from model import RoleTagger, StatementTagger, read_taggers
from wortlaut.tagger.features import PLACE_STATES, QUOTE_STATES, Vocabulary
from wortlaut.tagger.model import GRAPHS, NAMES, file_digests
from wortlaut.tagger.windows import markers, window, windows

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


@torch.no_grad()
def check(folder: Path, tagger: StatementTagger, roles: RoleTagger) -> None:
    """Whether the graphs, still with floats, say what the networks say; they are made by hand."""
    words = len(tagger.encoder.word.weight)
    rng, length = np.random.default_rng(1), 60
    ids = rng.integers(0, (words, 999, 999, 999, 99), (1, length, 5), dtype=np.int32)
    structure = rng.integers(0, (QUOTE_STATES, PLACE_STATES), (1, length, 2), dtype=np.int32)
    statements, kinds = [[3, 4, 5, 8], list(range(40, length))], [0, 2]
    sentence_of = np.arange(length) // 9
    others = np.isin(np.arange(length), np.concatenate(statements))
    around = windows(statements, kinds, sentence_of)
    labels, states = tagger(
        torch.from_numpy(ids).long(), torch.from_numpy(structure).long(), torch.tensor([length])
    )
    first = InferenceSession(str(folder / GRAPHS[0]), providers=["CPUExecutionProvider"])
    got = first.run(["labels", "states_out"], {"words": ids, "structure": structure})
    wanted = [labels.log_softmax(-1), states]
    second = InferenceSession(str(folder / GRAPHS[1]), providers=["CPUExecutionProvider"])
    feed = {"tokens": around.places, "marks": around.marks, "lengths": around.lengths}
    found = second.run(None, {"states": states[0].numpy(), **feed})
    for row, (tokens, kind) in enumerate(zip(statements, kinds, strict=True)):
        begin, end = window(tokens, length)
        marks = markers(tokens, begin, end, sentence_of, others)
        out = roles(
            states[:, begin:end],
            torch.from_numpy(marks)[None],
            torch.tensor([kind]),
            torch.tensor([end - begin]),
        )
        wanted += [out["inner"][0].softmax(-1), out["frame"][0].sigmoid(), out["bounds"][0]]
        got += [found[0][row, : end - begin], found[1][row, : end - begin]]
        got += [found[2][row, : end - begin], found[3][row], found[4][row], found[5][row]]
        wanted += [out["absent"][0].sigmoid(), out["type"][0].softmax(-1)]
        wanted += [out["medium"][0].softmax(-1)]
    apart = max(float(np.abs(a - b.numpy()).max()) for a, b in zip(got, wanted, strict=True))
    if apart > 1e-4:
        raise SystemExit(f"the graphs differ from the networks by {apart}: see graphs.py")


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
    tagger, roles = read_taggers(args.checkpoint)
    if len(Vocabulary.read(args.out / "words.txt")) != tagger.encoder.config.words:
        raise SystemExit(
            f"{args.encoder / 'words.txt'} is not what {args.checkpoint} was made with"
        )
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
            "states": torch.zeros(9, tagger.config.state),
            "tokens": torch.zeros(7, 2, dtype=torch.int64),
            "marks": torch.zeros(7, 2, dtype=torch.int64),
            "lengths": torch.tensor([7, 5], dtype=torch.int32),
        },
        ["inner", "frame", "bounds", "absent", "types", "media"],
        args.out / GRAPHS[1],
        fold=False,
    )
    tagger.eval()  # exporting may have undone it
    roles.eval()
    check(args.out, tagger, roles)
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
