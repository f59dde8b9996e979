//! The command line: arguments in, one call of the library, bytes out.

mod args;
mod files;
mod output;

use args::{
    CheckArgs, Cli, Command, CoverageArgs, DiffArgs, DocumentFormat, ExplainArgs, FailOn, Format, MapArgs,
    MapFormat, MapKind, ModelArgs, ReportArgs, SelectionArgs, SnapshotArgs, WalkArgs, WrittenFormat,
};
use clap::{CommandFactory, Parser, ValueEnum, error::ErrorKind};
use files::Files;
use livsferd::change::Change;
use livsferd::finding::Analysis;
use livsferd::model::parse_date;
use livsferd::report::map::{self, MapOptions, Way};
use livsferd::report::{self, BasisOptions, EventPictures, Selection, SheetKind, TextOptions};
use livsferd::snapshot::Snapshot;
use livsferd::words::{Lang, Words, closest};
use livsferd::{Loaded, Options};
use output::Output;
use std::path::Path;
use std::process::ExitCode;

/// Findings are many small pieces of text: with the allocator of the system a fifth of the work is keeping them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Nothing found at or above what is asked for.
const CLEAN: u8 = 0;
/// Something found.
const FOUND: u8 = 1;
/// Something could not be read, understood or written.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let output = Output::new(cli.common.color, cli.common.lang);
    // What stands before a command would be lost.
    if cli.command.is_some() && cli.check != CheckArgs::default() {
        refuse("paths and options other than --lang and --color stand after the command");
    }
    let code = match cli.command.unwrap_or(Command::Check(cli.check)) {
        Command::Check(args) => check(&args, &output),
        Command::Explain(args) => explain(&args, &output),
        Command::Show(args) => show(&args, &output),
        Command::Report(args) => document(&args, &output),
        Command::Walk(args) => walk(&args, &output),
        Command::Map(args) => draw(&args, &output),
        Command::Coverage(args) => coverage(&args, &output),
        Command::Snapshot(args) => snapshot(&args, &output),
        Command::Diff(args) => diff(&args, &output),
    };
    ExitCode::from(code)
}

fn check(args: &CheckArgs, output: &Output) -> u8 {
    let (loaded, analysis) = analyse(&args.models, output);
    let mut note = String::new();
    if let Some(path) = &args.baseline {
        let Some(old) = saved(path, output) else { return FAILED };
        let change = Change::between(&old, &Snapshot::of(&loaded.model, analysis, &analysis.as_of));
        let left_out = change.keep_new(analysis);
        note = report::baseline_note(&change, left_out, output.lang);
    }
    let text = match args.format.unwrap_or(Format::Text) {
        Format::Text => text(analysis, loaded, output.lang, output.colour) + &note,
        Format::Json => report::json(analysis, &loaded.sources, output.lang),
    };
    let fail_on = args.fail_on.unwrap_or(FailOn::Warning);
    output.print(&text).max(code(analysis, fail_on))
}

fn text(analysis: &Analysis, loaded: &Loaded, lang: Lang, colour: bool) -> String {
    let mut options = TextOptions::new(lang);
    options.colour = colour;
    report::text(analysis, &loaded.sources, &options)
}

fn code(analysis: &Analysis, fail_on: FailOn) -> u8 {
    if analysis.broken {
        return FAILED;
    }
    let found = fail_on.severity().is_some_and(|least| report::fails(analysis, least));
    if found { FOUND } else { CLEAN }
}

fn show(args: &ModelArgs, output: &Output) -> u8 {
    let (loaded, analysis) = analyse(args, output);
    let printed = output.print(&report::show(&loaded.model, output.lang));
    printed.max(complain_of_errors(loaded, analysis, output))
}

/// Says what is wrong with files and models, where something is: it belongs to this output, and what is found in the
/// journeys does not.
fn complain_of_errors(loaded: &Loaded, analysis: &mut Analysis, output: &Output) -> u8 {
    if !analysis.broken {
        return CLEAN;
    }
    analysis.findings.retain(report::is_model_error);
    output.complain(&text(analysis, loaded, output.lang, output.colour_errors));
    FAILED
}

fn walk(args: &WalkArgs, output: &Output) -> u8 {
    let (loaded, analysis) = analyse(&args.models, output);
    let walked = livsferd::walk(loaded, analysis, &args.event, args.persona.as_deref());
    let code = match walked {
        Err(none) => {
            output.complain(&format!("livsferd: {}\n", none.message().get(output.lang)));
            FAILED
        }
        Ok(walks) => {
            let told = match (args.format, walks.as_slice()) {
                (WrittenFormat::Json, _) => report::walks_json(&walks, output.lang),
                (WrittenFormat::Text, [one]) if args.persona.is_some() => report::walk_text(one, output.lang),
                (WrittenFormat::Text, _) => report::walks_text(&walks, output.lang),
                (WrittenFormat::Md, [one]) if args.persona.is_some() => {
                    report::walk_markdown(one, output.lang)
                }
                (WrittenFormat::Md, _) => report::walks_markdown(&walks, output.lang),
            };
            let as_expected = walks.iter().all(|walk| walk.differs.is_empty());
            output.print(&told).max(if as_expected { CLEAN } else { FOUND })
        }
    };
    code.max(complain_of_errors(loaded, analysis, output))
}

fn coverage(args: &CoverageArgs, output: &Output) -> u8 {
    let (loaded, analysis) = analyse(&args.models, output);
    let coverage = livsferd::coverage(loaded, analysis);
    let told = match args.format {
        WrittenFormat::Text => report::coverage_text(&coverage, output.lang),
        WrittenFormat::Json => report::coverage_json(&coverage, output.lang),
        WrittenFormat::Md => report::coverage_markdown(&coverage, output.lang),
    };
    output.print(&told).max(complain_of_errors(loaded, analysis, output))
}

fn document(args: &ReportArgs, output: &Output) -> u8 {
    refuse_what_does_not_apply(args);
    let Ok(old) = earlier(args, output) else { return FAILED };
    let (loaded, analysis) = analyse(&args.models, output);
    let for_people = !matches!(args.format, DocumentFormat::Json | DocumentFormat::Sarif);
    if for_people && analysis.broken && analysis.journeys.is_empty() {
        return complain_of_errors(loaded, analysis, output);
    }
    let mut overview = livsferd::overview(loaded, analysis);
    let mut since =
        old.map(|old| Change::between(&old, &Snapshot::of(&loaded.model, analysis, &analysis.as_of)));
    let selection = selection(&args.selection);
    let told = match selection.narrow(analysis, &mut overview, output.lang) {
        Ok(told) => told,
        Err(unknown) => {
            output.complain(&format!("livsferd: {}\n", unknown.message.get(output.lang)));
            return FAILED;
        }
    };
    if let Some(change) = &mut since {
        selection.narrow_change(change, analysis, &overview);
    }
    let document = || {
        let mut options = BasisOptions::new(output.lang);
        options.selection = told;
        options.ministry.clone_from(&args.selection.ministry);
        options.since = since;
        if args.format == DocumentFormat::Html {
            options.pictures = EventPictures::all(&loaded.model, analysis, output.lang);
        }
        report::basis(analysis, &overview, &loaded.sources, &options)
    };
    let (model, sources, lang) = (&loaded.model, &loaded.sources, output.lang);
    let bytes = match args.format {
        DocumentFormat::Html => report::html(&document()).into_bytes(),
        DocumentFormat::Md => report::markdown(&document()).into_bytes(),
        DocumentFormat::Json => report::json(analysis, sources, lang).into_bytes(),
        DocumentFormat::Sarif => report::sarif(analysis, model, sources, lang).into_bytes(),
        DocumentFormat::Csv => {
            let kind = args.annex.map_or(SheetKind::Gaps, |annex| annex.0);
            let mark = if args.bom { BYTE_ORDER_MARK } else { "" };
            [mark, &report::csv(&report::sheet(kind, analysis, model, sources, lang))].concat().into_bytes()
        }
        DocumentFormat::Xlsx => {
            let made = args.date.or_else(|| parse_date(&analysis.as_of)).unwrap_or_default();
            match report::xlsx(&report::sheets(analysis, model, sources, lang), made, lang) {
                Ok(bytes) => bytes,
                Err(error) => {
                    output.complain(&format!("livsferd: {}\n", error.words().get(lang)));
                    return FAILED;
                }
            }
        }
    };
    let written = match &args.output {
        None => output.print_bytes(&bytes),
        Some(file) => output.write(file, &bytes),
    };
    written.max(code(analysis, FailOn::Never))
}

/// By it some spreadsheets know that a file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Ends the program where an option says something of another format than the chosen one: it would be lost.
fn refuse_what_does_not_apply(args: &ReportArgs) {
    use DocumentFormat::{Csv, Html, Md, Xlsx};
    let name = args.format.to_possible_value();
    let name = name.as_ref().map_or("", |name| name.get_name());
    let only = |option: &str, given: bool, formats: &[DocumentFormat], of: &str, remedy: &str| {
        if given && !formats.contains(&args.format) {
            refuse(&format!("{option} is for {of}, not for {name}; {remedy}"));
        }
    };
    let (csv, leave) = ("the format csv", "leave it out, or add `--format csv`");
    only("--annex", args.annex.is_some(), &[Csv], csv, leave);
    only("--bom", args.bom, &[Csv], csv, leave);
    let as_of = "laws and responsibilities are taken at the date of `--as-of`";
    only("--date", args.date.is_some(), &[Xlsx], "the format xlsx", as_of);
    let diff = "for programs, `livsferd diff` tells the same";
    only("--since", args.since.is_some(), &[Html, Md], "the formats html and md", diff);
}

/// Ends the program: the arguments do not go together.
fn refuse(message: &str) -> ! {
    Cli::command().error(ErrorKind::ArgumentConflict, message).exit()
}

/// The result that the report is compared with, where there is to be one; what is wrong with it is told.
fn earlier(args: &ReportArgs, output: &Output) -> Result<Option<Snapshot>, ()> {
    let Some(path) = &args.since else { return Ok(None) };
    saved(path, output).map(Some).ok_or(())
}

fn snapshot(args: &SnapshotArgs, output: &Output) -> u8 {
    let (loaded, analysis) = analyse(&args.models, output);
    let date = args.date.map_or_else(|| analysis.as_of.clone(), |date| date.to_string());
    let text = Snapshot::of(&loaded.model, analysis, &date).write();
    let written = match &args.output {
        None => output.print(&text),
        Some(file) => output.write(file, text.as_bytes()),
    };
    written.max(complain_of_errors(loaded, analysis, output))
}

fn diff(args: &DiffArgs, output: &Output) -> u8 {
    if files::is_saved(&args.old) && files::is_saved(&args.new) && (args.no_shared || args.as_of.is_some()) {
        let option = if args.no_shared { "--no-shared" } else { "--as-of" };
        refuse(&format!("{option} is for models, and both results are saved ones; leave it out"));
    }
    let [Some((old, was)), Some((new, is))] = [&args.old, &args.new].map(|path| result(path, args, output))
    else {
        return FAILED;
    };
    let change = Change::between(&old, &new);
    let text = match args.format {
        Format::Text => report::change_text(&change, output.lang),
        Format::Json => report::change_json(&change, output.lang),
    };
    let found = if change.new_or_widened().is_empty() { CLEAN } else { FOUND };
    output.print(&text).max(found).max(was).max(is)
}

/// The result at a path, saved or made now, with the exit code that it gives; none where there is none.
fn result(path: &Path, args: &DiffArgs, output: &Output) -> Option<(Snapshot, u8)> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        let snapshot = saved(path, output)?;
        let code = if snapshot.broken { FAILED } else { CLEAN };
        return Some((snapshot, code));
    }
    let models = ModelArgs { paths: vec![path.to_owned()], no_shared: args.no_shared, as_of: args.as_of };
    let (loaded, analysis) = analyse(&models, output);
    let snapshot = Snapshot::of(&loaded.model, analysis, &analysis.as_of);
    Some((snapshot, complain_of_errors(loaded, analysis, output)))
}

/// The saved result in a file; what is wrong with it is told.
fn saved(path: &Path, output: &Output) -> Option<Snapshot> {
    let name = path.to_string_lossy();
    let read = files::other(path).map_err(|unreadable| unreadable.message());
    let snapshot = read.and_then(|text| Snapshot::read(&text).map_err(|error| error.words(&name)));
    snapshot.map_err(|message| output.complain(&format!("livsferd: {}\n", message.get(output.lang)))).ok()
}

fn selection(args: &SelectionArgs) -> Selection {
    let mut selection = Selection::default();
    selection.events.clone_from(&args.events);
    selection.ministry.clone_from(&args.ministry);
    selection.organisation.clone_from(&args.organisation);
    selection.law.clone_from(&args.law);
    selection.municipalities = args.municipality_view;
    selection
}

fn draw(args: &MapArgs, output: &Output) -> u8 {
    if args.kind != MapKind::Journey && (args.persona.is_some() || !args.highlight.is_empty()) {
        let option = if args.persona.is_some() { "--as" } else { "--highlight" };
        refuse(&format!("{option} is for maps of the kind journey; leave it out, or leave out `--kind`"));
    }
    let (loaded, analysis) = analyse(&args.models, output);
    let text = match picture(args, loaded, analysis, output.lang) {
        Ok(text) => text,
        Err(message) => {
            output.complain(&format!("livsferd: {}\n", message.get(output.lang)));
            return FAILED;
        }
    };
    let written = match &args.output {
        None => output.print(&text),
        Some(file) => output.write(file, text.as_bytes()),
    };
    written.max(complain_of_errors(loaded, analysis, output))
}

/// The picture that is asked for, or why there is none.
fn picture(args: &MapArgs, loaded: &Loaded, analysis: &Analysis, lang: Lang) -> Result<String, Words> {
    let (model, event) = (&loaded.model, args.event.as_str());
    let matrix = match args.kind {
        MapKind::Journey => {
            let way = way(args, loaded, analysis, lang)?;
            let options = MapOptions { lang, way, ..MapOptions::default() };
            let map = map::map(model, analysis, event, &options).map_err(|none| none.message())?;
            return Ok(match args.format {
                MapFormat::Svg => map::svg(&map),
                MapFormat::Html => map::page(&map),
                MapFormat::Mermaid => map::mermaid(&map),
                MapFormat::Dot => map::dot(&map),
            });
        }
        MapKind::Handovers => map::handovers(model, event, lang).map_err(|none| none.message())?,
        MapKind::Duplicates => {
            map::duplicates(model, analysis, event, lang).map_err(|none| none.message())?
        }
    };
    Ok(match args.format {
        MapFormat::Svg => map::heat_map(&matrix),
        MapFormat::Html => map::matrix_page(&matrix),
        MapFormat::Mermaid => map::matrix_mermaid(&matrix),
        MapFormat::Dot => map::matrix_dot(&matrix),
    })
}

/// What is to stand out.
fn way(args: &MapArgs, loaded: &Loaded, analysis: &Analysis, lang: Lang) -> Result<Option<Way>, Words> {
    if args.persona.is_some() {
        let walked = livsferd::walk(loaded, analysis, &args.event, args.persona.as_deref());
        let walks = walked.map_err(|none| none.message())?;
        return Ok(walks.first().map(|walk| Way::of_walk(lang, walk)));
    }
    let journey = loaded.model.journeys.iter().find(|journey| journey.id == args.event);
    if let Some(journey) = journey {
        let ids = || journey.steps.values().map(|step| step.id.as_str());
        if let Some(unknown) = args.highlight.iter().find(|id| !ids().any(|step| step == id.as_str())) {
            return Err(no_step(&args.event, unknown, closest(unknown, ids())));
        }
    }
    let steps = || args.highlight.iter().cloned().collect();
    Ok((!args.highlight.is_empty()).then(|| Way::of_steps(lang, steps())))
}

fn no_step(event: &str, step: &str, near: Option<&str>) -> Words {
    let meant = |text: &str| near.map(|near| format!("; {text} `{near}`?")).unwrap_or_default();
    Words::new(
        format!("`{event}` har ikke noe steg som heter `{step}`{}", meant("mente du")),
        format!("`{event}` har ikkje noko steg som heiter `{step}`{}", meant("meinte du")),
        format!("`{event}` has no step called `{step}`{}", meant("did you mean")),
    )
}

fn explain(args: &ExplainArgs, output: &Output) -> u8 {
    let text = match &args.check {
        None => Some(report::explain_all(output.lang)),
        Some(name) => report::explain(name, output.lang),
    };
    if let Some(text) = text {
        return output.print(&text);
    }
    let asked = args.check.as_deref().unwrap_or_default();
    let near = report::nearest_explained(asked);
    let meant = |text: &str| near.map(|near| format!("; {text} `{near}`?")).unwrap_or_default();
    let message = Words::new(
        format!("ingen kontroll heter `{asked}`{}; `livsferd explain` lister alle", meant("mente du")),
        format!("ingen kontroll heiter `{asked}`{}; `livsferd explain` listar alle", meant("meinte du")),
        format!("no check is called `{asked}`{}; `livsferd explain` lists all", meant("did you mean")),
    );
    output.complain(&format!("livsferd: {}\n", message.get(output.lang)));
    FAILED
}

/// Reads the models and analyses them, with what could not be read among the findings.
///
/// They live as long as the process does: it ends when they are told of, and taking them apart would only take time.
fn analyse(args: &ModelArgs, output: &Output) -> (&'static Loaded, &'static mut Analysis) {
    let Files { read, unreadable, differing } = match args.paths.as_slice() {
        [] => files::embedded(),
        paths => files::given(paths, !args.no_shared),
    };
    for name in differing {
        let message = Words::new(
            format!(
                "`{name}` er ikke lik den innebygde fellesfilen; bruk --no-shared om mappen har sin egen"
            ),
            format!("`{name}` er ikkje lik den innebygde fellesfila; bruk --no-shared om mappa har si eiga"),
            format!(
                "`{name}` differs from the embedded shared file; use --no-shared if the folder brings its own"
            ),
        );
        output.complain(&format!("livsferd: {}\n", message.get(output.lang)));
    }
    let loaded = livsferd::load(read);
    let mut analysis = livsferd::analyse(&loaded, &Options { as_of: args.as_of });
    livsferd::unreadable::add(&mut analysis, &unreadable);
    (Box::leak(Box::new(loaded)), Box::leak(Box::new(analysis)))
}
