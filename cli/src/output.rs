//! Writing: standard output, standard error and files, with colour where it is wanted.

use crate::args::Color;
use crate::{CLEAN, FAILED};
use anstream::{AutoStream, ColorChoice};
use livsferd::words::{Lang, Words};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// How and in what language to write.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) lang: Lang,
    /// True where standard output takes colours.
    pub(crate) colour: bool,
    /// True where standard error takes colours.
    pub(crate) colour_errors: bool,
}

impl Output {
    pub(crate) fn new(color: Color, lang: Lang) -> Self {
        let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let takes = |choice: ColorChoice| match color {
            _ if forbidden => false,
            Color::Never => false,
            Color::Always => true,
            Color::Auto => choice != ColorChoice::Never,
        };
        let colour = takes(AutoStream::choice(&io::stdout()));
        let colour_errors = takes(AutoStream::choice(&io::stderr()));
        Self { lang, colour, colour_errors }
    }

    /// Writes to standard output. A reader that has gone away is no error.
    pub(crate) fn print(&self, text: &str) -> u8 {
        self.print_bytes(text.as_bytes())
    }

    /// Writes to standard output. A reader that has gone away is no error.
    pub(crate) fn print_bytes(&self, bytes: &[u8]) -> u8 {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                self.cannot_write("standard output", &error)
            }
            _ => CLEAN,
        }
    }

    /// Writes to a file, which is made anew.
    pub(crate) fn write(&self, file: &Path, bytes: &[u8]) -> u8 {
        match std::fs::write(file, bytes) {
            Ok(()) => CLEAN,
            Err(error) => self.cannot_write(&file.to_string_lossy(), &error),
        }
    }

    /// Writes to standard error; there is nowhere to say that this failed.
    pub(crate) fn complain(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    fn cannot_write(&self, name: &str, error: &io::Error) -> u8 {
        let message = Words::new(
            format!("kan ikke skrive til `{name}`: {error}"),
            format!("kan ikkje skrive til `{name}`: {error}"),
            format!("cannot write to `{name}`: {error}"),
        );
        self.complain(&format!("livsferd: {}\n", message.get(self.lang)));
        FAILED
    }
}
