"""`python -m demo`: serve the country until Ctrl-C."""

import argparse
import contextlib
import threading

from demo.country import Country


def main() -> None:
    """Print the addresses, then serve."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--port-base", type=int, default=0, help="first port (default: free ones)")
    parser.add_argument("--day", type=int, default=1, help="1, 2 or 3 (default: 1)")
    parser.add_argument("--seed", default="2021", help="another seed, another country")
    options = parser.parse_args()
    with (
        Country(options.seed, options.port_base) as country,
        contextlib.suppress(KeyboardInterrupt),
    ):
        country.day = options.day
        for portal in country.portals:
            print(f"{portal.url}  {portal.family:8}{portal.name}", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
