"""A child process: opens the sound card, plays one sound, and tells each block as a line of JSON. Ends by itself.

Usage: hear_and_tell.py SECONDS [OUT.npz]
"""

import json
import sys
import time  # noqa: TID251 - the test wants to end, whatever the card does
from pathlib import Path

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ, Block, NoBlock, Sound
from assistant.devices.soundcard import SoundCard


def whistle() -> Sound:
    """Half a second of seeded noise, whose place in a recording can be found to the sample."""
    pcm = np.random.default_rng(7).integers(-6000, 6000, SAMPLE_RATE_HZ // 2)
    return Sound("whistle", pcm.astype(np.int16))


def main(seconds: float, out: Path | None) -> None:
    heard, played = [], []
    until_s = time.monotonic() + seconds
    with SoundCard("vmic", "vspk") as card:
        for block in card.blocks():
            match block:
                case Block():
                    heard.append(block.heard)
                    played.append(block.played)
                    if len(heard) == 25:
                        card.play(whistle())
                    tell(
                        first_sample=block.first_sample,
                        lost_samples=block.lost_samples,
                        lag_s=block.lag_s,
                        started=[(one.key, one.first_sample) for one in block.started],
                        finished=block.finished,
                        at_s=time.monotonic(),
                    )
                case NoBlock():
                    tell(microphone=block.microphone.value, waited_s=block.waited_s, at_s=time.monotonic())
            if time.monotonic() > until_s:
                break
    if out is not None:
        np.savez(out, heard=np.concatenate(heard), played=np.concatenate(played))


def tell(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(float(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
