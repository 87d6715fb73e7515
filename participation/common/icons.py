"""The icons pages use: one path each, drawn by line on a 24 × 24 grid. See the `icon` template tag."""

PATHS = {
    "agree": "M7 11v9H4v-9zM7 11l4-8c2 0 2.5 1.5 2 3.5L12.5 9H19a1.5 1.5 0 0 1 1.5 1.8l-1.5 7.5A2 2 0 0 1 17 20H7",
    "alert": "M12 4l9 16H3zM12 10v4M12 17h.01",
    "arrow": "M5 12h14M13 6l6 6-6 6",
    "bell": "M6 16v-5a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
    "chart": "M4 20h16M7 20v-7M12 20V6M17 20v-10",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "city": "M4 20h16M6 20v-9M10 20v-9M14 20v-9M18 20v-9M4 11h16M4 11l8-6 8 6",
    "clock": "M12 3.5a8.5 8.5 0 1 0 .01 0M12 7.5V12l3 2",
    "close": "M6 6l12 12M18 6L6 18",
    "disagree": "M7 13V4H4v9zM7 13l4 8c2 0 2.5-1.5 2-3.5L12.5 15H19a1.5 1.5 0 0 0 1.5-1.8L19 5.7A2 2 0 0 0 17 4H7",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "down": "M6 9l6 6 6-6",
    "download": "M12 4v11M7 11l5 5 5-5M5 20h14",
    "edit": "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    "eye": "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 10a2 2 0 1 0 .01 0",
    "flag": "M6 21V4h11l-2 4 2 4H6",
    "globe": "M12 3.5a8.5 8.5 0 1 0 .01 0M3.5 12h17M12 3.5c-5 5-5 12 0 17M12 3.5c5 5 5 12 0 17",
    "heart": "M12 20S4 15 4 9.2A4.2 4.2 0 0 1 12 7a4.2 4.2 0 0 1 8 2.2C20 15 12 20 12 20z",
    "info": "M12 3.5a8.5 8.5 0 1 0 .01 0M12 11v5M12 8h.01",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "mail": "M4 6h16v12H4zM4 7l8 6 8-6",
    "pause": "M9 5v14M15 5v14",
    "people": (
        "M9 11a3.5 3.5 0 1 0-.01 0M2.5 19c.6-3.5 3.3-5 6.5-5s5.9 1.5 6.5 5M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .6 3.2 2 3.5 4.5"
    ),
    "person": "M12 12a4 4 0 1 0-.01 0M4.5 20.5c.8-4 3.8-5.5 7.5-5.5s6.7 1.5 7.5 5.5",
    "picture": "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
    "pin": "M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21zM12 7.5a2 2 0 1 0 .01 0",
    "plus": "M12 5v14M5 12h14",
    "reply": "M10 6L4 12l6 6M4 12h10a6 6 0 0 1 6 6",
    "search": "M10.5 4a6.5 6.5 0 1 0 .01 0M15.5 15.5L20 20",
    "talk": "M4 5h16v11H10l-6 4z",
    "trash": "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
    "verified": (
        "M12 3l2.5 2 3.2-.1.9 3 2.4 2-1.2 3 .4 3.2-3.1.9L15.3 20 12 19l-3.3 1-1.8-3-3.1-.9.4-3.2L3 9.9l2.4-2"
        " .9-3 3.2.1zM8.5 12l2.5 2.5 4.5-4.5"
    ),
}
# Those that point along the line, or speak from its start: turned round where it begins on the right
DIRECTED = frozenset({"arrow", "reply", "talk"})
