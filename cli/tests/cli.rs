//! The command line as its users meet it: what it prints, and what it exits with.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by them")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A life event without a single step: it can be read, and has nothing to find.
const EMPTY: &str =
    r#"LifeEvent(id: "tom", name: (nb: "Tom", nn: "Tom", en: "Empty"), last_checked: "2026-11-20")"#;

/// A folder of its own for one test, gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    fn run(&self, arguments: &[&str]) -> Run {
        run(self.command().args(arguments))
    }

    fn command(&self) -> Command {
        let mut command = livsferd();
        command.current_dir(&self.0);
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn livsferd() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_livsferd"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

fn run(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().unwrap();
    Run {
        code: status.code().expect("ended by itself"),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

#[test]
fn without_arguments_the_embedded_models_are_checked() {
    let plain = run(&mut livsferd());
    assert_eq!(plain.out, run(livsferd().arg("check")).out);
    assert_eq!(plain.err, "");
    let report = run(livsferd().args(["--format", "json"]));
    let report_json = json(&report);
    let findings = report_json["findings"].as_array().unwrap();
    let loud = findings.iter().any(|finding| finding["severity"] != "note");
    let expected = if report_json["broken"] == true { 2 } else { i32::from(loud) };
    assert_eq!((plain.code, report.code), (expected, expected));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = run(livsferd().args(["--format", "json"]));
    assert_eq!(first.out, run(livsferd().args(["--format", "json"])).out);
}

#[test]
fn a_model_with_nothing_to_find_exits_with_0() {
    let folder = Folder::new("clean");
    folder.write("tom.ron", EMPTY);
    for arguments in [&["tom.ron", "--no-shared"][..], &["check", ".", "--no-shared", "--fail-on", "note"]] {
        let run = folder.run(arguments);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    }
}

#[test]
fn what_cannot_be_read_is_said_and_exits_with_2() {
    let folder = Folder::new("unreadable");
    folder.write("tom.ron", EMPTY);
    folder.write("bytes.ron", b"a\nb\xff\xfe");
    folder.write("mappe/notat.txt", "ingen modell");
    for (path, said) in [
        ("borte.ron", "`borte.ron` kan ikke leses: den finnes ikke"),
        ("bytes.ron", "`bytes.ron` kan ikke leses: linje 2 er ikke tekst i UTF-8"),
        ("mappe", "mappen `mappe` har ingen modellfiler"),
        ("/dev/null", "`/dev/null` kan ikke leses: det er verken en fil eller en mappe"),
    ] {
        if cfg!(not(unix)) && path.starts_with("/dev") {
            continue;
        }
        let run = folder.run(&["tom.ron", path, "--no-shared"]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.out.contains(said), "{run:?}");
        assert!(run.out.contains("hjelp: "), "{run:?}");
        let report = json(&folder.run(&["tom.ron", path, "--no-shared", "--format", "json"]));
        assert_eq!(report["broken"], true);
        assert_eq!(report["findings"][0]["check"], "syntax/unreadable-file");
        assert_eq!(report["findings"][0]["subject"][0], path);
    }
    let nynorsk = folder.run(&["--lang", "nn", "borte.ron"]);
    assert!(nynorsk.out.contains("kan ikkje lesast: ho finst ikkje"), "{nynorsk:?}");
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = Folder::new("large");
    let file = fs::File::create(folder.0.join("stor.ron")).unwrap();
    file.set_len(100 << 20).unwrap();
    let run = folder.run(&["stor.ron"]);
    assert_eq!(run.code, 2);
    let limit = format!("større enn {} MiB", livsferd::limits::MAX_FILE_BYTES >> 20);
    assert!(run.out.contains(&limit), "{run:?}");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let folder = Folder::new("fifo");
    let made = Command::new("mkfifo").arg(folder.0.join("x.ron")).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo is there");
    for path in ["x.ron", "."] {
        let run = folder.run(&[path]);
        assert_eq!(run.code, 2);
        assert!(run.out.contains("verken en fil eller en mappe"), "{run:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("permission");
    folder.write("lukket.ron", EMPTY).write("mappe/x.ron", EMPTY);
    fs::set_permissions(folder.0.join("lukket.ron"), fs::Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(folder.0.join("mappe"), fs::Permissions::from_mode(0o000)).unwrap();
    let may_read_all = fs::read(folder.0.join("lukket.ron")).is_ok();
    let run = folder.run(&[".", "--no-shared"]);
    fs::set_permissions(folder.0.join("mappe"), fs::Permissions::from_mode(0o755)).unwrap();
    // The superuser may read everything.
    if !may_read_all {
        assert_eq!(run.code, 2);
        assert!(run.out.contains("`./lukket.ron` kan ikke leses: du har ikke lov"), "{run:?}");
        assert!(run.out.contains("`./mappe` kan ikke leses: du har ikke lov"), "{run:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_and_folders_called_ron_are_walked_once() {
    let folder = Folder::new("circle");
    folder.write("mappe.ron/under/tom.ron", EMPTY);
    std::os::unix::fs::symlink("..", folder.0.join("mappe.ron/tilbake")).unwrap();
    std::os::unix::fs::symlink("tom.ron", folder.0.join("mappe.ron/under/lenke.ron")).unwrap();
    let run = folder.run(&[".", "mappe.ron", "--no-shared", "--format", "json"]);
    assert_eq!((run.code, json(&run)["findings"].as_array().unwrap().len()), (0, 0), "{run:?}");
}

#[test]
fn any_bytes_end_in_an_answer() {
    let folder = Folder::new("bytes");
    let whole = EMPTY.as_bytes();
    folder.write("nesting.ron", "[".repeat(100_000)).write("tom.ron", "").write("nul.ron", [0; 100]);
    folder.write("bom.ron", "\u{feff}").write("half.ron", &whole[..whole.len() / 2]);
    for name in ["nesting.ron", "tom.ron", "nul.ron", "bom.ron", "half.ron"] {
        let run = folder.run(&[name, "--no-shared"]);
        assert!((0..=2).contains(&run.code), "{name}: {run:?}");
        assert!(!run.err.contains("panicked"), "{name}: {run:?}");
    }
}

#[test]
fn given_files_are_read_with_the_embedded_shared_folder() {
    let folder = Folder::new("shared");
    folder.write("tom.ron", EMPTY);
    let shared: Vec<_> =
        livsferd_models::files().iter().filter(|(name, _)| name.starts_with("models/shared/")).collect();
    assert!(!shared.is_empty());
    for (name, text) in &shared {
        folder.write(name, text);
    }
    // The same files, embedded and given, are the same.
    let embedded = folder.run(&["show", "tom.ron"]);
    let given = folder.run(&["show", ".", "--no-shared"]);
    assert_eq!(embedded.out, folder.run(&["show", "."]).out);
    assert_eq!(embedded.out, given.out);
    let (name, text) = shared[0];
    folder.write(name, format!("// endret\n{text}"));
    let changed = folder.run(&["."]);
    assert!(changed.err.contains("er ikke lik den innebygde fellesfilen"), "{changed:?}");
    assert!(changed.err.contains("--no-shared"), "{changed:?}");
    assert_eq!(folder.run(&[".", "--no-shared"]).err, "");
}

#[test]
fn no_shared_is_for_given_paths() {
    let run = run(livsferd().arg("--no-shared"));
    assert_eq!(run.code, 2);
    assert!(run.err.contains("<PATH>"), "{run:?}");
}

#[test]
fn colour_is_for_terminals() {
    let missing = ["borte.ron"];
    let folder = Folder::new("colour");
    assert!(!folder.run(&missing).out.contains('\u{1b}'), "not into a pipe");
    let always = ["borte.ron", "--color", "always"];
    assert!(folder.run(&always).out.contains('\u{1b}'), "unless asked for");
    let no_color = run(folder.command().args(always).env("NO_COLOR", "1"));
    assert!(!no_color.out.contains('\u{1b}'), "never with NO_COLOR");
}

#[test]
fn a_closed_pipe_is_no_error() {
    // Said of each is that it does not exist: more than a pipe holds.
    let paths: Vec<String> = (0..2_000).map(|n| format!("borte-{n}.ron")).collect();
    let whole = run(livsferd().args(&paths).arg("--no-shared"));
    assert!(whole.out.len() > 100_000);
    let mut child = livsferd()
        .args(&paths)
        .arg("--no-shared")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(whole.out.starts_with(&line) && !line.is_empty());
    assert_eq!((output.status.code(), output.stderr), (Some(whole.code), Vec::new()));
}

#[test]
fn wrong_arguments_exit_with_2() {
    for arguments in [
        &["--lang", "sv"][..],
        &["--format", "xml"],
        &["--as-of", "2026-13-01"],
        &["--fail-on", "alt"],
        &["--format", "json", "show"],
        &["explain", "ukjent/kontroll"],
        &["--ukjent"],
    ] {
        let run = run(livsferd().args(arguments));
        assert_eq!(run.code, 2, "{arguments:?}: {run:?}");
        assert!(run.out.is_empty() && !run.err.is_empty(), "{arguments:?}: {run:?}");
    }
    let help = run(livsferd().arg("--help"));
    assert_eq!(help.code, 0);
    assert!(help.out.contains("Exit codes"), "{help:?}");
}

#[test]
fn the_date_is_the_one_asked_for() {
    let folder = Folder::new("date");
    folder.write("tom.ron", EMPTY);
    let run = folder.run(&["tom.ron", "--no-shared", "--as-of", "2027-02-28", "--format", "json"]);
    assert_eq!(json(&run)["as_of"], "2027-02-28");
}

#[test]
fn the_report_can_be_written_to_a_file() {
    let folder = Folder::new("report");
    folder.write("tom.ron", EMPTY);
    let arguments = ["report", "--format", "md", "tom.ron", "--no-shared", "--lang", "en"];
    let printed = folder.run(&arguments);
    assert_eq!(printed.code, 0, "{printed:?}");
    assert!(printed.out.starts_with("# Basis for a minimum analysis"), "{printed:?}");
    let written = run(folder.command().args(arguments).args(["-o", "rapport.md"]));
    assert_eq!((written.code, written.out.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(folder.0.join("rapport.md")).unwrap(), printed.out);
    let nowhere = run(folder.command().args(arguments).args(["-o", "borte/rapport.md"]));
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.err.contains("cannot write to `borte/rapport.md`"), "{nowhere:?}");
}

#[test]
fn a_persona_is_walked() {
    let list = run(livsferd().args(["walk", "dodsfall-og-arv"]));
    assert_eq!((list.code, list.err.as_str()), (0, ""), "{list:?}");
    assert!(list.out.contains("(`ingrid_71`)"), "{list:?}");
    let one = run(livsferd().args(["walk", "dodsfall-og-arv", "--as", "ingrid_71", "--lang", "en"]));
    assert_eq!((one.code, one.err.as_str()), (0, ""), "{one:?}");
    assert!(one.out.starts_with("Ingrid, 71, widow\n") && one.out.contains("Step by step"), "{one:?}");
    let arguments = ["walk", "dodsfall-og-arv", "--as", "ingrid_71"];
    let markdown = run(livsferd().args(arguments).args(["--format", "md"]));
    assert!(markdown.out.starts_with("# Ingrid"), "{markdown:?}");
    let json = json(&run(livsferd().args(arguments).args(["--format", "json"])));
    assert_eq!(json["walks"][0]["persona"]["id"], "ingrid_71");
}

#[test]
fn what_cannot_be_walked_exits_with_2() {
    for (arguments, said) in [
        (&["walk", "dodsfall-og-arvv"][..], "mente du `dodsfall-og-arv`?"),
        (&["walk", "dodsfall-og-arv", "--as", "ingrid_72"], "mente du `ingrid_71`?"),
        (&["walk"], "<EVENT>"),
    ] {
        let run = run(livsferd().args(arguments));
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.out.is_empty() && run.err.contains(said), "{run:?}");
    }
}

#[test]
fn a_persona_that_is_not_as_expected_exits_with_1() {
    let folder = Folder::new("walk");
    folder.write("tom.ron", EMPTY);
    let persona = r#"(id: "kari", name: (nb: "Kari"), expects: (numbers: (steps: 3)))"#;
    folder.write("personer.ron", format!(r#"Personas(event: "tom", personas: [{persona}])"#));
    let run = folder.run(&["walk", "tom", "--as", "kari", ".", "--no-shared"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("steg: ventet 3, er 0"), "{run:?}");
}

#[test]
fn coverage_is_printed() {
    for format in ["text", "json", "md"] {
        let run = run(livsferd().args(["coverage", "--format", format]));
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
        assert!(run.out.contains("dodsfall-og-arv"), "{run:?}");
    }
}

#[test]
fn the_report_is_one_page_of_what_was_chosen() {
    let page = run(livsferd().args(["report", "--event", "fa-barn", "--lang", "nn"]));
    assert_eq!(page.code, 0, "{}", page.err);
    assert!(page.out.starts_with("<!DOCTYPE html><html lang=\"nn\">"));
    assert!(page.out.contains("Å få barn") && !page.out.contains("Dødsfall og arv"));
    let narrowed = |arguments: &[&str]| {
        let report = json(&run(livsferd().args(["report", "--format", "json"]).args(arguments)));
        report["findings"].as_array().unwrap().len()
    };
    let all = narrowed(&[]);
    for arguments in [
        &["--event", "fa-barn"][..],
        &["--ministry", "aid"],
        &["--organisation", "nav"],
        &["--law", "ftrl"],
        // Sets a deadline, and is the law of no flow.
        &["--law", "ftrl_22_13"],
        &["--municipality-view"],
    ] {
        let some = narrowed(arguments);
        assert!(0 < some && some < all, "{arguments:?}: {some} of {all}");
    }
    let unknown = run(livsferd().args(["report", "--event", "fa-ban", "--lang", "en"]));
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(unknown.err.contains("unknown life event `fa-ban`; did you mean `fa-barn`?"), "{}", unknown.err);
}

/// The first journey of the documentation, as a folder for a test to change.
fn first_journey(folder: &Folder, to: &str, change: impl Fn(&str) -> String) {
    for name in ["forste-reise-felles.ron", "forste-reise.ron"] {
        let text =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name)).unwrap();
        folder.write(&format!("{to}/{name}"), change(&text));
    }
}

/// One gap less: what nobody told, a system tells.
fn told(text: &str) -> String {
    text.replace("by: Nothing", "by: Event")
}

#[test]
fn results_are_kept_and_compared() {
    let folder = Folder::new("kept");
    first_journey(&folder, "old", str::to_owned);
    first_journey(&folder, "new", told);
    let kept = folder.run(&["snapshot", "old", "--date", "2026-12-01", "-o", "old.json"]);
    assert_eq!((kept.code, kept.out.as_str(), kept.err.as_str()), (0, "", ""));
    let printed = folder.run(&["snapshot", "old", "--date", "2026-12-01"]);
    assert_eq!(fs::read_to_string(folder.0.join("old.json")).unwrap(), printed.out);
    assert_eq!(json(&printed)["date"], "2026-12-01");

    let nothing = folder.run(&["diff", "old.json", "old", "--format", "json"]);
    assert_eq!((nothing.code, nothing.err.as_str()), (0, ""), "{nothing:?}");
    assert_eq!(json(&nothing)["opened"].as_array().map(Vec::len), Some(0));

    let better = folder.run(&["diff", "old", "new", "--format", "json", "--lang", "en"]);
    let closed = json(&better)["closed"].as_array().unwrap().len();
    assert!(closed > 0, "{better:?}");
    let worse = folder.run(&["diff", "new", "old.json", "--format", "json", "--lang", "en"]);
    assert_eq!(worse.code, 1);
    assert_eq!(json(&worse)["opened"].as_array().map(Vec::len), Some(closed));
    let text = folder.run(&["diff", "new", "old.json", "--lang", "nn"]);
    assert!(text.out.starts_with("Endring frå "), "{text:?}");
}

#[test]
fn a_baseline_lets_the_known_pass() {
    let folder = Folder::new("baseline");
    first_journey(&folder, "old", str::to_owned);
    first_journey(&folder, "new", told);
    folder.run(&["snapshot", "new", "-o", "new.json"]);
    let known = folder.run(&["check", "new", "--baseline", "new.json", "--fail-on", "note"]);
    assert_eq!((known.code, known.err.as_str()), (0, ""), "{known:?}");
    assert!(known.out.contains("kjente funn er utelatt"), "{known:?}");
    let new =
        folder.run(&["check", "old", "--baseline", "new.json", "--fail-on", "note", "--format", "json"]);
    assert_eq!(new.code, 1, "{new:?}");
    let findings = json(&new)["findings"].as_array().unwrap().clone();
    let all = json(&folder.run(&["check", "old", "--format", "json"]))["findings"].as_array().unwrap().len();
    assert!(!findings.is_empty() && findings.len() < all, "{} of {all}", findings.len());
}

#[test]
fn a_report_tells_what_has_changed_since_a_kept_result() {
    let folder = Folder::new("since");
    first_journey(&folder, "old", str::to_owned);
    first_journey(&folder, "new", told);
    folder.run(&["snapshot", "old", "--date", "2026-12-01", "-o", "old.json"]);
    let markdown = ["report", "new", "--format", "md"];
    let plain = folder.run(&markdown);
    assert!(!plain.out.contains("Endret siden"), "{plain:?}");
    for (lang, title, closed) in [
        ("nb", "## Endret siden 1. desember 2026", "### Lukket: "),
        ("nn", "## Endra sidan 1. desember 2026", "### Lukka: "),
        ("en", "## Changed since 1 December 2026", "### Closed: "),
    ] {
        let since = run(folder.command().args(markdown).args(["--since", "old.json", "--lang", lang]));
        assert_eq!((since.code, since.err.as_str()), (plain.code, ""), "{since:?}");
        assert!(since.out.contains(title) && since.out.contains(closed), "{since:?}");
    }
    let page = folder.run(&["report", "new", "--since", "old.json"]);
    assert!(page.out.contains("<a href=\"#since\">"), "the table of contents names it");
    for format in ["json", "sarif", "csv", "xlsx"] {
        let run = folder.run(&["report", "new", "--since", "old.json", "--format", format]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
        assert!(run.err.contains("--since is for the formats html and md"), "{run:?}");
    }
}

#[test]
fn what_is_no_kept_result_exits_with_2() {
    let folder = Folder::new("not-kept");
    folder.write("tom.ron", EMPTY).write("liste.json", "[]").write("ny.json", r#"{"snapshot_version": "9"}"#);
    for (path, said) in [
        ("borte.json", "`borte.json` kan ikke leses: den finnes ikke"),
        ("liste.json", "`liste.json` er ikke et øyeblikksbilde"),
        ("ny.json", "`ny.json` har versjon `9`"),
    ] {
        for arguments in [
            &["diff", path, "tom.ron", "--no-shared"][..],
            &["check", "tom.ron", "--no-shared", "--baseline", path],
            &["report", "tom.ron", "--no-shared", "--since", path],
        ] {
            let run = folder.run(arguments);
            assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
            assert!(run.err.contains(said), "{run:?}");
        }
    }
    folder.write("feil.ron", "LifeEvent(id: 1");
    let broken = folder.run(&["diff", "tom.ron", "feil.ron", "--no-shared"]);
    assert_eq!(broken.code, 2, "{broken:?}");
    assert!(broken.err.contains("feil.ron"), "{broken:?}");
    let snapshot = folder.run(&["snapshot", "feil.ron", "--no-shared"]);
    assert_eq!((snapshot.code, json(&snapshot)["broken"].as_bool()), (2, Some(true)), "{snapshot:?}");
}

#[test]
fn reports_for_programs_are_bytes() {
    let folder = Folder::new("bytes");
    folder.write("tom.ron", EMPTY);
    let report = |more: &[&str]| {
        let arguments = ["report", "tom.ron", "--no-shared", "--lang", "en"];
        let output = folder.command().args(arguments).args(more).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        output.stdout
    };
    let sarif: serde_json::Value = serde_json::from_slice(&report(&["--format", "sarif"])).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert!(report(&["--format", "csv"]).starts_with(b"number,id,event,event_name,"));
    assert!(report(&["--format", "csv", "--annex", "sources"]).starts_with(b"id,title,"));
    let book = report(&["--format", "xlsx", "--date", "2026-12-01"]);
    assert!(book.starts_with(b"PK"));
    assert_eq!(report(&["--format", "xlsx", "--date", "2026-12-01", "-o", "bok.xlsx"]), b"");
    assert_eq!(fs::read(folder.0.join("bok.xlsx")).unwrap(), book);
    let marked = report(&["--format", "csv", "--bom"]);
    assert_eq!(marked.strip_prefix("\u{feff}".as_bytes()), Some(report(&["--format", "csv"]).as_slice()));
    let wrong = folder.run(&["report", "--format", "csv", "--annex", "alt"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("gaps, duplicates, handovers"), "{wrong:?}");
}

/// What an option asks for is done, or the option is refused: never lost.
#[test]
fn options_of_another_format_are_refused() {
    let folder = Folder::new("refused");
    folder.write("tom.ron", EMPTY).write("old.json", "{}");
    for (arguments, said) in [
        (vec!["report", "tom.ron", "--annex", "law"], "--annex is for the format csv, not for html"),
        (vec!["report", "tom.ron", "--format", "xlsx", "--bom"], "--bom is for the format csv, not for xlsx"),
        (
            vec!["report", "tom.ron", "--format", "md", "--date", "2026-12-01"],
            "--date is for the format xlsx, not for md; laws and responsibilities are taken at the date of `--as-of`",
        ),
        (
            vec!["map", "fa-barn", "--kind", "handovers", "--as", "kari"],
            "--as is for maps of the kind journey",
        ),
        (
            vec!["map", "fa-barn", "--kind", "duplicates", "--highlight", "a"],
            "--highlight is for maps of the kind journey",
        ),
        (
            vec!["diff", "old.json", "old.json", "--as-of", "2026-12-01"],
            "--as-of is for models, and both results are saved ones",
        ),
    ] {
        let run = folder.run(&arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
        assert!(run.err.contains(said), "{run:?}");
    }
}

/// A saved result where a model is expected, and findings where a saved result is: each is told apart, with the remedy.
#[test]
fn saved_results_are_no_models_and_findings_no_saved_results() {
    let folder = Folder::new("told-apart");
    folder.write("tom.ron", EMPTY);
    folder.run(&["snapshot", "tom.ron", "--no-shared", "-o", "saved.json"]);
    folder.run(&["report", "tom.ron", "--no-shared", "--format", "json", "-o", "findings.json"]);
    for command in ["report", "show", "coverage"] {
        let run = folder.run(&[command, "saved.json", "--lang", "en"]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains("`saved.json` is no model, but a saved result"), "{run:?}");
        assert!(run.err.contains("`livsferd diff`"), "{run:?}");
    }
    assert_eq!(folder.run(&["report", "saved.json"]).out, "", "no empty report");
    let diff = folder.run(&["diff", "saved.json", "findings.json", "--lang", "en"]);
    assert_eq!((diff.code, diff.out.as_str()), (2, ""), "{diff:?}");
    assert!(diff.err.contains("`findings.json` is the findings as JSON"), "{diff:?}");
    assert!(diff.err.contains("`livsferd snapshot -o FILE`"), "{diff:?}");
}

#[test]
fn journeys_are_drawn_in_every_format() {
    let folder = Folder::new("map");
    for (kind, formats) in [
        ("journey", ["<svg ", "<!doctype html>", "flowchart LR", "digraph "]),
        ("handovers", ["<svg ", "<!doctype html>", "flowchart LR", "digraph "]),
        ("duplicates", ["<svg ", "<!doctype html>", "flowchart LR", "digraph "]),
    ] {
        for (format, begins) in ["svg", "html", "mermaid", "dot"].into_iter().zip(formats) {
            let run =
                folder.run(&["map", "dodsfall-og-arv", "--kind", kind, "--format", format, "--lang", "en"]);
            assert_eq!((run.code, run.err.as_str()), (0, ""));
            assert!(run.out.starts_with(begins), "{kind} {format}: {:?}", run.out.get(..80));
        }
    }
    let run = folder.run(&["map", "dodsfall-og-arv", "--as", "ingrid_71", "-o", "kart.svg"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    assert!(fs::read_to_string(folder.0.join("kart.svg")).unwrap().ends_with("</svg>\n"));
}

#[test]
fn a_life_event_that_is_not_there_is_not_drawn() {
    let run = run(livsferd().args(["map", "dodsfal"]));
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("ingen livshendelse heter `dodsfal`"), "{run:?}");
    let run = self::run(livsferd().args(["map", "dodsfall-og-arv", "--as", "ingen_slik"]));
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
}
