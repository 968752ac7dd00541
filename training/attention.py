"""A larger encoder, for teachers: self-attention over the same word features.

Pre-norm Transformer blocks (Vaswani et al. 2017; Xiong et al. 2020) with rotary positions (Su et
al. 2021). A token sees ``reach`` tokens to either side in every layer, so that long articles hold
no distance that pre-training has not shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from wortlaut.tagger.features import PREFIX_ROWS, SHAPE_ROWS, SUFFIX3_ROWS, SUFFIX5_ROWS


@dataclass(frozen=True)
class AttentionConfig:
    words: int
    word_dim: int = 192
    affix_dim: int = 48
    width: int = 512
    layers: int = 8
    heads: int = 8
    reach: int = 192
    dropout: float = 0.1


def rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """Turn each pair of dimensions of ``x`` (…, time, dim) by its position's angles."""
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


class Block(nn.Module):
    """Attention and a dense layer, each on a normalised input and added to it."""

    def __init__(self, config: AttentionConfig) -> None:
        super().__init__()
        self.heads, width = config.heads, config.width
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.dense1, self.dense2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.drop = nn.Dropout(config.dropout)

    def forward(
        self,
        x: torch.Tensor,
        angles: tuple[torch.Tensor, torch.Tensor],
        mask: torch.Tensor | None,
    ) -> torch.Tensor:
        b, t, width = x.shape
        q, k, v = (
            part.view(b, t, self.heads, -1).transpose(1, 2)
            for part in self.qkv(self.norm1(x)).chunk(3, -1)
        )
        q, k = rotate(q, *angles).to(v.dtype), rotate(k, *angles).to(v.dtype)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + self.drop(self.out(seen.transpose(1, 2).reshape(b, t, width)))
        return x + self.drop(self.dense2(functional.gelu(self.dense1(self.norm2(x)))))


class AttentionEncoder(nn.Module):
    """Word features to contextual vectors; takes and gives what ``model.Encoder`` does."""

    kind = "attention"

    def __init__(self, config: AttentionConfig) -> None:
        super().__init__()
        c = self.config = config
        rows = (PREFIX_ROWS, SUFFIX3_ROWS, SUFFIX5_ROWS, SHAPE_ROWS)
        self.word = nn.Embedding(c.words, c.word_dim)
        self.affixes = nn.ModuleList(nn.Embedding(n, c.affix_dim) for n in rows)
        for table in (self.word, *self.affixes):
            nn.init.normal_(table.weight, std=0.3)
        self.input = nn.Linear(c.word_dim + len(rows) * c.affix_dim, c.width)
        self.blocks = nn.ModuleList(Block(c) for _ in range(c.layers))
        for block in self.blocks:
            for layer in (block.out, block.dense2):
                nn.init.normal_(layer.weight, std=0.02 / (2 * c.layers) ** 0.5)
        self.norm = nn.LayerNorm(c.width)

    @property
    def width(self) -> int:
        return 2 * self.config.width

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        """(batch, time, columns) int64 to (batch, time, width)."""
        tables = (self.word, *self.affixes)
        return self.input(torch.cat([t(ids[..., i]) for i, t in enumerate(tables)], -1))

    def attend(
        self, x: torch.Tensor, lengths: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The output of the middle block and the normalised one of the last."""
        time = x.shape[1]
        half = self.config.width // self.config.heads // 2
        turns = 10_000 ** (-torch.arange(half, device=x.device) / half)
        at = torch.arange(time, device=x.device)
        angle = at[:, None] * turns[None, :]
        mask = None
        if lengths is not None:
            near = (at[:, None] - at[None, :]).abs() <= self.config.reach
            real = at[None, :] < lengths[:, None]
            # padding sees itself, so that no row is empty
            mask = (near[None] & real[:, None, :]) | torch.eye(time, device=x.device).bool()[None]
            mask = mask[:, None]
        middle = x
        for number, block in enumerate(self.blocks, start=1):
            x = block(x, (angle.cos(), angle.sin()), mask)
            if number == len(self.blocks) // 2:
                middle = x
        return middle, self.norm(x)

    def parts(self, ids: torch.Tensor, lengths: torch.Tensor) -> list[torch.Tensor]:
        """What the tagger reads of each token, parts of (batch, time, …), together ``width``."""
        with torch.autocast(ids.device.type, torch.bfloat16, enabled=ids.is_cuda):
            found = self.attend(self.embed(ids), lengths)
        return [part.float() for part in found]
