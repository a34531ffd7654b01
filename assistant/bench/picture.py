"""Draws the detection error trade-off of one condition. Needs matplotlib; nothing else does."""

from collections.abc import Mapping
from pathlib import Path

from assistant.bench.statistics import Det
from assistant.errors import SundayCoffeeError


def draw(title: str, curves: Mapping[str, Det], path: Path) -> None:
    """False alarms an hour against misses, a line each. SundayCoffeeError without matplotlib."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - development only
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ImportError as error:
        raise SundayCoffeeError(
            "matplotlib, which draws the curves, is not installed: make bench gets it, or leave the pictures out with "
            "--no-pictures."
        ) from error
    figure = Figure(figsize=(7, 5), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    for name, curve in curves.items():
        axes.step(curve.per_hour, 100 * curve.missed, where="post", label=name)
    axes.set_xscale("symlog", linthresh=0.1)
    axes.set_yscale("symlog", linthresh=1.0)
    axes.set_xlim(0, 20)
    axes.set_ylim(0, 100)
    axes.set_xlabel("false alarms an hour of talk, mean of all words")
    axes.set_ylabel("words missed, %")
    axes.set_title(title)
    axes.grid(visible=True, which="both", alpha=0.3)
    axes.legend()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, metadata={"Software": None})
