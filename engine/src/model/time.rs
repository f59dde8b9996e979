//! Dates and durations as they are written in models.

use std::fmt;

/// A day of the calendar.
pub type Date = jiff::civil::Date;

/// Reads a date: `2026-11-20`.
///
/// Returns none where the text is not a date of that form.
pub fn parse_date(text: &str) -> Option<Date> {
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    plain.then(|| text.parse().ok()).flatten()
}

/// A number of units of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Minutes.
    Minutes(u32),
    /// Days of the calendar.
    Days(u32),
    /// Working days.
    WorkingDays(u32),
    /// Months.
    Months(u32),
    /// Years.
    Years(u32),
}

/// A length of time as it is written: `P60D`, `P10WD`, `P2W`, `P6M`, `P3Y`, `PT2H`, `PT15M`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration(pub Amount);

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Amount::Minutes(n) => write!(f, "PT{n}M"),
            Amount::Days(n) => write!(f, "P{n}D"),
            Amount::WorkingDays(n) => write!(f, "P{n}WD"),
            Amount::Months(n) => write!(f, "P{n}M"),
            Amount::Years(n) => write!(f, "P{n}Y"),
        }
    }
}

/// Reads a length of time in one unit: ISO 8601, and `WD` for working days.
///
/// Returns none where the text is not one.
pub fn parse_duration(text: &str) -> Option<Duration> {
    let rest = text.strip_prefix('P')?;
    let (rest, time) = rest.strip_prefix('T').map_or((rest, false), |rest| (rest, true));
    let unit_at = rest.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = rest.split_at_checked(unit_at)?;
    let number: u32 = number.parse().ok().filter(|&number| number <= 100_000)?;
    let amount = match (time, unit) {
        (true, "M") => Amount::Minutes(number),
        (true, "H") => Amount::Minutes(number * 60),
        (false, "D") => Amount::Days(number),
        (false, "WD") => Amount::WorkingDays(number),
        (false, "W") => Amount::Days(number * 7),
        (false, "M") => Amount::Months(number),
        (false, "Y") => Amount::Years(number),
        _ => return None,
    };
    Some(Duration(amount))
}

/// How long something takes: shortest, typical and longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The shortest.
    pub shortest: Duration,
    /// The typical, where it is said.
    pub typical: Option<Duration>,
    /// The longest.
    pub longest: Duration,
}

impl Amount {
    /// The least and the greatest number of minutes that it can be.
    fn minutes(self) -> (u64, u64) {
        const DAY: u64 = 24 * 60;
        let days = |least: u64, most: u64, number: u32| {
            (least * DAY * u64::from(number), most * DAY * u64::from(number))
        };
        match self {
            Self::Minutes(number) => (number.into(), number.into()),
            Self::Days(number) => days(1, 1, number),
            // Between one and the other there may be any number of holidays; enough to tell ends that are turned.
            Self::WorkingDays(number) => days(1, 14, number),
            Self::Months(number) => days(28, 31, number),
            Self::Years(number) => days(365, 366, number),
        }
    }
}

impl Span {
    /// True where a later of the three is surely shorter than an earlier.
    pub fn is_turned(&self) -> bool {
        let Duration(shortest) = self.shortest;
        let Duration(longest) = self.longest;
        let typical = self.typical.map_or(shortest, |Duration(typical)| typical);
        let surely_less = |one: Amount, other: Amount| one.minutes().1 < other.minutes().0;
        surely_less(longest, shortest) || surely_less(typical, shortest) || surely_less(longest, typical)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.typical {
            None if self.shortest == self.longest => self.shortest.fmt(f),
            None => write!(f, "{}..{}", self.shortest, self.longest),
            Some(typical) => write!(f, "{}..{typical}..{}", self.shortest, self.longest),
        }
    }
}

/// Reads how long something takes: `P3D`, `P3D..P14D` or `P3D..P5D..P14D`.
///
/// Returns none where the text is not of that form.
pub fn parse_span(text: &str) -> Option<Span> {
    let parts: Option<Vec<Duration>> = text.split("..").map(parse_duration).collect();
    match parts?.as_slice() {
        [one] => Some(Span { shortest: *one, typical: None, longest: *one }),
        [shortest, longest] => Some(Span { shortest: *shortest, typical: None, longest: *longest }),
        [shortest, typical, longest] => {
            Some(Span { shortest: *shortest, typical: Some(*typical), longest: *longest })
        }
        _ => None,
    }
}
