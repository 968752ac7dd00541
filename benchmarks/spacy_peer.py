"""A spaCy pipeline of ``de_core_news_sm``'s architecture, with random weights, to time.

Components and label counts are those of its published meta file (3.7.0): tok2vec, tagger,
morphologizer, parser, trainable lemmatizer, attribute ruler, and an entity recogniser with a
tok2vec of its own. Weights do not matter for speed: random ones in the output layers, which spaCy
starts at zero, gave the same rate. Where the meta file is silent, a low number is taken, in spaCy's
favour; all layers together come to its published 13 MB.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

WIDTH = 96
TAGS = 55
MORPH_LABELS = 671
DEPENDENCIES = 42  # ROOT and dep, which spaCy adds, included
ENTITIES = ("LOC", "MISC", "ORG", "PER")
EDIT_TREES = 1000  # not published
TREE_FREQUENCY = 3  # spaCy keeps an edit tree that it saw three times


def tok2vec(attrs: dict[str, int]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": WIDTH,
            "attrs": list(attrs),
            "rows": list(attrs.values()),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": WIDTH,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"}
WORD = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500}
SPACING = {"SPACY": 50, "IS_SPACE": 50}


def softmax(tok2vec: dict[str, Any]) -> dict[str, Any]:
    return {"@architectures": "spacy.Tagger.v2", "tok2vec": tok2vec, "normalize": False}


def transitions(kind: str, tok2vec: dict[str, Any]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": kind,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": tok2vec,
    }


def lemma_pairs() -> list[tuple[str, str]]:
    """Words and lemmas from which spaCy builds exactly ``EDIT_TREES`` edit trees."""
    letters = "bcdfghjklm"
    endings = ["".join(ending) for ending in product(letters, repeat=3)][:EDIT_TREES]
    stems = ("wort", "satz", "buch")[:TREE_FREQUENCY]
    return [(stem + ending, stem) for ending in endings for stem in stems]


def example(nlp: Language) -> Example:
    """One invented sentence that shows the pipeline every label that it needs."""
    words, lemmas = map(list, zip(*lemma_pairs(), strict=True))
    count = len(words)
    reference = Doc(
        nlp.vocab,
        words=words,
        lemmas=lemmas,
        tags=[f"T{i % TAGS}" for i in range(count)],
        pos=["NOUN"] * count,
        heads=[max(i - 1, 0) for i in range(count)],
        deps=["ROOT", *(f"d{i % (DEPENDENCIES - 2)}" for i in range(count - 1))],
        ents=[f"B-{ENTITIES[i % len(ENTITIES)]}" for i in range(count)],
    )
    return Example(Doc(nlp.vocab, words=words), reference)


def build() -> Language:
    """The pipeline, initialised and ready to run."""
    nlp = spacy.blank("de")
    nlp.add_pipe("tok2vec", config={"model": tok2vec(WORD | SPACING)})
    nlp.add_pipe("tagger", config={"model": softmax(LISTENER)})
    morphologizer = nlp.add_pipe("morphologizer", config={"model": softmax(LISTENER)})
    nlp.add_pipe("parser", config={"model": transitions("parser", LISTENER)})
    nlp.add_pipe(
        "trainable_lemmatizer",
        name="lemmatizer",
        config={"model": softmax(LISTENER), "top_k": 1, "min_tree_freq": TREE_FREQUENCY},
    )
    ruler = nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("ner", config={"model": transitions("ner", tok2vec(WORD))})
    for number in range(MORPH_LABELS - 1):  # POS=NOUN comes with the example
        morphologizer.add_label(f"POS=X|Number=N{number}")
    shown = example(nlp)
    nlp.initialize(lambda: [shown])
    ruler.add([[{"TAG": "_SP"}]], {"POS": "SPACE"})
    return nlp
