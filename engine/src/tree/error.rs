//! What can be wrong with a model file before anything is known of what it says.
//!
//! Every kind has a stable name, a message and a help in every language, in one exhaustive match each:
//! a kind without its words does not compile.

use crate::text::Place;
use crate::words::Words;

/// A mistake in a file, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// What is wrong.
    pub kind: ReadErrorKind,
    /// The words it is about.
    pub place: Place,
    /// Another place that belongs to it: where an unclosed bracket was noticed, the first of two equal fields.
    pub other: Option<Place>,
    /// The id of the nearest declaration around it that has one.
    pub within: Option<String>,
}

/// What is wrong, with all that a message needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadErrorKind {
    /// The file says nothing.
    EmptyFile,
    /// The text is longer than [`MAX_FILE_BYTES`](crate::limits::MAX_FILE_BYTES).
    TooLong {
        /// The greatest length in bytes.
        most: usize,
    },
    /// Brackets stand in more brackets than [`MAX_NESTING`](crate::limits::MAX_NESTING).
    TooDeep {
        /// The greatest number of brackets within each other.
        most: usize,
    },
    /// There are more mistakes than [`MAX_SYNTAX_ERRORS`](crate::limits::MAX_SYNTAX_ERRORS).
    TooManyErrors {
        /// The number of those that are told.
        most: usize,
    },
    /// A bracket without its end; the other place is where that was noticed.
    UnclosedBracket {
        /// The bracket that opens.
        open: char,
        /// The bracket that is missing.
        close: char,
    },
    /// A closing bracket that closes nothing.
    StrayBracket {
        /// The bracket.
        close: char,
    },
    /// Two values with no comma between them; the place is the end of the first.
    MissingComma,
    /// A field without the colon before its value; the place is the field's name.
    MissingColon {
        /// The field.
        field: String,
    },
    /// A field with nothing behind its colon.
    MissingValue {
        /// The field.
        field: String,
    },
    /// Something where nothing like it can stand.
    Unexpected {
        /// The words.
        words: String,
    },
    /// Something behind the one value that a file is.
    TextAfterEnd,
    /// A text without its last quote.
    UnclosedText,
    /// A comment without its `*/`.
    UnclosedComment,
    /// A text in single quotes.
    SingleQuotes,
    /// An escape that there is none of.
    BadEscape {
        /// The escape, from the backslash on.
        escape: String,
    },
    /// Something like a number that is no whole number.
    BadNumber {
        /// What is written.
        number: String,
    },
    /// Something like a name with `.`, `+` or `-` in it.
    BadName {
        /// What is written.
        name: String,
    },
    /// A text or number where the name of a field should be.
    BadFieldName {
        /// What is written.
        name: String,
    },
    /// An attribute (`#![…]`) that means nothing here.
    BadAttribute,
    /// A field that the declaration does not have.
    UnknownField {
        /// The field.
        field: String,
        /// The field that was probably meant.
        suggestion: Option<&'static str>,
        /// All fields of the declaration.
        allowed: &'static [&'static str],
    },
    /// A word that is not among the possible ones.
    UnknownChoice {
        /// The word.
        word: String,
        /// The word that was probably meant.
        suggestion: Option<&'static str>,
        /// All possible words.
        allowed: &'static [&'static str],
    },
    /// A field that the declaration must have.
    MissingField {
        /// The field.
        field: &'static str,
        /// The kind of declaration.
        declaration: &'static str,
    },
    /// A field that is there twice; the other place is the first.
    DuplicateField {
        /// The field.
        field: String,
    },
    /// A value in a declaration without the name of its field.
    MissingFieldName {
        /// Some of the fields of the declaration.
        allowed: &'static [&'static str],
    },
    /// A value of another type than the field takes.
    WrongType {
        /// What the field takes.
        expected: Expected,
        /// What stands there.
        found: Found,
    },
    /// A number that is too small or too great.
    OutOfRange {
        /// The number as written.
        number: String,
        /// The least possible.
        least: i64,
        /// The greatest possible.
        most: i64,
    },
    /// A declaration that is named as another kind than can stand here.
    WrongName {
        /// The name that is written.
        found: String,
        /// The only possible name.
        expected: &'static str,
    },
    /// A word with something else behind it than it takes.
    WrongContent {
        /// The word.
        word: String,
        /// What it takes.
        takes: Content,
    },
    /// A value that the program refuses for a reason of its own.
    Refused {
        /// The reason, in English.
        reason: String,
    },
}

/// What kind of value is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A text in quotes.
    Text,
    /// `true` or `false`.
    Truth,
    /// A whole number.
    Number,
    /// Values in square brackets.
    List,
    /// Fields in parentheses.
    Fields(&'static [&'static str]),
    /// One of several words.
    Choice(&'static [&'static str]),
}

/// What kind of value stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A text in quotes, and what it says.
    Text(String),
    /// A whole number.
    Number,
    /// Values in square brackets.
    List,
    /// Something in parentheses.
    Fields,
    /// Something in braces.
    Braces,
    /// A word.
    Word(String),
}

/// What stands behind a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Nothing,
    /// One value in parentheses.
    OneValue,
    /// Fields in parentheses.
    Fields(&'static [&'static str]),
}

impl ReadError {
    /// A mistake with its place.
    pub fn new(kind: ReadErrorKind, place: Place) -> Self {
        Self { kind, place, other: None, within: None }
    }

    /// The same with its other place.
    #[must_use]
    pub fn and(mut self, other: Place) -> Self {
        self.other = Some(other);
        self
    }
}

impl Expected {
    fn words(self) -> Words {
        match self {
            Self::Text => Words::new("en tekst i hermetegn", "ein tekst i hermeteikn", "a text in quotes"),
            Self::Truth => Words::new("`true` eller `false`", "`true` eller `false`", "`true` or `false`"),
            Self::Number => Words::new("et heltall", "eit heiltal", "a whole number"),
            Self::List => Words::new("en liste i `[…]`", "ei liste i `[…]`", "a list in `[…]`"),
            Self::Fields(_) => Words::new("felter i `(…)`", "felt i `(…)`", "fields in `(…)`"),
            Self::Choice(words) => {
                let words = list(words);
                Words::new(format!("ett av {words}"), format!("eitt av {words}"), format!("one of {words}"))
            }
        }
    }

    /// How it is written; with what stands there, where only its form is wrong.
    fn example(self, found: &Found) -> String {
        match (self, found) {
            (Self::Text, Found::Word(word)) => format!("`\"{}\"`", short(word)),
            (Self::Text, _) => "`\"…\"`".to_owned(),
            (Self::Truth, _) => "`true`".to_owned(),
            (Self::Number, _) => "`3`".to_owned(),
            (Self::List, Found::Text(text)) => format!("`[\"{}\"]`", short(text)),
            (Self::List, _) => "`[…]`".to_owned(),
            (Self::Fields(["nb", ..]), Found::Text(text)) => format!("`(nb: \"{}\")`", short(text)),
            (Self::Fields(fields), _) => example(fields),
            (Self::Choice(words), Found::Text(text)) => words
                .iter()
                .find(|word| *word == text)
                .map_or_else(|| list(words), |word| format!("`{word}`")),
            (Self::Choice(words), _) => list(words),
        }
    }
}

impl Found {
    fn words(&self) -> Words {
        match self {
            Self::Text(_) => Words::new("en tekst", "ein tekst", "a text"),
            Self::Number => Words::new("et tall", "eit tal", "a number"),
            Self::List => Words::new("en liste", "ei liste", "a list"),
            Self::Fields => Words::new("en parentes", "ein parentes", "parentheses"),
            Self::Braces => Words::new("krøllparenteser", "krøllparentesar", "braces"),
            Self::Word(word) => same(&format!("`{}`", short(word))),
        }
    }
}

fn same(words: &str) -> Words {
    Words::new(words, words, words)
}

/// `` `a`, `b`, `c` ``
fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The first fields of a declaration as they are written.
fn example(fields: &[&str]) -> String {
    let fields: Vec<String> = fields.iter().take(2).map(|field| format!("{field}: …")).collect();
    format!("`({})`", fields.join(", "))
}

/// The beginning of what a file says, for messages: it may be as long as the file.
fn short(words: &str) -> String {
    const MOST: usize = 60;
    let mut letters = words.chars();
    let beginning: String =
        letters.by_ref().take(MOST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if letters.next().is_none() { beginning } else { beginning + "…" }
}

impl ReadErrorKind {
    /// The stable name of the check that this mistake belongs to.
    pub fn check(&self) -> &'static str {
        match self {
            Self::EmptyFile => "syntax/empty-file",
            Self::TooLong { .. } => "syntax/too-long",
            Self::TooDeep { .. } => "syntax/too-deep",
            Self::TooManyErrors { .. } => "syntax/too-many-mistakes",
            Self::UnclosedBracket { .. } => "syntax/unclosed-bracket",
            Self::StrayBracket { .. } => "syntax/stray-bracket",
            Self::MissingComma => "syntax/missing-comma",
            Self::MissingColon { .. } => "syntax/missing-colon",
            Self::MissingValue { .. } => "syntax/missing-value",
            Self::Unexpected { .. } => "syntax/unexpected",
            Self::TextAfterEnd => "syntax/text-after-end",
            Self::UnclosedText => "syntax/unclosed-text",
            Self::UnclosedComment => "syntax/unclosed-comment",
            Self::SingleQuotes => "syntax/single-quotes",
            Self::BadEscape { .. } => "syntax/bad-escape",
            Self::BadNumber { .. } => "syntax/bad-number",
            Self::BadName { .. } => "syntax/bad-name",
            Self::BadFieldName { .. } => "syntax/bad-field-name",
            Self::BadAttribute => "syntax/bad-attribute",
            Self::UnknownField { .. } => "model/unknown-field",
            Self::UnknownChoice { .. } => "model/unknown-choice",
            Self::MissingField { .. } => "model/missing-field",
            Self::DuplicateField { .. } => "model/duplicate-field",
            Self::MissingFieldName { .. } => "model/missing-field-name",
            Self::WrongType { .. } => "model/wrong-type",
            Self::OutOfRange { .. } => "model/out-of-range",
            Self::WrongName { .. } => "model/wrong-name",
            Self::WrongContent { .. } => "model/wrong-content",
            Self::Refused { .. } => "model/refused",
        }
    }

    /// What is wrong: lower case, no full stop, names in backticks.
    pub fn message(&self) -> Words {
        match self {
            Self::EmptyFile => {
                Words::new("filen sier ingenting", "fila seier ingenting", "the file says nothing")
            }
            Self::TooLong { most } => Words::new(
                format!("filen er lengre enn {most} byte og er ikke lest"),
                format!("fila er lengre enn {most} byte og er ikkje lesen"),
                format!("the file is longer than {most} bytes and was not read"),
            ),
            Self::TooDeep { most } => Words::new(
                format!("flere enn {most} parenteser inni hverandre; det som står her, er ikke lest"),
                format!("fleire enn {most} parentesar inni kvarandre; det som står her, er ikkje lese"),
                format!("more than {most} brackets within each other; what is in here was not read"),
            ),
            Self::TooManyErrors { most } => Words::new(
                format!("flere enn {most} feil i filen; resten er ikke vist"),
                format!("fleire enn {most} feil i fila; resten er ikkje vist"),
                format!("more than {most} mistakes in the file; the rest is not shown"),
            ),
            Self::UnclosedBracket { open, .. } => Words::new(
                format!("`{open}` blir aldri lukket"),
                format!("`{open}` blir aldri lukka"),
                format!("`{open}` is never closed"),
            ),
            Self::StrayBracket { close } => Words::new(
                format!("`{close}` lukker ingenting"),
                format!("`{close}` lukkar ingenting"),
                format!("`{close}` closes nothing"),
            ),
            Self::MissingComma => Words::new(
                "det mangler et komma etter dette",
                "det manglar eit komma etter dette",
                "a comma is missing after this",
            ),
            Self::MissingColon { field } => {
                let field = short(field);
                Words::new(
                    format!("det mangler kolon etter `{field}`"),
                    format!("det manglar kolon etter `{field}`"),
                    format!("the colon is missing after `{field}`"),
                )
            }
            Self::MissingValue { field } => {
                let field = short(field);
                Words::new(
                    format!("feltet `{field}` har ingen verdi"),
                    format!("feltet `{field}` har ingen verdi"),
                    format!("the field `{field}` has no value"),
                )
            }
            Self::Unexpected { words } => {
                let words = short(words);
                Words::new(
                    format!("`{words}` kan ikke stå her"),
                    format!("`{words}` kan ikkje stå her"),
                    format!("`{words}` cannot stand here"),
                )
            }
            Self::TextAfterEnd => Words::new(
                "det står noe etter slutten av det filen sier",
                "det står noko etter slutten av det fila seier",
                "there is something after the end of what the file says",
            ),
            Self::UnclosedText => Words::new(
                "teksten mangler hermetegn til slutt",
                "teksten manglar hermeteikn til slutt",
                "the text lacks its last quote",
            ),
            Self::UnclosedComment => Words::new(
                "kommentaren blir aldri avsluttet",
                "kommentaren blir aldri avslutta",
                "the comment never ends",
            ),
            Self::SingleQuotes => {
                Words::new("tekst i enkle hermetegn", "tekst i enkle hermeteikn", "text in single quotes")
            }
            Self::BadEscape { escape } => {
                let escape = short(escape);
                Words::new(
                    format!("`{escape}` er ikke et spesialtegn som finnes"),
                    format!("`{escape}` er ikkje eit spesialteikn som finst"),
                    format!("there is no such escape as `{escape}`"),
                )
            }
            Self::BadNumber { number } => {
                let number = short(number);
                Words::new(
                    format!("`{number}` er ikke et heltall"),
                    format!("`{number}` er ikkje eit heiltal"),
                    format!("`{number}` is not a whole number"),
                )
            }
            Self::BadName { name } => {
                let name = short(name);
                Words::new(
                    format!("`{name}` er ikke et navn"),
                    format!("`{name}` er ikkje eit namn"),
                    format!("`{name}` is not a name"),
                )
            }
            Self::BadFieldName { name } => {
                let name = short(name);
                Words::new(
                    format!("`{name}` er ikke navnet på et felt"),
                    format!("`{name}` er ikkje namnet på eit felt"),
                    format!("`{name}` is not the name of a field"),
                )
            }
            Self::BadAttribute => Words::new(
                "et `#`-attributt som ikke betyr noe her",
                "eit `#`-attributt som ikkje tyder noko her",
                "a `#` attribute that means nothing here",
            ),
            Self::UnknownField { field, .. } => {
                let field = short(field);
                Words::new(
                    format!("feltet `{field}` finnes ikke her"),
                    format!("feltet `{field}` finst ikkje her"),
                    format!("there is no field `{field}` here"),
                )
            }
            Self::UnknownChoice { word, .. } => {
                let word = short(word);
                Words::new(
                    format!("`{word}` er ikke blant det som kan stå her"),
                    format!("`{word}` er ikkje mellom det som kan stå her"),
                    format!("`{word}` is not among what can stand here"),
                )
            }
            Self::MissingField { field, declaration } => Words::new(
                format!("feltet `{field}` mangler i `{declaration}`"),
                format!("feltet `{field}` manglar i `{declaration}`"),
                format!("the field `{field}` is missing in `{declaration}`"),
            ),
            Self::DuplicateField { field } => {
                let field = short(field);
                Words::new(
                    format!("feltet `{field}` står to ganger"),
                    format!("feltet `{field}` står to gonger"),
                    format!("the field `{field}` is given twice"),
                )
            }
            Self::MissingFieldName { .. } => Words::new(
                "en verdi uten navnet på feltet",
                "ein verdi utan namnet på feltet",
                "a value without the name of its field",
            ),
            Self::WrongType { expected, found } => {
                let (expected, found) = (expected.words(), found.words());
                Words::new(
                    format!("her skal det stå {}, ikke {}", expected.nb, found.nb),
                    format!("her skal det stå {}, ikkje {}", expected.nn, found.nn),
                    format!("this must be {}, not {}", expected.en, found.en),
                )
            }
            Self::OutOfRange { number, least, most } => {
                let number = short(number);
                Words::new(
                    format!("`{number}` er ikke mellom {least} og {most}"),
                    format!("`{number}` er ikkje mellom {least} og {most}"),
                    format!("`{number}` is not between {least} and {most}"),
                )
            }
            Self::WrongName { found, expected } => {
                let found = short(found);
                Words::new(
                    format!("`{found}` kan ikke stå her, bare `{expected}`"),
                    format!("`{found}` kan ikkje stå her, berre `{expected}`"),
                    format!("`{found}` cannot stand here, only `{expected}`"),
                )
            }
            Self::WrongContent { word, takes } => wrong_content(&short(word), *takes),
            Self::Refused { reason } => {
                let reason = short(reason);
                Words::new(
                    format!("verdien kan ikke brukes: {reason}"),
                    format!("verdien kan ikkje brukast: {reason}"),
                    format!("the value cannot be used: {reason}"),
                )
            }
        }
    }

    /// What to change.
    pub fn help(&self) -> Words {
        match self {
            Self::EmptyFile => Words::new(
                "skriv `LifeEvent(…)`, `Steps(…)`, `Shared(…)`, `Personas(…)`, `Topics(…)` eller `Rules(…)`",
                "skriv `LifeEvent(…)`, `Steps(…)`, `Shared(…)`, `Personas(…)`, `Topics(…)` eller `Rules(…)`",
                "write `LifeEvent(…)`, `Steps(…)`, `Shared(…)`, `Personas(…)`, `Topics(…)` or `Rules(…)`",
            ),
            Self::TooLong { .. } => Words::new(
                "del den i flere filer",
                "del henne i fleire filer",
                "divide it into several files",
            ),
            Self::TooDeep { .. } => Words::new(
                "gi det indre et navn med `conditions`, eller del steget i flere",
                "gi det indre eit namn med `conditions`, eller del steget i fleire",
                "give the inner part a name with `conditions`, or divide the step",
            ),
            Self::TooManyErrors { .. } => Words::new(
                "rett de første; noen av de andre følger av dem",
                "rett dei første; nokre av dei andre følgjer av dei",
                "mend the first ones; some of the others follow from them",
            ),
            Self::UnclosedBracket { close, .. } => Words::new(
                format!("sett inn `{close}` der det innenfor er slutt"),
                format!("set inn `{close}` der det innanfor er slutt"),
                format!("put `{close}` where its content ends"),
            ),
            Self::StrayBracket { .. } => Words::new(
                "ta den bort, eller åpne den tidligere",
                "ta han bort, eller opne han tidlegare",
                "remove it, or open it earlier",
            ),
            Self::MissingComma => Words::new("sett inn `,`", "set inn `,`", "put `,` here"),
            Self::MissingColon { field } => {
                let field = short(field);
                Words::new(
                    format!("skriv `{field}: …`"),
                    format!("skriv `{field}: …`"),
                    format!("write `{field}: …`"),
                )
            }
            Self::MissingValue { .. } => Words::new(
                "skriv en verdi, eller ta feltet bort",
                "skriv ein verdi, eller ta feltet bort",
                "write a value, or remove the field",
            ),
            Self::Unexpected { .. } => Words::new("ta det bort", "ta det bort", "remove it"),
            Self::TextAfterEnd => Words::new(
                "en fil sier én ting: ta det bort, eller flytt det til en egen fil",
                "ei fil seier éin ting: ta det bort, eller flytt det til ei eiga fil",
                "a file says one thing: remove it, or move it to a file of its own",
            ),
            Self::UnclosedText => Words::new(
                "sett `\"` der teksten er slutt",
                "set `\"` der teksten er slutt",
                "put `\"` where the text ends",
            ),
            Self::UnclosedComment => {
                Words::new("avslutt den med `*/`", "avslutt han med `*/`", "end it with `*/`")
            }
            Self::SingleQuotes => Words::new("skriv `\"…\"`", "skriv `\"…\"`", "write `\"…\"`"),
            Self::BadEscape { .. } => Words::new(
                "skriv tegnet som det er, `\\\\` for en omvendt skråstrek, eller `\\u{…}` med tegnets nummer",
                "skriv teiknet som det er, `\\\\` for ein omvend skråstrek, eller `\\u{…}` med nummeret på teiknet",
                "write the character as it is, `\\\\` for a backslash, or `\\u{…}` with the character's number",
            ),
            Self::BadNumber { .. } => Words::new(
                "skriv et heltall med sifre, eller en tekst i `\"…\"`",
                "skriv eit heiltal med siffer, eller ein tekst i `\"…\"`",
                "write a whole number in digits, or a text in `\"…\"`",
            ),
            Self::BadName { .. } => Words::new(
                "skriv `_` i stedet for tegnet, eller en tekst i `\"…\"`",
                "skriv `_` i staden for teiknet, eller ein tekst i `\"…\"`",
                "write `_` in place of the character, or a text in `\"…\"`",
            ),
            Self::BadFieldName { .. } => Words::new(
                "skriv navnet på feltet uten hermetegn",
                "skriv namnet på feltet utan hermeteikn",
                "write the name of the field without quotes",
            ),
            Self::BadAttribute => Words::new(
                "ta det bort; bare `#![enable(implicit_some)]`, `#![enable(unwrap_newtypes)]`, `#![type = \"…\"]` og `#![schema = \"…\"]` kan stå her",
                "ta det bort; berre `#![enable(implicit_some)]`, `#![enable(unwrap_newtypes)]`, `#![type = \"…\"]` og `#![schema = \"…\"]` kan stå her",
                "remove it; only `#![enable(implicit_some)]`, `#![enable(unwrap_newtypes)]`, `#![type = \"…\"]` and `#![schema = \"…\"]` can stand here",
            ),
            Self::UnknownField { suggestion, allowed, .. }
            | Self::UnknownChoice { suggestion, allowed, .. } => did_you_mean(*suggestion, allowed),
            Self::MissingField { field: "after", .. } => Words::new(
                "skriv `after: Start` hvis steget begynner med livshendelsen, ellers hva det kommer etter",
                "skriv `after: Start` dersom steget byrjar med livshendinga, elles kva det kjem etter",
                "write `after: Start` if the step begins with the life event, or else what it comes after",
            ),
            Self::MissingField { field, .. } => Words::new(
                format!("legg til `{field}: …`"),
                format!("legg til `{field}: …`"),
                format!("add `{field}: …`"),
            ),
            Self::DuplicateField { .. } => {
                Words::new("behold ett av dem", "behald eitt av dei", "keep one of them")
            }
            Self::MissingFieldName { allowed } => {
                let example = example(allowed);
                Words::new(
                    format!("skriv navnet på feltet foran, som i {example}"),
                    format!("skriv namnet på feltet framfor, som i {example}"),
                    format!("write the name of the field before it, as in {example}"),
                )
            }
            Self::WrongType { expected, found } => {
                let example = expected.example(found);
                Words::new(format!("skriv {example}"), format!("skriv {example}"), format!("write {example}"))
            }
            Self::OutOfRange { least, most, .. } => Words::new(
                format!("skriv et tall fra {least} til {most}"),
                format!("skriv eit tal frå {least} til {most}"),
                format!("write a number from {least} to {most}"),
            ),
            Self::WrongName { expected, .. } => Words::new(
                format!("skriv `{expected}`, eller bare parentesen uten navn"),
                format!("skriv `{expected}`, eller berre parentesen utan namn"),
                format!("write `{expected}`, or only the parentheses without a name"),
            ),
            Self::WrongContent { word, takes } => {
                let word = short(word);
                let written = match takes {
                    Content::Nothing => format!("`{word}`"),
                    Content::OneValue => format!("`{word}(…)`"),
                    Content::Fields(fields) => format!("`{word}{}", example(fields).trim_start_matches('`')),
                };
                Words::new(format!("skriv {written}"), format!("skriv {written}"), format!("write {written}"))
            }
            Self::Refused { .. } => {
                Words::new("skriv en annen verdi", "skriv ein annan verdi", "write another value")
            }
        }
    }
}

fn wrong_content(word: &str, takes: Content) -> Words {
    match takes {
        Content::Nothing => Words::new(
            format!("`{word}` skal stå alene"),
            format!("`{word}` skal stå åleine"),
            format!("`{word}` stands alone"),
        ),
        Content::OneValue => Words::new(
            format!("`{word}` skal ha én verdi i parentes"),
            format!("`{word}` skal ha éin verdi i parentes"),
            format!("`{word}` takes one value in parentheses"),
        ),
        Content::Fields(_) => Words::new(
            format!("`{word}` skal ha felter i parentes"),
            format!("`{word}` skal ha felt i parentes"),
            format!("`{word}` takes fields in parentheses"),
        ),
    }
}

fn did_you_mean(suggestion: Option<&str>, allowed: &[&str]) -> Words {
    if let Some(word) = suggestion {
        return Words::new(
            format!("mente du `{word}`?"),
            format!("meinte du `{word}`?"),
            format!("did you mean `{word}`?"),
        );
    }
    let allowed = list(allowed);
    Words::new(
        format!("det som kan stå her, er {allowed}"),
        format!("det som kan stå her, er {allowed}"),
        format!("what can stand here is {allowed}"),
    )
}
