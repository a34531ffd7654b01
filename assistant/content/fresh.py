"""A new configuration: every key with what it means and what counts without it, all of it remarks. Writes no file."""

from typing import Final

from assistant.content.configuration import Configuration
from assistant.content.effective import Effective, effective

HEAD: Final = """\
# Sunday Coffee: what is yours to choose. A line that begins with "#" is a remark and changes nothing;
# to choose something, take its "# " away and write your own value. What counts now: sunday-coffee config
"""


def fresh_text() -> str:
    """Each key in order, with its default."""
    parts = [HEAD]
    group = ""
    for each in effective(Configuration(), None):
        if each.setting.group:
            if each.setting.group != group:
                parts.append(f"\n# Its patience with you.\n# {each.setting.group}:\n")
            parts.append(f"#   {_line(each)}  # {each.setting.meaning}\n")
        else:
            parts.append(f"\n# {each.setting.meaning}\n# {_line(each)}\n")
        group = each.setting.group
    return "".join(parts)


def _line(each: Effective) -> str:
    return f"{each.setting.name}: {each.setting.example or each.value}"
