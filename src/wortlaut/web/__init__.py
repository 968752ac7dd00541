"""The workbench: pages for the browser over one corpus, rendered here, no other host asked."""
