"""What loads and still goes wrong in play is found, with its line and what to do; what is sound is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from roleplay.dialogue.table import DIFFICULTIES, gain_factor
from roleplay.scenario import chances
from roleplay.scenario.lint import Finding, lint, lint_file
from roleplay.scenario.load import load_text
from roleplay.scenario.new import scaffold

EXAMPLE = Path(__file__).parent.parent / "data" / "competitor-price.yaml"

BASE = """\
id: sound
title: A sound scene
turn_limit: 10
rep:
  objective: Agree a day.
  briefing: They have two depots.
product:
  name: Thing
  claims:
    quick: It is quick.
buyer:
  name: Ana Ruiz
  role: Depot manager
  company: Two depots, 40 vans
  persona: Patient and exact.
  mood: {trust: 40, patience: 60}
  opening: Good morning.
facts:
  fines:
    asked_by: [late vans, penalties]
    says: We paid eighteen hundred in fines last month, and the customer keeps count.
    short: It adds up.
    gate: {question: open, trust: 45}
  scar:
    asked_by: [last time you switched]
    says: The last system lost a whole week of routes.
    short: That is an old story.
    gate: {question: open, after: [fines]}
objections:
  price:
    type: price
    says: You are too dear for us.
    raise: {turn: 1}
    root: scar
    answered_by: [quick, fines]
    push_back: That is still a lot of money.
    settled: Put that way, it pays for itself.
    model_answer: Compared with what?
outcomes:
  won:
    when: {next_step: accepted, settled: [price]}
    says: Come on Thursday then.
  lost:
    when: {discounts: 2}
    says: Let me think about that.
walk_away: I have to go now.
pass: {score: 70, outcome: won}
"""


def change(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def apply(text: str) -> str:
        for old, new in pairs:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the base"
            text = text.replace(old, new)
        return text

    return apply


CASES = [
    # name, edit, rule, severity, text in the line that is named
    ("a fact without ways to ask", change(("asked_by: [last time you switched]", "asked_by: []")), "fact-unaskable", "warning", "asked_by: []"),
    ("a fact nobody can ask for and nothing leads to",
     change(("objections:\n", "  alone:\n    says: It was quiet.\n    gate: {question: any}\nobjections:\n")), "fact-unaskable", "error", "  alone:"),
    ("a trust gate out of reach in two turns", change(("turn_limit: 10", "turn_limit: 2"), ("trust: 45", "trust: 80")),
     "trust-out-of-reach", "error", "trust: 80"),
    ("a trust gate at the very top", change(("trust: 45", "trust: 100")), "trust-out-of-reach", "error", "trust: 100"),
    ("a fact after one that cannot be told", change(("trust: 45", "trust: 100")), "after-out-of-reach", "error", "after: [fines]"),
    ("a root that cannot be told", change(("trust: 45", "trust: 100")), "root-out-of-reach", "error", "root: scar"),
    ("an objection after the end", change(("raise: {turn: 1}", "raise: {turn: 11}")), "never-raised", "error", "raise: {turn: 11}"),
    ("an objection after what is never told",
     change(("raise: {turn: 1}", "raise: {after: [fines]}"), ("trust: 45", "trust: 100")), "never-raised", "error", "raise: {after"),
    ("an objection with nothing behind it", change(("    root: scar\n", ""), ("    answered_by: [quick, fines]\n", "")), "no-way-out", "warning", "  price:"),
    ("an objection that only an untold fact answers", change(("[quick, fines]", "[fines]"), ("trust: 45", "trust: 100")), "unanswerable", "error", "answered_by: [fines]"),
    ("a win that needs what never comes up", change(("raise: {turn: 1}", "raise: {turn: 11}")), "outcome-out-of-reach", "error", "when: {next_step"),
    ("a win that needs what is never told", change(("settled: [price]", "told: [fines]"), ("trust: 45", "trust: 100")), "outcome-out-of-reach", "error", "when: {next_step"),
    ("a loss after the end", change(("discounts: 2", "turns: 11")), "outcome-out-of-reach", "warning", "turns: 11"),
    ("a win by trust that nobody has", change(("settled: [price]", "trust_at_least: 99")), "outcome-out-of-reach", "error", "trust_at_least"),
    ("a win that needs a mistake", change(("raise: {turn: 1}", "raise: {when: discount}")), "won-by-mistake", "warning", "when: {next_step"),
    ("a win for waiting", change(("{next_step: accepted, settled: [price]}", "{turns: 3}")), "won-for-nothing", "warning", "when: {turns"),
    ("an outcome behind a weaker one", change(("discounts: 2}", "discounts: 2}\n    says: A first word.\n  lost_more:\n    when: {discounts: 3, trust_below: 20}")),
     "outcome-shadowed", "error", "discounts: 3"),
    ("the same outcome twice", change(("{discounts: 2}", "{settled: [price], next_step: accepted}")), "outcome-shadowed", "error", "when: {settled"),
    ("a pass that no outcome gives", change(("  won:\n", "  agreed:\n")), "pass-out-of-reach", "error", "pass:"),
    ("no way to win", change(("  won:\n", "  agreed:\n"), (", outcome: won}", "}")), "no-way-to-win", "warning", "outcomes:"),
    ("a pass by losing", change((", outcome: won}", ", outcome: lost}")), "pass-by-losing", "warning", "pass:"),
    ("no way to lose", change(("walk_away: I have to go now.\n", ""), ("  lost:\n", "  later:\n")), "no-way-to-lose", "warning", "id: sound"),
    ("a trust gate that a strong rep hardly gets to", change(("trust: 45", "trust: 85")), "trust-hardly-reached", "warning", "trust: 85"),
    ("a trust gate that is too much for a short call", change(("trust: 45", "trust: 60"), ("turn_limit: 10", "turn_limit: 5")), "trust-hardly-reached", "warning", "trust: 60"),
    ("a trust gate that a hard buyer adds to", change(("trust: 45", "trust: 80"), ("turn_limit: 10", "turn_limit: 14\ndifficulty: hard")), "trust-hardly-reached", "warning", "trust: 80"),
    ("a win by trust that hardly anybody has", change(("settled: [price]", "trust_at_least: 88")), "trust-hardly-reached", "warning", "trust_at_least"),
    ("an objection that any pitch answers", change(("    answered_by: [quick, fines]\n", "")), "answered-by-anything", "warning", "  price:"),
    ("one objection and nothing to find out", change(("    root: scar\n", "")), "nothing-behind", "warning", "  price:"),
    ("a win for asking", change(("raise: {turn: 1}", "raise: {when: pressure}"), (", settled: [price]", "")), "won-for-asking", "warning", "when: {next_step"),
    ("no model answer", change(("    model_answer: Compared with what?\n", "")), "no-model-answer", "warning", "objections:"),
    ("claims for nothing", change(("[quick, fines]", "[fines]")), "claims-unused", "warning", "claims:"),
    ("a buyer without a person", change(("  persona: Patient and exact.\n", "")), "no-persona", "warning", "buyer:"),
    ("an opening that tells the figure", change(("opening: Good morning.", "opening: Morning. Eighteen hundred in fines, so be quick.")), "gives-it-away", "warning", "opening:"),
    ("the figure in digits", change(("opening: Good morning.", "opening: Morning. We pay 1,800 in fines.")), "gives-it-away", "warning", "opening:"),
    ("a short answer that says it all", change(("short: It adds up.", "short: We paid a lot, and the customer keeps count.")), "gives-it-away", "warning", "short: We"),
    ("an objection that tells its root", change(("says: You are too dear for us.", "says: The last system lost a whole week. No more.")), "gives-it-away", "warning", "says: The last system lost a whole week. No"),
    ("a briefing that tells", change(("briefing: They have two depots.", "briefing: They paid eighteen hundred in fines.")), "briefing-leak", "warning", "briefing:"),
    ("a title that tells", change(("title: A sound scene", "title: Fines of 1800")), "briefing-leak", "warning", "title:"),
    ("one line in two places", change(("short: It adds up.", "short: That is an old story.")), "same-line-twice", "warning", "short: That is an old story.\n    gate: {question: open, after"),
    ("one line twice in a list", change(("walk_away: I have to go now.", "walk_away: [I have to go now., I have to go now!]")), "same-line-twice", "warning", "walk_away"),
    ("a speech", change(("says: You are too dear for us.", "says: " + "You are too dear for us and so on. " * 8)), "long-line", "warning", "says: You are"),
    ("a long line from someone curt", change(("Patient and exact.", "Terse."), ("says: You are too dear for us.", "says: " + "Too dear for us and so on. " * 6)), "long-line", "warning", "says: Too dear"),
    ("who speaks", change(("opening: Good morning.", 'opening: "Ana: Good morning."')), "speaker-label", "warning", "opening:"),
    ("a stage direction", change(("opening: Good morning.", 'opening: "*sighs* Good morning."')), "stage-direction", "warning", "opening:"),
    ("a stage direction in brackets", change(("opening: Good morning.", "opening: (laughs) Good morning.")), "stage-direction", "warning", "opening:"),
    ("a place to fill in", change(("opening: Good morning.", "opening: Good morning {rep_name}.")), "placeholder", "warning", "opening:"),
    ("something to be done", change(("opening: Good morning.", "opening: TODO")), "placeholder", "warning", "opening:"),
    ("a comma in a list of lines", change(("walk_away: I have to go now.", "walk_away: [I have to go, and soon.]")), "split-at-comma", "warning", "walk_away"),
    ("two facts asked for alike", change(("[last time you switched]", "[the penalties]")), "asked-alike", "warning", "asked_by: [the"),
    ("two facts asked for in the same words turned round", change(("[last time you switched]", "[vans that are late]")), "asked-alike", "warning", "asked_by: [vans"),
    ("one way of asking twice", change(("[late vans, penalties]", "[late vans, penalties, late vans]")), "asked-twice", "warning", "asked_by: [late"),
    ("a language by its name", change(("turn_limit: 10", "turn_limit: 10\nlanguage: English please")), "language-tag", "warning", "language:"),
    ("a line that YAML cuts short", change(("says: You are too dear for us.", "says: You are not #1 with us.")), "cut-by-comment", "warning", "#1"),
]  # fmt: skip


def findings(text: str, tmp_path: Path, **more: object) -> list[Finding]:
    file = tmp_path / "scene.yaml"
    file.write_text(text, encoding="utf-8")
    return lint_file(file, **more)  # type: ignore[arg-type]


def test_the_base_the_example_and_a_new_scenario_lint_clean(tmp_path: Path) -> None:
    assert findings(BASE, tmp_path) == []
    assert lint_file(EXAMPLE) == []
    assert findings(scaffold("mine", "Mine"), tmp_path) == []


@pytest.mark.parametrize(("name", "edit", "rule", "severity", "at"), CASES, ids=[c[0] for c in CASES])
def test_a_weakness_is_found_with_its_line(
    tmp_path: Path, name: str, edit: Callable[[str], str], rule: str, severity: str, at: str
) -> None:
    text = edit(BASE)
    found = [f for f in findings(text, tmp_path) if f.rule == rule and f.severity == severity]
    assert len(found) == 1, [str(f) for f in findings(text, tmp_path)]
    assert found[0].line == text.count("\n", 0, text.index(at)) + 1
    assert found[0].message.endswith(".")
    assert found[0].fix.endswith(".")
    assert found[0].file is not None
    assert f"{found[0].file}:{found[0].line}: {severity}: " in str(found[0])


SOUND = [
    ("small numbers in common", change(("opening: Good morning.", "opening: You have two minutes."))),
    ("a number of the company's in a fact", change(("We paid eighteen hundred in fines", "With 40 vans we paid a lot of fines"), ("opening: Good morning.", "opening: We run 40 vans, be quick."))),
    ("a short line said twice", change(("push_back: That is still a lot of money.", "push_back: [Go on., No.]"), ("walk_away: I have to go now.", "walk_away: No."))),
    ("an ungated fact in the briefing", change(("gate: {question: open, trust: 45}", "gate: {question: any}"), ("briefing: They have two depots.", "briefing: They paid eighteen hundred in fines."))),
    ("a hash in quotes", change(("says: You are too dear for us.", 'says: "You are not our #1 choice."'))),
    ("a hash in a block", change(("says: You are too dear for us.", "says: >-\n      You are not our #1 choice."))),
    ("a comment after a value", change(("turn_limit: 10", "turn_limit: 10 # of the rep's turns"))),
    ("an objection that comes at once", change(("raise: {turn: 1}", "raise: {}"))),
    ("an objection after a fact", change(("raise: {turn: 1}", "raise: {after: [fines]}"))),
    ("a stronger outcome before a weaker one", change(("  lost:\n", "  lost_soon:\n    when: {discounts: 1, trust_below: 20}\n    says: Enough of this now.\n  lost:\n"))),
    ("stretches of time in common", change(("title: A sound scene", "title: We looked at this two years ago"), ("says: The last system lost", "says: We tried it two years ago and it lost"))),
    ("a number word and a number", change(("opening: Good morning.", "opening: I have two minutes for a switch."), ("says: The last system lost a whole", "says: Two people left over the last switch, it lost a whole"))),
    ("a gate at the end of a long call", change(("trust: 45", "trust: 72"), ("turn_limit: 10", "turn_limit: 14"))),
    ("no outcomes at all", lambda text: text[: text.index("outcomes:")] + text[text.index("walk_away") :]),
    ("a fact that is told unasked", change(("asked_by: [late vans, penalties]\n    ", ""), ("{question: open, trust: 45}", "{question: none, trust: 45}"))),
    ("a list of names in one word", change(("opening: Good morning.", "opening: [Yes?, Ana Ruiz.]"))),
]  # fmt: skip


@pytest.mark.parametrize(("name", "edit"), SOUND, ids=[c[0] for c in SOUND])
def test_what_is_sound_is_left_alone(tmp_path: Path, name: str, edit: Callable[[str], str]) -> None:
    assert [str(f) for f in findings(edit(BASE), tmp_path)] == []


def test_an_unknown_rubric_is_an_error_only_where_the_rubrics_are_known(tmp_path: Path) -> None:
    text = BASE + "rubric: objection-handlin\n"
    assert findings(text, tmp_path) == []
    found = findings(text, tmp_path, rubrics=["objection-handling", "discovery"])
    assert [(f.rule, f.severity) for f in found] == [("unknown-rubric", "error")]
    assert "did you mean objection-handling?" in found[0].fix.lower()
    assert findings(text, tmp_path, rubrics=["objection-handlin"]) == []


def test_errors_come_first(tmp_path: Path) -> None:
    text = change(("  persona: Patient and exact.\n", ""), ("trust: 45", "trust: 100"))(BASE)
    severities = [f.severity for f in findings(text, tmp_path)]
    assert severities == sorted(severities)
    assert set(severities) == {"error", "warning"}


def test_without_a_file_the_same_is_found_without_lines() -> None:
    found = lint(load_text(BASE.replace("  persona: Patient and exact.\n", "")))
    assert [(f.rule, f.field, f.line, f.file) for f in found] == [("no-persona", "buyer", None, None)]


def test_with_its_file_a_scenario_gets_lines(tmp_path: Path) -> None:
    file = tmp_path / "scene.yaml"
    file.write_text(BASE.replace("  persona: Patient and exact.\n", ""))
    assert [f.line for f in lint(load_text(file.read_text()), file)] == [11]


def test_small_numbers_with_a_unit_still_give_a_fact_away(tmp_path: Path) -> None:
    for said, told in (
        ("eleven patients went home", "eleven patients"),
        ("we lost 8 percent", "eight percent"),
        ("that cost us $9 a van", "nine dollars a van"),
    ):
        text = change(
            ("opening: Good morning.", f'opening: "It is about vans, {told} who home we lost."'),
            ("says: The last system lost a whole week of routes.", f"says: Last time {said} in vans."),
        )(BASE)
        assert "gives-it-away" in {f.rule for f in findings(text, tmp_path)}, said


def test_what_a_difficulty_does_to_gates_and_gains_is_what_it_does_in_play() -> None:
    assert {name: (scale.gate, scale.warm) for name, scale in DIFFICULTIES.items()} == chances.SCALES
    scene = load_text(BASE)
    assert chances.trust_of_a_strong_rep(scene, 0) == 40
    assert 75 <= chances.trust_of_a_strong_rep(scene, 7) <= 90
    for points in (60, 75, 95):
        scene = load_text(BASE.replace("trust: 40,", f"trust: {points},"))
        one = chances.trust_of_a_strong_rep(scene, 1) - points
        assert one == pytest.approx(min(chances.GOOD_TURN * gain_factor(points), 100 - points))


def test_a_call_without_anything_against_it_is_won_for_asking() -> None:
    text = BASE[: BASE.index("objections:")] + BASE[BASE.index("walk_away") :]
    assert "won-for-asking" in {f.rule for f in lint(load_text(text))}
    told = text.replace(
        "walk_away:",
        "outcomes:\n  won: {when: {next_step: accepted, told: [scar]}, says: Thursday then.}\nwalk_away:",
    )
    assert lint(load_text(told)) == []


def test_an_objection_without_an_answer_in_the_way_of_every_win_is_said_plainly() -> None:
    bare = BASE.replace("    root: scar\n", "").replace("    answered_by: [quick, fines]\n", "")
    [hit] = [f for f in lint(load_text(bare)) if f.rule == "no-way-out"]
    assert hit.message.startswith("This call can hardly be won: ")
