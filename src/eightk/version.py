"""The version, in one place: the build reads it from here, and every report carries it as `reader`."""

__version__ = "0.1.0"
