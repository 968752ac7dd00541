"""The tagger's names: invented sentences, offsets, and that statements do not hang on them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from wortlaut.records import Article, Document
from wortlaut.tagger.card import model_folder
from wortlaut.tagger.features import document_structure
from wortlaut.tagger.model import PIECE, Tagger
from wortlaut.text.document import read_document

#: Sentences with their names of persons and organisations; invented, no first name common.
SENTENCES = [
    ("Ilvie Mårdstrom leitet seit Mai das Theater.", {"Ilvie Mårdstrom": "person"}),
    ("Der Vertrag mit Qendrim Hasanaj läuft aus.", {"Qendrim Hasanaj": "person"}),
    ("Am Montag traf Oduya den Bürgermeister.", {"Oduya": "person"}),
    (
        "Die Nordwing AG streicht in Auheim 40 Stellen, wie Betriebsrätin Yelva Torquist sagte.",
        {"Nordwing AG": "organisation", "Yelva Torquist": "person"},
    ),
    ("Die CDU stimmt am Freitag mit der SPD.", {"CDU": "organisation", "SPD": "organisation"}),
    ("Das Landgericht Auheim wies die Klage ab.", {"Landgericht Auheim": "organisation"}),
    (
        "Der FC Auheim verlor gegen den SV Tannroda mit 0:3.",
        {"FC Auheim": "organisation", "SV Tannroda": "organisation"},
    ),
    ("Es regnete am Abend, die Straßen blieben leer.", {}),
    ("Der Minister lobte die neuen Regeln für Radwege.", {}),
]
FLOOR = 80.0


@cache
def tagger() -> Tagger:
    return Tagger()


def read(text: str) -> Document:
    return read_document(Article(source="test", text=text))


def test_names_in_invented_sentences_stay_above_their_floor() -> None:
    gold: set[tuple[int, str, str]] = set()
    found: set[tuple[int, str, str]] = set()
    for number, (text, names) in enumerate(SENTENCES):
        gold |= {(number, name, kind) for name, kind in names.items()}
        found |= {
            (number, text[n.start : n.end], n.kind)
            for n in tagger().names(read(text))
            if n.kind != "place"
        }
    f1 = 200 * len(gold & found) / (len(gold) + len(found))
    assert f1 >= FLOOR, (sorted(gold - found), sorted(found - gold))


def test_offsets_are_code_points_in_order() -> None:
    text = (
        "𝔄𝔄 🙂 Heute kam Ute Kolb nach Berlin.\n\nDort traf Ute Kolb den Maler Henning Orlamünder."
    )
    names = tagger().names(read(text))
    assert [text[n.start : n.end] for n in names if n.kind == "person"] == [
        "Ute Kolb",
        "Ute Kolb",
        "Henning Orlamünder",
    ]
    assert all(0 < n.score <= 1 for n in names)
    assert all(a.end <= b.start for a, b in pairwise(names))


def test_nothing_to_read_gives_no_names() -> None:
    assert tagger().names(read("")) == ()
    assert tagger().names(read(" \n\n ")) == ()


def test_a_long_document_is_read_in_pieces() -> None:
    text = "Ute Kolb kam nach Berlin. " * (PIECE // 3)
    names = tagger().names(read(text))
    persons = [n for n in names if n.kind == "person"]
    assert len(persons) == PIECE // 3
    assert {text[n.start : n.end] for n in persons} == {"Ute Kolb"}


def test_a_model_without_a_graph_of_names_finds_the_same_statements(tmp_path: Path) -> None:
    for file in model_folder().iterdir():
        if file.name != "names.onnx":
            (tmp_path / file.name).symlink_to(file)
    plain = Tagger(tmp_path)
    document = read("„Es reicht“, sagte Ute Kolb. Der Rat tagt morgen.")
    words = plain.vocabulary.words([t.text for t in document.tokens])
    structure = document_structure(document)
    one, other = (t.score_tokens(words, structure) for t in (plain, tagger()))
    assert np.array_equal(one.labels, other.labels)
    assert np.array_equal(one.states, other.states)
    assert plain.names(document) == ()
    assert tagger().names(document) != ()
