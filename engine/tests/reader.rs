//! The reader: lossless, never lost, and at one with plain `ron`.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test")]

use livsferd::declaration::File;
use livsferd::limits::{MAX_NESTING, MAX_SYNTAX_ERRORS};
use livsferd::reader::{Read, read};
use livsferd::text::{FileId, Place, SourceFile, Sources};
use livsferd::tree::{ReadErrorKind, TokenKind, Tree};
use livsferd::words::Lang;
use proptest::prelude::*;

const SAMPLES: [&str; 4] = [
    include_str!("reader/life_event.ron"),
    include_str!("reader/steps.ron"),
    include_str!("reader/shared.ron"),
    include_str!("reader/rules.ron"),
];

const FILE: FileId = FileId(0);

fn plain_ron(text: &str) -> Result<File, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    livsferd::ron_options().from_str(text).map_err(|error| error.to_string())
}

/// The deliberate differences, seen in the text's tokens: `Some` without parentheses, and extensions
/// that change what a file means.
fn is_deliberately_refused(text: &str) -> bool {
    let tree = Tree::read(FILE, text);
    let tokens: Vec<(TokenKind, &str)> = (0..)
        .zip(&tree.tokens)
        .filter(|(_, token)| !token.kind.is_trivia())
        .map(|(at, token)| (token.kind, tree.words(at)))
        .collect();
    tokens.windows(2).any(|pair| pair[0].1.starts_with("Some") && pair[1].0 != TokenKind::RoundOpen)
        || tokens
            .iter()
            .any(|(_, words)| matches!(*words, "unwrap_variant_newtypes" | "explicit_struct_names"))
}

/// What we accept without a mistake is what `ron` accepts, and it is read the same.
fn agrees_with_plain_ron(text: &str) -> Result<(), String> {
    let ours = read(FILE, text);
    match (plain_ron(text), ours.errors.is_empty()) {
        (Ok(theirs), true) if ours.value.as_ref() == Some(&theirs) => Ok(()),
        (Ok(_), true) => Err(format!("read differently: {text}")),
        (Ok(_), false) if is_deliberately_refused(text) => Ok(()),
        (Ok(_), false) => Err(format!("only ron accepts: {:?}\n{text}", ours.errors)),
        (Err(why), true) => Err(format!("only we accept: {why}\n{text}")),
        (Err(_), false) => Ok(()),
    }
}

fn places(read: &Read) -> impl Iterator<Item = Place> + '_ {
    read.errors.iter().flat_map(|error| std::iter::once(error.place).chain(error.other))
}

/// Every byte is in a token, and every place is in the text and between characters.
fn is_lossless(text: &str) -> Result<(), String> {
    let tree = Tree::read(FILE, text);
    if tree.print() != text {
        return Err(format!("printed differently: {text:?}"));
    }
    let mut end = 0;
    for token in &tree.tokens {
        if token.start != end || token.end <= token.start {
            return Err(format!("a gap at {end}: {text:?}"));
        }
        end = token.end;
    }
    let nodes = (0..u32::try_from(tree.len()).unwrap()).map(|node| tree.place(node));
    for place in nodes.chain(places(&read(FILE, text))) {
        if text.get(place.start as usize..place.end as usize).is_none() {
            return Err(format!("no such place: {place:?} in {text:?}"));
        }
    }
    Ok(())
}

#[test]
fn the_samples_are_read_as_by_plain_ron() {
    for sample in SAMPLES {
        assert_eq!(read(FILE, sample).errors, [], "{sample}");
        agrees_with_plain_ron(sample).unwrap();
        is_lossless(sample).unwrap();
    }
}

/// Pieces that files are made of, and some that they are not.
const PIECES: [&str; 62] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "=",
    "#",
    "!",
    "#![enable(implicit_some)]",
    "#![type = \"x\"]",
    "\"",
    "\"a\"",
    "\"\\n\"",
    "\"\\",
    "r\"a\"",
    "r#\"b\"#",
    "r#",
    "r##",
    "r#id",
    "b\"x\"",
    "b'x'",
    "'x'",
    "'",
    "//",
    "// x\n",
    "/*",
    "*/",
    "/* x */",
    "\n",
    " ",
    "\u{85}",
    "\u{a0}",
    "\u{feff}",
    "æ",
    "0",
    "1",
    "-1",
    "+5",
    "0x1F",
    "1_0",
    "1u32",
    "1i32",
    "99999999999",
    "1.5",
    "_",
    "id",
    "name",
    "nb",
    "Some(",
    "Some",
    "None",
    "true",
    "false",
    "Start",
    "AllOf([",
    "Event",
    "Step(",
    "LifeEvent(",
    "Text",
];

/// A change to a text: where (as a share of its length), what, and with which piece.
#[derive(Debug, Clone)]
enum Change {
    Insert(f64, usize),
    Delete(f64, usize),
    Replace(f64, usize, usize),
    Duplicate(f64, usize),
    Swap(f64),
    Cut(f64),
    DeleteToken(f64),
    SwapTokens(f64),
    DuplicateToken(f64),
    ReplaceToken(f64, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let (at, length, piece) = (0.0..1.0, 1_usize..8, 0..PIECES.len());
    prop_oneof![
        4 => (at.clone(), piece.clone()).prop_map(|(at, piece)| Change::Insert(at, piece)),
        4 => (at.clone(), length.clone()).prop_map(|(at, length)| Change::Delete(at, length)),
        2 => (at.clone(), length.clone(), piece.clone()).prop_map(|(at, n, piece)| Change::Replace(at, n, piece)),
        2 => (at.clone(), length).prop_map(|(at, length)| Change::Duplicate(at, length)),
        1 => at.clone().prop_map(Change::Swap),
        1 => at.clone().prop_map(Change::Cut),
        4 => at.clone().prop_map(Change::DeleteToken),
        4 => at.clone().prop_map(Change::SwapTokens),
        4 => at.clone().prop_map(Change::DuplicateToken),
        4 => (at, piece).prop_map(|(at, piece)| Change::ReplaceToken(at, piece)),
    ]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of a length"
)]
fn index(share: f64, length: usize) -> usize {
    ((share * length as f64) as usize).min(length.saturating_sub(1))
}

fn changed(text: &str, change: &Change) -> String {
    let mut letters: Vec<String> = text.chars().map(String::from).collect();
    let mut tokens: Vec<String> = token_words(text);
    let at = |share| index(share, text.chars().count());
    let token = |share| index(share, token_words(text).len());
    if text.is_empty() {
        return text.to_owned();
    }
    match *change {
        Change::Insert(share, piece) => letters.insert(at(share), PIECES[piece].to_owned()),
        Change::Delete(share, n) => drop(letters.drain(at(share)..(at(share) + n).min(letters.len()))),
        Change::Replace(share, n, piece) => {
            let end = (at(share) + n).min(letters.len());
            letters.splice(at(share)..end, [PIECES[piece].to_owned()]);
        }
        Change::Duplicate(share, n) => {
            let end = (at(share) + n).min(letters.len());
            let copy = letters[at(share)..end].to_vec();
            letters.splice(end..end, copy);
        }
        Change::Swap(share) => {
            let other = (at(share) + 1).min(letters.len() - 1);
            letters.swap(at(share), other);
        }
        Change::Cut(share) => letters.truncate(at(share)),
        Change::DeleteToken(share) => drop(tokens.remove(token(share))),
        Change::SwapTokens(share) => {
            let other = (token(share) + 1).min(tokens.len() - 1);
            tokens.swap(token(share), other);
        }
        Change::DuplicateToken(share) => tokens.insert(token(share), tokens[token(share)].clone()),
        Change::ReplaceToken(share, piece) => tokens[token(share)] = PIECES[piece].to_owned(),
    }
    let by_token = matches!(
        change,
        Change::DeleteToken(_) | Change::SwapTokens(_) | Change::DuplicateToken(_) | Change::ReplaceToken(..)
    );
    if by_token { tokens.concat() } else { letters.concat() }
}

fn token_words(text: &str) -> Vec<String> {
    let tree = Tree::read(FILE, text);
    (0..).take(tree.tokens.len()).map(|token| tree.words(token).to_owned()).collect()
}

/// Where a struct may stand, and where a choice, a number, an option: small texts that reach far.
const SMALL: [&str; 8] = [
    "LifeEvent(id:\"\",name:(),last_checked:\"\")",
    "LifeEvent(id:\"\",name:(nb:Some(\"x\")),last_checked:\"\",parties:[(id:\"\",name:(),typically:3,plural:true)])",
    "LifeEvent(id:\"\",name:(),last_checked:\"\",circumstances:[(id:\"\",name:(),values:Number(from:-3,to:5,phrase:()))])",
    "LifeEvent(id:\"\",name:(),last_checked:\"\",circumstances:[(id:\"\",name:(),values:OneOf([]))])",
    "Steps(event:\"\",steps:[(id:\"\",name:(),actor:\"\",kind:Choice,after:AnyOf([Start,Then(step:\"\")]))])",
    "Steps(event:\"\",steps:[(id:\"\",name:(),actor:\"\",kind:Choice,after:Start,deadlines:[(within:\"\",from:Step(\"\"),lost:())])])",
    "Shared(solutions:[(id:\"\",name:(),owner:\"\",state:Idea,operating_funds:Some(Settled,),common:false)])",
    "Rules(classes:[(class:\"\",law:Some([InPlace]),own:None)])",
];

fn broken_sample() -> impl Strategy<Value = String> {
    let base = prop_oneof![
        1 => proptest::sample::select(&SAMPLES[..]),
        3 => proptest::sample::select(&SMALL[..]),
    ];
    (base, prop::collection::vec(change(), 0..4)).prop_map(|(base, changes)| {
        changes.iter().fold(base.to_owned(), |text, change| changed(&text, change))
    })
}

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(proptest::sample::select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn changed_samples_are_accepted_exactly_when_ron_accepts(text in broken_sample()) {
        agrees_with_plain_ron(&text).map_err(TestCaseError::fail)?;
        is_lossless(&text).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn soup_is_accepted_exactly_when_ron_accepts(text in soup()) {
        agrees_with_plain_ron(&text).map_err(TestCaseError::fail)?;
        is_lossless(&text).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn any_text_is_read_without_loss(text in "\\PC*|(?s).*") {
        is_lossless(&text).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn any_bytes_are_read_without_loss(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        is_lossless(&String::from_utf8_lossy(&bytes)).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn texts_are_read_as_by_plain_ron(inner in "(\\\\[nrt0'\"\\\\x]|\\\\x[0-9a-f]{2}|\\\\u\\{[0-9a-f]{0,7}\\}|\\\\\r?\n *|[a-z\"æ\\\\# \n]){0,6}", form in 0..3) {
        let text = match form {
            0 => format!("\"{inner}\""),
            1 => format!("r\"{inner}\""),
            _ => format!("r#\"{inner}\"#"),
        };
        agrees_with_plain_ron(&format!("Shared(sources:[(id:{text},title:{text})])")).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn numbers_are_read_as_by_plain_ron(number in "[+-]{0,2}(0[box])?[0-9a-f_.]{0,12}([iu](8|16|32|64|128))?|-?[0-9]{9,11}") {
        let signed = format!("LifeEvent(id:\"\",name:(),last_checked:\"\",circumstances:[(id:\"\",name:(),values:Number(from:{number},to:5,phrase:()))])");
        agrees_with_plain_ron(&signed).map_err(TestCaseError::fail)?;
        let unsigned = format!("LifeEvent(id:\"\",name:(),last_checked:\"\",parties:[(id:\"\",name:(),typically:{number})])");
        agrees_with_plain_ron(&unsigned).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn every_single_deletion_and_doubling_in_the_samples_agrees_with_plain_ron() {
    for sample in SAMPLES.into_iter().chain(SMALL) {
        let tokens = token_words(sample);
        for at in 0..tokens.len() {
            let without: String =
                tokens.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, t)| t.as_str()).collect();
            agrees_with_plain_ron(&without).unwrap();
            let twice: String = tokens
                .iter()
                .enumerate()
                .map(|(n, t)| if n == at { t.repeat(2) } else { t.clone() })
                .collect();
            agrees_with_plain_ron(&twice).unwrap();
        }
    }
}

#[test]
fn a_byte_order_mark_is_passed_over_and_places_count_it() {
    let read = read(FILE, "\u{feff}Steps(event: \"x\", steps: [])");
    assert_eq!(read.errors, []);
    let Some(File::Steps { event: Some(event), .. }) = read.value else { panic!("steps") };
    assert_eq!((event.place.start, event.place.end), (16, 19));
}

fn nested_after(levels: usize) -> String {
    format!(
        "Steps(event:\"\",steps:[(id:\"\",name:(),actor:\"\",kind:Choice,after:{}Start{})])",
        "AllOf([".repeat(levels),
        "])".repeat(levels)
    )
}

#[test]
fn nesting_is_capped_below_the_cap_of_plain_ron() {
    let most = (MAX_NESTING - 3) / 2;
    agrees_with_plain_ron(&nested_after(most)).unwrap();
    assert_eq!(read(FILE, &nested_after(most)).errors, []);
    for levels in [most + 1, 100_000] {
        let read = read(FILE, &nested_after(levels));
        let kinds: Vec<_> = read.errors.iter().map(|error| &error.kind).collect();
        assert_eq!(kinds, [&ReadErrorKind::TooDeep { most: MAX_NESTING }]);
    }
}

#[test]
fn any_nesting_is_one_syntax_mistake() {
    for open in ["(", "[", "{", "AllOf([", "Some(", "(a:", "[(x:["] {
        let text = open.repeat(100_000);
        let read = read(FILE, &text);
        let syntax = read.errors.iter().filter(|error| error.kind.check().starts_with("syntax/"));
        assert_eq!(syntax.count(), 1, "{open}: {:?}", read.errors);
        is_lossless(&text).unwrap();
    }
}

/// Inputs at which careless readers take quadratic time: a megabyte of each would then take an hour.
#[test]
fn a_megabyte_of_anything_is_read() {
    let step = "(id:\"a\",name:(),actor:\"b\",kind:Choice,after:Start),";
    let shapes: Vec<(&str, &str, &str)> = vec![
        ("", "\"\n\\", ""),
        ("", "\"\n\\\"", " \"x"),
        ("", "r#\"\n", ""),
        ("", "/*\n", ""),
        ("", "//\n", ""),
        ("", "'\n", ""),
        ("", "r##", ""),
        ("", "@ ", ""),
        ("", "1.5 ", ""),
        ("", "a", ""),
        ("", "a ", ""),
        ("", ")", ""),
        ("", "(", ""),
        ("", "([", ""),
        ("", "#", ""),
        ("#!", "[ ", ""),
        ("(", "[)", ""),
        ("(", "a:", ""),
        ("(", "a=1 ", ""),
        ("Shared(", "x:1,", ")"),
        ("Shared(", "sources:[],", ")"),
        ("Shared(sources:[(id:\"", "\\u{", "\")])"),
        ("Shared(sources:[(id:\"", "\\q", "\")])"),
        ("Shared(sources:[", "(id:\"\",title:\"\"),", "])"),
        ("Shared(sources:[", "(id:\"\",title:1),", "])"),
        ("Shared(sources:[", "(id:\"\"),", "])"),
        ("Shared(sources:[", "1,", "])"),
        ("Shared(sources:[", "(id:\"\",),(id:\"\",title:\"\"),(", "])"),
        ("Steps(event:\"\",steps:[", step, "(),(),(),()])"),
        ("Steps(event:\"\",steps:[(after:AllOf([", "Start,Stat,", "]))])"),
    ];
    for (before, repeated, after) in shapes {
        let text = [before, &repeated.repeat(1_000_000 / repeated.len()), after].concat();
        is_lossless(&text).unwrap();
    }
}

/// Check, words, other words, id around, message and help in one language: a line each.
fn told(text: &str, lang: Lang) -> String {
    let sources = Sources::new(vec![SourceFile::new("feil.ron", text)]);
    let read = read(FILE, text);
    let mut told = String::new();
    for error in read.errors {
        let at = sources.line_column(FILE, error.place.start);
        let other = error
            .other
            .map_or(String::new(), |other| format!(" (and {})", sources.line_column(FILE, other.start)));
        let (check, words) = (error.kind.check(), sources.words(error.place));
        let within = error.within.unwrap_or_default();
        let (message, help) = (error.kind.message(), error.kind.help());
        told += &format!(
            "{at}{other} {check} <{words}> in <{within}>: {}; {}\n",
            message.get(lang),
            help.get(lang)
        );
    }
    told
}

#[test]
fn all_mistakes_of_a_file_are_told_at_once_and_no_others() {
    let text = include_str!("reader/mistakes.ron");
    assert_eq!(told(text, Lang::Nb), include_str!("reader/mistakes.nb.txt"));
    assert_eq!(told(text, Lang::Nn), include_str!("reader/mistakes.nn.txt"));
    assert_eq!(told(text, Lang::En), include_str!("reader/mistakes.en.txt"));
}

#[test]
fn what_is_broken_is_left_out_and_the_rest_is_there() {
    let read = read(FILE, include_str!("reader/mistakes.ron"));
    let Some(File::LifeEvent { parties, circumstances, steps, .. }) = read.value else {
        panic!("a life event")
    };
    let ids = |ids: &mut dyn Iterator<Item = &String>| ids.cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(ids(&mut parties.iter().map(|party| &party.id.value)), "barn far mor verge");
    assert_eq!(ids(&mut circumstances.iter().map(|circumstance| &circumstance.id.value)), "");
    assert_eq!(ids(&mut steps.iter().map(|step| &step.id.value)), "gi");
    // `hjemme` is the value of a circumstance that is broken; the second `id` of `far` is that of a sound party.
    assert_eq!(read.broken_ids.join(" "), "alder betale hjemme melde soke sted vedta vente");
}

#[test]
fn a_file_with_nothing_to_keep_names_all_its_ids() {
    let read = read(
        FILE,
        "Shared(sources: [(id: \"a\", title: \"A\")], surces: [(id: \"b\")], parties: {id: \"c\"}",
    );
    assert!(read.value.is_some());
    assert_eq!(read.broken_ids, ["b", "c"]);
    let read = self::read(FILE, "Share(sources: [(id: \"a\", title: \"A\")])");
    assert!(read.value.is_none());
    assert_eq!(read.broken_ids, ["a"]);
}

/// Each mistake alone, in English: place, check and words.
#[test]
fn one_mistake_is_one_message() {
    let cases = [
        ("", "1:1 syntax/empty-file <>"),
        ("// only a comment", "1:18 syntax/empty-file <>"),
        ("Shared() Shared()", "1:10 syntax/text-after-end <Shared>"),
        ("Shared(),", "1:9 syntax/text-after-end <,>"),
        ("#![enable(explicit_struct_names)]\nShared()", "1:1 syntax/bad-attribute <#>"),
        ("#![allow(x)]\nShared()", "1:1 syntax/bad-attribute <#>"),
        ("Shared(sources: [,])", "1:18 syntax/unexpected <,>"),
        ("Shared(sources: [],,)", "1:20 syntax/unexpected <,>"),
        ("Shared(sources: : [])", "1:17 syntax/unexpected <:>"),
        ("Shared(sources = [])", "1:8 syntax/missing-colon <sources>"),
        ("Shared(sources [])", "1:8 syntax/missing-colon <sources>"),
        ("Shared(sources: )", "1:8 syntax/missing-value <sources>"),
        ("Shared(sources: parties: [])", "1:8 syntax/missing-value <sources>"),
        ("Shared(\"sources\": [])", "1:8 syntax/bad-field-name <\"sources\">"),
        ("Shared(sour-ces: [])", "1:8 syntax/bad-name <sour-ces>"),
        ("Shared(sources: [] parties: [])", "1:18 syntax/missing-comma <]>"),
        ("Shared(sources: [] @@ , parties: [])", "1:20 syntax/unexpected <@@>"),
        ("Shared(sources:\u{a0}[])", "1:16 syntax/unexpected <\u{a0}>"),
        ("Shared(sources: [)", "1:17 (and 1:18) syntax/unclosed-bracket <[>"),
        ("Shared(sources: []", "1:7 (and 1:19) syntax/unclosed-bracket <(>"),
        ("Shared(sources: [], parties: [", "1:30 (and 1:31) syntax/unclosed-bracket <[>"),
        ("Shared(sources: [}])", "1:18 syntax/stray-bracket <}>"),
        ("Shared(sources: []])", "1:19 syntax/stray-bracket <]>"),
        ("Shared(sources: [(id: \"\", title: \"\"])", "1:36 syntax/stray-bracket <]>"),
        (
            "Shared(sources: [(id: \"\", title: \"\"]])",
            "1:18 (and 1:36) syntax/unclosed-bracket <(>|1:37 syntax/stray-bracket <]>",
        ),
        (
            "Shared(sources: [(id: \"a\", title: \"\", (id: \"b\", title: \"\")])",
            "1:18 (and 1:39) syntax/unclosed-bracket <(>",
        ),
        (
            "Shared(sources: [(id: \"a\", title: \"\"), parties: [])",
            "1:17 (and 1:40) syntax/unclosed-bracket <[>",
        ),
        (
            "Shared(sources: [\n(id: \"a, title: \"\"), (id: \"b\", title: \"\")])",
            "2:6 syntax/unclosed-text <\"a>",
        ),
        (
            "Shared(sources: [\n(id: \"a\", title: \"A),\n(id: \"b\", title: \"\")])",
            "2:18 syntax/unclosed-text <\"A>",
        ),
        ("Shared(sources: [\n(id: \"a\", title: \"A)])", "2:18 syntax/unclosed-text <\"A>"),
        ("Shared(sources: [(id: r#\"a\", title: \"\")])", "1:23 syntax/unclosed-text <r#\"a\", title: \"\">"),
        ("Shared(sources: [(id: 'a', title: \"\")])", "1:23 syntax/single-quotes <'a'>"),
        (
            "Shared(sources: [(id: \"\\u{110000}\", title: \"\\x\")])",
            "1:24 syntax/bad-escape <\\u>|1:45 syntax/bad-escape <\\x>",
        ),
        ("Shared() /* /* */", "1:10 syntax/unclosed-comment </* /* */>"),
        ("Shared(parties: [(id: \"\", name: (), typically: 1.0)])", "1:48 syntax/bad-number <1.0>"),
        ("Shared(parties: [(id: \"\", name: (), typically: 1i32)])", "1:48 syntax/bad-number <1i32>"),
        (
            "Shared(parties: [(id: \"\", name: (), typically: 4294967296)])",
            "1:48 model/out-of-range <4294967296>",
        ),
        ("Shared(parties: {})", "1:17 model/wrong-type <{>"),
        ("Shared(parties: [(id: Some(\"\"), name: ())])", "1:23 model/wrong-type <Some>"),
        ("Shared(parties: [(id: \"\", name: (nb: Some(\"a\", \"b\")))])", "1:38 model/wrong-content <Some>"),
        ("Steps(event: \"\", steps: [AllOf])", "1:26 model/wrong-type <AllOf>"),
        ("Steps(event: \"\")", "1:1 model/missing-field <Steps>"),
        ("Steps", "1:1 model/wrong-content <Steps>"),
        ("(event: \"\")", "1:1 model/wrong-type <(>"),
    ];
    for (text, expected) in cases {
        let told = told(text, Lang::En);
        let short: Vec<&str> = told.lines().map(|line| line.split(" in <").next().unwrap_or(line)).collect();
        let short = short.join("|");
        assert_eq!(short, expected, "{text}");
    }
}

#[test]
fn many_mistakes_are_told_up_to_a_limit() {
    let one = "(id: \"\", title: 1), ";
    let text = format!("Shared(sources: [{}])", one.repeat(150));
    assert_eq!(read(FILE, &text).errors.len(), 150);
    let read = read(FILE, &format!("Shared(sources: [{}])", one.repeat(1_000)));
    assert_eq!(read.errors.len(), MAX_SYNTAX_ERRORS + 1);
    assert_eq!(read.errors[MAX_SYNTAX_ERRORS].kind, ReadErrorKind::TooManyErrors { most: MAX_SYNTAX_ERRORS });
    assert!(read.value.is_none());
}

/// One message for every kind that the language can produce, so that no words are empty or in the wrong style.
#[test]
fn words_follow_the_style() {
    let text = include_str!("reader/mistakes.ron");
    for error in read(FILE, text).errors {
        for (lang, words) in
            Lang::ALL.iter().flat_map(|&lang| [(lang, error.kind.message()), (lang, error.kind.help())])
        {
            let words = words.get(lang);
            assert!(!words.is_empty() && !words.ends_with('.'), "{words}");
            assert!(!words.starts_with(char::is_uppercase), "{words}");
        }
    }
}
