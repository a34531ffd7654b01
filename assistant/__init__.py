"""An offline voice assistant that holds the space for two people. No cloud, no scores, no transcripts."""

__version__ = "0.1.0"
