"""The command line: one thin function a command, over the public function of the same name.

Exit codes: 0 done, 1 wrong input, 2 wrong use, 3 done with issues, which are counted and listed.
Nothing heavy is imported here: `dateline --help` must be there at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.errors import DatelineError, QuestionError
from dateline.settings import Settings, from_environment

if TYPE_CHECKING:
    from dateline.ask import Noun

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Reads dated news dispatches about armed conflict and keeps a ledger of what they claim, and who says so.",
    epilog="Begin with `dateline demo`, or `dateline add FOLDER` and `dateline show events`. "
    "Exit codes: 0 done, 1 wrong input, 2 wrong use, 3 done with issues.",
)

#: Rows of a table on a screen, unless told; `--json` gives all.
_ROWS = 50

Ledger = Annotated[
    Path | None, typer.Option("--ledger", metavar="FILE", help="The ledger (default: dateline.ledger here).")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for machines.")]
Where = Annotated[str | None, typer.Option(help="A place, an area or a country, by name or id.")]
Actor = Annotated[str | None, typer.Option(help="Who acts, suffers or speaks, by name or id.")]
Kind = Annotated[str | None, typer.Option(help="A kind or a group of kinds: seize, airstrike, harm ...")]
Delay = Annotated[
    int, typer.Option(metavar="DAYS", min=0, help="Hold back dispatches of the last so many days of the ledger.")
]
Coarse = Annotated[bool, typer.Option("--coarse", help="No place finer than a province; their names are masked.")]
Withhold = Annotated[bool, typer.Option("--withhold-names", help="No names of private people.")]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="From this day on: 2024-12-05, 2024-12 or 2024.")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Up to this day.")]
Source = Annotated[str | None, typer.Option(help="Anyone in the chain of sources, the outlet included.")]
Status = Annotated[str | None, typer.Option(help="Status of events, or how sure control is.")]
Modality = Annotated[str | None, typer.Option(help="actual, planned, possible, denied ...")]
Text = Annotated[str | None, typer.Option(metavar="WORDS", help='Words that must all occur; "a phrase" in quotes.')]
Limit = Annotated[int | None, typer.Option(min=0, help=f"At most so many (default {_ROWS} on a screen, all as JSON).")]
Offset = Annotated[int, typer.Option(min=0, help="Pass over so many first.")]


def run() -> None:
    """The entry point: errors become one or two clear lines and an exit code, never a traceback."""
    try:
        app(prog_name="dateline")
    except QuestionError as error:
        _fail(error.sentence(), 2)
    except DatelineError as error:
        _fail(error.sentence(), 1)
    except KeyboardInterrupt:
        _fail("interrupted; what was stored stays, and the same command takes it up again.", 130)
    except BrokenPipeError:
        # Whoever read the answer has seen enough; keep the interpreter from complaining on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _fail(f"{place}{error.strerror or error}.", 1)


def _fail(sentence: str, code: int) -> None:
    from dateline.cli.screen import complain

    complain(sentence)
    sys.exit(code)


def _version(wanted: bool) -> None:
    if wanted:
        from dateline import __version__

        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    ledger: Ledger = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")] = False,
) -> None:
    if ledger is not None:
        # What stands before the command holds for every command, as the setting of the environment does.
        os.environ["DATELINE_LEDGER"] = str(ledger)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Names come in every script; a terminal that cannot show one shows a sign in its place.
            stream.reconfigure(errors="replace")


def _settings(ledger: Path | None) -> Settings:
    settings = from_environment()
    return replace(settings, ledger=ledger) if ledger is not None else settings


_EXAMPLES = {
    "add": [
        "dateline add dispatches/",
        "cat story.txt | dateline add -",
        "dateline add feed.jsonl --ledger war.ledger",
    ],
    "show": ["dateline show events --where Hama", "dateline show claims --kind airstrike --since 2024-12"],
    "who-holds": ["dateline who-holds Hama", "dateline who-holds Hama --on 2024-12-05"],
    "toll": ["dateline toll --where Syria", "dateline toll --unit killed --since 2024-12-01 --json"],
    "said": ["dateline said --by army", 'dateline said --about "Hama"'],
    "why": ["dateline why 3f2a91c07bde", "dateline why event-5d0f3a11c2b4"],
    "marks": ["dateline marks story.txt --json", "cat story.txt | dateline marks -"],
    "score": ["dateline score geovirus gold/geovirus.jsonl", "dateline score claims bench/dispatches --errors 5"],
    "brief": ["dateline brief --on 2024-12-05", "dateline brief --where Syria --since 2024-12-01 --html brief.html"],
    "export": [
        "dateline export csv claims.csv",
        "dateline export geojson > claims.geojson",
        "dateline export acled acled.csv",
    ],
    "doctor": ["dateline doctor", "dateline doctor --ledger war.ledger"],
    "demo": ["dateline demo", "dateline demo trial/"],
}


_SHORT = {
    "add": "Read dispatches into the ledger.",
    "show": "List what the ledger holds, filtered.",
    "who-holds": "Who holds a place, and how sure that is.",
    "toll": "Each source's figures beside each other.",
    "said": "Statements: who said what, and where.",
    "why": "The words that an answer rests on.",
    "marks": "What the annotators find in a dispatch.",
    "score": "Measure against an annotated corpus.",
    "brief": "What happened, in two minutes' reading.",
    "export": "Write the ledger in a format of the field.",
    "doctor": "Check what Dateline needs.",
    "demo": "Read the sample and show what it gives.",
}


def _command(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """`app.command` with the examples of that command below its help."""
    examples = "\n\n".join(["Examples:", *(f"  {line}" for line in _EXAMPLES[name])])
    return app.command(name, short_help=_SHORT[name], epilog=f"\b\n{examples}".replace("\n\n", "\n"))


@_command("add")
def add(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, patterns, or - for standard input.")
    ],
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Read dispatches into the ledger and work out what they add up to."""
    from dateline import pipeline
    from dateline.cli import reports
    from dateline.cli.screen import complain, progress

    settings = _settings(ledger)
    with progress("reading") as step:
        say = complain if sys.stderr.isatty() else None
        report = pipeline.add(paths, ledger=settings.ledger, settings=settings, say=say, step=step)
    reports.report(report, json=json)
    if report.issues:
        raise typer.Exit(1 if not report.dispatches and any(one.level == "refused" for one in report.issues) else 3)


@_command("show")
def show(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="dispatches, claims, events, tolls, control, statements, actors, places, disagreements or issues.",
        ),
    ],
    where: Where = None,
    actor: Actor = None,
    kind: Kind = None,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    status: Status = None,
    modality: Modality = None,
    text: Text = None,
    limit: Limit = None,
    offset: Offset = 0,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """List what the ledger holds, filtered."""
    from dateline import ask

    found = ask.show(
        what, ledger=_settings(ledger).ledger, where=where, actor=actor, kind=kind, since=since, until=until,
        source=source, status=status, modality=modality, text=text, limit=limit, offset=offset,
    )  # fmt: skip
    _list(what, found, ledger=ledger, json=json, limit=limit)


def _list(what: str, found: Iterable[Noun], *, ledger: Path | None, json: bool, limit: int | None) -> None:
    from dateline.cli import show as screens

    if json:
        _json_lines(found, _settings(ledger).ledger)
        return
    # One more than fits tells whether there is more.
    most = _ROWS if limit is None else limit
    rows = list(islice(found, most + 1))
    screens.nouns(what, rows[:most])
    if len(rows) > most:
        typer.echo(f"… and more: --limit N shows N rows, --offset {most} the next.")


def _json_lines(found: Iterable[Noun], ledger: Path) -> None:
    """One object a line; claims with the head of their dispatch, each dispatch fetched once."""
    from dateline.ask import reading
    from dateline.cli.screen import print_json
    from dateline.cli.show import noun_record
    from dateline.model.claim import Claim
    from dateline.model.text import Dispatch

    heads: dict[str, Dispatch | None] = {}
    with reading(ledger) as opened:
        for noun in found:
            if isinstance(noun, Claim) and noun.dispatch not in heads:
                heads.clear()
                heads[noun.dispatch] = opened.dispatch(noun.dispatch)
            print_json(noun_record(noun, heads.get(noun.dispatch) if isinstance(noun, Claim) else None))


@_command("who-holds")
def who_holds(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="A place, by name or id.")],
    on: Annotated[str | None, typer.Option(metavar="DAY", help="On this day (default: the latest known).")] = None,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Say who holds a place, since when, how sure that is, and on whose words it rests."""
    from dateline import ask
    from dateline.cli import screen
    from dateline.cli import show as screens

    found = ask.who_holds(place, on=on, ledger=_settings(ledger).ledger)
    if not json:
        screens.holdings(found)
    for one in found if json else ():
        screen.print_json(screens.holding_record(one))


@_command("toll")
def toll(
    where: Where = None,
    since: Since = None,
    until: Until = None,
    unit: Annotated[str | None, typer.Option(help="What is counted: killed, injured, displaced, civilians ...")] = None,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Lay each source's figures beside each other, with what honestly follows from them."""
    from dateline import ask

    found = ask.toll(where=where, since=since, until=until, unit=unit, ledger=_settings(ledger).ledger)
    _list("tolls", found, ledger=ledger, json=json, limit=None)


@_command("said")
def said(
    by: Annotated[str | None, typer.Option(metavar="ACTOR", help="Who said it, by name or id.")] = None,
    about: Annotated[str | None, typer.Option(metavar="WORDS", help="Words that must occur in it.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """List statements: who said what, with which word, in which dispatch."""
    from dateline import ask

    found = ask.said(by=by, about=about, since=since, until=until, ledger=_settings(ledger).ledger)
    _list("statements", found if limit is None else found[:limit], ledger=ledger, json=json, limit=limit)


@_command("why")
def why(
    id: Annotated[str, typer.Argument(metavar="ID", help="A claim, event, toll, control or disagreement.")],
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Show the words that a claim or an outcome rests on, the rules used, and what is missing."""
    from dateline import ask
    from dateline.cli import screen
    from dateline.cli import show as screens

    found = ask.why(id, ledger=_settings(ledger).ledger)
    if json:
        screen.print_json(screens.why_record(found))
    else:
        screens.reasons(found)


@_command("marks")
def marks(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, patterns, or - for standard input.")
    ],
    json: Json = False,
) -> None:
    """Show what the annotators find in a dispatch, without a ledger."""
    from dateline import pipeline
    from dateline.cli import reports, screen
    from dateline.model.outcome import Issue

    say = screen.complain if sys.stderr.isatty() else None
    counted = read = 0
    for found in pipeline.marks(paths, settings=_settings(None), say=say):
        if isinstance(found, Issue):
            counted += 1
            screen.complain(reports.issue_sentence(found))
        else:
            read += 1
            reports.marks(found, json=json)
    if counted:
        raise typer.Exit(3 if read else 1)


@_command("brief")
def brief(
    where: Where = None,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="One day.")] = None,
    since: Since = None,
    until: Until = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page there as well.")] = None,
    compare: Annotated[
        Path | None, typer.Option("--compare", metavar="FILE", help="An earlier brief (--json): marks what is new.")
    ] = None,
    delay: Delay = 0,
    coarse: Coarse = False,
    withhold_names: Withhold = False,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Write a situation report as Markdown: what happened, what changed hands, tolls, statements, disputes.

    Every line leads by numbers to the words that it rests on.
    """
    from dateline import ask
    from dateline.cli import briefs
    from dateline.pipeline.publishing import Publication

    publication = Publication(delay, coarse, withhold_names)
    before = briefs.keys_of(compare) if compare is not None else None
    found = ask.brief(
        where=where,
        on=on,
        since=since,
        until=until,
        before=before,
        publication=publication,
        ledger=_settings(ledger).ledger,
    )
    briefs.show(found, html=html, json=json)


@_command("export")
def export(
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="claims, events, tolls, control (JSON lines), csv, geojson, parquet, acled, ucdp, plover, hxl, webannotation or ftm.",
        ),
    ],
    out: Annotated[str, typer.Argument(metavar="OUT", help="A file, or - for standard output.")] = "-",
    delay: Delay = 0,
    coarse: Coarse = False,
    withhold_names: Withhold = False,
    ledger: Ledger = None,
    json: Annotated[bool, typer.Option("--json", help="Report as JSON what was written.")] = False,
) -> None:
    """Write the ledger in a format that others read."""
    from dateline import ask
    from dateline.cli import reports
    from dateline.pipeline.publishing import Publication

    publication = Publication(delay, coarse, withhold_names)
    pieces = ask.export(format, ledger=_settings(ledger).ledger, publication=publication)
    reports.export(pieces, format=format, out=out, json=json)


@_command("score")
def score(
    corpus: Annotated[
        str,
        typer.Argument(
            metavar="CORPUS",
            help="Its form: claims, fakes_syria, geovirus, plover_gsr, quotations, re3d, syria_town_control, tempeval "
            "or wikiwars.",
        ),
    ],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The file or folder of the corpus.")],
    errors: Annotated[
        int | None,
        typer.Option("--errors", min=0, metavar="N", help="At most N of each cause (default 10; all as JSON)."),
    ] = None,
    json: Json = False,
) -> None:
    """Measure against a corpus that people have annotated: precision, recall, F1, and every error with its sentence."""
    from dateline.cli import scored
    from dateline.cli.screen import complain, progress
    from dateline.scoring.score import score as measure

    with progress("scoring") as step:
        say = complain if sys.stderr.isatty() else None
        found = measure(corpus, path, settings=_settings(None), say=say, step=step)
    scored.score(found, errors=errors, json=json)


@_command("doctor")
def doctor(ledger: Ledger = None, json: Json = False) -> None:
    """Check what Dateline needs, each with a way out where it is not well."""
    from dateline import checkup
    from dateline.cli import reports

    checks = checkup.doctor(_settings(ledger))
    reports.checks(checks, json=json)
    if not all(check.well for check in checks):
        raise typer.Exit(1)


@_command("demo")
def demo(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="Where the ledger goes (default: a new temporary folder).")
    ] = None,
    json: Json = False,
) -> None:
    """Read the sample that comes with Dateline and show what it gives."""
    from dateline.cli import tour

    tour.demo(folder, settings=_settings(None), json=json)


if __name__ == "__main__":
    run()
