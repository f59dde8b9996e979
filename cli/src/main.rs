//! The command line: arguments in, one call of the library, bytes out.

mod args;
mod files;
mod output;

use args::{CheckArgs, Cli, Command, ExplainArgs, FailOn, Format, MapArgs, MapFormat, MapKind, ModelArgs, ReportArgs};
use clap::{CommandFactory, Parser, error::ErrorKind};
use files::Files;
use livsferd::finding::Analysis;
use livsferd::report::map::{self, MapOptions, NoMap, Way};
use livsferd::report::{self, TextOptions};
use livsferd::words::{Lang, Words};
use livsferd::{Loaded, Options};
use output::Output;
use std::process::ExitCode;

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
        let message = "paths and options other than --lang and --color stand after the command";
        Cli::command().error(ErrorKind::ArgumentConflict, message).exit();
    }
    let code = match cli.command.unwrap_or(Command::Check(cli.check)) {
        Command::Check(args) => check(&args, &output),
        Command::Explain(args) => explain(&args, &output),
        Command::Show(args) => show(&args, &output),
        Command::Report(args) => document(&args, &output),
        Command::Map(args) => draw(&args, &output),
    };
    ExitCode::from(code)
}

fn check(args: &CheckArgs, output: &Output) -> u8 {
    let (loaded, analysis) = analyse(&args.models, output);
    let text = match args.format.unwrap_or(Format::Text) {
        Format::Text => text(&analysis, &loaded, output.lang, output.colour),
        Format::Json => report::json(&analysis, &loaded.sources, output.lang),
    };
    let fail_on = args.fail_on.unwrap_or(FailOn::Warning);
    output.print(&text).max(code(&analysis, fail_on))
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
    let (loaded, mut analysis) = analyse(args, output);
    let printed = output.print(&report::show(&loaded.model, output.lang));
    if !analysis.broken {
        return printed;
    }
    // What is wrong belongs to this output; what is found in the journeys does not.
    analysis.findings.retain(report::is_model_error);
    output.complain(&text(&analysis, &loaded, output.lang, output.colour_errors));
    FAILED
}

fn document(args: &ReportArgs, output: &Output) -> u8 {
    let (loaded, analysis) = analyse(&args.models, output);
    let text = report::markdown(&analysis, &loaded.sources, output.lang);
    let written = match &args.output {
        None => output.print(&text),
        Some(file) => output.write(file, &text),
    };
    written.max(code(&analysis, FailOn::Never))
}

fn draw(args: &MapArgs, output: &Output) -> u8 {
    let (loaded, analysis) = analyse(&args.models, output);
    let text = match picture(args, &loaded, &analysis, output.lang) {
        Ok(text) => text,
        Err(no_map) => {
            output.complain(&format!("livsferd: {}\n", no_map.words().get(output.lang)));
            return FAILED;
        }
    };
    let written = match &args.output {
        None => output.print(&text),
        Some(file) => output.write(file, &text),
    };
    written.max(code(&analysis, FailOn::Never))
}

/// The picture that is asked for.
fn picture(args: &MapArgs, loaded: &Loaded, analysis: &Analysis, lang: Lang) -> Result<String, NoMap> {
    let (model, event) = (&loaded.model, args.event.as_str());
    let matrix = match args.kind {
        MapKind::Journey => {
            let mut options = MapOptions { lang, ..MapOptions::default() };
            if !args.highlight.is_empty() {
                options.way = Some(Way::of_steps(lang, args.highlight.iter().cloned().collect()));
            }
            let map = map::map(model, analysis, event, &options)?;
            return Ok(match args.format {
                MapFormat::Svg => map::svg(&map),
                MapFormat::Html => map::page(&map),
                MapFormat::Mermaid => map::mermaid(&map),
                MapFormat::Dot => map::dot(&map),
            });
        }
        MapKind::Handovers => map::handovers(model, event, lang)?,
        MapKind::Duplicates => map::duplicates(model, analysis, event, lang)?,
    };
    Ok(match args.format {
        MapFormat::Svg => map::heat_map(&matrix),
        MapFormat::Html => map::matrix_page(&matrix),
        MapFormat::Mermaid => map::matrix_mermaid(&matrix),
        MapFormat::Dot => map::matrix_dot(&matrix),
    })
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
    let message = Words::new(
        format!("ingen kontroll heter `{asked}`; `livsferd explain` lister alle"),
        format!("ingen kontroll heiter `{asked}`; `livsferd explain` listar alle"),
        format!("no check is called `{asked}`; `livsferd explain` lists all"),
    );
    output.complain(&format!("livsferd: {}\n", message.get(output.lang)));
    FAILED
}

/// Reads the models and analyses them, with what could not be read among the findings.
fn analyse(args: &ModelArgs, output: &Output) -> (Loaded, Analysis) {
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
    (loaded, analysis)
}
