//! The arguments of the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use livsferd::finding::Severity;
use livsferd::model::{Date, parse_date};
use livsferd::report::SheetKind;
use livsferd::words::Lang;
use std::path::PathBuf;

/// Finds handover gaps and duplicate data requests in life-event service journeys.
///
/// Without a command, `check` is run.
#[derive(Debug, Parser)]
#[command(name = "livsferd", version, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) check: CheckArgs,
    #[command(flatten)]
    pub(crate) common: CommonArgs,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  nothing found at or above --fail-on
  1  something found at or above --fail-on
  2  a file could not be read, the model has errors, or the arguments are wrong";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the gaps and duplicates of the journeys
    #[command(after_help = EXIT_CODES)]
    Check(CheckArgs),
    /// Explain a check: what it finds, why it matters, and examples
    Explain(ExplainArgs),
    /// Print what the models contain: parties, circumstances, steps in order, who hands over to whom
    Show(ModelArgs),
    /// Write the report for a ministry: a web page over all life events, or what is chosen of it
    Report(ReportArgs),
    /// Print the journey of one persona step by step; without --as, list the personas of the life event
    #[command(after_help = WALK_EXIT_CODES)]
    Walk(WalkArgs),
    /// Draw the journey of a life event: who does what, what is handed over how, and where it breaks
    Map(MapArgs),
    /// Print how much of each life event the models cover, and how sure it is
    Coverage(CoverageArgs),
    /// Save figures and findings, to compare later results with
    Snapshot(SnapshotArgs),
    /// Print what has changed between two results: gaps closed, opened, changed, and the figures
    #[command(after_help = DIFF_EXIT_CODES)]
    Diff(DiffArgs),
}

const WALK_EXIT_CODES: &str = "\
Exit codes:
  0  everything is as the personas expect
  1  something is not as a persona expects
  2  there is no such life event or persona, a file could not be read, or the model has errors";

const DIFF_EXIT_CODES: &str = "\
Exit codes:
  0  nothing is new, and nothing has spread to more life situations
  1  something is new or has spread
  2  a file could not be read, a model has errors, or the arguments are wrong";

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct CommonArgs {
    /// The language of the output: nb (bokmål), nn (nynorsk) or en
    #[arg(long, global = true, default_value = "nb", value_name = "LANG")]
    pub(crate) lang: Lang,
    /// When to colour the output; never with NO_COLOR
    #[arg(long, global = true, default_value = "auto", value_name = "WHEN")]
    pub(crate) color: Color,
}

/// Which models are read.
#[derive(Debug, Default, PartialEq, Eq, Args)]
pub(crate) struct ModelArgs {
    /// Files, or folders with all `*.ron` files in them; the embedded models when none is given.
    ///
    /// They are read together with the embedded shared folder (organisations, concepts, registers, laws, rule
    /// tables), to which their own definitions add. A file that is the same as one of the embedded shared files
    /// counts as that file.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Read without the embedded shared folder, for folders that bring a shared folder of their own
    #[arg(long, requires = "paths")]
    pub(crate) no_shared: bool,
    /// The date that laws and responsibilities are taken at [default: the models' date of last check]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
}

#[derive(Debug, Default, PartialEq, Eq, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) models: ModelArgs,
    /// The format of the output [default: text]
    #[arg(long)]
    pub(crate) format: Option<Format>,
    /// From what severity findings give exit code 1 [default: warning]
    #[arg(long, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<FailOn>,
    /// Tell only of what is new since a saved result, or has spread to more life situations; made by `snapshot`
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The check, as `data/asked-twice`, or the error, as `model/unknown-id`; without it, all checks are listed
    pub(crate) check: Option<String>,
    /// List all checks, a line each, as without a name
    #[arg(long, conflicts_with = "check")]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) models: ModelArgs,
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    /// The format of the report
    #[arg(long, default_value = "html")]
    pub(crate) format: DocumentFormat,
    /// The annex that is written as CSV: gaps, duplicates, handovers, law, deadlines, sources, doubts, volumes,
    /// figures or about; only for csv [default: gaps]
    #[arg(long, value_name = "ANNEX", value_parser = annex)]
    pub(crate) annex: Option<Annex>,
    /// Begin the CSV with a byte order mark, by which Excel knows that it is UTF-8; only for csv
    #[arg(long)]
    pub(crate) bom: bool,
    /// Tell also what has changed since a saved result; made by `snapshot`, and only for html and md
    #[arg(long, value_name = "FILE")]
    pub(crate) since: Option<PathBuf>,
    /// The date that a workbook bears, only for xlsx [default: the date that laws and responsibilities are taken at]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<Date>,
    /// The file to write; standard output when left out
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct WalkArgs {
    /// The life event, as `dodsfall-og-arv`
    pub(crate) event: String,
    /// The persona whose journey is printed
    #[arg(long = "as", value_name = "PERSONA")]
    pub(crate) persona: Option<String>,
    #[command(flatten)]
    pub(crate) models: ModelArgs,
    /// The format of the output
    #[arg(long, default_value = "text")]
    pub(crate) format: WrittenFormat,
}

#[derive(Debug, Args)]
pub(crate) struct CoverageArgs {
    #[command(flatten)]
    pub(crate) models: ModelArgs,
    /// The format of the output
    #[arg(long, default_value = "text")]
    pub(crate) format: WrittenFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WrittenFormat {
    /// For reading in a terminal
    Text,
    /// For programs; see docs/json.md
    Json,
    /// Markdown
    Md,
}

/// What the report is narrowed to.
#[derive(Debug, Default, Args)]
pub(crate) struct SelectionArgs {
    /// Only this life event, as `fa-barn`; may be given several times
    #[arg(long = "event", value_name = "EVENT")]
    pub(crate) events: Vec<String>,
    /// Only what this ministry or a body under it must act on, and what it answers for as coordinator, as `aid`
    #[arg(long, value_name = "ID")]
    pub(crate) ministry: Option<String>,
    /// Only what this organisation must act on, gives, receives or holds, as `nav`
    #[arg(long, value_name = "ID")]
    pub(crate) organisation: Option<String>,
    /// Only what rests on this law: the id of a provision, its beginning as `ftrl`, or the name of the law
    #[arg(long, value_name = "LAW")]
    pub(crate) law: Option<String>,
    /// Only what concerns municipalities
    #[arg(long)]
    pub(crate) municipality_view: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SnapshotArgs {
    #[command(flatten)]
    pub(crate) models: ModelArgs,
    /// The date that the snapshot is given [default: the date that laws and responsibilities are taken at]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<Date>,
    /// The file to write; standard output when left out
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The old result: a file or folder of models, or a file made by `snapshot`, which ends in `.json`
    pub(crate) old: PathBuf,
    /// The new result, in the same way
    pub(crate) new: PathBuf,
    /// Read models without the embedded shared folder, for folders that bring a shared folder of their own
    #[arg(long)]
    pub(crate) no_shared: bool,
    /// The date that laws and responsibilities of models are taken at [default: the models' date of last check]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// The format of the output
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct MapArgs {
    /// The life event, as `dodsfall-og-arv`
    pub(crate) event: String,
    #[command(flatten)]
    pub(crate) models: ModelArgs,
    /// What is drawn
    #[arg(long, default_value = "journey")]
    pub(crate) kind: MapKind,
    /// The format of the picture
    #[arg(long, default_value = "svg")]
    pub(crate) format: MapFormat,
    /// The persona whose way through the journey is made to stand out; only for the kind journey
    #[arg(long = "as", value_name = "PERSONA")]
    pub(crate) persona: Option<String>,
    /// Steps that are made to stand out, by id, with a comma between them; only for the kind journey
    #[arg(long, value_name = "STEPS", value_delimiter = ',', conflicts_with = "persona")]
    pub(crate) highlight: Vec<String>,
    /// The file to write; standard output when left out
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MapKind {
    /// The journey in swim lanes, on as many sheets of A3 as it takes
    Journey,
    /// Who hands over to whom, how many times
    Handovers,
    /// Which data who asks for although it is there already, how many times
    Duplicates,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MapFormat {
    /// A picture
    Svg,
    /// A page with the picture and the tables that say the same, to read and to print
    Html,
    /// A diagram for Mermaid
    Mermaid,
    /// A graph for Graphviz
    Dot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Annotated source, for a terminal
    Text,
    /// For programs; see docs/json.md
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DocumentFormat {
    /// One self-contained web page
    Html,
    /// Markdown
    Md,
    /// For programs; see docs/json.md
    Json,
    /// For code hosts and editors: SARIF 2.1.0
    Sarif,
    /// One annex as comma-separated values
    Csv,
    /// All annexes as a workbook: gap register, duplicates, handovers, legal states, deadlines, sources, uncertainty,
    /// scale, figures
    Xlsx,
}

/// The annexes, as the library calls them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Annex(pub(crate) SheetKind);

fn annex(text: &str) -> Result<Annex, String> {
    let found = SheetKind::ALL.into_iter().find(|kind| kind.id() == text);
    found.map(Annex).ok_or_else(|| format!("choose one of {}", SheetKind::ALL.map(SheetKind::id).join(", ")))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors only
    Error,
    /// Warnings and errors
    Warning,
    /// Everything
    Note,
    /// Nothing
    Never,
}

impl FailOn {
    /// The least severity that fails.
    pub(crate) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    Auto,
    /// Also where it is no terminal
    Always,
    /// Never
    Never,
}

fn date(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| "not a date; write it as 2026-11-20".to_owned())
}
