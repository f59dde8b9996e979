//! How wide a text is at most, and where it is broken into lines.
//!
//! Which font a reader has is not known. Widths are those of DejaVu Sans, which is wider than the fonts that are asked
//! for (Arial, Helvetica, Liberation Sans), so that what fits here fits there.

/// A size and weight of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Font {
    /// Height in pixels.
    pub(super) size: i32,
    /// True where bold.
    pub(super) bold: bool,
}

impl Font {
    /// What a step is called.
    pub(super) const NAME: Self = Self { size: 11, bold: false };
    /// What an actor is called, and numbers.
    pub(super) const STRONG: Self = Self { size: 11, bold: true };
    /// Labels and marks.
    pub(super) const SMALL: Self = Self { size: 9, bold: false };
    /// Small and strong.
    pub(super) const SMALL_STRONG: Self = Self { size: 9, bold: true };
    /// The title of a picture.
    pub(super) const TITLE: Self = Self { size: 20, bold: true };

    /// The height of a line in pixels.
    pub(super) fn line(self) -> i32 {
        self.size + 2
    }

    /// The most that the text takes, in pixels.
    pub(super) fn width(self, text: &str) -> i32 {
        let hundredths: i32 = text.chars().map(hundredths).fold(0, i32::saturating_add);
        // Bold letters are a seventh wider on average, and at the most a quarter.
        let hundredths = if self.bold { hundredths.saturating_mul(6) / 5 } else { hundredths };
        hundredths.saturating_mul(self.size).saturating_add(99) / 100
    }

    /// The text in lines of no more than so many pixels. A word that is wider is broken with a hyphen.
    pub(super) fn wrap(self, text: &str, width: i32) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            let mut rest = word;
            while self.width(rest) > width {
                let (start, end) = self.broken(rest, width);
                if end.is_empty() {
                    break;
                }
                let hyphen = if start.ends_with(['-', '–', '/']) { "" } else { "-" };
                lines.push(format!("{start}{hyphen}"));
                rest = end;
            }
            line = rest.to_owned();
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// A word in two, the first as long as fits with a hyphen: after a hyphen of its own, else before a consonant that a
    /// vowel follows, else anywhere.
    fn broken(self, word: &str, width: i32) -> (&str, &str) {
        let fits =
            |end: usize| word.get(..end).is_some_and(|start| self.width(start) + self.width("-") <= width);
        let signs: Vec<(usize, char)> = word.char_indices().collect();
        let ends: Vec<(usize, [char; 3])> = signs
            .windows(3)
            .filter_map(|three| match three {
                [(_, a), (end, b), (_, c)] => Some((*end, [*a, *b, *c])),
                _ => None,
            })
            .filter(|(end, _)| fits(*end))
            .collect();
        let last = |good: &dyn Fn([char; 3]) -> bool| ends.iter().rev().find(|(_, signs)| good(*signs));
        let end = last(&|[before, ..]| matches!(before, '-' | '–' | '/'))
            .or_else(|| last(&|[_, at, after]| !is_vowel(at) && at.is_alphabetic() && is_vowel(after)))
            .or_else(|| ends.last())
            .map_or_else(|| signs.get(1).map_or(word.len(), |(end, _)| *end), |(end, _)| *end);
        word.split_at_checked(end).unwrap_or((word, ""))
    }
}

fn is_vowel(sign: char) -> bool {
    "aeiouyæøåAEIOUYÆØÅ".contains(sign)
}

/// The width of a sign in hundredths of the height of the letters.
fn hundredths(sign: char) -> i32 {
    /// From the space to the tilde.
    const ASCII: [u8; 95] = [
        32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64,
        64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79,
        70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28,
        58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
    ];
    let ascii = (sign as usize).checked_sub(32).and_then(|index| ASCII.get(index));
    match (ascii, sign) {
        (Some(&width), _) => i32::from(width),
        (None, 'æ' | 'Æ') => 99,
        (None, 'ø' | 'å' | 'é' | 'ö' | 'ä' | 'ü' | '«' | '»') => 64,
        (None, '–' | '§') => 50,
        (None, 'Å') => 69,
        (None, 'Ø') => 79,
        // Letters of Latin are narrower, and those of other scripts about as wide as high.
        (None, '\u{a0}'..='\u{17f}') => 107,
        (None, _) => 125,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_asked_for() {
        let text = "Søke næringsmiddelvirksomhetsgodkjenning hos Mattilsynet – og vente på svar/vedtak 漢字漢字漢字漢字漢字漢字";
        for width in [40, 80, 116] {
            let lines = Font::NAME.wrap(text, width);
            assert!(lines.iter().all(|line| Font::NAME.width(line) <= width), "{lines:?}");
            let letters = |text: &str| text.chars().filter(|sign| sign.is_alphanumeric()).collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(text));
        }
        assert_eq!(
            Font::NAME.wrap("Søke næringsmiddelvirksomhetsgodkjenning", 116),
            ["Søke", "næringsmiddelvirk-", "somhetsgodkjenning"]
        );
    }

    #[test]
    fn what_does_not_fit_anywhere_is_kept_whole() {
        assert_eq!(Font::NAME.wrap("mm", 3), ["m-", "m"]);
        assert_eq!(Font::NAME.wrap("", 3), [""; 0]);
    }
}
