//! Files that could not be read, said as findings like everything else that is wrong.
//!
//! Reading is the caller's business; how it is told to people is the library's.
//! Knows nothing of models.

use crate::finding::{Analysis, Finding, Severity};
use crate::limits::MAX_FILE_BYTES;
use crate::vocabulary::Gravity;
use crate::words::Words;

/// A file or folder that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unreadable {
    /// The path, as it was asked for.
    pub name: String,
    /// Why.
    pub reason: Reason,
}

/// Why a file or folder could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// There is none of that name.
    Missing,
    /// The user may not read it.
    NotPermitted,
    /// It is not text in UTF-8.
    NotUtf8 {
        /// The first line, from 1, that is not.
        line: usize,
    },
    /// It is larger than [`MAX_FILE_BYTES`].
    TooLarge,
    /// It is neither a file nor a folder, as a pipe or a device.
    NotAFile,
    /// A folder without a single file that ends in `.ron`.
    NoModels,
    /// A result that was saved as JSON, where a model is expected.
    SavedResult,
    /// Something else, in the words of the operating system.
    Other(String),
}

/// Puts what could not be read first in the analysis, which is then [broken](Analysis::broken).
pub fn add(analysis: &mut Analysis, unreadable: &[Unreadable]) {
    if unreadable.is_empty() {
        return;
    }
    analysis.broken = true;
    analysis.findings.splice(0..0, unreadable.iter().map(Unreadable::finding));
}

impl Unreadable {
    /// The finding `syntax/unreadable-file`.
    ///
    /// It has no place, since there is no text; its subject is the path.
    pub fn finding(&self) -> Finding {
        Finding {
            id: format!("syntax/unreadable-file/{}", self.name),
            subject: vec![self.name.clone()],
            message: self.message(),
            help: self.help(),
            verified: true,
            ..Finding::of("syntax/unreadable-file", Severity::Error, Gravity::ModelError)
        }
    }

    /// What is wrong, in every language: lower case, no full stop.
    pub fn message(&self) -> Words {
        let name = &self.name;
        let because = self.because();
        match self.reason {
            Reason::NoModels => Words::new(
                format!("mappen `{name}` har ingen modellfiler"),
                format!("mappa `{name}` har ingen modellfiler"),
                format!("the folder `{name}` has no model files"),
            ),
            Reason::SavedResult => Words::new(
                format!("`{name}` er ingen modell, men et lagret resultat"),
                format!("`{name}` er ingen modell, men eit lagra resultat"),
                format!("`{name}` is no model, but a saved result"),
            ),
            _ => Words::new(
                format!("`{name}` kan ikke leses: {}", because.nb),
                format!("`{name}` kan ikkje lesast: {}", because.nn),
                format!("`{name}` cannot be read: {}", because.en),
            ),
        }
    }

    fn because(&self) -> Words {
        let mebibytes = MAX_FILE_BYTES / (1024 * 1024);
        match &self.reason {
            Reason::Missing => Words::new("den finnes ikke", "ho finst ikkje", "it does not exist"),
            Reason::NotPermitted => Words::new(
                "du har ikke lov til å lese den",
                "du har ikkje lov til å lese ho",
                "you are not permitted to read it",
            ),
            Reason::NotUtf8 { line } => Words::new(
                format!("linje {line} er ikke tekst i UTF-8"),
                format!("linje {line} er ikkje tekst i UTF-8"),
                format!("line {line} is not text in UTF-8"),
            ),
            Reason::TooLarge => Words::new(
                format!("den er større enn {mebibytes} MiB"),
                format!("ho er større enn {mebibytes} MiB"),
                format!("it is larger than {mebibytes} MiB"),
            ),
            Reason::NotAFile => Words::new(
                "det er verken en fil eller en mappe",
                "det er verken ei fil eller ei mappe",
                "it is neither a file nor a folder",
            ),
            Reason::NoModels | Reason::SavedResult => Words::default(),
            Reason::Other(said) => Words::same(said),
        }
    }

    fn help(&self) -> Words {
        match self.reason {
            Reason::Missing => Words::new(
                "kontroller navnet, og at du står i riktig mappe",
                "kontroller namnet, og at du står i rett mappe",
                "check the name, and that you are in the right folder",
            ),
            Reason::NotPermitted => Words::new(
                "gi deg selv leserett, eller velg en annen fil",
                "gi deg sjølv leserett, eller vel ei anna fil",
                "give yourself the right to read it, or choose another file",
            ),
            Reason::NotUtf8 { .. } => Words::new(
                "lagre filen på nytt som UTF-8 i redigeringsprogrammet",
                "lagre fila på nytt som UTF-8 i redigeringsprogrammet",
                "save the file again as UTF-8 in your editor",
            ),
            Reason::TooLarge => Words::new(
                "del modellen i flere filer",
                "del modellen i fleire filer",
                "split the model into several files",
            ),
            Reason::NotAFile => Words::new(
                "angi en vanlig fil eller en mappe",
                "gi opp ei vanleg fil eller ei mappe",
                "name a plain file or a folder",
            ),
            Reason::NoModels => Words::new(
                "angi en mappe med filer som slutter på `.ron`",
                "gi opp ei mappe med filer som sluttar på `.ron`",
                "name a folder with files that end in `.ron`",
            ),
            Reason::SavedResult => Words::new(
                "angi modellfiler, som slutter på `.ron`; lagrede resultater sammenlignes med `livsferd diff`, `report --since` og `check --baseline`",
                "gi opp modellfiler, som sluttar på `.ron`; lagra resultat blir samanlikna med `livsferd diff`, `report --since` og `check --baseline`",
                "name model files, which end in `.ron`; saved results are compared by `livsferd diff`, `report --since` and `check --baseline`",
            ),
            Reason::Other(_) => Words::new(
                "rett det operativsystemet melder om, og prøv igjen",
                "rett det operativsystemet melder om, og prøv igjen",
                "put right what the operating system says, and try again",
            ),
        }
    }
}
