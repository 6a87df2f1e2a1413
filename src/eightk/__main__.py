"""`python -m eightk`: the command line."""

from __future__ import annotations

from eightk.cli import main

if __name__ == "__main__":
    main()
