"""The sentences the couple can say, one hassil file a language. Data only; understanding.py reads it."""
