"""仕事の内容: an opening, some tasks, and what employers like to add."""
from .chance import pick, pick_early
from .templates import Writer

BULLETS = ["・", "○", "◆", "■", "＊", "◇", "●", "□"]
HEADINGS = ("＜主な業務＞", "【仕事内容】", "《具体的には》", "■業務内容")
LONGEST = 600
SHORTEST = 100


def description(draw, world, occupation, title, about, target):
    """A text of about `target` characters."""
    themes = occupation.themes | occupation.themes_of_title.get(title, {})
    writer = Writer(draw, about, themes, occupation.theme_limits)
    style = int(draw() * 5)
    bullet = pick_early(draw, BULLETS)
    lines, length = [], 0
    if draw() < 0.86:
        opening = writer.fill(pick(draw, occupation.openings))
        lines.append(("◎" if draw() < 0.12 else "") + opening)
        length += len(opening)
    used, tasks = chosen_tasks(draw, writer, occupation.tasks, target)
    lines += listed(draw, tasks, style, bullet)
    length += sum(map(len, tasks)) + len(tasks)
    lines += additions(draw, world, occupation, writer, used, target - 22 - length)
    if draw() < 0.12:
        lines.append(f"（就業場所は{about['city']}{about['town']}の{about['company']}です）")
    if draw() < 0.82:
        lines.append(pick(draw, world.words["change"]))
    return bounded(draw, world, ("\n" if draw() < 0.85 else "　").join(lines))


def chosen_tasks(draw, writer, templates, target):
    """(positions of the used templates, filled tasks)"""
    count = 2 + int(draw() * 3) + (target > 230) + (target > 300) * 2 + (target > 400) * 2
    used, tasks = set(), []
    while len(tasks) < count:
        at = int(draw() * len(templates))
        if at in used:
            if len(used) >= len(templates):
                break
            continue
        used.add(at)
        tasks.append(writer.fill(templates[at]))
    return used, tasks


def listed(draw, tasks, style, bullet):
    """The tasks as lines: with bullets, in one sentence, or numbered."""
    if style < 3:
        heading = [pick(draw, HEADINGS)] if draw() < 0.25 else []
        return heading + [bullet + task for task in tasks]
    if style == 3:
        return ["具体的には、" + "、".join(tasks) + "などを担当していただきます。"]
    return [f"（{'１２３４５６７８９'[at]}）{task}" for at, task in enumerate(tasks)]


def additions(draw, world, occupation, writer, used, room):
    """Further tasks, and sentences about training, the company and whom it looks for."""
    words, notes, traits = world.words, occupation.notes, occupation.traits
    pools = (words["train"], words["appeal"], words["firm"], notes, traits, notes, words["appeal"])
    lines, seen = [], set()
    for _ in range(20):
        if room <= 0:
            break
        if draw() < 0.5 and len(used) < len(occupation.tasks):
            at = int(draw() * len(occupation.tasks))
            if at not in used:
                used.add(at)
                task = writer.fill(occupation.tasks[at])
                lines.append(pick(draw, ("・", "※", "＊", "また、")) + task + ("" if draw() < 0.5 else "。"))
                room -= len(task) + 1
            continue
        which = int(draw() * 7)
        text = pick(draw, pools[which])
        if text in seen:
            continue
        seen.add(text)
        if which == 4:
            text = text + "を歓迎します。" if draw() < 0.5 else "★" + text
        elif text[0] != "※":
            text = text + "。" if draw() < 0.8 else "★" + text
        lines.append(text)
        room -= len(text)
    return lines


def bounded(draw, world, text):
    if len(text) > LONGEST:
        text = text[:LONGEST]
        end = max(text.rfind("。"), text.rfind("\n"))
        text = text[: end + 1] if end > 300 else text
    elif len(text) < SHORTEST:
        train, appeal = pick(draw, world.words["train"]), pick(draw, world.words["appeal"])
        text += f"\n{train}。\n{appeal}。詳細は面接時に説明いたします。"
    return text.rstrip()
