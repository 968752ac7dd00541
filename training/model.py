"""The network: a pre-trained two-direction LSTM encoder, a statement tagger and a role tagger."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from attention import AttentionConfig, AttentionEncoder
from wortlaut.records import MEDIA, ROLES, STATEMENT_TYPES
from wortlaut.tagger.features import (
    PLACE_STATES,
    PREFIX_ROWS,
    QUOTE_STATES,
    SHAPE_ROWS,
    SUFFIX3_ROWS,
    SUFFIX5_ROWS,
)
from wortlaut.tagger.names import NAME_LABELS
from wortlaut.tagger.tags import LABELS, LEVELS
from wortlaut.tagger.windows import DISTANCES, IN_QUOTE, RELATIONS, SENTENCES


@dataclass(frozen=True)
class EncoderConfig:
    words: int
    word_dim: int = 96
    prefix_dim: int = 24
    suffix3_dim: int = 16
    suffix5_dim: int = 32
    shape_dim: int = 16
    input: int = 160
    hidden: int = 192


def reverse(x: torch.Tensor, lengths: torch.Tensor | None) -> torch.Tensor:
    """Reverse each row of ``x`` (batch, time, dim) within its length; padding stays behind."""
    if lengths is None:
        return x.flip(1)
    steps = torch.arange(x.shape[1], device=x.device)[None, :]
    index = torch.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)
    return torch.gather(x, 1, index[:, :, None].expand(-1, -1, x.shape[2]))


class Encoder(nn.Module):
    """Words to contextual vectors: two forward and two backward LSTM layers, kept apart."""

    kind = "lstm"

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        c = self.config = config
        self.word = nn.Embedding(c.words, c.word_dim)
        self.prefix = nn.Embedding(PREFIX_ROWS, c.prefix_dim)
        self.suffix3 = nn.Embedding(SUFFIX3_ROWS, c.suffix3_dim)
        self.suffix5 = nn.Embedding(SUFFIX5_ROWS, c.suffix5_dim)
        self.shape = nn.Embedding(SHAPE_ROWS, c.shape_dim)
        for table in (self.prefix, self.suffix3, self.suffix5, self.shape):
            nn.init.normal_(table.weight, std=0.5)
        width = c.word_dim + c.prefix_dim + c.suffix3_dim + c.suffix5_dim + c.shape_dim
        self.input = nn.Linear(width, c.input)
        self.forward1 = nn.LSTM(c.input, c.hidden, batch_first=True)
        self.forward2 = nn.LSTM(c.hidden, c.hidden, batch_first=True)
        self.backward1 = nn.LSTM(c.input, c.hidden, batch_first=True)
        self.backward2 = nn.LSTM(c.hidden, c.hidden, batch_first=True)

    @property
    def width(self) -> int:
        return self.config.input + 4 * self.config.hidden

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        """(batch, time, columns) int64 to (batch, time, input)."""
        tables = (self.word, self.prefix, self.suffix3, self.suffix5, self.shape)
        return self.input(torch.cat([t(ids[..., i]) for i, t in enumerate(tables)], -1))

    def directions(
        self, x: torch.Tensor, lengths: torch.Tensor | None = None
    ) -> tuple[tuple[torch.Tensor, torch.Tensor], tuple[torch.Tensor, torch.Tensor]]:
        """Both layers of both directions, each (batch, time, hidden), in text order."""
        f1 = self.forward1(x)[0]
        f2 = self.forward2(f1)[0] + f1
        b1 = self.backward1(reverse(x, lengths))[0]
        b2 = self.backward2(b1)[0] + b1
        return (f1, f2), (reverse(b1, lengths), reverse(b2, lengths))

    def parts(self, ids: torch.Tensor, lengths: torch.Tensor) -> list[torch.Tensor]:
        """What the tagger reads of each token, parts of (batch, time, …), together ``width``."""
        x = self.embed(ids)
        (f1, f2), (b1, b2) = self.directions(x, lengths)
        return [x, f1, f2, b1, b2]


#: Encoders by the name that a checkpoint gives them, with what they are made from.
ENCODERS: dict[str, tuple[type[Encoder | AttentionEncoder], type]] = {
    Encoder.kind: (Encoder, EncoderConfig),
    AttentionEncoder.kind: (AttentionEncoder, AttentionConfig),
}


class BiLSTM(nn.Module):
    """One bidirectional LSTM layer that respects lengths; output (batch, time, 2 * hidden)."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.ahead = nn.LSTM(width, hidden, batch_first=True)
        self.back = nn.LSTM(width, hidden, batch_first=True)

    def forward(self, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        ahead = self.ahead(x)[0]
        back = reverse(self.back(reverse(x, lengths))[0], lengths)
        return torch.cat([ahead, back], -1)


@dataclass(frozen=True)
class TaggerConfig:
    reduced: int = 192
    hidden: int = 128
    state: int = 160
    role_input: int = 128
    role_hidden: int = 64
    marker_dim: int = 24
    dropout: float = 0.4
    word_dropout: float = 0.05


#: Taggers by their encoder: the one that is shipped, and the larger one that teaches it.
TAGGERS = {
    Encoder.kind: TaggerConfig(),
    AttentionEncoder.kind: TaggerConfig(
        reduced=320, hidden=192, state=256, role_input=256, role_hidden=160
    ),
}

#: Token labels a role tagger gives besides the frame: none, speaker, cue, addressee.
INNER_ROLES = ("none", "speaker", "cue", "addressee")


class StatementTagger(nn.Module):
    """Token features to statement labels on two levels, and a state a token for the roles."""

    def __init__(self, encoder: Encoder | AttentionEncoder, config: TaggerConfig) -> None:
        super().__init__()
        self.encoder, self.config = encoder, config
        self.quotes = nn.Embedding(QUOTE_STATES, 16)
        self.place = nn.Embedding(PLACE_STATES, 16)
        self.reduce = nn.Linear(encoder.width + 32, config.reduced)
        self.lstm = BiLSTM(config.reduced, config.hidden)
        self.state = nn.Linear(config.reduced + 2 * config.hidden, config.state)
        self.tags = nn.Linear(config.state, LEVELS * LABELS)
        self.any_role = nn.Linear(config.state, len(ROLES))
        self.drop = nn.Dropout(config.dropout)

    def forward(
        self, ids: torch.Tensor, structure: torch.Tensor, lengths: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """(b, t, 5), (b, t, 2), (b,) to scores (b, t, LEVELS, LABELS), states (b, t, state)."""
        if self.training and self.config.word_dropout:
            gone = torch.rand(ids.shape[:2], device=ids.device) < self.config.word_dropout
            ids = torch.cat([ids[..., :1].masked_fill(gone[..., None], 0), ids[..., 1:]], -1)
        parts = self.encoder.parts(ids, lengths)
        where = torch.cat([self.quotes(structure[..., 0]), self.place(structure[..., 1])], -1)
        h = self.reduce(self.drop(torch.cat([*parts, where], -1)))
        h = self.drop(torch.relu(h))
        z = self.drop(self.lstm(h, lengths))
        state = torch.relu(self.state(torch.cat([h, z], -1)))
        scores = self.tags(self.drop(state))
        return scores.view(*ids.shape[:2], LEVELS, LABELS), state


class RoleTagger(nn.Module):
    """The tokens around one marked statement to its roles, type, medium.

    Takes states (n, w, state), markers (n, w, 3): relation to the statement, distance, sentence
    distance; see ``wortlaut.tagger.windows``.
    """

    def __init__(self, config: TaggerConfig) -> None:
        super().__init__()
        m = config.marker_dim
        self.relation = nn.Embedding(RELATIONS, m)
        self.distance = nn.Embedding(DISTANCES, m)
        self.sentence = nn.Embedding(SENTENCES, m)
        self.kind = nn.Embedding(len(STATEMENT_TYPES), m)
        self.input = nn.Linear(config.state + 4 * m, config.role_input)
        self.lstm = BiLSTM(config.role_input, config.role_hidden)
        width = config.role_input + 2 * config.role_hidden
        self.inner = nn.Linear(width, len(INNER_ROLES))
        self.frame = nn.Linear(width, 1)
        self.bounds = nn.Linear(width, 2)  # first and last token of the speaker
        self.absent = nn.Linear(width, 1)  # no speaker in the text
        self.type_head = nn.Linear(2 * width, len(STATEMENT_TYPES))
        self.medium_head = nn.Linear(2 * width, len(MEDIA))
        self.drop = nn.Dropout(config.dropout)

    def forward(
        self,
        states: torch.Tensor,
        markers: torch.Tensor,
        kinds: torch.Tensor,
        lengths: torch.Tensor,
    ) -> dict[str, torch.Tensor]:
        n, w = markers.shape[:2]
        kind = self.kind(kinds)[:, None, :].expand(n, w, -1)
        marks = [self.relation(markers[..., 0]), self.distance(markers[..., 1])]
        marks += [self.sentence(markers[..., 2]), kind]
        x = torch.relu(self.input(self.drop(torch.cat([states, *marks], -1))))
        h = torch.cat([x, self.lstm(self.drop(x), lengths)], -1)
        real = (torch.arange(w, device=lengths.device)[None, :] < lengths[:, None]).to(h.dtype)
        quote = (markers[..., 0] == IN_QUOTE).to(h.dtype)
        pooled_quote = (h * quote[..., None]).sum(1) / quote.sum(1, keepdim=True).clamp(min=1)
        # nothing below 0, as if every window had padding
        pooled = (h * real[..., None]).max(1).values.clamp(min=0)
        both = self.drop(torch.cat([pooled_quote, pooled], -1))
        h = self.drop(h)
        return {
            "inner": self.inner(h),
            "frame": self.frame(h)[..., 0],
            "bounds": self.bounds(h),
            "absent": self.absent(pooled)[..., 0],
            "type": self.type_head(both),
            "medium": self.medium_head(both),
        }


def save_encoder(encoder: Encoder | AttentionEncoder, path: Path) -> None:
    """Write an encoder with what it was made from, as 16-bit floats."""
    torch.save(
        {
            "kind": encoder.kind,
            "config": asdict(encoder.config),
            "weights": _halved(encoder),
        },
        path,
    )


def _halved(module: nn.Module) -> dict[str, torch.Tensor]:
    return {name: weights.half().cpu() for name, weights in module.state_dict().items()}


def new_encoder(kind: str, config: dict[str, Any]) -> Encoder | AttentionEncoder:
    make, config_type = ENCODERS[kind]
    return make(config_type(**config))


def read_encoder(path: Path) -> Encoder | AttentionEncoder:
    """The encoder in a file of ``save_encoder``."""
    saved = torch.load(path, map_location="cpu")
    encoder = new_encoder(saved["kind"], saved["config"])
    encoder.load_state_dict(saved["weights"])
    return encoder


def save_taggers(tagger: StatementTagger, roles: RoleTagger, path: Path) -> None:
    """Write both taggers with what they were made from, as 16-bit floats."""
    encoder = tagger.encoder
    torch.save(
        {
            "encoder": {"kind": encoder.kind, "config": asdict(encoder.config)},
            "config": asdict(tagger.config),
            "tagger": _halved(tagger),
            "roles": _halved(roles),
        },
        path,
    )


def read_taggers(path: Path) -> tuple[StatementTagger, RoleTagger]:
    """The taggers in a file of ``save_taggers``, on the default device."""
    saved = torch.load(path, map_location="cpu")
    config = TaggerConfig(**saved["config"])
    tagger = StatementTagger(new_encoder(**saved["encoder"]), config)
    roles = RoleTagger(config)
    tagger.load_state_dict(saved["tagger"])
    roles.load_state_dict(saved["roles"])
    return tagger, roles


@dataclass(frozen=True)
class NamesConfig:
    reduced: int = 96
    hidden: int = 64
    dropout: float = 0.35


class NameTagger(nn.Module):
    """What the statement tagger's encoder holds of each token to labels of names.

    Takes (b, t, width), the output ``hidden`` of ``statements.onnx``, and (b,) lengths; gives
    scores (b, t, NAME_LABELS). The encoder itself stays as it is.
    """

    def __init__(self, width: int, config: NamesConfig) -> None:
        super().__init__()
        self.reduce = nn.Linear(width, config.reduced)
        self.lstm = BiLSTM(config.reduced, config.hidden)
        self.labels = nn.Linear(config.reduced + 2 * config.hidden, NAME_LABELS)
        self.drop = nn.Dropout(config.dropout)

    def forward(self, hidden: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        h = self.drop(torch.relu(self.reduce(self.drop(hidden))))
        return self.labels(torch.cat([h, self.drop(self.lstm(h, lengths))], -1))
