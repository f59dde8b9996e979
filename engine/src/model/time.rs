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

/// The minutes of a day.
pub const DAY: u64 = 24 * 60;

/// The least and the greatest number of days in so many months in a row, from none to eleven.
const MONTHS: [(u64, u64); 12] = [
    (0, 0),
    (28, 31),
    (59, 62),
    (89, 92),
    (120, 123),
    (150, 153),
    (181, 184),
    (212, 215),
    (242, 245),
    (273, 276),
    (303, 306),
    (334, 337),
];

impl Duration {
    /// The least number of minutes that it can be, whenever it begins.
    pub fn least(self) -> u64 {
        self.0.minutes().0
    }

    /// The greatest number of minutes that it can be, whenever it begins.
    pub fn most(self) -> u64 {
        self.0.minutes().1
    }
}

impl Amount {
    /// The least and the greatest number of minutes that it can be, whenever it begins.
    fn minutes(self) -> (u64, u64) {
        let days = |(least, most): (u64, u64)| (least * DAY, most * DAY);
        match self {
            Self::Minutes(number) => (number.into(), number.into()),
            Self::Days(number) => days((number.into(), number.into())),
            Self::WorkingDays(number) => days(days_of_working_days(number.into())),
            Self::Months(number) => days(days_of_months(number.into())),
            Self::Years(number) => days(days_of_months(12 * u64::from(number))),
        }
    }
}

/// At least there are only Sundays between working days: some count Saturdays. At most there are weekends between
/// them, and all the public holidays that can come together: no calendar of Norway needs more than one and a half as
/// many and eight days.
fn days_of_working_days(number: u64) -> (u64, u64) {
    let most = if number == 0 { 0 } else { number + number.div_ceil(2) + 8 };
    (number + number.saturating_sub(1) / 6, most)
}

/// A year has 365 days, and one of four 366; a month that begins on a day the last month lacks ends on its last.
fn days_of_months(number: u64) -> (u64, u64) {
    let years = number / 12;
    let rest = usize::try_from(number % 12).ok().and_then(|rest| MONTHS.get(rest).copied());
    let (least, most) = rest.unwrap_or_default();
    (365 * years + least, 365 * years + years.div_ceil(4) + most)
}

impl Span {
    /// How many minutes it surely takes: at its shortest, typically, and at its longest.
    ///
    /// Each is the least that the length can be, and none is less than the one before. Where nothing is said of what
    /// is typical, it is the shortest.
    pub fn minutes(self) -> [u64; 3] {
        let shortest = self.shortest.least();
        let typical = self.typical.map_or(shortest, |typical| typical.least().max(shortest));
        [shortest, typical, self.longest.least().max(typical)]
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan, civil::Weekday};

    fn days(text: &str) -> (u64, u64) {
        let duration = parse_duration(text).unwrap();
        (duration.least() / DAY, duration.most() / DAY)
    }

    #[test]
    fn lengths_are_intervals_of_days() {
        assert_eq!(days("P2W"), (14, 14));
        assert_eq!(days("P10WD"), (11, 23));
        assert_eq!(days("P0WD"), (0, 0));
        assert_eq!(days("P3M"), (89, 92));
        assert_eq!(days("P30M"), (911, 915));
        assert_eq!(days("P3Y"), (1095, 1096));
        assert_eq!(parse_duration("PT2H").map(|two| (two.least(), two.most())), Some((120, 120)));
    }

    #[test]
    fn a_span_never_shrinks() {
        let minutes = |text| parse_span(text).unwrap().minutes().map(|minutes| minutes / DAY);
        assert_eq!(minutes("P3D"), [3, 3, 3]);
        assert_eq!(minutes("P3D..P14D"), [3, 3, 14]);
        assert_eq!(minutes("P30D..P1M..P8W"), [30, 30, 56]);
    }

    #[test]
    fn turned_spans_are_told() {
        let turned = |text| parse_span(text).unwrap().is_turned();
        assert!(turned("P14D..P3D") && turned("P2M..P1M") && turned("P3D..P2D..P14D"));
        assert!(!turned("P30D..P1M") && !turned("P10WD..P2W") && !turned("P1M..P30D"));
    }

    /// Every number of months within seven years, from every day of eight.
    #[test]
    fn no_calendar_leaves_the_interval_of_months() {
        let first = jiff::civil::date(2023, 1, 1);
        for day in 0..8 * 365 {
            let from = first + day.days();
            for months in (0..=84u32).filter(|months| day % 5 == 0 || *months <= 13) {
                let to = from + i64::from(months).months();
                let between = u64::try_from((to - from).get_days()).unwrap();
                let (least, most) = days_of_months(months.into());
                assert!(least <= between && between <= most, "{from} {months}: {between}");
            }
        }
    }

    /// The public holidays of Norway on weekdays, with the eves on which many are closed.
    fn is_working_day(day: Date) -> bool {
        let fixed = [(1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26), (12, 31)];
        let movable = [-3, -2, 1, 39, 50].map(|after| easter(day.year()) + i64::from(after).days());
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
            && !fixed.contains(&(day.month(), day.day()))
            && !movable.contains(&day)
    }

    /// Easter Sunday (the anonymous Gregorian algorithm, Nature, 20 April 1876).
    fn easter(year: i16) -> Date {
        let y = i32::from(year);
        let (a, b, c) = (y % 19, y / 100, y % 100);
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        let m = (a + 11 * h + 22 * l) / 451;
        let at = h + l - 7 * m + 114;
        jiff::civil::date(year, (at / 31).try_into().unwrap(), (at % 31 + 1).try_into().unwrap())
    }

    /// Working days from every day of thirty years, counted in the calendar of Norway.
    #[test]
    fn no_calendar_leaves_the_interval_of_working_days() {
        assert_eq!(easter(2025), jiff::civil::date(2025, 4, 20));
        let first = jiff::civil::date(2005, 1, 1);
        let days: Vec<bool> =
            (0..31 * 365).map(|day| is_working_day(first + i64::from(day).days())).collect();
        for from in 0..30 * 365 {
            let mut working = 0;
            for (passed, day) in days.iter().skip(from + 1).take(300).enumerate() {
                working += u64::from(*day);
                let (least, most) = days_of_working_days(working);
                let passed = passed as u64 + 1;
                assert!(!day || least <= passed && passed <= most, "{from}: {working} in {passed}");
            }
        }
    }
}
