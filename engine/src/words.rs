//! What is said to people, in the three languages of the project, and the nearest word to a mistyped one.
//!
//! Knows nothing of files, models or findings.

use std::str::FromStr;

/// A language that people are spoken to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
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
    /// All languages, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Nb, Self::Nn, Self::En];

    /// The language's code: `nb`, `nn` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::En => "en",
        }
    }
}

/// A text that is not the code of a language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is none of the languages `nb`, `nn` and `en`")]
pub struct UnknownLang(pub String);

impl FromStr for Lang {
    type Err = UnknownLang;

    /// Reads the language's code: `nb`, `nn` or `en`.
    fn from_str(code: &str) -> Result<Self, UnknownLang> {
        Self::ALL.into_iter().find(|lang| lang.code() == code).ok_or_else(|| UnknownLang(code.to_owned()))
    }
}

/// The same words in every language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Bokmål.
    pub nb: String,
    /// Nynorsk.
    pub nn: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The words in bokmål, nynorsk and English.
    pub fn new(nb: impl Into<String>, nn: impl Into<String>, en: impl Into<String>) -> Self {
        Self { nb: nb.into(), nn: nn.into(), en: en.into() }
    }

    /// The words in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Nb => &self.nb,
            Lang::Nn => &self.nn,
            Lang::En => &self.en,
        }
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
    let most = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= MAX_COMPARED)
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
