"""What a couple can say and hear, one folder a language. Data only; ears/understanding.py and content/ read it."""
