from __future__ import annotations

from roleplay.coach.debrief import MoodPoint
from roleplay.tui.desk import CriterionTrend, Progress, Scene
from roleplay.tui.filters import Filter, sorted_by
from roleplay.tui.lines import plain_of, width_of
from roleplay.tui.pages.progress import progress_rows
from roleplay.tui.plots import mood_plot, sparkline

SOFA = Scene(
    "first/sofa", "We'll think about it", "A couple like the sofa.", "first", "walk_in", "easy", ("stall",)
)
PRICE = Scene("a/price", "Thirty percent cheaper", "", "a", "negotiation", "hard", ("price-objection",), "Dana", tries=2,
              best=40.0)  # fmt: skip
DONE = Scene("a/done", "Done", "", "a", "demo", "medium", (), tries=1, best=90.0, passed=True)
ALL = [SOFA, PRICE, DONE]


def fitting(found: Filter) -> list[str]:
    return [scene.id for scene in ALL if found.fits(scene)]


def test_all_words_must_be_found_somewhere() -> None:
    assert fitting(Filter().with_words("SOFA couple")) == ["sofa"]
    assert fitting(Filter().with_words("sofa dana")) == []
    assert fitting(Filter().with_words("price objection")) == ["price"]


def test_tried_and_not_passed_are_the_ones_to_go_back_to() -> None:
    assert fitting(Filter().having("tried", "missed")) == ["price"]
    assert fitting(Filter().having("tried", "new")) == ["sofa"]
    assert fitting(Filter().having("tried", "passed")) == ["done"]


def test_filters_add_up() -> None:
    assert fitting(Filter().having("level", "hard").having("kind", "demo")) == []


def test_lowest_score_first_puts_the_untried_last() -> None:
    assert [s.id for s in sorted_by("best", ALL)] == ["price", "done", "sofa"]


def test_sparklines_show_gaps_and_extremes() -> None:
    assert sparkline([0, 50, 100, None]) == "▁▅█·"


def test_a_mood_plot_keeps_to_its_width_and_shows_the_last_turns() -> None:
    points = [MoodPoint(turn, 50 + turn % 7, 60 - turn % 5) for turn in range(0, 400, 2)]
    lines = mood_plot(points, 60, 8)
    assert max(width_of(found) for found in lines) <= 60
    assert "394" in plain_of(lines[-1])
    assert " 0 " not in plain_of(lines[-1])


def test_a_mood_plot_of_nothing_says_so() -> None:
    assert "not begun" in plain_of(mood_plot([], 40)[0])


def test_progress_tells_direction_only_from_four_calls_on() -> None:
    def shown(progress: Progress) -> str:
        return "\n".join(plain_of(found) for row in progress_rows(progress, 80) for found in row.draw(80))

    assert "Nothing to show yet" in shown(Progress())
    assert "2 calls so far" in shown(Progress((10.0, 20.0)))
    assert "Up from 15 to 75" in shown(Progress((10.0, 20.0, 40.0, 70.0, 80.0)))
    falling = CriterionTrend("x", "Next step", (90.0, 80.0, 30.0, 20.0))
    assert "▼ 60" in shown(Progress((50.0,), (0,) * 14, (falling,)))
