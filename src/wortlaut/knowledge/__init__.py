"""Whom the world knows: persons, offices, organisations and countries, with Wikidata ids."""

from wortlaut.knowledge.entries import Entry, Office, OfficeReading, Tenure
from wortlaut.knowledge.store import Knowledge

__all__ = ["Entry", "Knowledge", "Office", "OfficeReading", "Tenure"]
