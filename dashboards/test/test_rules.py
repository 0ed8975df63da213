"""Rules for the dashboard and the saved searches that HyperDX's schema does not check, but that its UI needs."""

import re
import unittest

import board

RANKS = {"chart-success": 0, "chart-warning": 1, "chart-error": 2}
TIME_CHARTS = {"line", "stacked_bar"}


def tiles(*types):
    return [tile for tile in board.DASHBOARD["tiles"] if not types or tile["config"]["displayType"] in types]


def columns(select):
    """The columns of a list. A comma within parentheses or brackets does not separate columns."""
    return [column.strip() for column in re.split(r", (?![^\[(]*[\])])", select)]


def members(value, name):
    """All values of the member `name`, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == name:
                yield inner
            yield from members(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from members(inner, name)


def counts(tile):
    """Whether a chart shows only numbers of events."""
    return {select["aggFn"] for select in tile["config"]["select"]} <= {"count", "count_distinct"}


class Rules(unittest.TestCase):
    def assert_none(self, violating):
        self.assertEqual(list(violating), [])

    def test_time_charts_do_not_limit_their_groups(self):
        """HyperDX ranks groups only in the newest chunk of the time range, and drops all others."""
        self.assert_none(tile["id"] for tile in tiles(*TIME_CHARTS) if "seriesLimit" in tile["config"])

    def test_the_most_severe_color_rule_is_the_last(self):
        """The last rule that matches sets the color."""
        for tile in tiles():
            for rules in members(tile["config"], "colorRules"):
                with self.subTest(tile=tile["id"]):
                    ranks = [RANKS[rule["color"]] for rule in rules]
                    self.assertEqual(ranks, sorted(ranks))

    def test_lines_of_values_have_gaps(self):
        """By default, an interval without an event shows as 0."""
        self.assert_none(tile["id"] for tile in tiles("line") if not counts(tile) and tile["config"].get("fillNulls") is not False)

    def test_charts_of_counts_have_no_number_format(self):
        """With one, their axes show 1k, 1k, 2k."""
        self.assert_none(tile["id"] for tile in tiles(*TIME_CHARTS) if counts(tile) and "numberFormat" in tile["config"])

    def test_the_last_column_of_a_list_is_the_message(self):
        """Only the last column is wide."""
        lists = [(tile["id"], tile["config"]["select"]) for tile in tiles("search")]
        lists += [(search["name"], search["select"]) for search in board.SEARCHES]
        self.assert_none(name for name, select in lists if "Body" in columns(select)[:-1])

    def test_tables_have_at_most_nine_columns(self):
        """All columns are equally wide."""
        for tile in tiles("table"):
            with self.subTest(tile=tile["id"]):
                groups = re.findall(r' AS "[^"]+"', tile["config"]["groupBy"])
                self.assertLessEqual(len(groups) + len(tile["config"]["select"]), 9)

    def test_tables_are_not_first_ordered_by_the_timestamp(self):
        """HyperDX queries such a table for the newest 15 minutes only. A constant in front keeps the order."""
        orders = {tile["id"]: tile["config"]["orderBy"] for tile in tiles("table")}
        self.assert_none(name for name, order in orders.items() if "Timestamp" in order.split(", ")[0])

    def test_lists_have_no_order(self):
        """HyperDX ignores it and shows the newest events first."""
        self.assert_none(tile["id"] for tile in tiles("search", "event_patterns") if "orderBy" in tile["config"])

    def test_bars_have_no_number_format(self):
        """The axis has room for five characters: of $0.0180 it shows .0180."""
        self.assert_none(tile["id"] for tile in tiles("bar") if list(members(tile["config"], "numberFormat")))

    def test_tables_have_shaded_rows(self):
        self.assert_none(tile["id"] for tile in tiles("table") if not tile["config"].get("alternateRowBackground"))

    def test_tables_show_times_to_the_second_and_name_the_zone(self):
        for tile in tiles("table"):
            for select in tile["config"]["select"]:
                with self.subTest(tile=tile["id"], column=select["alias"]):
                    expression = select["valueExpression"]
                    self.assertIsNone(re.fullmatch(r"\w+\(Timestamp\)", expression), "shows nanoseconds")
                    if expression.startswith("formatDateTime("):
                        self.assertIn("'UTC'", expression)
                        self.assertTrue(select["alias"].endswith(" (UTC)"))

    def test_notes_have_a_name_and_are_high_enough(self):
        self.assert_none(tile["id"] for tile in tiles("markdown") if not tile["config"]["name"] or tile["h"] < 3)

    def test_the_dashboard_has_one_tag(self):
        """HyperDX lists a dashboard once for each tag."""
        self.assertEqual(len(board.DASHBOARD["tags"]), 1)

    def test_distinct_counts_have_no_sparkline(self):
        """It shows the distinct values of each interval, which do not add up to the number."""
        distinct = [tile for tile in tiles("number") if [select["aggFn"] for select in tile["config"]["select"]] == ["count_distinct"]]
        self.assert_none(tile["id"] for tile in distinct if "backgroundChart" in tile["config"])


if __name__ == "__main__":
    unittest.main()
