"""The JSON lines of ``analyze``, to the letter."""

from __future__ import annotations

import io
import json

from wortlaut.export import CSV_COLUMNS, write_csv, write_jsonl
from wortlaut.records import (
    ACTOR_KINDS,
    MEDIA,
    STATEMENT_TYPES,
    Actor,
    Analysis,
    Article,
    Excerpt,
    Paratext,
    Span,
    Speaker,
    Statement,
)

TEXT = "Laut Ministerin Ada Feder sei „alles gut“. Mehr zum Thema"


def cut(*spans: tuple[int, int]) -> Excerpt:
    return Excerpt.cut(TEXT, spans)


def analysis() -> Analysis:
    article = Article(source="a.txt", text=TEXT, id="0123456789abcdef")
    speaker = Speaker(
        cut((5, 25)),
        Actor("Ada Feder", "person", "Q1", gender="female", country="DE"),
        "name",
        certainty=0.90001,
        on_behalf_of=Actor("Bauamt", "organisation"),
    )
    full = Statement(
        article.id,
        "indirect",
        cut((26, 29), (30, 41)).text,
        (Span(26, 29), Span(30, 41)),
        speaker=speaker,
        cue=cut((0, 4)),
        frame=cut((0, 25)),
        addressee=cut((5, 15)),
        confidence=0.98765,
        id="aaaaaaaaaaaaaaaa",
    )
    bare = Statement(
        article.id, "direct", "„alles gut“", (Span(30, 41),), nested_in=full.id, id="b" * 16
    )
    return Analysis(article, (full, bare), (Paratext("teaser", (Span(43, 57),)),))


def lines(*analyses: Analysis) -> list[str]:
    stream = io.StringIO()
    assert write_jsonl(analyses, stream) == len(analyses)
    text = stream.getvalue()
    assert text.count("\n") == len(analyses)
    return text.splitlines(keepends=True)


def test_a_line_to_the_letter() -> None:
    assert lines(analysis()) == [
        '{"article": {"id": "0123456789abcdef", "source": "a.txt", "title": null, "url": null, '
        '"outlet": null, "authors": [], "published": null, "language": "de", '
        f'"text": "{TEXT}", "kicker": null, "subtitle": null, "modified": null, '
        '"section": null, "keywords": [], "paywall": null, "blocks": [], "provenance": null, '
        '"paratext": [{"kind": "teaser", "spans": [[43, 57]]}]}, '
        '"statements": [{"id": "aaaaaaaaaaaaaaaa", "type": "indirect", "medium": "speech", '
        '"text": "sei „alles gut“", "spans": [[26, 29], [30, 41]], '
        '"speaker": {"text": "Ministerin Ada Feder", "spans": [[5, 25]], "name": "Ada Feder", '
        '"kind": "person", "wikidata": "Q1", "resolved_by": "name", "certainty": 0.9, '
        '"gender": "female", "party": null, "country": "DE", "on_behalf_of": {"name": "Bauamt", '
        '"kind": "organisation", "wikidata": null, "gender": null, "party": null, '
        '"country": null}, "members": []}, '
        '"cue": {"text": "Laut", "spans": [[0, 4]]}, '
        '"frame": {"text": "Laut Ministerin Ada Feder", "spans": [[0, 25]]}, '
        '"addressee": {"text": "Ministerin", "spans": [[5, 15]]}, '
        '"nested_in": null, "confidence": 0.9877}, '
        '{"id": "bbbbbbbbbbbbbbbb", "type": "direct", "medium": "speech", '
        '"text": "„alles gut“", "spans": [[30, 41]], '
        '"speaker": {"text": null, "spans": [], "name": null, "kind": "unknown", '
        '"wikidata": null, "resolved_by": null, "certainty": null, "gender": null, '
        '"party": null, "country": null, "on_behalf_of": null, "members": []}, '
        '"cue": null, "frame": null, '
        '"addressee": null, "nested_in": "aaaaaaaaaaaaaaaa", "confidence": 1.0}]}\n'
    ]


def test_line_separators_inside_a_text_do_not_end_the_line() -> None:
    text = "a\u2028b\u2029c\x85d\ne\r\nf"
    stream = io.StringIO(newline="")
    write_jsonl([Analysis(Article(source="x", text=text), ())], stream)
    assert stream.getvalue().count("\n") == 1
    assert "\r" not in stream.getvalue()
    assert json.loads(stream.getvalue())["article"]["text"] == text


def test_half_a_surrogate_pair_can_still_be_written_as_utf8() -> None:
    (line,) = lines(Analysis(Article(source="x", text="halb \ud83d da"), ()))
    assert json.loads(line.encode("utf-8"))["article"]["text"] == "halb \ud83d da"


def test_nothing_analyzed_is_no_line() -> None:
    assert lines() == []


def test_the_values_that_the_contract_counts_up() -> None:
    assert set(STATEMENT_TYPES) == {
        "direct",
        "indirect",
        "reported",
        "free_indirect",
        "indirect_free_indirect",
    }
    assert set(ACTOR_KINDS) == {"person", "organisation", "group", "role", "document", "unknown"}
    assert {"speech", "writing", "thought"} < set(MEDIA)


def test_the_header_of_the_csv() -> None:
    stream = io.StringIO(newline="")
    assert write_csv([], stream) == 0
    assert stream.getvalue() == (
        "article_id,source,title,outlet,published,statement_id,type,medium,text,start,end,spans,"
        "speaker,speaker_mention,speaker_kind,speaker_wikidata,resolved_by,certainty,"
        "speaker_gender,speaker_party,speaker_country,on_behalf_of,cue,frame,addressee,"
        "nested_in,confidence\r\n"
    )
    assert ",".join(CSV_COLUMNS) + "\r\n" == stream.getvalue()


def test_a_csv_row_to_the_letter() -> None:
    stream = io.StringIO(newline="")
    assert write_csv([analysis()], stream, header=False) == 2
    assert stream.getvalue() == (
        "0123456789abcdef,a.txt,,,,aaaaaaaaaaaaaaaa,indirect,speech,sei „alles gut“,26,41,"
        "26-29;30-41,Ada Feder,Ministerin Ada Feder,person,Q1,name,0.9,female,,DE,Bauamt,Laut,"
        "Laut Ministerin Ada Feder,Ministerin,,0.9877\r\n"
        "0123456789abcdef,a.txt,,,,bbbbbbbbbbbbbbbb,direct,speech,„alles gut“,30,41,30-41,"
        ",,unknown,,,,,,,,,,,aaaaaaaaaaaaaaaa,1.0\r\n"
    )
