"""A rehearsal: a script for two partners, and what should come of it. The session itself is the real one."""
