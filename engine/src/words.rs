//! Texts for people, always in all the languages of the reports.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

/// A language that reports are made in; in models it is written `Nb`, `Nn` or `En`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Lang {
    /// Bokmål.
    #[default]
    Nb,
    /// Nynorsk.
    Nn,
    /// English.
    En,
}

impl Lang {
    /// All languages, in the order in which they are always given.
    pub const ALL: [Self; 3] = [Self::Nb, Self::Nn, Self::En];

    /// The code by which the language is chosen: `nb`, `nn`, `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::En => "en",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What something published is called: as a rule in its own language, in whatever language is spoken of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Title {
    /// The title.
    pub text: String,
    /// The language of it.
    pub lang: Lang,
    /// What it is called in other languages.
    pub translated: BTreeMap<Lang, String>,
}

impl Title {
    /// The title as it stands in a text in the language given, and the language it is in there.
    pub fn told_in(&self, lang: Lang) -> (&str, Lang) {
        self.translated.get(&lang).map_or((&self.text, self.lang), |text| (text, lang))
    }
}

/// The error of reading a [`Lang`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown language `{0}`; choose `nb`, `nn` or `en`")]
pub struct UnknownLang(String);

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(code: &str) -> Result<Self, UnknownLang> {
        Self::ALL.into_iter().find(|lang| lang.code() == code).ok_or_else(|| UnknownLang(code.to_owned()))
    }
}

/// The section of a law, which models write in Norwegian: `kap. 7` is `ch. 7` in English, `§§ 17 og 18` is
/// `§§ 17 and 18`.
pub fn section_in(lang: Lang, section: &str) -> String {
    match lang {
        Lang::Nb | Lang::Nn => section.to_owned(),
        Lang::En => section.replace("kap. ", "ch. ").replace(" og ", " and "),
    }
}

/// One text in every language, as in `words.nb`.
///
/// A copy shares the text: the same names stand in thousands of findings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Words(Arc<Texts>);

/// The text in each language.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Texts {
    /// Bokmål.
    pub nb: String,
    /// Nynorsk.
    pub nn: String,
    /// English.
    pub en: String,
}

impl Deref for Words {
    type Target = Texts;

    fn deref(&self) -> &Texts {
        &self.0
    }
}

/// Written as an object with the codes of the languages.
impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Texts::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Texts::deserialize(deserializer).map(|texts| Self(Arc::new(texts)))
    }
}

impl Default for Words {
    /// No text in any language.
    fn default() -> Self {
        static NONE: LazyLock<Arc<Texts>> = LazyLock::new(Arc::default);
        Self(Arc::clone(&NONE))
    }
}

impl Words {
    /// A text, given in every language.
    pub fn new(nb: impl Into<String>, nn: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Arc::new(Texts { nb: nb.into(), nn: nn.into(), en: en.into() }))
    }

    /// The same text in every language, as for an id.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::new(text.clone(), text.clone(), text)
    }

    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Nb => &self.nb,
            Lang::Nn => &self.nn,
            Lang::En => &self.en,
        }
    }

    /// A text made anew in each language.
    pub fn each(make: impl Fn(Lang) -> String) -> Self {
        Self::new(make(Lang::Nb), make(Lang::Nn), make(Lang::En))
    }

    /// The text in quotation marks.
    #[must_use]
    pub fn quoted(&self) -> Self {
        let in_norwegian = |text: &str| ["«", text, "»"].concat();
        Self::new(in_norwegian(&self.nb), in_norwegian(&self.nn), ["\u{201c}", &self.en, "\u{201d}"].concat())
    }

    /// The texts one after another, as "a, b og c".
    pub fn list(words: &[Self]) -> Self {
        Self::each(|lang| {
            let and = match lang {
                Lang::Nb | Lang::Nn => " og ",
                Lang::En => " and ",
            };
            match words {
                [] => String::new(),
                [one] => one.get(lang).to_owned(),
                [first @ .., last] => {
                    let first: Vec<_> = first.iter().map(|word| word.get(lang)).collect();
                    first.join(", ") + and + last.get(lang)
                }
            }
        })
    }
}

/// Longer words, in bytes, are not compared: nobody mistypes them, and comparing costs length times length.
const MAX_COMPARED: usize = 80;

/// The candidate that a mistyped word most likely stands for, if one is near enough:
/// at most one slip for every three letters, letters of other case counting as equal.
///
/// The first of equally near candidates is taken, so the answer depends on nothing but their order.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > MAX_COMPARED {
        return None;
    }
    let word = word.to_lowercase();
    let length = word.chars().count();
    let most = (length / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= MAX_COMPARED)
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= most)
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(slips, candidate)| *slips <= most && *slips < candidate.chars().count())
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_read_by_their_code() {
        for lang in Lang::ALL {
            assert_eq!(lang.code().parse(), Ok(lang));
        }
        assert_eq!("no".parse::<Lang>(), Err(UnknownLang("no".to_owned())));
    }

    #[test]
    fn the_closest_word_is_near_or_none() {
        let fields = ["id", "name", "deadlines", "done_by", "when", "asks"];
        assert_eq!(closest("deadline", fields), Some("deadlines"));
        assert_eq!(closest("whne", fields), Some("when"));
        assert_eq!(closest("Name", fields), Some("name"));
        assert_eq!(closest("colour", fields), None);
        assert_eq!(closest("x", fields), None);
        assert_eq!(closest(&"a".repeat(1_000_000), fields), None);
    }
}
