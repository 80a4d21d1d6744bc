"""The engine: every channel shows what is true, exactly once."""
