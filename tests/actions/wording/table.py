"""Texts with their lengths, worked out by hand from the rules of those who carry them."""

from __future__ import annotations

from typing import Any

# text, on X, graphemes, octets, on Mastodon
POSTS: tuple[tuple[str, int, int, int, int], ...] = (
    ("", 0, 0, 0, 0),
    ("Free them.", 10, 10, 10, 10),
    ("Libérez-les.", 12, 12, 13, 12),
    ("Libe\u0301rez-les.", 12, 12, 13, 12),  # measured as composed
    ("أطلقوا سراحهم", 13, 13, 25, 13),
    ("نَصّ", 4, 2, 8, 2),  # vowel signs are signs to X and none to readers
    ("自由", 4, 2, 6, 2),
    ("line\r\nline", 9, 9, 9, 9),
    ("“Free” — now…", 14, 13, 21, 13),
    ("👍🏽", 2, 1, 8, 1),
    ("👨\u200d👩\u200d👧", 2, 1, 18, 1),
    ("🇩🇿🇲🇦", 4, 2, 16, 2),
    ("❤\ufe0f and ©", 8, 7, 13, 7),
    ("1\ufe0f\u20e3", 2, 1, 7, 1),
    ("See https://example.org/us/en/act/sahraw2011/.", 28, 46, 46, 28),
    ("انظر: https://example.org/act/x؟", 30, 32, 37, 30),
    ("See example.org now", 31, 19, 19, 19),
    ("Write to a@example.org", 22, 22, 22, 22),
    ("@minister@social.example.org, please", 36, 36, 36, 17),
    ("U.S. i.e. said.And", 18, 18, 18, 18),
)

# what the message holds, and how long the link is
LETTERS: tuple[tuple[dict[str, Any], int], ...] = (
    ({"to": ["a@example.org"]}, 20),
    ({"to": ["a@example.org"], "subject": "", "body": ""}, 20),
    ({"to": ["a@example.org", "b@example.org"]}, 34),
    ({"to": ["a@example.org"], "cc": ["c@example.org"]}, 20 + 17),
    ({"to": ["a@example.org"], "subject": "One"}, 20 + 12),
    ({"to": ["a@example.org"], "subject": "A b & c?"}, 20 + 9 + 4 + 4 * 3 + 2),
    ({"to": ["a@example.org"], "body": "a\nb\r\nc\n\n"}, 20 + 6 + 3 + 12),
    ({"to": ["a@example.org"], "body": "(a)*'!"}, 20 + 6 + 1 + 15),
    ({"to": ["a+b%c@example.org"]}, 24 + 4),
    ({"to": ["a@example.org"], "body": "é"}, 20 + 6 + 6),
    ({"to": ["a@example.org"], "body": "م" * 100}, 20 + 6 + 600),
    ({"to": ["a@example.org"], "body": "x" * 100}, 20 + 6 + 100),
    ({"to": ["a@example.org"], "subject": "سلام", "body": "م م"}, 20 + 9 + 24 + 6 + 15),
    ({"to": ["a@example.org"], "body": "👍"}, 20 + 6 + 12),
    ({"to": ["a@example.org"], "body": "x" * 1974}, 2000),
    ({"to": ["a@example.org"], "body": "م" * 329}, 2000),
)
