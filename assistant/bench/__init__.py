"""What measures: how well the safe word is heard in recordings of people. Nothing that runs live imports this."""
