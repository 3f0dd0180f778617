"""`python -m demo`: serve the country until Ctrl-C."""

import argparse
import threading
from contextlib import suppress

from demo.country import Country
from demo.history import DAYS


def main() -> None:
    """Print the addresses, then serve."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--port-base", type=int, default=0, help="first port (default: free ones)")
    parser.add_argument("--day", type=int, default=1, choices=DAYS, help="default: 1")
    parser.add_argument("--seed", default="2021", help="another seed, another country")
    options = parser.parse_args()
    country = Country(options.seed, options.port_base)
    country.day = options.day
    try:
        with country, suppress(KeyboardInterrupt):
            for portal in (*country.portals, *country.guards):
                system = f"{portal.family}/{portal.dialect}"
                print(f"{portal.url}  {system:20}{portal.name}", flush=True)
            threading.Event().wait()
    except OSError as error:
        parser.error(f"cannot serve on the ports from {options.port_base}: {error.strerror}")


if __name__ == "__main__":
    main()
