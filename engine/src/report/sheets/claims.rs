//! The annexes of what the models claim besides flows: deadlines, numbers, and what is not certain.

use super::{Cell, Holds, Made, Maker, short, text};
use crate::model::{Claim, Confidence, Deadline, Journey, Step};
use crate::overview::doubts;
use crate::report::wording::{amount, capital, confidence, doubt_kind, duration, say, words};

impl Maker<'_> {
    /// A row for each deadline of each step.
    pub(super) fn deadlines(&self) -> Made {
        use Holds::{Flag, Long, Number, Short};
        let columns = vec![
            self.column("event", Short, ["Livshendelse (id)", "Livshending (id)", "Life event (id)"]),
            self.column("event_name", Short, ["Livshendelse", "Livshending", "Life event"]),
            self.column("step", Short, ["Steg (id)", "Steg (id)", "Step (id)"]),
            self.column("step_name", Short, ["Steg", "Steg", "Step"]),
            self.column("doer", Short, ["Hvem (id)", "Kven (id)", "Who (id)"]),
            self.column("doer_name", Short, ["Hvem", "Kven", "Who"]),
            self.column("within", Short, ["Frist (ISO 8601)", "Frist (ISO 8601)", "Deadline (ISO 8601)"]),
            self.column("within_name", Short, ["Frist", "Frist", "Deadline"]),
            self.column("from", Short, ["Fra steg (id)", "Frå steg (id)", "From step (id)"]),
            self.column("from_name", Short, ["Fra", "Frå", "From"]),
            self.column("lost", Long, ["Hva som går tapt", "Kva som går tapt", "What is lost"]),
            self.column("basis", Short, ["Bestemmelse", "Føresegn", "Provision"]),
            self.column("sources", Short, ["Kilder", "Kjelder", "Sources"]),
            self.column("verified", Flag, ["Kontrollert", "Kontrollert", "Verified"]),
            self.column("file", Short, ["Fil", "Fil", "File"]),
            self.column("line", Number, ["Linje", "Linje", "Line"]),
        ];
        let mut rows = Vec::new();
        for journey in self.journeys() {
            for step in journey.steps.values() {
                rows.extend(step.deadlines.iter().map(|one| self.deadline(journey, step, one)));
            }
        }
        (columns, rows)
    }

    fn deadline(&self, journey: &Journey, step: &Step, deadline: &Deadline) -> Vec<Cell> {
        let mut row = self.event_of(journey).to_vec();
        row.extend(self.called(&step.id, &step.name));
        row.extend(self.actor(journey, step.doer()));
        row.extend([short(&deadline.within.to_string()), text(duration(self.lang, deadline.within))]);
        row.extend(match deadline.from.map(|from| &journey.steps[from]) {
            Some(from) => self.called(&from.id, &from.name),
            None => [Cell::Empty, short(say(self.lang, "hendelsen", "hendinga", "the event"))],
        });
        row.push(text(capital(&words(&deadline.lost, self.lang))));
        row.push(match deadline.basis.as_slice() {
            [] => short(self.silent()),
            basis => self.provisions(basis),
        });
        row.extend([self.sources_of(&deadline.claim), Cell::Flag(deadline.claim.is_verified())]);
        row.extend(self.place(deadline.place));
        row
    }

    /// A row for each number that a model gives of a life event.
    pub(super) fn volumes(&self) -> Made {
        use Holds::{Flag, Long, Short};
        let columns = vec![
            self.column("event", Short, ["Livshendelse (id)", "Livshending (id)", "Life event (id)"]),
            self.column("event_name", Short, ["Livshendelse", "Livshending", "Life event"]),
            self.column("of", Long, ["Hva som er talt", "Kva som er talt", "What is counted"]),
            self.column("value", Short, ["Tall", "Tal", "Number"]),
            self.column("year", Short, ["År", "År", "Year"]),
            self.column("sources", Short, ["Kilder", "Kjelder", "Sources"]),
            self.column("verified", Flag, ["Kontrollert", "Kontrollert", "Verified"]),
        ];
        let mut rows = Vec::new();
        for journey in self.journeys() {
            rows.extend(journey.volumes.iter().map(|volume| {
                let mut row = self.event_of(journey).to_vec();
                let year = volume.year.as_deref().unwrap_or(self.silent());
                row.extend([
                    text(capital(&words(&volume.of, self.lang))),
                    text(amount(self.lang, &volume.value)),
                    short(year),
                    self.sources_of(&volume.claim),
                    Cell::Flag(volume.claim.is_verified()),
                ]);
                row
            }));
        }
        (columns, rows)
    }

    /// A row for each claim that was not seen in a source.
    pub(super) fn doubts(&self) -> Made {
        use Holds::{Long, Short};
        let columns = vec![
            self.column("event", Short, ["Livshendelse (id)", "Livshending (id)", "Life event (id)"]),
            self.column("event_name", Short, ["Livshendelse", "Livshending", "Life event"]),
            self.column("kind", Short, ["Påstand (id)", "Påstand (id)", "Claim (id)"]),
            self.column("kind_name", Short, ["Hva slags påstand", "Kva slags påstand", "Kind of claim"]),
            self.column("of", Long, ["Hvor", "Kvar", "Where"]),
            self.column("confidence", Short, ["Sikkerhet (id)", "Kor sikkert (id)", "Certainty (id)"]),
            self.column("confidence_name", Short, ["Sikkerhet", "Kor sikkert", "Certainty"]),
            self.column("sources", Short, ["Kilder", "Kjelder", "Sources"]),
        ];
        let mut rows = Vec::new();
        for journey in self.journeys() {
            rows.extend(doubts(self.model, journey).into_iter().map(|doubt| {
                let mut row = self.event_of(journey).to_vec();
                row.extend([
                    short(doubt.kind.id()),
                    short(doubt_kind(self.lang, doubt.kind)),
                    text(words(&doubt.of, self.lang)),
                    short(match doubt.confidence {
                        Confidence::Verified => "verified",
                        Confidence::Inferred => "inferred",
                        Confidence::Unverified => "unverified",
                    }),
                    short(confidence(self.lang, doubt.confidence)),
                    short(&doubt.sources.join("; ")),
                ]);
                row
            }));
        }
        (columns, rows)
    }

    fn event_of(&self, journey: &Journey) -> [Cell; 2] {
        self.called(&journey.id, &journey.name)
    }

    fn sources_of(&self, claim: &Claim) -> Cell {
        let ids = claim.sources.iter().map(|source| self.model.sources[*source].id.as_str());
        short(&ids.collect::<Vec<_>>().join("; "))
    }
}
