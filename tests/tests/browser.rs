//! The report as people use it, in a real browser: WCAG 2.1 AA by axe-core, light and dark, narrow and wide, by
//! keyboard, in print, and without its script.
//!
//! Where no browser can be had, the tests say so and are skipped; with `LIVSFERD_BROWSER=required` they fail.

#[path = "browser/chromium.rs"]
mod chromium;
mod handmade;
#[path = "handmade/overview.rs"]
mod handmade_overview;

use chromium::Browser;
use livsferd::report::{self, BasisOptions, Selection};
use livsferd::words::Lang;
use livsferd::{Options, SourceFile};
use serde_json::{Value, json};
use std::path::PathBuf;

const AXE: &str = include_str!("../vendor/axe-core/axe.min.js");
const WIDTHS: [u32; 2] = [320, 1280];
const SCHEMES: [&str; 2] = ["light", "dark"];

/// The report over these events – all, when none is named – as a file.
struct Page(PathBuf);

impl Page {
    fn new(name: &str, events: &[&str], lang: Lang) -> Self {
        let files = livsferd_models::files().iter().map(|(name, text)| SourceFile::new(*name, *text));
        let loaded = livsferd::load(files.collect());
        let mut analysis = livsferd::analyse(&loaded, &Options::default());
        let mut overview = livsferd::overview(&loaded, &analysis);
        let mut selection = Selection::default();
        selection.events = events.iter().map(|event| (*event).to_owned()).collect();
        selection.narrow(&mut analysis, &mut overview, lang).unwrap();
        let document = report::basis(&analysis, &overview, &loaded.sources, &BasisOptions::new(lang));
        Self::of(name, &report::html(&document))
    }

    fn of(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("livsferd-{}-{name}.html", std::process::id()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What axe-core finds against WCAG 2.1 A and AA, and its best practices of structure: rule and first element.
fn violations(browser: &mut Browser) -> Value {
    // A script of the page itself would be stopped by the page's policy; this one is put in from outside.
    browser.evaluate(&format!("{AXE};0"));
    browser.evaluate(
        "axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', \
         'cat.structure', 'cat.semantics', 'cat.tables']}).then(result => result.violations.map(one => \
         [one.id, one.help, one.nodes.length, one.nodes[0].html.slice(0, 300), one.nodes[0].failureSummary]))",
    )
}

#[test]
fn the_report_is_accessible_in_light_and_dark_at_every_width() {
    let Some(mut browser) = Browser::start() else { return };
    let page = Page::new("accessible", &["dodsfall-og-arv"], Lang::Nb);
    for (width, scheme) in WIDTHS.into_iter().flat_map(|width| SCHEMES.map(|scheme| (width, scheme))) {
        browser.open(&page.0, width, scheme);
        // Some findings open, so that what stands in them is looked at too; they are all alike.
        browser.evaluate(
            "[...document.querySelectorAll('details')].slice(0, 12).forEach(one => one.open = true)",
        );
        assert_eq!(violations(&mut browser), json!([]), "{width} pixels, {scheme}");
        let dark =
            browser.evaluate("getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)'");
        assert_eq!(dark, json!(scheme == "dark"));
        // Nothing but tables and pictures, in boxes of their own, is wider than the window.
        let within = "document.documentElement.scrollWidth <= innerWidth";
        assert_eq!(browser.evaluate(within), json!(true), "{width} pixels, {scheme}");
    }
}

#[test]
fn the_report_of_all_events_is_accessible_in_every_language() {
    let Some(mut browser) = Browser::start() else { return };
    for lang in Lang::ALL {
        let page = Page::new(&format!("all-{lang}"), &[], lang);
        browser.open(&page.0, 1280, "light");
        assert_eq!(browser.evaluate("document.documentElement.lang"), json!(lang.code()));
        assert_eq!(violations(&mut browser), json!([]), "{lang}");
    }
}

/// What has the focus: its name, whether it can be seen, and whether the focus on it can.
const FOCUSED: &str = "(() => { const one = document.activeElement; const style = getComputedStyle(one); return \
    [one.localName + (one.id ? '#' + one.id : ''), one.checkVisibility(), \
    style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2]; })()";

#[test]
fn hostile_names_stay_text() {
    let Some(mut browser) = Browser::start() else { return };
    let sources = handmade::sources();
    let (analysis, overview) = (handmade::analysis(&sources), handmade_overview::overview());
    let document = report::basis(&analysis, &overview, &sources, &BasisOptions::new(Lang::En));
    let page = Page::of("hostile", &report::html(&document));
    browser.open(&page.0, 1280, "dark");
    assert_eq!(browser.evaluate("document.scripts.length"), json!(1));
    let shown = "document.body.textContent.includes('<script>alert(1)</script>')";
    assert_eq!(browser.evaluate(shown), json!(true));
    let addresses = "[...document.links].every(one => ['file:', 'https:'].includes(one.protocol))";
    assert_eq!(browser.evaluate(addresses), json!(true));
    assert_eq!(violations(&mut browser), json!([]));
}

#[test]
fn everything_is_reached_by_keyboard() {
    let Some(mut browser) = Browser::start() else { return };
    let page = Page::new("keyboard", &["fa-barn"], Lang::Nb);
    browser.open(&page.0, 1280, "light");
    let reachable = "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')]\
                     .filter(one => one.checkVisibility())";
    let expected = browser.evaluate(&format!("{reachable}.length")).as_u64().unwrap();
    assert!(expected > 100, "{expected}");
    browser.press("Tab");
    assert_eq!(browser.evaluate("document.activeElement.className"), json!("skip"));
    browser.evaluate("window.seen = new Set(); 0");
    for _ in 0..expected {
        let focused = browser.evaluate(FOCUSED);
        assert_eq!((&focused[1], &focused[2]), (&json!(true), &json!(true)), "{focused}");
        browser.evaluate("window.seen.add(document.activeElement); 0");
        browser.press("Tab");
    }
    let missed =
        format!("{reachable}.filter(one => !window.seen.has(one)).map(one => one.outerHTML.slice(0, 200))");
    assert_eq!(browser.evaluate(&missed), json!([]));
    // A finding opens by keyboard, and a link to a closed finding opens it.
    browser.evaluate("document.querySelector('summary').focus()");
    browser.press("Enter");
    assert_eq!(browser.evaluate("document.querySelector('details').open"), json!(true));
    browser.evaluate("document.querySelector('#gravest a').focus()");
    browser.press("Enter");
    let opened = "new Promise(done => setTimeout(() => done(document.getElementById(location.hash.slice(1)).open), 200))";
    assert_eq!(browser.evaluate(opened), json!(true));
}

#[test]
fn findings_are_filtered_sorted_and_printed() {
    let Some(mut browser) = Browser::start() else { return };
    let page = Page::new("filter", &[], Lang::Nb);
    browser.open(&page.0, 1280, "light");
    let shown = "[...document.querySelectorAll('#register details')].filter(one => one.checkVisibility())";
    let all = browser.evaluate(&format!("{shown}.length"));
    let choose = |key: &str, value: &str| {
        format!(
            "(() => {{ const one = document.getElementById('{key}'); one.value = '{value}'; \
                 one.dispatchEvent(new Event(one.localName === 'input' ? 'input' : 'change')); return one.value; }})()"
        )
    };
    assert_eq!(browser.evaluate(&choose("by-ministry", "aid")), json!("aid"));
    let tagged = "document.querySelectorAll('[data-tags*=\"|ministry:aid|\"]').length";
    let tagged = browser.evaluate(tagged);
    assert!(tagged.as_u64() > Some(0) && tagged != all);
    assert_eq!(browser.evaluate(&format!("{shown}.length")), tagged);
    assert_eq!(browser.evaluate("+document.getElementById('number').textContent"), tagged);
    browser.evaluate(&choose("words", "finnes ikke i noe funn"));
    assert_eq!(browser.evaluate(&format!("{shown}.length")), json!(0));
    browser.evaluate("document.getElementById('reset').click()");
    assert_eq!(browser.evaluate(&format!("{shown}.length")), all);
    browser.evaluate(&choose("order", "number"));
    let sorted = "[...document.querySelectorAll('.entries')].every(list => { \
        const numbers = [...list.querySelectorAll('.number')].map(one => one.textContent); \
        return numbers.every((one, n) => n === 0 || numbers[n - 1] <= one); })";
    assert_eq!(browser.evaluate(sorted), json!(true));
    // On paper, closed findings are told in full, and the controls are gone.
    browser.media("print", "light");
    let told = "[...document.querySelectorAll('#register details:not([open]) dl')].filter(one => one.getBoundingClientRect().height > 0).length";
    assert_eq!(browser.evaluate(told), all);
    assert_eq!(browser.evaluate("document.getElementById('filter').checkVisibility()"), json!(false));
}

#[test]
fn without_its_script_everything_is_there() {
    let Some(mut browser) = Browser::start() else { return };
    let page = Page::new("plain", &["fa-barn"], Lang::En);
    browser.call("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    browser.open(&page.0, 1280, "light");
    assert_eq!(browser.evaluate("document.getElementById('filter').checkVisibility()"), json!(false));
    let all = "document.querySelectorAll('#register details').length";
    let seen =
        "[...document.querySelectorAll('#register summary')].filter(one => one.checkVisibility()).length";
    let (all, seen) = (browser.evaluate(all), browser.evaluate(seen));
    assert_eq!(all, seen);
    assert!(all.as_u64() > Some(50));
    browser.evaluate("document.querySelector('summary').focus()");
    browser.press("Enter");
    assert_eq!(browser.evaluate("document.querySelector('details').open"), json!(true));
}
