"""Gets a Vosk model once, when a person asks for it. No session comes here; all it needs is on the disk by then."""
