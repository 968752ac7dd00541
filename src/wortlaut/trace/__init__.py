"""What connects articles: copies of one report, versions of one page."""
