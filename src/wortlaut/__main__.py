"""``python -m wortlaut``."""

from wortlaut.cli import main

if __name__ == "__main__":
    main()
