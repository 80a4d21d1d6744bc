"""English, as a town in Europe writes it, and without "p.m." before a full stop."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
