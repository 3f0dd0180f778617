"""``python -m crawler.commands`` is ``gongkai``, where the console script is not on the path."""

from crawler.commands import main

if __name__ == "__main__":
    main()
