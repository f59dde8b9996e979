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
use livsferd::report::map::{self, MapOptions, Way};
use livsferd::report::{self, BasisOptions, EventPictures, Selection};
use livsferd::words::Lang;
use livsferd::{Loaded, Options, SourceFile};
use serde_json::{Value, json};
use std::ops::Range;
use std::path::PathBuf;

const AXE: &str = include_str!("../vendor/axe-core/axe.min.js");
const WIDTHS: [u32; 2] = [320, 1280];
const SCHEMES: [&str; 2] = ["light", "dark"];

/// The report over these events – all, when none is named – as a file.
struct Page(PathBuf);

impl Page {
    fn new(name: &str, events: &[&str], lang: Lang) -> Self {
        let files = livsferd_models::files().iter().map(|(name, text)| SourceFile::new(*name, *text));
        Self::written(name, livsferd::load(files.collect()), events, lang)
    }

    /// The report over events of these models, with its pictures.
    fn written(name: &str, loaded: Loaded, events: &[&str], lang: Lang) -> Self {
        let mut analysis = livsferd::analyse(&loaded, &Options::default());
        let mut overview = livsferd::overview(&loaded, &analysis);
        let mut selection = Selection::default();
        selection.events = events.iter().map(|event| (*event).to_owned()).collect();
        selection.narrow(&mut analysis, &mut overview, lang).unwrap();
        let mut options = BasisOptions::new(lang);
        options.pictures = EventPictures::all(&loaded.model, &analysis, lang);
        let document = report::basis(&analysis, &overview, &loaded.sources, &options);
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

/// Leaves a few of what there are thousands of, all made alike, so that axe-core does not look at them for minutes.
/// What must hold of all of them is in [`STRUCTURE`], and one page is looked at whole.
const A_FEW: &str = "document.querySelectorAll('.entries > details:nth-of-type(n+3), tbody > tr:nth-of-type(n+8), \
    svg > :not(title):not(desc):nth-child(n+15)').forEach(one => one.remove())";

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
        // Nothing but tables and pictures, in boxes of their own, is wider than the window.
        let within = "document.documentElement.scrollWidth <= innerWidth";
        assert_eq!(browser.evaluate(within), json!(true), "{width} pixels, {scheme}");
        browser.evaluate(A_FEW);
        // Some findings open, so that what stands in them is looked at too.
        browser.evaluate(
            "[...document.querySelectorAll('details')].slice(0, 12).forEach(one => one.open = true)",
        );
        assert_eq!(violations(&mut browser), json!([]), "{width} pixels, {scheme}");
        let dark =
            browser.evaluate("getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)'");
        assert_eq!(dark, json!(scheme == "dark"));
    }
}

#[test]
fn a_whole_report_is_accessible() {
    let Some(mut browser) = Browser::start() else { return };
    let page = Page::new("whole", &["starte-og-drive-frivillig-organisasjon"], Lang::Nn);
    browser.open(&page.0, 1280, "light");
    assert_eq!(violations(&mut browser), json!([]));
}

#[test]
fn the_report_of_all_events_is_accessible_in_every_language() {
    let Some(mut browser) = Browser::start() else { return };
    for lang in Lang::ALL {
        let page = Page::new(&format!("all-{lang}"), &[], lang);
        browser.open(&page.0, 1280, "light");
        assert_eq!(browser.evaluate("document.documentElement.lang"), json!(lang.code()));
        browser.evaluate(A_FEW);
        assert_eq!(violations(&mut browser), json!([]), "{lang}");
    }
}

/// What has the focus: its name, whether it can be seen, and whether the focus on it can.
const FOCUSED: &str = "(() => { const one = document.activeElement; const style = getComputedStyle(one); return \
    [one.localName + (one.id ? '#' + one.id : ''), one.checkVisibility(), \
    style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2]; })()";

/// What is said of the structure of the page: everything that is wrong with it.
const STRUCTURE: &str = "(() => { const wrong = []; \
    const all = selector => [...document.querySelectorAll(selector)]; \
    const levels = all('h1,h2,h3,h4,h5,h6').map(one => +one.localName[1]); \
    if (levels.filter(one => one === 1).length !== 1 || levels[0] !== 1) wrong.push('one h1, first'); \
    levels.forEach((one, n) => { if (n && one > levels[n - 1] + 1) wrong.push(`h${levels[n - 1]} then h${one}`); }); \
    for (const landmark of ['header', 'nav', 'main', 'footer']) \
        if (all(`body > ${landmark}, main > nav`).filter(one => one.localName === landmark).length !== 1) \
            wrong.push(`one ${landmark}`); \
    for (const table of all('table')) if (!table.caption?.textContent || !table.tHead?.querySelector('th[scope=col]')) \
        wrong.push(`a table without caption or head: ${table.outerHTML.slice(0, 200)}`); \
    for (const row of all('tbody tr')) if (row.firstElementChild?.getAttribute('scope') !== 'row') \
        wrong.push(`a row without heading: ${row.outerHTML.slice(0, 200)}`); \
    for (const one of all('svg')) { \
        const named = one.getAttribute('role') === 'img' && one.getAttribute('aria-labelledby').split(' ') \
            .every(id => document.getElementById(id)?.textContent.length > 3); \
        const to = one.closest('figure')?.querySelector('figcaption a')?.getAttribute('href'); \
        if (!named || !to || !document.getElementById(to.slice(1))?.querySelector('tbody tr')) \
            wrong.push(`a picture without text or table: ${one.outerHTML.slice(0, 200)}`); } \
    const ids = all('[id]').map(one => one.id); \
    if (new Set(ids).size !== ids.length) wrong.push('an id stands twice'); \
    for (const one of all('a[href^=\"#\"]')) if (!document.getElementById(one.getAttribute('href').slice(1))) \
        wrong.push(`a link to nowhere: ${one.outerHTML}`); \
    return wrong; })()";

#[test]
fn headings_landmarks_tables_and_pictures_are_in_order() {
    let Some(mut browser) = Browser::start() else { return };
    for (events, lang) in [(&[][..], Lang::Nb), (&["ny-i-norge"][..], Lang::Nn)] {
        let page = Page::new(&format!("structure-{lang}"), events, lang);
        browser.open(&page.0, 1280, "light");
        assert_eq!(browser.evaluate(STRUCTURE), json!([]), "{lang}");
        let pictures = browser.evaluate("document.querySelectorAll('svg').length").as_u64();
        assert!(pictures > Some(if events.is_empty() { 30 } else { 3 }), "{pictures:?}");
    }
}

#[test]
fn a_map_with_a_way_through_it_is_accessible() {
    let Some(mut browser) = Browser::start() else { return };
    let files = livsferd_models::files().iter().map(|(name, text)| SourceFile::new(*name, *text));
    let loaded = livsferd::load(files.collect());
    let analysis = livsferd::analyse(&loaded, &Options::default());
    let walks = livsferd::walk(&loaded, &analysis, "dodsfall-og-arv", None).unwrap();
    let way = Some(Way::of_walk(Lang::En, &walks[0]));
    let options = MapOptions { lang: Lang::En, way, ..MapOptions::default() };
    let map = map::map(&loaded.model, &analysis, "dodsfall-og-arv", &options).unwrap();
    let page = Page::of("map", &map::page(&map));
    for (width, scheme) in [(320, "dark"), (1280, "light")] {
        browser.open(&page.0, width, scheme);
        browser.evaluate(A_FEW);
        assert_eq!(violations(&mut browser), json!([]), "{width} pixels, {scheme}");
    }
}

#[test]
fn hostile_models_stay_text_in_pictures_too() {
    let Some(mut browser) = Browser::start() else { return };
    let hostile = "nb: \"</title></svg></style><script>alert(1)</script><img src=x onerror=alert(1)>&'";
    let files = livsferd_models::files().iter().map(|(name, text)| {
        let text =
            if name.contains("dodsfall") { text.replace("nb: \"", hostile) } else { (*text).to_owned() };
        SourceFile::new(*name, text)
    });
    let page =
        Page::written("hostile-model", livsferd::load(files.collect()), &["dodsfall-og-arv"], Lang::Nb);
    browser.open(&page.0, 1280, "light");
    assert_eq!(browser.evaluate("[document.scripts.length, document.images.length]"), json!([1, 0]));
    assert_eq!(browser.evaluate(STRUCTURE), json!([]));
    let drawn =
        "[...document.querySelectorAll('svg text')].some(one => one.textContent.includes('<script>'))";
    assert_eq!(browser.evaluate(drawn), json!(true));
}

#[test]
fn on_paper_nothing_is_cut() {
    let Some(mut browser) = Browser::start() else { return };
    let page = Page::new("paper", &["miste-og-finne-jobb"], Lang::Nb);
    browser.open(&page.0, 680, "dark");
    // As wide as a page of A4 within its margins.
    browser.media("print", "light");
    let wide = "[...document.querySelectorAll('table, figure svg, dl, details')].filter(one => \
        one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 200))";
    assert_eq!(browser.evaluate(wide), json!([]));
    let kept = "[...document.querySelectorAll('tr, table, figure, details')].every(one => getComputedStyle(one).breakInside === 'avoid') \
        && [...document.querySelectorAll('thead')].every(one => getComputedStyle(one).display === 'table-header-group')";
    assert_eq!(browser.evaluate(kept), json!(true));
    // Addresses of sources are read on paper.
    let addresses = "[...document.querySelectorAll('#f a[href^=http]')].every(one => \
        getComputedStyle(one, '::after').content.includes(one.getAttribute('href')))";
    assert_eq!(browser.evaluate(addresses), json!(true));
    let sizes = browser.paper();
    let (a4, a3) = ((594..596, 841..843), (1190..1192, 841..843));
    let is = |(wide, high): &(f64, f64), (width, height): &(Range<i32>, Range<i32>)| {
        width.contains(&(*wide as i32)) && height.contains(&(*high as i32))
    };
    assert!(sizes.iter().all(|size| is(size, &a4) || is(size, &a3)), "{sizes:?}");
    // Each picture is alone on its page.
    let pictures = browser.evaluate("document.querySelectorAll('figure').length").as_u64();
    assert_eq!(pictures, Some(sizes.iter().filter(|size| is(size, &a3)).count() as u64));
}

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
    browser.evaluate("document.querySelector('#gravest li a').focus()");
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
