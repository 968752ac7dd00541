"""``python -m wortlaut.cli``."""

from wortlaut.cli import main

if __name__ == "__main__":
    main()
