"""Who publishes: facts about outlets, each with its source and date."""

from wortlaut.outlets.hosts import host_of
from wortlaut.outlets.table import Fact, Outlet, Outlets, Restriction

__all__ = ["Fact", "Outlet", "Outlets", "Restriction", "host_of"]
