"""One broken file a row: what a trainer gets to read has file, line, field, what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from roleplay.errors import ScenarioError
from roleplay.scenario.load import load_scenario, load_text

BASE = """\
format: 1
id: small
title: A small scene
skills: [listening]
turn_limit: 10
rep:
  role: Seller
  objective: Agree a day.
product:
  name: Thing
  claims:
    quick: It is quick.
buyer:
  name: Ana
  role: Buyer
  mood: {trust: 40, patience: 60}
  opening: Yes?
facts:
  pressure:
    asked_by: [pressure, deadlines]
    says: The board wants it by June.
    short: It's busy.
    gate: {question: open, trust: 45}
  scar:
    asked_by: [last time]
    says: It went wrong once.
    gate: {after: [pressure]}
objections:
  price:
    type: price
    says: Too dear.
    raise: {turn: 1}
    root: pressure
    answered_by: [quick, scar]
    push_back: Still too dear.
outcomes:
  won:
    when: {next_step: accepted, settled: [price]}
    says: Thursday, then.
walk_away: I have to go.
pass: {score: 70, outcome: won}
"""


def change(old: str, new: str) -> Callable[[str], str]:
    def apply(text: str) -> str:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the base file"
        return text.replace(old, new)

    return apply


def without(*lines: str) -> Callable[[str], str]:
    def apply(text: str) -> str:
        for line in lines:
            assert text.count(line + "\n") == 1, line
            text = text.replace(line + "\n", "")
        return text

    return apply


def instead(text: str) -> Callable[[str], str]:
    return lambda _: text


def added(text: str) -> Callable[[str], str]:
    return lambda base: base + text


@dataclass(frozen=True)
class Case:
    """``at`` is text in the line that has to be named (its first occurrence)."""

    name: str
    edit: Callable[[str], str]
    at: str
    field: str | None
    says: list[str] = field(default_factory=list)


CASES = [
    # Names that are not known
    Case("a misspelt key", change("title: A", "titel: A"), "titel", "titel", ["did you mean title?"]),
    Case("a misspelt key in the gate", change("trust: 45", "trsut: 45"), "trsut", "facts.pressure.gate.trsut",
         ["not known here", "did you mean trust?"]),
    Case("a misspelt key in an objection", change("push_back", "pushback"), "pushback", "objections.price.pushback",
         ["did you mean push_back?"]),
    Case("a hyphen for an underscore", change("turn_limit", "turn-limit"), "turn-limit", "turn-limit",
         ["did you mean turn_limit?"]),
    Case("a key in the wrong block", change("format: 1", "opening: Hello?"), "opening: Hello?", "opening",
         ["belongs under buyer"]),
    Case("a key like no other", change("format: 1", "zebra: 1"), "zebra", "zebra", ["'zebra' is not known here", "id"]),
    Case("the model's own name for a key", change("    raise:", "    raised:"), "raised", "objections.price.raised",
         ["did you mean raise?"]),
    Case("the model's own name for pass", change("pass: {", "pass_rule: {"), "pass_rule", "pass_rule", ["not known here"]),
    Case("an unknown condition", change("next_step: accepted", "nextstep: accepted"), "nextstep",
         "outcomes.won.when.nextstep", ["did you mean next_step?"]),
    Case("an unknown kind of mood", change("patience: 60", "anger: 60"), "anger: 60", "buyer.mood.anger", ["trust, patience"]),
    # Things that are missing
    Case("no id", without("id: small"), "format", "id", ["is missing", "lower-case letters"]),
    Case("no title", without("title: A small scene"), "format", "title", ["is missing"]),
    Case("no objective", without("  objective: Agree a day."), "rep:", "rep.objective",
         ["is missing", "what the rep should get out of this call"]),
    Case("no name for the buyer", without("  name: Ana"), "buyer:", "buyer.name", ["is missing"]),
    Case("a fact that says nothing", without("    says: It went wrong once."), "scar:", "facts.scar.says", ["is missing"]),
    Case("an objection of no type", without("    type: price"), "  price:", "objections.price.type", ["is missing"]),
    Case("an outcome without a condition", change("    when: {next_step: accepted, settled: [price]}\n", ""), "  won:",
         "outcomes.won.when", ["is missing"]),
    Case("nothing to talk about",
         instead("id: a\ntitle: A\nrep: {objective: Talk.}\nbuyer: {name: Ana}\n"), "id: a", None,
         ["at least one fact or one objection"]),
    Case("an empty title", change("title: A small scene", 'title: ""'), "title", "title", ["is empty"]),
    Case("a title of spaces", change("title: A small scene", 'title: "   "'), "title", "title", ["is empty"]),
    Case("a key with nothing after it", change("title: A small scene", "title:"), "title:", "title",
         ["nothing stands after the colon, and this cannot be left out: "]),
    Case("a block with nothing under it", instead("id: a\ntitle: A\nrep: {objective: Talk.}\nbuyer: {name: B}\nfacts:\n"),
         "facts:", "facts", ["nothing stands after the colon", "or take the line out"]),
    Case("an empty condition", change("{next_step: accepted, settled: [price]}", "{}"), "when:", "outcomes.won.when",
         ["at least one condition", "next_step: accepted"]),
    Case("an empty list of lines", change("says: Too dear.", "says: []"), "says: []", "objections.price.says",
         ["at least one line"]),
    Case("an empty line among lines", change("says: Too dear.", 'says: [Too dear., ""]'), "says: [Too", "objections.price.says[2]",
         ["is empty"]),
    # Wrong kinds
    Case("a word that is no choice", change("question: open", "question: always"), "question: always",
         "facts.pressure.gate.question", ["'always'", "open, any, none"]),
    Case("nearly a choice", change("question: open", "question: opne"), "question: opne", "facts.pressure.gate.question",
         ["did you mean open?"]),
    Case("a capital letter in a choice", change("type: price", "type: Price"), "type: Price", "objections.price.type",
         ["did you mean price?"]),
    Case("a number for a title", change("title: A small scene", "title: 42"), "title: 42", "title",
         ["wants text", '"42"']),
    Case("true for a line", change("says: Too dear.", "says: true"), "says: true", "objections.price.says",
         ['"true"']),
    Case("a number among lines", change("says: Too dear.", "says: [Too dear., 30]"), "says: [Too", "objections.price.says[2]",
         ["wants text", '"30"']),
    Case("a word for a number", change("trust: 40", "trust: high"), "trust: high", "buyer.mood.trust",
         ["a whole number", "'high'"]),
    Case("a number in quotes", change("turn_limit: 10", 'turn_limit: "10"'), "turn_limit", "turn_limit",
         ["take the quotes away"]),
    Case("a fraction", change("turn_limit: 10", "turn_limit: 10.5"), "turn_limit", "turn_limit", ["a whole number", "10.5"]),
    Case("true for a number", change("turn_limit: 10", "turn_limit: true"), "turn_limit", "turn_limit", ["a whole number"]),
    Case("more than all trust", change("trust: 45", "trust: 145"), "trust: 145", "facts.pressure.gate.trust",
         ["100 or less", "145"]),
    Case("less than no patience", change("patience: 60", "patience: -1"), "patience: -1", "buyer.mood.patience", ["0 or more"]),
    Case("no turns at all", change("turn_limit: 10", "turn_limit: 0"), "turn_limit", "turn_limit", ["1 or more"]),
    Case("a call without end", change("turn_limit: 10", "time_limit: 100000"), "time_limit", "time_limit", ["240 or less"]),
    Case("a newer format", change("format: 1", "format: 2"), "format: 2", "format", ["reads only 1", "2"]),
    Case("text for a block", instead("id: a\ntitle: A\nrep: {objective: Talk.}\nbuyer: Ana\nfacts: {f: {says: No.}}\n"),
         "buyer: Ana", "buyer", ["'name: value' lines", "'Ana'"]),
    Case("a list for a block", change("  claims:\n    quick: It is quick.", "  claims: [quick]"), "claims",
         "product.claims", ["'name: value' lines", "a list"]),
    Case("text for a list", change("[pressure, deadlines]", "deadlines"), "asked_by: deadlines",
         "facts.pressure.asked_by", ["wants a list", "[deadlines]"]),
    Case("a block for a list", change("skills: [listening]", "skills: {listening: 1}"), "skills", "skills", ["wants a list"]),
    Case("a block for a line", change("says: Too dear.", "says: {line: Too dear.}"), "says: {", "objections.price.says",
         ["wants text", "quotes"]),
    Case("facts as a list", instead("id: a\ntitle: A\nrep: {objective: Talk.}\nbuyer: {name: Ana}\nfacts:\n  - says: No.\n"),
         "facts:", "facts", ["'name: value' lines", "a list"]),
    Case("an id with capitals", change("id: small", "id: Small Scene"), "id:", "id", ["lower-case", "small-scene would do"]),
    Case("an id that is a path", change("id: small", "id: ../../etc/passwd"), "id:", "id", ["lower-case"]),
    Case("a fact's name with a space", change("  scar:", "  the scar:"), "the scar", "facts.the scar",
         ["'the scar'", "the-scar would do"]),
    Case("an objection's name with a capital", change("  price:\n", "  Price:\n"), "  Price:", "objections.Price",
         ["price would do"]),
    Case("a title that is a book", change("title: A small scene", "title: " + "very " * 60 + "long"), "title:", "title",
         ["too long", "200"]),
    Case("a summary that is a book", change("format: 1", "summary: " + "word " * 200), "summary:", "summary", ["600"]),
    # Names of things that are not there
    Case("a root that is not there", change("root: pressure", "root: presure"), "root: presure", "objections.price.root",
         ["no fact called presure", "did you mean pressure?"]),
    Case("a claim as a root", change("root: pressure", "root: quick"), "root: quick", "objections.price.root",
         ["no fact called quick", "lies behind"]),
    Case("an answer that is not there", change("[quick, scar]", "[quick, scars]"), "answered_by: [quick",
         "objections.price.answered_by[2]", ["did you mean scar?"]),
    Case("an answer in a list over lines", change("[quick, scar]", "\n      - quick\n      - speed"), "- speed",
         "objections.price.answered_by[2]", ["no fact or claim called speed"]),
    Case("after a fact that is not there", change("[pressure]", "[presure]"), "gate: {after", "facts.scar.gate.after[1]",
         ["did you mean pressure?"]),
    Case("settled without such an objection", change("settled: [price]", "settled: [prices]"), "when: {next",
         "outcomes.won.when.settled[1]", ["no objection called prices", "did you mean price?"]),
    Case("softened without such an objection", change("settled: [price]", "softened: [scar]"), "when: {next",
         "outcomes.won.when.softened[1]", ["no objection called scar"]),
    Case("told without such a fact", change("settled: [price]", "told: [presure]"), "when: {next", "outcomes.won.when.told[1]",
         ["did you mean pressure?"]),
    Case("raised after what is not there", change("raise: {turn: 1}", "raise: {after: [bored]}"), "raise:",
         "objections.price.raise.after[1]", ["no fact or objection called bored"]),
    Case("facts that wait for each other", change("{question: open, trust: 45}", "{after: [scar]}"), "gate: {after: [scar]",
         "facts.pressure.gate.after", ["pressure -> scar -> pressure"]),
    Case("a fact that waits for itself", change("{after: [pressure]}", "{after: [scar]}"), "gate: {after: [scar]",
         "facts.scar.gate.after", ["waits for itself"]),
    Case("one name for a fact and a claim", change("    quick: It", "    scar: It"), "answered_by",
         "objections.price.answered_by[2]", ["both a fact and a claim"]),
    Case("trust above and below", change("{next_step: accepted, settled: [price]}", "{trust_at_least: 60, trust_below: 50}"),
         "when:", "outcomes.won.when", ["at least 60 and below 50"]),
    # YAML that is none
    Case("a colon in the text", change("says: Too dear.", "says: Listen: too dear."), "says: Listen", "objections.price.says",
         ["colon", "double quotes"]),
    Case("a quote left open", change("says: Too dear.", 'says: "Too dear.'), "Too dear.", "objections.price.says", ["never closed"]),
    Case("words after the closing quote", change("says: Too dear.", 'says: "Too dear," she said.'), "she said", "objections.price.says",
         ["closing quote"]),
    Case("a list left open", change("[pressure, deadlines]", "[pressure, deadlines"), "[pressure, deadlines", "facts.pressure.asked_by",
         ["the closing ]"]),
    Case("braces left open", change("{after: [pressure]}", "{after: [pressure]"), "{after: [pressure]", "facts.scar.gate", ["the closing }"]),
    Case("a tab for spaces", change("    says: Too dear.", "\tsays: Too dear."), "\tsays", "objections.price.says", ["tab", "spaces"]),
    Case("a line too far left", change("    short: It's busy.", "   short: It's busy."), "   short: It's", "facts.pressure.short", ["indented"]),
    Case("a line too far right", change("    short: It's busy.", "      short: It's busy."), "      short", "facts.pressure.says.short", ["colon"]),
    Case("a line with no colon", change("    push_back: Still too dear.", "    push_back Still too dear."), "push_back Still",
         "objections.price", ["a colon after the name"]),
    Case("text that starts with a star", change("says: Too dear.", "says: *sigh* Too dear."), "*sigh*", "objections.price.says", ["quotes"]),
    Case("text that starts with a percent sign", change("says: Too dear.", "says: %30 is too dear."), "%30", "objections.price.says", ["quotes"]),
    Case("text that starts with an at sign", change("says: Too dear.", "says: @home it is cheaper."), "@home", "objections.price.says", ["quotes"]),
    Case("text that starts with a backtick", change("says: Too dear.", "says: `Too` dear."), "`Too`", "objections.price.says", ["quotes"]),
    Case("text that starts with an exclamation mark", change("says: Too dear.", "says: !No way."), "!No", "objections.price.says", ["quotes"]),
    Case("a backslash in quotes", change("says: Too dear.", 'says: "C:\\dear"'), "C:\\dear", "objections.price.says", ["backslash"]),
    Case("a key given twice", added("title: Again\n"), "title: Again", "title", ["title is given twice", "line 3"]),
    Case("a fact given twice", change("  scar:\n", "  pressure:\n"), "  pressure:\n    asked_by: [last", "facts.pressure",
         ["pressure is given twice"]),
    Case("two documents", added("---\nid: another\n"), "---", None, ["second document"]),
    Case("a Python object", change("title: A small scene", "title: !!python/object/apply:os.system [ls]"), "!!python", "title",
         ["tag", "python"]),
    Case("a tag of YAML's own", change("title: A small scene", "title: !!str 42"), "!!str", "title", ["tag"]),
    Case("a merge key", change("format: 1", "x: &x {a: 1}\ny: {<<: *x}"), "<<", "y", ["merge keys"]),
    Case("a thing that holds itself", change("skills: [listening]", "skills: &a [*a]"), "skills: &a", "skills", ["contains itself"]),
    Case("a block as a key", change("format: 1", "? {a: 1}\n: 1"), "? {a", None, ["where a name is wanted"]),
    Case("braces where text is meant", change("title: A small scene", "title: {{name}}"), "{{name", "title", ["quotes"]),
    Case("nested too deep", change("skills: [listening]", "skills: " + "[" * 40 + "]" * 40), "skills: [[", "skills", ["levels deep"]),
    # Not a scenario at all
    Case("an empty file", instead(""), "", None, ["empty"]),
    Case("only spaces", instead("  \n\n  \n"), "", None, ["empty"]),
    Case("only comments", instead("# nothing\n# at all\n"), "# nothing", None, ["empty"]),
    Case("only a document mark", instead("---\n"), "---", None, ["empty"]),
    Case("plain words", instead("Dear team, please practise this.\n"), "Dear", None, ["plain text", "id: my-scenario"]),
    Case("a list", instead("- id: a\n- id: b\n"), "- id: a", None, ["a list"]),
    Case("a pack", instead("id: p\ntitle: P\nscenarios: [a]\n"), "scenarios:", "scenarios", ["a pack, not a scenario"]),
    Case("a rubric", instead("id: r\ncriteria: []\n"), "criteria:", "criteria", ["a rubric, not a scenario"]),
    Case("a transcript", instead('{"turns": []}\n'), "turns", "turns", ["a transcript, not a scenario"]),
    Case("a control character", change("says: Too dear.", "says: Too\x07 dear."), "Too\x07", "objections.price.says", ["U+0007"]),
    Case("a terminal escape", change("title: A small scene", "title: \x1b[31mred"), "title:", "title", ["U+001B"]),
]  # fmt: skip


def line_of(text: str, at: str) -> int:
    return text.count("\n", 0, text.index(at)) + 1


def test_the_base_of_all_broken_files_is_sound() -> None:
    assert load_text(BASE).id == "small"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_broken_file_is_named_with_line_field_and_what_would_be_right(case: Case, tmp_path: Path) -> None:
    text = case.edit(BASE)
    file = tmp_path / "broken.yaml"
    file.write_bytes(text.encode())
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    found = [
        p for p in caught.value.problems if p.field == case.field and all(w in p.message for w in case.says)
    ]
    assert found, f"nothing of {case.says} for {case.field} in:\n{caught.value}"
    assert found[0].file == file
    assert found[0].line == line_of(text, case.at)
    assert f"{file}:{found[0].line}: " in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert "\x07" not in str(caught.value)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_one_mistake_makes_at_most_two_problems(case: Case) -> None:
    """One for what is wrong, and one for what is then missing; more would hide the mistake."""
    with pytest.raises(ScenarioError) as caught:
        load_text(case.edit(BASE))
    assert len(caught.value.problems) <= 2, str(caught.value)


def test_there_are_at_least_sixty_kinds_of_broken_file() -> None:
    assert len(CASES) >= 60
    assert len({c.name for c in CASES}) == len(CASES)


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        BASE.replace("id: small", "id: Not Good")
        .replace("trust: 45", "trust: 450")
        .replace("type: price", "type: cost")
    )
    with pytest.raises(ScenarioError) as caught:
        load_text(text)
    lines = [p.line for p in caught.value.problems]
    assert [p.field for p in caught.value.problems] == [
        "id",
        "facts.pressure.gate.trust",
        "objections.price.type",
    ]
    assert lines == sorted(lines)  # type: ignore[type-var]


def test_wrong_types_and_wrong_names_are_told_together() -> None:
    text = BASE.replace("trust: 45", "trust: high").replace("root: pressure", "root: presure")
    with pytest.raises(ScenarioError) as caught:
        load_text(text)
    assert [p.field for p in caught.value.problems] == ["facts.pressure.gate.trust", "objections.price.root"]


def test_all_wrong_names_are_told_at_once() -> None:
    text = (
        BASE.replace("root: pressure", "root: a")
        .replace("[quick, scar]", "[b, c]")
        .replace("[price]}", "[d]}")
    )
    with pytest.raises(ScenarioError) as caught:
        load_text(text)
    assert len(caught.value.problems) == 4


def test_no_more_than_twenty_problems_are_listed_and_the_rest_is_counted() -> None:
    text = BASE + "".join(f"wrong{n}: 1\n" for n in range(50))
    with pytest.raises(ScenarioError) as caught:
        load_text(text)
    assert len(caught.value.problems) == 20
    assert "31 more" in caught.value.problems[-1].message


def test_what_is_typed_into_a_file_is_shown_harmlessly_in_the_error() -> None:
    text = BASE.replace("question: open", 'question: "\\e[2J\\u202e\\n[/b]"')
    with pytest.raises(ScenarioError) as caught:
        load_text(text)
    message = caught.value.problems[0].message
    assert message.isprintable()
