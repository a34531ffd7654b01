"""Safe words that couples might choose, to count how often talk would be taken for each. Words only; no sound."""

from typing import Final

# Few are likely to be said in any talk, and none is ordered at a coffee machine, of which the recordings are full: a
# word that was said is no false alarm.
OTHERS: Final = (
    "pineapple", "butterfly", "umbrella", "porcupine", "marmalade", "helsinki", "zanzibar", "walrus", "mango", "velvet",
    "thunder", "snowflake", "purple", "orchid", "banana", "elephant", "lighthouse", "red light", "time out", "avocado",
    "saffron", "juniper", "lavender", "cinnamon", "tornado", "penguin", "giraffe", "pumpkin", "blueberry", "raspberry",
    "cucumber", "broccoli", "tangerine", "kangaroo", "crocodile", "waterfall", "moonlight", "sunflower", "dragonfly",
    "peppermint", "tiramisu", "pistachio", "mozzarella", "armadillo", "flamingo", "chandelier", "watermelon",
    "rhinoceros", "grasshopper", "buttercup", "windmill", "volcano", "gingerbread", "stop it now", "cauliflower",
)  # fmt: skip
