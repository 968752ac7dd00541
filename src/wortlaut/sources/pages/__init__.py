"""A saved page, taken apart: one module a question.

``tree`` parses within limits, ``linked`` reads JSON-LD and meta elements, ``pieces`` walks the
page and lists its stretches of text, ``select`` says which of them are the article, ``titles``,
``people`` and ``dates`` find what a citation needs. ``wortlaut.sources.page`` puts them together.
"""
