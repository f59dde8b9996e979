//! The reader: lossless, never lost, and at one with plain `ron`.
#![expect(missing_docs, reason = "a test")]

use livsferd::declaration::File;
use livsferd::reader::{Read, read};
use livsferd::text::{FileId, Place, SourceFile, Sources};
use livsferd::tree::{MAX_NESTING, ReadErrorKind, TokenKind, Tree};
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
        || tokens.iter().any(|(_, words)| matches!(*words, "unwrap_variant_newtypes" | "explicit_struct_names"))
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
