"""A child process: plays a sound, closes the microphone for a second, opens it again, and tells what it saw as JSON."""

import json
import subprocess
import sys

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ, Block, NoBlock, Sound
from assistant.devices.soundcard import SoundCard


def recording_streams() -> int:
    """How many programs the sound server says are listening to the microphone."""
    listed = subprocess.run(
        ["pactl", "list", "short", "source-outputs"], capture_output=True, text=True, check=True, timeout=10
    )
    return sum("native" in line for line in listed.stdout.splitlines())


def main() -> None:
    blocks = pauses = 0
    with SoundCard("vmic", "vspk") as card:
        for block in card.blocks():
            match block:
                case Block():
                    blocks += 1
                    tell(
                        first_sample=block.first_sample, lost_samples=block.lost_samples, finished=list(block.finished)
                    )
                    if blocks == 25:
                        assert recording_streams() == 1
                        card.play(Sound("whistle", np.ones(SAMPLE_RATE_HZ // 4, np.int16)))
                        card.close_microphone()
                    elif blocks == 50:
                        return
                case NoBlock():
                    pauses += 1
                    tell(
                        microphone=block.microphone.value,
                        waited_s=block.waited_s,
                        recording_streams=recording_streams(),
                    )
                    if pauses == 4:
                        card.open_microphone()


def tell(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
