"""The trained networks in the shape they are shipped in: the same functions, quicker to run.

These modules are only exported, never run: an LSTM is one ONNX node here, in either direction, and
PyTorch gets zeros of the right shape for it. Time comes first inside, as that node has it.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from model import BiLSTM, RoleTagger, StatementTagger
from wortlaut.records import MEDIA, STATEMENT_TYPES
from wortlaut.tagger.tags import LABELS, LEVELS
from wortlaut.tagger.windows import DISTANCES, IN_QUOTE, MARKS, RELATIONS, SENTENCES

#: What the marks of a token behind a window's end add: nothing is left of it behind a ReLU.
NOTHING = -1e9


class _LSTMNode(torch.autograd.Function):
    """The node: (t, n, width), its weights, lengths or None to (t, n, hidden)."""

    @staticmethod
    def forward(
        ctx: Any,
        x: torch.Tensor,
        w: torch.Tensor,
        r: torch.Tensor,
        b: torch.Tensor,
        lengths: torch.Tensor | None,
        direction: str,
    ) -> torch.Tensor:
        return x.new_zeros(x.shape[0], x.shape[1], r.shape[2])

    @staticmethod
    def symbolic(g: Any, x: Any, w: Any, r: Any, b: Any, lengths: Any, direction: str) -> Any:
        hidden = r.type().sizes()[2]
        inputs = [x, w, r, b] if lengths is None else [x, w, r, b, lengths]
        y = g.op("LSTM", *inputs, hidden_size_i=hidden, direction_s=direction)
        out = g.op("Squeeze", y, g.op("Constant", value_t=torch.tensor([1])))
        out.setType(x.type().with_sizes([None, None, hidden]))
        return out


class LSTM(nn.Module):
    """A trained LSTM layer, ``forward`` or ``reverse``."""

    def __init__(self, lstm: nn.LSTM, direction: str) -> None:
        super().__init__()
        self.direction = direction
        parts = (lstm.weight_ih_l0, lstm.weight_hh_l0, lstm.bias_ih_l0, lstm.bias_hh_l0)
        w, r, *biases = (_gates(part.detach()) for part in parts)
        self.register_buffer("w", w[None])
        self.register_buffer("r", r[None])
        self.register_buffer("b", torch.cat(biases)[None])

    def forward(self, x: torch.Tensor, lengths: torch.Tensor | None = None) -> torch.Tensor:
        out: torch.Tensor = _LSTMNode.apply(x, self.w, self.r, self.b, lengths, self.direction)
        return out


def _gates(part: torch.Tensor) -> torch.Tensor:
    """PyTorch's order of the gates (input, forget, cell, output) to that of ONNX."""
    i, f, c, o = part.chunk(4)
    return torch.cat([i, o, f, c])


def _directions(lstm: BiLSTM) -> nn.ModuleList:
    return nn.ModuleList([LSTM(lstm.ahead, "forward"), LSTM(lstm.back, "reverse")])


class _Dense(nn.Module):
    """A linear layer, its weights turned as the ONNX node wants them."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None = None) -> None:
        super().__init__()
        self.weight = nn.Parameter(weight.detach().T.contiguous())
        self.bias = None if bias is None else nn.Parameter(bias.detach())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = x @ self.weight
        return y if self.bias is None else y + self.bias


class StatementGraph(nn.Module):
    """The statement tagger with int32 inputs and log-probabilities out, one document at a time.

    ``hidden`` is all that its encoder holds of a token; the graph of the names reads it.
    """

    def __init__(self, tagger: StatementTagger) -> None:
        super().__init__()
        self.tagger = tagger
        encoder = tagger.encoder
        self.ahead = nn.ModuleList(
            LSTM(layer, "forward") for layer in (encoder.forward1, encoder.forward2)
        )
        self.back = nn.ModuleList(
            LSTM(layer, "reverse") for layer in (encoder.backward1, encoder.backward2)
        )
        self.both = _directions(tagger.lstm)

    def forward(self, words: torch.Tensor, structure: torch.Tensor) -> tuple[torch.Tensor, ...]:
        tagger = self.tagger
        held = [tagger.encoder.embed(words)]
        x = _time_first(held[0])
        for first, second in (self.ahead, self.back):
            one = first(x)
            held += [_time_second(one), _time_second(second(one) + one)]
        held += [tagger.quotes(structure[..., 0]), tagger.place(structure[..., 1])]
        hidden = torch.cat(held, -1)
        h = torch.relu(tagger.reduce(hidden))
        both = [_time_second(lstm(_time_first(h))) for lstm in self.both]
        state = torch.relu(tagger.state(torch.cat([h, *both], -1)))
        labels = tagger.tags(state).reshape(1, -1, LEVELS, LABELS).log_softmax(-1)
        return labels, state, hidden


def _time_first(x: torch.Tensor) -> torch.Tensor:
    """(1, t, width) to (t, 1, width): of one document no number moves."""
    return x.reshape(-1, 1, x.shape[-1])


def _time_second(x: torch.Tensor) -> torch.Tensor:
    return x.reshape(1, -1, x.shape[-1])


class RoleGraph(nn.Module):
    """The role tagger on all windows of a document, with probabilities out.

    Takes states (t, state) of the document and, time first, the index of each window's tokens
    (w, n) and their marks (w, n), as ``wortlaut.tagger.windows`` joins them, and lengths (n,). The
    input layer is applied to a token once, whatever number of windows it is in, and to the marks
    beforehand; what a head reads from the mean over the quotation it reads from each token, and
    the mean comes after.
    """

    def __init__(self, roles: RoleTagger) -> None:
        super().__init__()
        marks = (roles.kind, roles.relation, roles.distance, roles.sentence)
        layer, m = roles.input, roles.kind.embedding_dim
        state, relation, distance, sentence, kind = layer.weight.split(
            [layer.in_features - len(marks) * m, *[m] * len(marks)], 1
        )
        self.project = _Dense(state, layer.bias)
        parts = (kind, relation, distance, sentence)
        self.tables = nn.ParameterList(
            (mark.weight @ part.T).detach() for mark, part in zip(marks, parts, strict=True)
        )
        self.both = _directions(roles.lstm)
        width = roles.inner.in_features
        tokens = (roles.inner, roles.frame, roles.bounds)
        pooled = (roles.type_head, roles.medium_head)
        heads = [*(head.weight for head in tokens), *(head.weight[:, :width] for head in pooled)]
        self.sizes = [len(head) for head in heads]
        none = torch.zeros(sum(self.sizes[len(tokens) :]))
        bias = torch.cat([*(head.bias for head in tokens), none])
        widths = [layer.out_features, roles.lstm.ahead.hidden_size, roles.lstm.back.hidden_size]
        first, *others = torch.cat(heads).split(widths, 1)
        self.heads = nn.ModuleList([_Dense(first, bias), *map(_Dense, others)])
        most = [roles.absent.weight, *(head.weight[:, width:] for head in pooled)]
        biases = [roles.absent.bias, *(head.bias for head in pooled)]
        self.most = _Dense(torch.cat(most), torch.cat(biases))

    def forward(
        self,
        states: torch.Tensor,
        tokens: torch.Tensor,
        marks: torch.Tensor,
        lengths: torch.Tensor,
    ) -> tuple[torch.Tensor, ...]:
        kind, relation, distance, sentence = self.tables
        table = kind[:, None, None, None] + relation[:, None, None] + distance[:, None] + sentence
        table = table.reshape(MARKS, -1)
        table = torch.cat([table, torch.full_like(table[:1], NOTHING)])
        x = torch.relu(self.project(states)[tokens] + table[marks])
        held = [x, *(lstm(x, lengths) for lstm in self.both)]
        said = sum(head(part) for head, part in zip(self.heads, held, strict=True))
        inner, frame, bounds, types, media = said.transpose(0, 1).split(self.sizes, -1)
        quote = (marks // (DISTANCES * SENTENCES) % RELATIONS == IN_QUOTE).to(x.dtype).T[..., None]
        share = quote / quote.sum(1, keepdim=True).clamp(min=1)
        most = self.most(torch.relu(torch.cat([part.max(0).values for part in held], -1)))
        absent, most_types, most_media = most.split([1, len(STATEMENT_TYPES), len(MEDIA)], -1)
        return (
            inner.softmax(-1),
            frame[..., 0].sigmoid(),
            bounds,
            absent[..., 0].sigmoid(),
            ((types * share).sum(1) + most_types).softmax(-1),
            ((media * share).sum(1) + most_media).softmax(-1),
        )
