"""Draws the dashboard's tabs from the results of their queries, as SVG for the documents.

    scripts/dashboard.sh render [FILE]
"""

import html
import math
import os
import pathlib
import sys
import tempfile
from collections import Counter
from datetime import datetime

import board

IMAGES = board.ROOT / "docs" / "images"
LABEL = "rendered by scripts/dashboard.sh from the demo day"
# Tab, and the number of grid rows to draw: the rows below show more of the same.
PICTURES = [("overview", 36), ("lambda", 48), ("api", 36), ("data", 26), ("traces", 38), ("forwarder", 29)]

COLUMN, ROW, GAP, MARGIN, HEAD = 50, 36, 10, 20, 84
FONT = "Inter, system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"
INK, SOFT, FAINT, LINE, CARD, PAGE = "#1f2430", "#667085", "#98a2b3", "#e4e7ec", "#ffffff", "#f5f6f8"
TOKENS = {
    "chart-blue": "#4c7ff0", "chart-orange": "#f08c3a", "chart-red": "#e5484d", "chart-cyan": "#22a6b8", "chart-green": "#2f9e6e",
    "chart-pink": "#d6589f", "chart-purple": "#8a63d2", "chart-light-blue": "#6cb2f5", "chart-brown": "#a1765a", "chart-gray": "#8b93a3",
    "chart-success": "#2f9e6e", "chart-warning": "#d98a00", "chart-error": "#d93f45",
}  # fmt: skip
SERIES = [TOKENS[f"chart-{name}"] for name in ("blue", "orange", "purple", "cyan", "pink", "green", "brown", "light-blue", "red", "gray")]
HEAT = ["#2f6cc0", "#2aa79b", "#33a853", "#8fbf2e", "#e2b32c", "#e8862e", "#d9602b"]
LEVELS = {"info": "#8fb4f7", "warn": "#f0b13a", "error": "#d93f45"}
TIME = "__hdx_time_bucket"


class Svg:
    """An SVG image: its size and its elements."""

    def __init__(self, width, height):
        self.width, self.height, self.parts = width, height, []

    def add(self, name, text=None, **attributes):
        rendered = "".join(f' {key.replace("_", "-")}="{html.escape(shorten(value))}"' for key, value in attributes.items())
        self.parts.append(f"<{name}{rendered}/>" if text is None else f"<{name}{rendered}>{html.escape(text)}</{name}>")

    def text(self, x, y, text, size=12, fill=INK, **more):
        self.add("text", str(text), x=x, y=y, font_size=size, fill=fill, **more)

    def rect(self, x, y, width, height, fill, **more):
        self.add("rect", x=x, y=y, width=width, height=height, fill=fill, **more)

    def save(self, path, title):
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" width="{self.width}" height="{self.height}" font-family="{FONT}" role="img">'
        path.write_text("\n".join([head, f"<title>{html.escape(title)}</title>", *self.parts, "</svg>\n"]), encoding="utf-8")


def shorten(value):
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def formatted(value, style):
    """Formats a number like HyperDX. JSON may represent it as a string."""
    if value is None:
        return "N/A"
    value, style = float(value), style or {}
    digits = style.get("mantissa", 0)
    if style.get("output") == "percent":
        return f"{100 * value:.{digits}f}%"
    if style.get("output") == "byte":
        power = min(3, int(math.log(value, 1024))) if value >= 1 else 0
        return f"{value / 1024**power:.{digits}f} {('B', 'KB', 'MB', 'GB')[power]}"
    if style.get("output") == "currency":
        return f"{style.get('currencySymbol', '$')}{value:,.{digits}f}"
    if style.get("output") == "duration":
        seconds = value * style.get("factor", 1)
        return f"{1000 * seconds:.0f} ms" if seconds < 1 else f"{seconds:.2f} s" if seconds < 60 else f"{seconds / 60:.1f} min"
    return f"{value:,.{digits}f}"


def color_of(value, rules, otherwise):
    """The color of the last rule that matches."""
    holds = {"gt": float.__gt__, "gte": float.__ge__, "lt": float.__lt__, "lte": float.__le__}
    for rule in reversed(rules or []):
        if value is not None and holds[rule["operator"]](float(value), float(rule["value"])):
            return TOKENS[rule["color"]]
    return otherwise


def is_number(kind):
    return any(kind.removeprefix("Nullable(").startswith(name) for name in ("UInt", "Int", "Float"))


def truncated(text, width, size=12):
    """Truncates a text to a width, assuming that a letter is about half as wide as the font size."""
    limit = max(1, int(width / (size * 0.56)))
    text = " ".join(str(text).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def seconds_of(time):
    return datetime.fromisoformat(time.replace(" ", "T")).timestamp()


def series_of(tile, columns, rows):
    """Points as {name: {time: value}}: by group, or by column if there are no groups."""
    values = [name for name, kind in columns if is_number(kind)]
    groups = [name for name, kind in columns if name not in values and name != TIME]
    series = {}
    for row in rows:
        for value in values:
            name = " ".join(str(row[group]) for group in groups) or value
            series.setdefault(name, {})[row[TIME]] = float(row[value] or 0)
    order = sorted(series) if tile.config.get("groupBy") else list(series)
    return {name: series[name] for name in order}


def colors_of(tile, names):
    if tile.config.get("groupBy") == "SeverityText":
        return {name: LEVELS.get(name.lower(), SERIES[-1]) for name in names}
    if all(len(name) == 3 and name.endswith("xx") for name in names):
        classes = {"2xx": TOKENS["chart-green"], "3xx": TOKENS["chart-light-blue"], "4xx": LEVELS["warn"], "5xx": LEVELS["error"]}
        return {name: classes.get(name, SERIES[-1]) for name in names}
    return {name: SERIES[i % len(SERIES)] for i, name in enumerate(names)}


class Chart:
    """The plot area: converts times and values to positions."""

    def __init__(self, box, times, top):
        self.x, self.y, self.width, self.height = box
        self.times, self.top = times, top or 1
        self.first, self.last = seconds_of(times[0]), seconds_of(times[-1])

    def at(self, time, value):
        share = (seconds_of(time) - self.first) / max(1, self.last - self.first)
        return self.x + share * self.width, self.y + self.height * (1 - value / self.top)

    def points(self, points):
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def every_time(day, rows):
    """All time buckets of the day. HyperDX fills missing buckets of counts with zero."""
    seen = sorted({row[TIME] for row in rows})
    step = min((seconds_of(b) - seconds_of(a) for a, b in zip(seen, seen[1:], strict=False)), default=1800)
    start, count = seconds_of(day[0].strftime("%Y-%m-%d %H:%M:%S")), int(86400 / step)
    return [datetime.fromtimestamp(start + i * step).strftime("%Y-%m-%d %H:%M:%S") for i in range(count)]


def nice(value):
    """The next round number that is not smaller."""
    if value <= 0:
        return 1
    magnitude = 10 ** (len(str(int(value))) - 1) if value >= 1 else 10 ** -(len(f"{1 / value:.0f}"))
    return next(step * magnitude for step in (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10, 20, 50, 100) if step * magnitude >= value)


def draw_number(svg, tile, box, day):
    x, y, width, height = box
    value, config = tile.value(), tile.config
    if tile.sparkline:
        times = every_time(day, tile.sparkline)
        points = next(iter(series_of(tile, tile.sparkline_columns, tile.sparkline).values()))
        chart = Chart((x, y + height * 0.55, width, height * 0.42), times, max(points.values()) * 1.05)
        line = chart.points([chart.at(time, points.get(time, 0)) for time in times])
        color = TOKENS[config["backgroundChart"]["color"]]
        if config["backgroundChart"]["type"] == "area":
            svg.add("polygon", points=f"{x:.1f},{y + height * 0.97:.1f} {line} {x + width:.1f},{y + height * 0.97:.1f}", fill=color, opacity=0.14)
        svg.add("polyline", points=line, fill="none", stroke=color, stroke_width=1.5, opacity=0.55)
    text = formatted(value, config.get("numberFormat"))
    svg.text(x + width / 2, y + height * 0.48, text, 32, color_of(value, config.get("colorRules"), INK), text_anchor="middle", font_weight=600)


def draw_chart(svg, tile, box, day):
    x, y, width, height = box
    series = series_of(tile, tile.columns, tile.rows)
    colors, stacked = colors_of(tile, series), tile.type == "stacked_bar"
    times = every_time(day, tile.rows)
    highest = max((sum(points.get(t, 0) for points in series.values()) if stacked else max(points.get(t, 0) for points in series.values())) for t in times)
    chart = Chart((x + 58, y + 6, width - 66, height - 52), times, nice(highest))
    for share in (0, 0.5, 1):
        at = chart.y + chart.height * (1 - share)
        svg.add("line", x1=chart.x, x2=chart.x + chart.width, y1=at, y2=at, stroke=LINE)
        svg.text(chart.x - 8, at + 4, formatted(chart.top * share, tile.config.get("numberFormat")), 10, FAINT, text_anchor="end")
    for hour in range(0, 25, 6):
        svg.text(chart.x + chart.width * hour / 24, chart.y + chart.height + 16, f"{hour:02d}:00", 10, FAINT, text_anchor="middle")
    if stacked:
        draw_bars(svg, chart, series, colors)
    else:
        filled = tile.config.get("fillNulls") is not False
        for name, points in series.items():
            svg.add("polyline", points=chart.points([chart.at(t, points.get(t, 0)) for t in times if filled or t in points]), fill="none", stroke=colors[name], stroke_width=1.6)
    draw_legend(svg, colors, (x + 8, y + height - 8, width - 16))


def draw_bar(svg, tile, box, day):
    """A bar for each group."""
    x, y, width, height = box
    name, group = (next(column for column, kind in tile.columns if is_number(kind) == number) for number in (True, False))
    top, slot = nice(max(float(row[name]) for row in tile.rows)), width / len(tile.rows)
    for i, row in enumerate(tile.rows):
        high, middle = (height - 50) * float(row[name]) / top, x + (i + 0.5) * slot
        svg.rect(middle - slot * 0.35, y + height - 30 - high, slot * 0.7, high, SERIES[i % len(SERIES)])
        svg.text(middle, y + height - 36 - high, formatted(row[name], tile.config.get("numberFormat")), 10, FAINT, text_anchor="middle")
        svg.text(middle, y + height - 14, truncated(row[group], slot, 10), 10, SOFT, text_anchor="middle")


def draw_heatmap(svg, tile, box, day):
    """Counts by time and value, on a logarithmic scale."""
    x, y, width, height = box
    points = [(seconds_of(row["Timestamp"]), math.log10(max(float(row["value"]), 1))) for row in tile.rows]
    columns, lines = 96, 32
    lowest, highest = math.floor(min(value for _, value in points)), math.ceil(max(value for _, value in points))
    start = seconds_of(day[0].strftime("%Y-%m-%d %H:%M:%S"))
    counts = Counter((int((at - start) / 86400 * columns), int((value - lowest) / (highest - lowest) * lines)) for at, value in points)
    left, wide, high = x + 58, (width - 66) / columns, (height - 30) / (lines + 1)
    most = math.log1p(max(counts.values()))
    for (column, line), count in sorted(counts.items()):
        color = HEAT[min(len(HEAT) - 1, int(math.log1p(count) / most * len(HEAT)))]
        svg.rect(left + column * wide, y + (lines - line) * high, wide, high, color)
    for power in range(lowest, highest + 1):
        at = y + high + (1 - (power - lowest) / (highest - lowest)) * lines * high
        svg.text(left - 8, at, formatted(10**power, tile.config.get("numberFormat")), 10, FAINT, text_anchor="end")
    for hour in range(0, 25, 6):
        svg.text(left + (width - 66) * hour / 24, y + height - 8, f"{hour:02d}:00", 10, FAINT, text_anchor="middle")


def draw_bars(svg, chart, series, colors):
    slot = chart.width / len(chart.times)
    below = dict.fromkeys(chart.times, 0.0)
    for name, points in series.items():
        path = ""
        for i, time in enumerate(chart.times):
            high = chart.height * points.get(time, 0) / chart.top
            if high > 0:
                left, foot = chart.x + i * slot + 1, chart.y + chart.height - below[time]
                path += f"M{left:.1f} {foot:.1f}v{-high:.1f}h{slot - 2:.1f}v{high:.1f}z"
                below[time] += high
        svg.add("path", d=path, fill=colors[name])


def draw_legend(svg, colors, place):
    x, y, width = place
    at = x
    for i, (name, color) in enumerate(colors.items()):
        label = truncated(name, 190, 10)
        step = 26 + len(label) * 5.1
        if at + step > x + width - 30:
            svg.text(at, y, f"+{len(colors) - i}", 10, SOFT)
            return
        svg.rect(at, y - 8, 9, 9, color, rx=2)
        svg.text(at + 13, y, label, 10, SOFT)
        at += step


def cells_of(tile):
    """The columns of a table, groups first; without columns that only show an example."""
    formats = {series.get("alias"): series for series in tile.config["select"]} if isinstance(tile.config["select"], list) else {}
    names = [name for name, _ in tile.columns if name != "Example"]
    groups = [name for name in names if name not in formats]
    values = [name for name in names if name in formats]
    left = tile.config.get("groupByColumnsOnLeft", True)
    return [*groups, *values] if left else [*values, *groups], formats, dict(tile.columns)


def draw_table(svg, tile, box, day):
    x, y, width, height = box
    names, formats, kinds = cells_of(tile)
    shown = [[cell(row[name], formats.get(name, {}), kinds[name]) for name in names] for row in tile.rows]
    weights = [max([len(name) * 1.1] + [min(len(row[i]), 70 if tile.type == "search" else 60) for row in shown[:12]]) + 3 for i, name in enumerate(names)]
    lefts, unit = [x + 8], (width - 16) / sum(weights)
    for weight in weights:
        lefts.append(lefts[-1] + weight * unit)
    for i, name in enumerate(names):
        svg.text(lefts[i], y + 12, truncated(name, lefts[i + 1] - lefts[i] - 6, 11), 11, SOFT, font_weight=600)
    svg.add("line", x1=x, x2=x + width, y1=y + 20, y2=y + 20, stroke=LINE)
    for n, row in enumerate(shown[: int((height - 26) / 22)]):
        at = y + 37 + 22 * n
        for i, name in enumerate(names):
            fill = color_of(tile.rows[n][name], formats.get(name, {}).get("colorRules"), INK)
            if name == "SeverityText":
                fill = LEVELS.get(row[i].lower(), INK)
            svg.text(lefts[i], at, truncated(row[i], lefts[i + 1] - lefts[i] - 8, 11), 11, fill)


def cell(value, series, kind):
    if is_number(kind):
        return formatted(value, series.get("numberFormat"))
    return str(value)[:19] if "DateTime" in kind else str(value)


DRAW = {"number": draw_number, "line": draw_chart, "stacked_bar": draw_chart, "table": draw_table, "search": draw_table, "bar": draw_bar, "heatmap": draw_heatmap}


def draw_tab(tiles, tab, rows, day):
    shown = [tile for tile in tiles.values() if tile.tab == tab and tile.type in DRAW and tile.place[1] + tile.place[3] <= rows]
    last = max(tile.place[1] for tile in shown)
    heights = {tile.id: tile.place[3] * ROW for tile in shown}
    for tile in shown:
        if tile.type == "table" and tile.place[1] == last:
            heights[tile.id] = min(heights[tile.id], 86 + 22 * len(tile.rows))
    bottom = max(tile.place[1] * ROW + heights[tile.id] for tile in shown)
    svg = Svg(24 * COLUMN + 2 * MARGIN, HEAD + bottom + 34)
    svg.rect(0, 0, svg.width, svg.height, PAGE)
    svg.text(MARGIN, 32, board.DASHBOARD["name"], 20, INK, font_weight=700)
    svg.text(svg.width - MARGIN, 32, f"{day[0]:%Y-%m-%d}, UTC", 12, SOFT, text_anchor="end")
    at = MARGIN
    for each in board.DASHBOARD["containers"][0]["tabs"]:
        here = each["id"] == tab
        svg.text(at, 62, each["title"], 13, INK if here else SOFT, font_weight=600 if here else 400)
        size = len(each["title"]) * 6.6
        if here:
            svg.rect(at, 70, size, 2, TOKENS["chart-blue"])
        at += size + 26
    for tile in shown:
        x, y, width, height = tile.place
        left, top, wide, high = MARGIN + x * COLUMN + GAP / 2, HEAD + y * ROW + GAP / 2, width * COLUMN - GAP, heights[tile.id] - GAP
        svg.rect(left, top, wide, high, CARD, rx=6, stroke=LINE)
        svg.text(left + 12, top + 20, tile.name, 12, SOFT, font_weight=600)
        DRAW[tile.type](svg, tile, (left + 8, top + 30, wide - 16, high - 36), day)
    svg.text(svg.width - MARGIN, svg.height - 12, LABEL, 11, FAINT, text_anchor="end")
    title = next(each["title"] for each in board.DASHBOARD["containers"][0]["tabs"] if each["id"] == tab)
    svg.save(IMAGES / f"dashboard-{tab}.svg", f"{board.DASHBOARD['name']}: {title}, {LABEL}")


def main():
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        clickhouse = board.ClickHouse(folder)
        clickhouse.run("SET max_threads = 1")  # for reproducible quantiles, which sample
        clickhouse.load("default", pathlib.Path(os.environ["DASHBOARD_DAY"]))
        day = clickhouse.day("default")
        tiles, problems = board.tiles(clickhouse, "default", day)
        if problems:
            sys.exit("\n".join(problems))
        for tab, rows in PICTURES:
            draw_tab(tiles, tab, rows, day)
            print(f"docs/images/dashboard-{tab}.svg")
        clickhouse.close()


if __name__ == "__main__":
    main()
