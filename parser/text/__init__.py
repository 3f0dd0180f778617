"""Text → page: encodings, scripts, and tables that were flattened into lines."""
