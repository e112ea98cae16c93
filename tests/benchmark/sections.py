"""Sections of a Markdown file that different programs write."""
import os


def text_of(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()


def section(text, heading):
    """The section under this heading of level 2, to the next such heading; empty where none is."""
    lines = text.split("\n")
    if heading not in lines:
        return ""
    start = lines.index(heading)
    end = start + 1
    while end < len(lines) and not lines[end].startswith("## "):
        end += 1
    return "\n".join(lines[start:end]).rstrip() + "\n"


def with_section(text, heading, new):
    """The text with this section put in place of the old one, or at the end."""
    old = section(text, heading)
    if old:
        return text.replace(old.rstrip(), new.rstrip())
    return (text.rstrip() + "\n\n" if text.strip() else "") + new.rstrip() + "\n"
