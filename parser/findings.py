"""Making findings: the severity of each rule stands here, once."""

from parser.extraction import Finding, Severity, Status

SEVERITY: dict[str, Severity] = {
    # arithmetic of the forms (formats.md 3.1 to 3.4)
    "T3-ROWSUM": "H",
    "T3-BALANCE": "H",
    "T3-RESULTS-SUM": "H",
    "T3-TOTAL-BLANK": "H",
    "T3-SUBTOTAL": "H",
    "T3-NONNEG": "H",
    "T4-SUM": "H",
    "T2-ITEMS-NONNEG": "H",
    "T2-DISCLOSED-TOTAL": "S",
    "T2-DISCLOSED-GT-MADE": "I",
    "T2-DELTA-OUTLIER": "I",
    "T2-DECISIONS-IS-STOCK": "I",
    "T2-DECISIONS-NO-ITEMS": "S",
    "T2-RULES-POWER": "S",
    "T2-INFORCE": "S",
    "MONEY-UNIT-IN-CELL": "I",
    "MONEY-UNIT-UNKNOWN": "S",
    "S-RECEIVED": "H",
    "S-CLOSED": "H",
    "S-REPLIES": "H",
    "S-REFUSED": "H",
    "S-REVIEW": "H",
    "S-LITIGATION": "H",
    "S-STAFF": "H",
    "S-PART": "H",
    "S-CHANNEL": "S",
    "S-RESPONSES": "S",
    "S-NORMATIVE": "I",
    "S-CLOSED-RECEIVED": "S",
    "S-PARENT-BLANK": "S",
    # reading of tables (formats.md 3.8)
    "CELL-BLANK": "S",
    "CELL-AMBIGUOUS": "S",
    "CELL-UNREAD": "S",
    "CELL-NOTE": "I",
    "LABEL-TRUNCATED": "I",
    "LABEL-UNKNOWN": "S",
    "ROW-EXTRA": "S",
    "ROW-MISSING": "S",
    "ROW-REPEATED": "S",
    "TABLE-MISSING": "S",
    # structure and text
    "FAMILY-YEAR": "S",
    "SECTION-EXTRA": "S",
    "SECTION-MISSING": "I",
    "SECTION-REPEATED": "I",
    "META-TITLE-MISSING": "I",
    "META-ISSUER-MISSING": "S",
    "META-YEAR-MISSING": "S",
    "META-PERIOD-MISSING": "I",
    "META-PERIOD-PARTIAL": "S",
    "META-CONTACT-MISSING": "I",
    "N-YEAR": "S",
    "DOC-COMPILATION": "H",
    "DOC-MASKED-YEAR": "H",
    "DOC-TRUNCATED": "S",
    "TEXT-MOJIBAKE": "S",
    "TEXT-SCRIPT": "I",
}


def finding(rule: str, where: str, message: str, status: Status = "fail") -> Finding:
    return Finding(rule, SEVERITY[rule], status, where, message)
