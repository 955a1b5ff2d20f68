"""``python -m policymatch``."""

from policymatch.cli import main

if __name__ == "__main__":
    main()
