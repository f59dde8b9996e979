//! Time and memory by size, and where the time goes.
//!
//! `cargo run --release -p livsferd-benches --example growth -- [STEPS…]`; 100, 1000 and 10000 when none are given,
//! and 0 stands for the embedded models. Each size runs in a process of its own, so that its peak of memory is its
//! own; the best of three runs counts for small sizes.

use livsferd::SourceFile;
use livsferd::assemble::{Statement, findings};
use livsferd::checks::CHECKS;
use livsferd::facts::Facts;
use livsferd::limits::WORK_BUDGET;
use livsferd::model::{Unit, bind};
use livsferd::text::Sources;
use livsferd_benches::{bytes, embedded, generated};
use std::collections::BTreeMap;
use std::process::Command;
use std::time::Instant;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The phases of one run with their seconds, or numbers that are no seconds, in the order they come in.
type Phases = Vec<(String, f64)>;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, steps] = arguments.as_slice()
        && flag == "--one"
    {
        return one(steps.parse().unwrap_or(0));
    }
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![0, 100, 1_000, 10_000];
    }
    let columns: Vec<Phases> = sizes.iter().map(|&size| in_own_process(size)).collect();
    print(&sizes, &columns);
}

/// Runs one size in a process of its own and reads what it prints.
fn in_own_process(size: usize) -> Phases {
    let Ok(this) = std::env::current_exe() else { return Vec::new() };
    let Ok(output) = Command::new(this).args(["--one", &size.to_string()]).output() else {
        return Vec::new();
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let rows = text.lines().filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(name, number)| Some((name.to_owned(), number.parse().ok()?))).collect()
}

fn one(size: usize) {
    let files = if size == 0 { embedded() } else { generated(size) };
    let repeats = if size > 20_000 { 1 } else { 3 };
    let mut best: Phases = Vec::new();
    let mut cold = 0.0;
    for _ in 0..repeats {
        let phases = whole(files.clone());
        if best.is_empty() {
            cold = phases
                .iter()
                .filter(|(name, _)| name == "load" || name == "analyse")
                .map(|(_, time)| time)
                .sum();
            best = phases;
            continue;
        }
        for ((_, best), (_, now)) in best.iter_mut().zip(phases) {
            *best = best.min(now);
        }
    }
    best.insert(0, (String::from("texts to findings, first run of the process"), cold));
    // Before the phases one by one, which keep more alive than the whole does.
    best.push((String::from("peak of memory, MiB"), memory("VmHWM:")));
    best.push((String::from("text, MiB"), bytes(&files) as f64 / f64::from(1 << 20)));
    let mut parts: Phases = Vec::new();
    for _ in 0..repeats {
        let phases = phases(files.clone());
        if parts.is_empty() {
            parts = phases;
            continue;
        }
        for ((_, best), (_, now)) in parts.iter_mut().zip(phases) {
            *best = best.min(now);
        }
    }
    for (name, number) in best.into_iter().chain(parts) {
        println!("{name}\t{number}");
    }
}

/// What a caller does: texts to findings to JSON.
fn whole(files: Vec<SourceFile>) -> Phases {
    let mut clock = Clock::new();
    let loaded = livsferd::load(files);
    clock.took("load");
    let after_load = memory("VmRSS:");
    clock.restart();
    let analysis = livsferd::analyse(&loaded, &livsferd::Options::default());
    clock.took("analyse");
    let after_analysis = memory("VmRSS:");
    clock.restart();
    let json = livsferd::report::json(&analysis, &loaded.sources, livsferd::words::Lang::Nb);
    clock.took("to JSON");
    let mut phases = vec![(String::from("texts to JSON"), clock.phases.iter().map(|(_, time)| time).sum())];
    phases.append(&mut clock.phases);
    phases.push((String::from("resident after load, MiB"), after_load));
    phases.push((String::from("resident after analyse, MiB"), after_analysis));
    phases.push((String::from("findings"), analysis.findings.len() as f64));
    phases.push((String::from("bytes of JSON"), json.len() as f64));
    phases
}

/// The same phase by phase.
fn phases(files: Vec<SourceFile>) -> Phases {
    let mut clock = Clock::new();
    let sources = Sources::new(files);
    clock.took("  lines");
    let read: Vec<_> = sources.iter().map(|(id, file)| livsferd::reader::read(id, &file.text)).collect();
    clock.took("  read");
    for (_, file) in sources.iter() {
        livsferd::personal::identity_numbers(&file.text);
    }
    clock.took("  identity numbers");
    let units: Vec<Unit> = read
        .into_iter()
        .filter_map(|read| Some(Unit { file: read.value?, broken: false, broken_ids: read.broken_ids }))
        .collect();
    let bound = bind(&units, &[], &sources);
    clock.took("  bind");
    drop(units);
    clock.took("  drop declarations");
    for journey in &bound.model.journeys {
        let Ok(mut facts) = Facts::new(&bound.model, journey, WORK_BUDGET) else {
            clock.took("  facts: over budget");
            continue;
        };
        clock.took("  facts");
        let mut statements = Vec::new();
        for check in CHECKS {
            facts.diagram.set_budget(WORK_BUDGET);
            if let Ok(symptoms) = (check.run)(&mut facts) {
                statements.push(Statement { check, symptoms });
            }
            clock.took(&format!("  {}", check.name));
        }
        facts.diagram.set_budget(WORK_BUDGET);
        let found = findings(&mut facts, livsferd::model::Date::default(), statements);
        clock.took("  assemble");
        clock.add("  nodes of the diagram", facts.diagram.nodes() as f64);
        drop((found, facts));
        clock.took("  drop facts");
    }
    clock.phases
}

struct Clock {
    last: Instant,
    phases: Phases,
}

impl Clock {
    fn new() -> Self {
        Self { last: Instant::now(), phases: Vec::new() }
    }

    /// What was done since the last phase is nobody's.
    fn restart(&mut self) {
        self.last = Instant::now();
    }

    /// The same phase of several journeys is one.
    fn add(&mut self, name: &str, number: f64) {
        match self.phases.iter_mut().find(|(known, _)| known == name) {
            Some((_, all)) => *all += number,
            None => self.phases.push((name.to_owned(), number)),
        }
    }

    fn took(&mut self, name: &str) {
        self.add(name, self.last.elapsed().as_secs_f64());
        self.last = Instant::now();
    }
}

/// Memory of the process by this name of the system's, in MiB; 0 where the system does not say.
fn memory(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.split_whitespace().next()).and_then(|kib| kib.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

/// One row per phase, one column per size, and the growth from each size to the next.
fn print(sizes: &[usize], columns: &[Phases]) {
    print!("{:<32}", "seconds unless said");
    for size in sizes {
        match size {
            0 => print!("{:>10}", "embedded"),
            steps => print!("{steps:>10}{:>7}", ""),
        }
    }
    println!();
    let tables: Vec<BTreeMap<&str, f64>> = columns
        .iter()
        .map(|phases| phases.iter().map(|(name, number)| (name.as_str(), *number)).collect())
        .collect();
    let names = columns.iter().max_by_key(|phases| phases.len()).into_iter().flatten();
    for (name, _) in names {
        print!("{name:<32}");
        let mut before: Option<f64> = None;
        for (table, size) in tables.iter().zip(sizes) {
            let number = table.get(name.as_str()).copied();
            print!("{:>10}", number.map_or_else(String::new, shown));
            if *size > 0 {
                let growth = before.zip(number).filter(|(before, now)| *before > 1e-5 && *now > 1e-5);
                print!(
                    "{:>7}",
                    growth.map_or_else(String::new, |(before, now)| format!("×{:.1}", now / before))
                );
                before = number;
            }
        }
        println!();
    }
}

fn shown(number: f64) -> String {
    if number >= 1_000.0 || (number > 0.0 && number.fract() == 0.0) {
        format!("{number:.0}")
    } else {
        format!("{number:.4}")
    }
}
