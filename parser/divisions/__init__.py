"""The administrative divisions, as data: provinces, prefectures and counties since 2007, towns."""
