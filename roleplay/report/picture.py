"""The buyer's mood over the turns, drawn as SVG: trust solid, patience dashed, so that colour is not needed."""

from __future__ import annotations

from html import escape

from roleplay.report.plain import one_line
from roleplay.report.scene import Scene

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 36, 84, 16, 34


def mood_picture(scene: Scene) -> str:
    """An SVG element that scales to its box. Turns run from left to right, mood from 0 to 100 upwards; thin
    vertical lines show where an objection was raised."""
    points = scene.mood
    last = max(p.turn for p in points) or 1

    def x(turn: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * turn / last, 1)

    def y(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / 100), 1)

    end = points[-1]
    said = f"Trust from {points[0].trust:g} to {end.trust:g}, patience from {points[0].patience:g} to {end.patience:g}."
    out = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="mood-title"><title id="mood-title">{said}</title>'
    ]
    for value in (0, 50, 100):
        out.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value)}" y2="{y(value)}"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y(value) + 4}" text-anchor="end">{value}</text>')
    step = max(1, -(-last // 12))
    for turn in range(0, last + 1, step):
        out.append(f'<text x="{x(turn)}" y="{HEIGHT - 14}" text-anchor="middle">{turn}</text>')
    out.append(f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 1}" text-anchor="end">turn</text>')
    for k, episode in enumerate(scene.card.episodes):
        at = x(min(episode.raised_turn, last))
        label = escape(one_line(episode.objection, 24))
        out.append(f'<line class="raise" x1="{at}" x2="{at}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>')
        late = at > WIDTH * 0.66
        where = f'x="{at - 4}" text-anchor="end"' if late else f'x="{at + 4}"'
        out.append(f'<text {where} y="{TOP + 10 + 14 * (k % 3)}">{label}</text>')
    for name in ("trust", "patience"):
        values = [(x(p.turn), y(getattr(p, name))) for p in points]
        path = " ".join(f"{a},{b}" for a, b in values)
        out.append(f'<polyline class="{name}" points="{path}"/>')
        out += [f'<circle class="dot-{name}" cx="{a}" cy="{b}" r="3"/>' for a, b in values]
    trust_y, patience_y = y(end.trust), y(end.patience)
    if abs(trust_y - patience_y) < 14:
        higher = trust_y <= patience_y
        trust_y, patience_y = (trust_y - 7, patience_y + 7) if higher else (trust_y + 7, patience_y - 7)
    out.append(f'<text x="{WIDTH - RIGHT + 8}" y="{trust_y + 4}">trust {end.trust:g}</text>')
    out.append(f'<text x="{WIDTH - RIGHT + 8}" y="{patience_y + 4}">patience {end.patience:g}</text>')
    out.append("</svg>")
    return "".join(out)
