//! Personal data has no place in a model: national identity numbers in any text are found here.
//!
//! Source of the check digits: Skatteetaten's description of the Norwegian national identity number; D-numbers have
//! 40 added to the day, synthetic test numbers 40, 65 or 80 to the month.

use std::ops::Range;

/// The byte ranges of the valid national identity numbers and D-numbers in a text, written as eleven digits or as
/// six and five with a space between.
pub fn identity_numbers(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    // Of any five digits in a row, one is at every fifth place.
    while let Some(skip) =
        bytes.get(at..).and_then(|rest| rest.iter().step_by(5).position(u8::is_ascii_digit))
    {
        let before = bytes.get(at..at + 5 * skip).unwrap_or_default();
        let start = at + 5 * skip - before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let mut digits = [0; 11];
        let mut number = 0;
        at = start;
        while let Some(&byte) = bytes.get(at) {
            let next_is_digit = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
            match byte {
                b'0'..=b'9' => {
                    if let Some(digit) = digits.get_mut(number) {
                        *digit = u32::from(byte - b'0');
                    }
                    // A longer number is none, however long.
                    number = (number + 1).min(digits.len() + 1);
                }
                b' ' if number == 6 && next_is_digit => {}
                _ => break,
            }
            at += 1;
        }
        if number == digits.len() && is_valid(digits) {
            found.push(start..at);
        }
    }
    found
}

fn is_valid(digits: [u32; 11]) -> bool {
    let [d1, d2, m1, m2, _, _, _, _, _, k1, k2] = digits;
    let (day, month) = (10 * d1 + d2, 10 * m1 + m2);
    let day = if day > 40 { day - 40 } else { day };
    let month = [80, 65, 40].into_iter().find(|add| month > *add).map_or(month, |add| month - add);
    let rest =
        |weights: &[u32]| digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % 11;
    let first = (11 - rest(&[3, 7, 6, 1, 8, 9, 4, 5, 2])) % 11;
    let second = (11 - rest(&[5, 4, 3, 2, 7, 6, 5, 4, 3, 2])) % 11;
    (1..=31).contains(&day) && (1..=12).contains(&month) && first == k1 && second == k2
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Completes nine digits with their check digits, where they have any.
    fn completed(nine: &str) -> Option<String> {
        (0..100).map(|check| format!("{nine}{check:02}")).find(|number| !identity_numbers(number).is_empty())
    }

    #[test]
    fn finds_made_up_numbers_and_nothing_else() {
        let number = completed("010203304").or_else(|| completed("010203305")).unwrap();
        let (date, rest) = number.split_at(6);
        let spaced = format!("æ {date} {rest}.");
        assert_eq!(identity_numbers(&spaced), vec![3..15]);
        assert_eq!(identity_numbers(&format!("x{number}y")).len(), 1);
        assert!(identity_numbers(&format!("{number}1")).is_empty());
        assert!(identity_numbers("12345678901 974761076 2026-11-20").is_empty());
    }
}
