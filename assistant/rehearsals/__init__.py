"""The rehearsals that come with the program. Data only."""
