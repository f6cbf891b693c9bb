"""The picture of the traffic as SVG. It has its own background, so that it can be read on any page."""

from __future__ import annotations

from ircompile.findings.messages import escaped
from ircompile.planning.traffic import peak_of
from ircompile.planning.words import OTHERWISE, duration, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ircompile.planning.plan import Plan
    from ircompile.planning.traffic import Segment

WIDTH, HEIGHT = 640, 240
"""The size of a chart."""
LEFT, TOP, RIGHT, BOTTOM = 84, 44, 16, 32
"""The margins around its drawing."""
MARGIN = 12
ROOM, LETTER = WIDTH - 2 * MARGIN, 7
"""The width of the title, and that of one of its letters, roughly."""
INK, FILL, PAPER, GRID = "#24292f", "#2f6feb", "#ffffff", "#d0d7de"


def svg(plan: Plan) -> str:
    """Return the picture as the text of an SVG element: a chart of each way to read the traffic."""
    title = f"{plan.job or 'a job'}: {summary(plan)}"
    charts = [_chart(title, plan.traffic.segments)]
    if plan.traffic.alternative:
        charts.append(_chart(OTHERWISE, plan.traffic.alternative))
    height = HEIGHT * len(charts)
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    font = f'font-family="system-ui, sans-serif" font-size="13" fill="{INK}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {font}>',
        f"<title>{_text(title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" rx="6" fill="{PAPER}" stroke="{GRID}"/>',
    ]
    for number, chart in enumerate(charts):
        parts += [f'<g transform="translate(0 {number * HEIGHT})">', *chart, "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _chart(title: str, segments: Sequence[Segment]) -> list[str]:
    """Return the elements of a chart: its title, the axes, and the users over time if they are known."""
    squeezed = f' textLength="{ROOM}" lengthAdjust="spacingAndGlyphs"' if len(title) > ROOM // LETTER else ""
    heading = f'<text x="{MARGIN}" y="26"{squeezed}>{_text(title)}</text>'
    peak = peak_of(segments)
    if not segments or not peak:
        return [heading, f'<text x="{MARGIN}" y="{HEIGHT // 2}">the number of users is not known</text>']
    bottom, right, total = HEIGHT - BOTTOM, WIDTH - RIGHT, segments[-1].end
    grid = [(bottom, "0"), ((bottom + TOP) / 2, f"{peak / 2:g}"), (TOP, f"{peak:g}")]
    times = [(LEFT, "start", "0"), ((LEFT + right) / 2, "middle", duration(total / 2)), (right, "end", duration(total))]
    points = [f"{LEFT},{bottom}"]
    for it in segments:
        for time, users in ((it.start, it.users_start), (it.end, it.users_end)):
            x = LEFT + (right - LEFT) * time / total
            points.append(f"{x:.1f},{bottom - (bottom - TOP) * (users or 0) / peak:.1f}")
    points.append(f"{right},{bottom}")
    return [
        heading,
        *(f'<path d="M{LEFT} {y:g}H{right}" stroke="{GRID}"/>' for y, _ in grid),
        f'<polygon points="{" ".join(points)}" fill="{FILL}" fill-opacity="0.25" stroke="{FILL}"/>',
        *(f'<text x="{LEFT - 6}" y="{y + 4:g}" text-anchor="end">{label}</text>' for y, label in grid),
        *(f'<text x="{x:g}" y="{HEIGHT - 12}" text-anchor="{anchor}">{label}</text>' for x, anchor, label in times),
    ]


def _text(text: str) -> str:
    """Return a text as the content of an element."""
    return escaped(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
