//! Lengths of time in words.

use super::wording::say;
use crate::model::{Amount, DAY, Duration, Span};
use crate::walked::When;
use crate::words::Lang;

/// `10 virkedager`.
pub(super) fn length(lang: Lang, Duration(amount): Duration) -> String {
    let (number, unit) = in_units(amount);
    format!("{number} {}", unit.word(lang, number))
}

/// `3 til 14 dager, vanligvis 5`.
pub(super) fn span(lang: Lang, span: Span) -> String {
    let ((least, unit), (most, last_unit)) = (in_units(span.shortest.0), in_units(span.longest.0));
    let to = say(lang, "til", "til", "to");
    let typical = span.typical.map(|typical| {
        let typically = say(lang, "vanligvis", "vanlegvis", "typically");
        format!(", {typically} {}", length(lang, typical))
    });
    let whole = match (span.shortest == span.longest, unit == last_unit) {
        (true, _) => return length(lang, span.shortest),
        (false, true) => format!("{least} {to} {most} {}", unit.word(lang, most)),
        (false, false) => format!("{} {to} {}", length(lang, span.shortest), length(lang, span.longest)),
    };
    whole + &typical.unwrap_or_default()
}

/// Days after the event, at the shortest, the typical and the longest pace: `3–8–20 dager`; none for less than a day.
pub(super) fn days(lang: Lang, When(paces): When) -> Option<String> {
    let days = paces.map(|minutes| minutes / DAY);
    let [least, typical, most] = days;
    if most == 0 {
        return None;
    }
    let unit = Unit::Day.word(lang, u32::try_from(most).unwrap_or(u32::MAX));
    Some(if least == most {
        format!("{most} {unit}")
    } else {
        format!("{least}–{typical}–{most} {unit}")
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Minute,
    Hour,
    Day,
    WorkingDay,
    Week,
    Month,
    Year,
}

/// The number in the largest unit that it is whole in.
fn in_units(amount: Amount) -> (u32, Unit) {
    match amount {
        Amount::Minutes(n) if n >= 60 && n.is_multiple_of(60) => (n / 60, Unit::Hour),
        Amount::Minutes(n) => (n, Unit::Minute),
        Amount::Days(n) if n >= 14 && n.is_multiple_of(7) => (n / 7, Unit::Week),
        Amount::Days(n) => (n, Unit::Day),
        Amount::WorkingDays(n) => (n, Unit::WorkingDay),
        Amount::Months(n) => (n, Unit::Month),
        Amount::Years(n) => (n, Unit::Year),
    }
}

impl Unit {
    fn word(self, lang: Lang, number: u32) -> &'static str {
        let (nb, nn, en) = match self {
            Self::Minute => (["minutt", "minutter"], ["minutt", "minutt"], ["minute", "minutes"]),
            Self::Hour => (["time", "timer"], ["time", "timar"], ["hour", "hours"]),
            Self::Day => (["dag", "dager"], ["dag", "dagar"], ["day", "days"]),
            Self::WorkingDay => {
                (["virkedag", "virkedager"], ["yrkedag", "yrkedagar"], ["working day", "working days"])
            }
            Self::Week => (["uke", "uker"], ["veke", "veker"], ["week", "weeks"]),
            Self::Month => (["måned", "måneder"], ["månad", "månader"], ["month", "months"]),
            Self::Year => (["år", "år"], ["år", "år"], ["year", "years"]),
        };
        let [one, many] = match lang {
            Lang::Nb => nb,
            Lang::Nn => nn,
            Lang::En => en,
        };
        if number == 1 { one } else { many }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse_span;

    #[test]
    fn lengths_are_told_in_words() {
        let told = |text: &str, lang| span(lang, parse_span(text).unwrap());
        assert_eq!(told("P3D..P5D..P14D", Lang::Nb), "3 dager til 2 uker, vanligvis 5 dager");
        assert_eq!(told("P7D..P10D", Lang::En), "7 to 10 days");
        assert_eq!(told("P1M", Lang::Nn), "1 månad");
        assert_eq!(told("PT15M..PT2H", Lang::En), "15 minutes to 2 hours");
        assert_eq!(told("P10WD", Lang::Nb), "10 virkedager");
    }

    #[test]
    fn less_than_a_day_is_not_told_in_days() {
        assert_eq!(days(Lang::Nb, When([0, 10, DAY - 1])), None);
        assert_eq!(days(Lang::Nb, When([0, 10, DAY])).as_deref(), Some("0–0–1 dag"));
        assert_eq!(days(Lang::En, When([3 * DAY; 3])).as_deref(), Some("3 days"));
    }
}
