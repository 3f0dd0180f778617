"""TRS WCM (拓尔思): one dialect a file."""
