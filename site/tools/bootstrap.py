"""Run the tool that a `make` target names, after checking the version of Python.

This file runs on any Python 3, to be able to say that a newer one is needed. The modules beside it
need the version that the site needs.
"""

import sys

MIN_PYTHON = (3, 11)


def main():
    if sys.version_info < MIN_PYTHON:
        sys.exit(
            "Haven needs Python {0}.{1} or newer, but {2} is {3}.{4}. "
            "Name another one: make demo PYTHON=/path/to/python3".format(
                MIN_PYTHON[0],
                MIN_PYTHON[1],
                sys.executable,
                sys.version_info[0],
                sys.version_info[1],
            )
        )
    # Only now, since these modules do not compile on an older Python.
    import demo
    import environment

    environment.run_tool(demo.run, sys.argv[1:])


if __name__ == "__main__":
    main()
