"""Starts a `make` target: checks the Python it is run with, then hands over to the tool's module.

This file runs on any Python 3, to be able to say that a newer one is needed; the modules beside it
are written for the one the site needs.
"""

import sys

MIN_PYTHON = (3, 11)


def main():
    if sys.version_info < MIN_PYTHON:
        sys.exit(
            "Haven needs Python {0}.{1} or newer, and {2} is {3}.{4}. "
            "Name another one: make demo PYTHON=/path/to/python3".format(
                MIN_PYTHON[0],
                MIN_PYTHON[1],
                sys.executable,
                sys.version_info[0],
                sys.version_info[1],
            )
        )
    import launch

    launch.main(sys.argv[1:])


if __name__ == "__main__":
    main()
