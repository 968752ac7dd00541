"""Reading gold data and rows of speakers: what is accepted, and what an error says."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from wortlaut.errors import GoldError
from wortlaut.evaluation.gold import read_document, read_gold
from wortlaut.evaluation.speakers import SpeakerRow, read_speakers, same_name, score_speakers

TEXT = "Hafen bleibt zu\n\nDer Kai sei morsch, sagte Amtsleiterin Imke Thode. Sie klang müde."
SENTENCES = [
    ["Hafen", "bleibt", "zu"],
    ["Der", "Kai", "sei", "morsch", ",", "sagte", "Amtsleiterin", "Imke", "Thode", "."],
    ["Sie", "klang", "müde", "."],
]


def part(*ids: int) -> dict[str, Any]:
    return {"tokenIds": list(ids)}


def document(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "documentName": "Hafen",
        "originalText": TEXT,
        "sentences": [{"tokens": tokens} for tokens in SENTENCES],
        "annotations": [
            {
                "id": 4,
                "type": "Indirect",
                "medium": "Speech",
                "isNested": False,
                "hasNested": False,
                "quote": part(3, 4, 5, 6),
                "speaker": part(9, 10, 11),
                "cue": part(8),
                "frame": part(7, 8, 9, 10, 11),
                "addressee": part(),
            }
        ],
    }
    return data | changes


def annotated(**changes: Any) -> dict[str, Any]:
    (annotation,) = document()["annotations"]
    return document(annotations=[annotation | changes])


def test_offsets_come_from_the_text() -> None:
    gold = read_document(document(), where="here")
    assert [[TEXT[a:b] for a, b in sentence] for sentence in gold.sentences] == SENTENCES
    assert gold.token_ids == tuple(range(17))


def test_annotations_are_read_in_our_spelling() -> None:
    gold = read_document(document(), where="here")
    (annotation,) = gold.annotations or ()
    assert annotation.id == 4
    assert (annotation.scored.type, annotation.scored.medium) == ("indirect", "speech")
    assert annotation.scored.quote == {3, 4, 5, 6}
    assert annotation.scored.addressee == frozenset()


def test_annotations_as_records() -> None:
    (statement,) = read_document(document(), where="here").analysis().statements
    assert statement.text == "Der Kai sei morsch"
    assert statement.speaker.text == "Amtsleiterin Imke Thode"
    assert statement.frame is not None
    assert statement.frame.text == ", sagte Amtsleiterin Imke Thode"
    assert statement.addressee is None


def test_the_article_knows_nothing_of_the_annotations() -> None:
    with_gold = read_document(document(), where="here").article()
    without = read_document(document(annotations=None), where="here").article()
    assert with_gold == without
    assert with_gold.text == TEXT


def test_nested_statements_hang_in_the_shortest_one_around_them() -> None:
    shared = {"type": "Indirect", "medium": "Speech"}
    gold = read_document(
        document(
            annotations=[
                shared | {"quote": part(*range(3, 16))},
                shared | {"quote": part(3, 4, 5, 6)},
                shared | {"quote": part(5, 6), "isNested": True},
                shared | {"quote": part(14, 15), "isNested": False},
            ]
        ),
        where="here",
    )
    statements = gold.analysis().statements
    assert [s.nested_in for s in statements] == [None, None, statements[1].id, None]


def test_token_ids_may_be_any_numbers() -> None:
    sentences = [{"tokens": ["Ja", "."], "tokenIds": [70, 71]}]
    gold = read_document(
        document(originalText="Ja.", sentences=sentences, annotations=None), where="here"
    )
    assert gold.token_ids == (70, 71)


@pytest.mark.parametrize("absent", [{}, {"annotations": None}])
def test_annotations_may_be_absent(absent: dict[str, Any]) -> None:
    data = document()
    del data["annotations"]
    assert read_document(data | absent, where="here").annotations is None
    assert read_document(document(annotations=[]), where="here").annotations == ()


def test_a_repeated_word_is_found_in_its_turn() -> None:
    gold = read_document(
        document(
            originalText="die Die die",
            sentences=[{"tokens": ["die", "Die"]}, {"tokens": ["die"]}],
            annotations=None,
        ),
        where="here",
    )
    assert gold.sentences == (((0, 3), (4, 7)), ((8, 11),))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "JSON object"),
        (document(originalText=None), "'originalText'"),
        (document(sentences="Der Kai"), "'sentences'"),
        (document(sentences=[{"text": "Der Kai"}]), "sentence 0 has no list 'tokens'"),
        (document(sentences=[{"tokens": ["Bahnhof"]}]), "the token 'Bahnhof'"),
        (document(sentences=[{"tokens": ["bleibt"]}]), "after character 0"),
        (document(sentences=[{"tokens": [""]}]), "the token ''"),
        (document(sentences=[{"tokens": ["Hafen"], "tokenIds": [0, 1]}]), "1 tokens"),
        (
            document(sentences=[{"tokens": ["Hafen", "bleibt"], "tokenIds": [5, 5]}]),
            "stands twice",
        ),
        (document(annotations={}), "'annotations' is not a list"),
        (document(annotations=["Der Kai"]), "annotation 0"),
        (annotated(type="indirect"), "'indirect' is not a type"),
        (annotated(medium="Rauch"), "'Rauch' is not a medium"),
        (annotated(id="4"), "'id'"),
        (annotated(cue=part(17)), "cue: 'tokenIds'"),
        (annotated(quote=part()), "the quote has no tokens"),
    ],
)
def test_errors_say_where_and_what(data: Any, says: str) -> None:
    with pytest.raises(GoldError, match=r"^gold\.jsonl, line 3: ") as caught:
        read_document(data, where="gold.jsonl, line 3")
    assert says in str(caught.value)


def test_every_kind_of_file(tmp_path: Path) -> None:
    line = json.dumps(document(), ensure_ascii=False)
    (tmp_path / "a.jsonl").write_text(f"{line}\n\n{line}\n", encoding="utf-8")
    with lzma.open(tmp_path / "a.jsonl.xz", "wt", encoding="utf-8") as out:
        out.write(line)
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("b", "a"):
        data = document(documentName=name)
        (folder / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    assert [g.name for g in read_gold(tmp_path / "a.jsonl")] == ["Hafen", "Hafen"]
    assert [g.text for g in read_gold(tmp_path / "a.jsonl.xz")] == [TEXT]
    assert [g.name for g in read_gold(folder)] == ["a", "b"]
    assert [g.name for g in read_gold(folder / "b.json")] == ["b"]


def test_a_tagged_file_brings_its_speakers(tmp_path: Path) -> None:
    (tmp_path / "hafen.txt").write_text(
        "@@ hafen\nHafen bleibt zu\n\n<q 1>Der Kai sei morsch</q 1><fr 1>, <cue 1>sagte</cue 1> "
        "<sp 1>Imke Thode</sp 1></fr 1>.\n@1 indirect speech | Imke Thode | person | Thode\n",
        encoding="utf-8",
    )
    (gold,) = read_gold(tmp_path / "hafen.txt")
    assert gold.name == "hafen"
    assert [s.text for s in gold.analysis().statements] == ["Der Kai sei morsch"]
    assert gold.speakers == (SpeakerRow("hafen", 0, "Imke Thode", "person", ("Thode",)),)
    assert list(read_gold(tmp_path)) == [gold]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.jsonl", b'{}\n{"originalText":\n', "a.jsonl, line 1: 'originalText'"),
        ("b.jsonl", b"\n\n{half\n", "b.jsonl, line 3: not JSON"),
        ("c.jsonl", b"\xff\xfe\n", "c.jsonl, after line 0: cannot be read"),
        ("d.jsonl.xz", b"not compressed", "d.jsonl.xz, after line 0: cannot be read"),
        ("e.json", b"{\n\n?", "e.json, line 3: not JSON"),
        ("f.csv", b"a;b", "gold data is a directory"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GoldError) as caught:
        list(read_gold(tmp_path / name))
    assert says in str(caught.value)


def test_missing_files_and_empty_folders(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no such file"):
        list(read_gold(tmp_path / "nowhere.jsonl"))
    with pytest.raises(GoldError, match=r"no \.json file"):
        list(read_gold(tmp_path))
    with pytest.raises(GoldError, match="no such file"):
        read_speakers(tmp_path / "nowhere.jsonl")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Imke Thode", "IMKE THODE"),
        ("Imke Thode", "Imke Thodes"),
        ("José Álvarez", "Jose Alvarez"),
        ("das Amtsgericht Lüneburg", "Amtsgerichts Lüneburg"),
        ("Deutsche Umwelthilfe", "der Deutschen Umwelthilfe"),
        ("ein Sprecher", "Sprechern"),
        ("„Nordblick“", "Nordblick"),
        ("Groß", "Gross"),
    ],
)
def test_same_name(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Imke Thode", "Thode"),
        ("Imke Thode", "Inka Thode"),
        ("Sprecher", "Sprecherin"),
        ("ADE", "ADN"),
        ("der", "die"),
        ("", ""),
    ],
)
def test_another_name(a: str, b: str) -> None:
    assert not same_name(a, b)


def test_a_role_is_no_name_for_a_person() -> None:
    row = SpeakerRow(
        "d", 0, "Imke von Thode", "person", ("Amtsleiterin", "Frau von Thode", "Chefin von Kiel")
    )
    assert row.accepted() == ("Imke von Thode", "Frau von Thode")
    assert row.accepts("imke von thode")
    assert not row.accepts("die Amtsleiterin")
    group = SpeakerRow("d", 0, "Anwohnerinnen", "group", ("Nachbarn",))
    assert group.accepts("die Nachbarn")


def test_speakers_are_counted_by_outcome() -> None:
    thode = ("Imke Thode", "person", ("Thode",))
    rows = [
        SpeakerRow("d", 0, *thode),
        SpeakerRow("d", 1, *thode),
        SpeakerRow("d", 2, *thode),
        SpeakerRow("d", 3, *thode),
        SpeakerRow("d", 4, *thode, sure=False),
        SpeakerRow("d", 5, "Hafenamt", "organisation"),
        SpeakerRow("d", 6, None, "none"),
        SpeakerRow("d", 7, None, "none"),
        SpeakerRow("d", 8, None, "none"),
    ]
    names = {
        ("d", 0): "Thode",
        ("d", 1): "Hinnerk Ahlers",
        ("d", 2): None,
        ("d", 4): "Thode",
        ("d", 5): "das Hafenamt",
        ("d", 6): None,
        ("d", 7): "Imke Thode",
    }
    score = score_speakers(rows, names)
    assert (score.right.count, score.right.total) == (2, 5)
    assert (score.wrong.count, score.unnamed.count, score.not_found.count) == (1, 1, 1)
    assert score.right_found.percent == 50
    assert {k: (v.count, v.total) for k, v in score.kinds.items()} == {
        "organisation": (1, 1),
        "person": (1, 4),
    }
    assert (score.nobody.count, score.nobody.total) == (2, 3)
    assert (score.nobody_found.count, score.nobody_found.total) == (1, 2)
    assert score.unsure == 1


def test_rows_of_speakers(tmp_path: Path) -> None:
    path = tmp_path / "speakers.jsonl"
    row = {"doc": "Hafen", "id": 4, "speaker": "Imke Thode", "kind": "person", "aliases": ["Thode"]}
    nobody = row | {"speaker": "", "kind": "none", "aliases": [], "sure": False}
    path.write_text(json.dumps(row) + "\n" + json.dumps(nobody) + "\n", encoding="utf-8")
    assert read_speakers(path) == [
        SpeakerRow("Hafen", 4, "Imke Thode", "person", ("Thode",)),
        SpeakerRow("Hafen", 4, None, "none", (), sure=False),
    ]
    for broken, says in (('{"doc": 1}', "'kind' is missing"), ("[]", "not a row"), ("{", "not a")):
        path.write_text("\n" + broken, encoding="utf-8")
        with pytest.raises(GoldError, match="line 2") as caught:
            read_speakers(path)
        assert says in str(caught.value)
