"""Reads what the couple may edit: prompts.yaml, the configuration, rehearsal scripts. Checks; never speaks."""
