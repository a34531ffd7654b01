"""Setting up, decided: which step, which question, what an answer means. Asks nobody, shows and writes nothing."""
