"""What linking speakers to the knowledge base costs an article.

    python benchmarks/linking_speed.py [--articles 60] [--rounds 5]

The texts are those of ``speed.py``: the project's examples, cut to 250 tokens. Two pipelines, one
with and one without the knowledge base, take each text in turn, so that whatever else the machine
does meets both; of each text the least CPU time of all rounds counts.
"""

from __future__ import annotations

import argparse
import time

from speed import cut_texts, pin

from wortlaut import Article, Pipeline
from wortlaut.config import PipelineConfig


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    pin()
    began = time.process_time()
    pipelines = [Pipeline(PipelineConfig(knowledge=False)), Pipeline(PipelineConfig())]
    articles = [Article(source=f"{n}.txt", text=t) for n, t in enumerate(cut_texts(args.articles))]
    for pipeline in pipelines:
        pipeline.analyze(articles[0])
    print(f"two pipelines ready after {time.process_time() - began:.2f} s")
    best = [[float("inf")] * len(articles) for _ in pipelines]
    for _ in range(args.rounds):
        for n, article in enumerate(articles):
            for which, pipeline in enumerate(pipelines):
                before = time.process_time()
                pipeline.analyze(article)
                best[which][n] = min(best[which][n], time.process_time() - before)
    without, with_ = (1000 * sum(times) / len(articles) for times in best)
    print(f"without   {without:.2f} ms an article")
    print(f"with      {with_:.2f} ms an article, {100 * (with_ / without - 1):+.1f} %  (<= +25 %)")


if __name__ == "__main__":
    main()
