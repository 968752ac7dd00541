"""``wortlaut evaluate`` writes what it reads: predictions made from gold score 100."""

from __future__ import annotations

import io
import json
import lzma
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from wortlaut.errors import UsageError
from wortlaut.evaluation.gold import GoldDocument, read_gold
from wortlaut.evaluation.run import Report, evaluate
from wortlaut.records import Actor, Analysis, Document

SHARED = Path(__file__).parents[3] / "shared"
GNQA_DEV = SHARED / "data" / "gnqa" / "dev.jsonl.xz"

TAGGED = """\
@@ kai
Hafen: <q 1>„Der Kai ist gesperrt“</q 1>

<q 2>Das Holz sei</q 2><fr 2>, <cue 2>sagte</cue 2> <sp 2,3>Imke Thode</sp 2,3> \
<ad 2>den Anliegern</ad 2>,</fr 2> <q 2>morsch, und <fr 3><cue 3>heiße</cue 3> im Amt</fr 3> \
<q 3>„ein Trauerspiel“</q 3></q 2>. <q 4>Man werde den Kai erneuern.</q 4>

<q 5>Ein Taucher lobte den Plan.</q 5>
@1 direct speech | | unknown |
@2 indirect speech | Imke Thode | person | Thode
@3 direct sw nested | Imke Thode | person | Thode
@4 indirect_free_indirect speech | Imke Thode | person | Thode
@5 reported speech | Taucher | role | ein Taucher

@@ leer
Am Freitag fuhr keine Fähre. Der Wind kam aus Nordwest.
"""


class FromGold:
    """Hands back the gold statements of each document, whatever it is shown."""

    def __init__(self, path: Path) -> None:
        self.gold: dict[str, GoldDocument] = {g.name: g for g in read_gold(path)}
        self.seen: list[Document] = []

    def analyze_document(self, document: Document) -> Analysis:
        self.seen.append(document)
        return self.gold[document.article.source].analysis()


class Nothing:
    def analyze_document(self, document: Document) -> Analysis:
        return Analysis(article=document.article, statements=())


@pytest.fixture
def tagged(tmp_path: Path) -> Path:
    path = tmp_path / "gold.txt"
    path.write_text(TAGGED, encoding="utf-8")
    return path


@pytest.fixture
def gold(tagged: Path, tmp_path: Path) -> Path:
    """The same as JSON lines."""
    path = tmp_path / "gold.jsonl"
    lines = [json.dumps(g.data, ensure_ascii=False) for g in read_gold(tagged)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_predictions_from_gold_score_100(gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    report = evaluate(gold, FromGold(gold), predictions_path=out)
    assert report.score is not None
    assert (report.score.message.f1, report.score.roles.f1, report.score.joint.f1) == (100,) * 3
    assert report.score.found_all.percent == report.score.type_accuracy == 100
    assert (report.documents, report.score.gold, report.score.predicted) == (2, 5, 5)
    # and the file, read as gold, is the same data
    again = evaluate(out, FromGold(gold))
    assert again.score == report.score


def test_predictions_have_the_fields_of_the_gold(gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    evaluate(gold, FromGold(gold), predictions_path=out)
    assert read_lines(out) == read_lines(gold)


def test_a_discontinuous_statement_in_full(gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    evaluate(gold, FromGold(gold), predictions_path=out)
    document = read_lines(out)[0]
    statement = document["annotations"][1]
    text = document["originalText"]
    quote = statement["quote"]
    assert quote["text"] == "Das Holz sei morsch, und heiße im Amt „ein Trauerspiel“"
    assert [text[s["charBegin"] : s["charEnd"]] for s in quote["spans"]] == [
        "Das Holz sei",
        "morsch, und heiße im Amt „ein Trauerspiel“",
    ]
    tokens = [t for s in document["sentences"] for t in s["tokens"]]
    assert [tokens[i] for i in quote["tokenIds"][:4]] == ["Das", "Holz", "sei", "morsch"]
    assert [i for s in quote["spans"] for i in range(s["begin"], s["end"])] == quote["tokenIds"]
    assert statement["addressee"]["text"] == "den Anliegern"
    assert (statement["type"], statement["medium"]) == ("Indirect", "Speech")
    assert (statement["isNested"], statement["hasNested"]) == (False, True)
    nested = document["annotations"][2]
    assert (nested["type"], nested["medium"], nested["id"]) == ("Direct", "SW", 2)
    assert (nested["isNested"], nested["hasNested"]) == (True, False)
    assert document["annotations"][0]["speaker"] == {"spans": [], "text": "", "tokenIds": []}


def test_the_pipeline_sees_tokens_and_text_alone(gold: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.jsonl"
    documents = [
        {
            "documentName": d["documentName"],
            "originalText": d["originalText"],
            "sentences": [{"tokens": s["tokens"]} for s in d["sentences"]],
        }
        for d in read_lines(gold)
    ]
    bare.write_text("\n".join(json.dumps(d) for d in documents), encoding="utf-8")
    with_gold, without = FromGold(gold), FromGold(gold)
    evaluate(gold, with_gold)
    report = evaluate(bare, without, predictions_path=tmp_path / "out.jsonl")
    assert with_gold.seen == without.seen
    assert [t.text for t in without.seen[1].tokens][:4] == ["Am", "Freitag", "fuhr", "keine"]
    # nothing to score, and still predicted and written
    assert (report.score, report.speakers, report.predicted) == (None, None, 5)
    written = read_lines(tmp_path / "out.jsonl")
    assert [len(d["annotations"]) for d in written] == [5, 0]
    assert [set(d) - {"annotations"} for d in written] == [set(d) for d in documents]


def test_nothing_predicted(gold: Path, tmp_path: Path) -> None:
    report = evaluate(gold, Nothing(), predictions_path=tmp_path / "out.jsonl.xz")
    assert report.score is not None
    assert (report.score.message.recall, report.score.message.gold) == (0, 5)
    with lzma.open(tmp_path / "out.jsonl.xz", "rt", encoding="utf-8") as lines:
        assert [json.loads(line)["annotations"] for line in lines] == [[], []]


def test_speakers_of_a_tagged_file(tagged: Path) -> None:
    class Named(FromGold):
        def analyze_document(self, document: Document) -> Analysis:
            analysis = super().analyze_document(document)
            named = [
                s.with_speaker(replace(s.speaker, actor=Actor(name)))
                for s, name in zip(
                    analysis.statements,
                    (None, "Thode", "IMKE THODE", "die Amtsleiterin", None),
                    strict=False,
                )
            ]
            return replace(analysis, statements=tuple(named))

    speakers = evaluate(tagged, Named(tagged)).speakers
    assert speakers is not None
    assert (speakers.right.count, speakers.right.total) == (2, 4)
    assert (speakers.wrong.count, speakers.unnamed.count) == (1, 1)
    assert speakers.nobody.percent == 100


def test_speakers_with_an_id_are_counted(tagged: Path) -> None:
    class Linked(FromGold):
        def analyze_document(self, document: Document) -> Analysis:
            analysis = super().analyze_document(document)
            actors = (Actor("Thode", "person", "Q1"), Actor("Rabe", "person"), Actor())
            named = [
                s.with_speaker(replace(s.speaker, actor=actor))
                for s, actor in zip(analysis.statements, actors, strict=False)
            ]
            return replace(analysis, statements=tuple(named))

    report = evaluate(tagged, Linked(tagged))
    assert (report.linked["person"].count, report.linked["person"].total) == (1, 2)
    assert report.to_dict()["linked"]["organisation"]["total"] == 0
    assert "persons with a Wikidata id" in render(report)


def test_speakers_from_a_file(gold: Path, tmp_path: Path) -> None:
    rows = tmp_path / "speakers.jsonl"
    row = {"doc": "kai", "id": 1, "speaker": "Imke Thode", "kind": "person", "sure": True}
    other = row | {"doc": "a document that is not in the gold data"}
    rows.write_text(json.dumps(row) + "\n" + json.dumps(other), encoding="utf-8")
    speakers = evaluate(gold, Nothing(), speakers_path=rows).speakers
    assert speakers is not None
    assert (speakers.not_found.count, speakers.right.total) == (1, 1)
    assert evaluate(gold, Nothing()).speakers is None


def test_progress_counts_documents(gold: Path) -> None:
    calls: list[tuple[int, int]] = []
    evaluate(gold, Nothing(), progress=lambda done, total: calls.append((done, total)))
    assert calls == [(1, 2), (2, 2)]


def test_predictions_never_overwrite_gold(gold: Path, tmp_path: Path) -> None:
    before = gold.read_bytes()
    with pytest.raises(UsageError, match="is gold data"):
        evaluate(gold, Nothing(), predictions_path=gold)
    with pytest.raises(UsageError, match="cannot be written"):
        evaluate(gold, Nothing(), predictions_path=tmp_path / "nowhere" / "out.jsonl")
    with pytest.raises(UsageError, match="is a directory"):
        evaluate(gold, Nothing(), predictions_path=tmp_path)
    assert gold.read_bytes() == before


def render(report: Report) -> str:
    console = Console(file=io.StringIO(), width=80)
    console.print(report)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_report_reads_well(tagged: Path) -> None:
    report = evaluate(tagged, FromGold(tagged), bootstrap=20)
    table = render(report)
    for words in (
        "Message",
        "Roles",
        "Joint",
        "–100.0",
        "indirect_free_indirect",
        "addressee",
    ):
        assert words in table
    assert max(len(line.rstrip()) for line in table.splitlines()) <= 80
    data = json.loads(json.dumps(report.to_dict()))
    assert data["score"]["message"]["f1"] == 100.0
    assert data["speakers"]["right"]["total"] == 4


def test_the_report_without_gold_says_so() -> None:
    assert "nothing to score" in render(Report("gold [1].jsonl", documents=2, predicted=7))


def test_the_command(gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = pytest.importorskip("wortlaut.pipeline", reason="the pipeline is not there")
    from wortlaut.cli.evaluate import evaluate_command

    monkeypatch.setattr(pipeline, "Pipeline", lambda config: FromGold(gold))
    app = typer.Typer()
    app.command()(evaluate_command)
    out = tmp_path / "out.jsonl"
    done = CliRunner().invoke(app, [str(gold), "--predictions", str(out), "--format", "json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["score"]["joint"]["f1"] == 100.0
    assert read_lines(out) == read_lines(gold)
    assert "Message" in CliRunner().invoke(app, [str(gold)]).stdout
    failed = CliRunner().invoke(app, [str(tmp_path / "nowhere.jsonl")])
    assert failed.exit_code == 1
    assert "no such file" in failed.stderr
    assert "Example: wortlaut evaluate" in CliRunner().invoke(app, ["--help"]).stdout


@pytest.mark.shared
@pytest.mark.skipif(not GNQA_DEV.exists(), reason="needs shared/data/gnqa beside the checkout")
def test_the_quotation_attribution_data_round_trips(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    report = evaluate(GNQA_DEV, FromGold(GNQA_DEV), predictions_path=out)
    assert report.score is not None
    assert (report.documents, report.score.gold, report.score.joint.f1) == (150, 653, 100)
    with lzma.open(GNQA_DEV, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    for wanted, written in zip(gold, read_lines(out), strict=True):
        assert wanted | {"annotations": []} == written | {"annotations": []}
        for a, b in zip(wanted["annotations"], written["annotations"], strict=True):
            assert a.keys() == b.keys()
            assert (a["type"], a["medium"]) == (b["type"], b["medium"])
            assert a["isNested"] or not b["isNested"]
            for part in ("quote", "speaker", "cue", "frame", "addressee"):
                assert sorted(set(a[part]["tokenIds"])) == b[part]["tokenIds"]
                assert a[part].keys() == b[part].keys()
