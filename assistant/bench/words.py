"""Safe words that couples might choose, to count how often talk would be taken for each. Words only; no sound."""

from typing import Final

# Few are likely to be said in the recordings. Where one is, it counts as a false alarm all the same.
OTHERS: Final = (
    "pineapple", "butterfly", "umbrella", "porcupine", "marmalade", "helsinki", "zanzibar", "walrus", "mango", "velvet",
    "thunder", "snowflake", "purple", "orchid", "banana", "elephant", "lighthouse", "red light", "time out", "avocado",
    "saffron", "juniper", "lavender", "cinnamon", "tornado", "penguin", "giraffe", "pumpkin", "blueberry", "raspberry",
    "cucumber", "broccoli", "tangerine", "kangaroo", "crocodile", "waterfall", "moonlight", "sunflower", "dragonfly",
    "peppermint", "tiramisu", "cappuccino", "mozzarella", "armadillo", "flamingo", "chandelier", "watermelon",
    "rhinoceros", "grasshopper", "buttercup", "windmill", "volcano", "gingerbread", "stop it now", "cauliflower",
)  # fmt: skip
