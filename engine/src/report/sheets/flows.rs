//! The annexes of what the models say of flows: handovers, and how the law of each flow stands.

use super::{Cell, Holds, Made, Maker, short, text};
use crate::model::{
    Actor, Carrier, Claim, Date, Datum, Journey, Key, Law, Link, Organisation, Placed, Provision, Step,
    parse_date,
};
use crate::report::number::finding_number;
use crate::report::wording::{carrier, law_state, level, name_or_id, plain, say};
use crate::words::Words;

impl Maker<'_> {
    pub(super) fn handovers(&self) -> Made {
        use Holds::{Flag, Number, Short};
        let columns = vec![
            self.column("event", Short, ["Livshendelse (id)", "Livshending (id)", "Life event (id)"]),
            self.column("from_step", Short, ["Fra steg (id)", "Frå steg (id)", "From step (id)"]),
            self.column("from_step_name", Short, ["Fra steg", "Frå steg", "From step"]),
            self.column("giver", Short, ["Giver (id)", "Givar (id)", "Giver (id)"]),
            self.column("giver_name", Short, ["Giver", "Givar", "Giver"]),
            self.column("to_step", Short, ["Til steg (id)", "Til steg (id)", "To step (id)"]),
            self.column("to_step_name", Short, ["Til steg", "Til steg", "To step"]),
            self.column("receiver", Short, ["Mottaker (id)", "Mottakar (id)", "Receiver (id)"]),
            self.column("receiver_name", Short, ["Mottaker", "Mottakar", "Receiver"]),
            self.column("carrier", Short, ["Hvordan (id)", "Korleis (id)", "How (id)"]),
            self.column("carrier_name", Short, ["Hvordan", "Korleis", "How"]),
            self.column("content", Short, ["Innhold", "Innhald", "Content"]),
            self.column("solution", Short, ["Løsning (id)", "Løysing (id)", "Solution (id)"]),
            self.column("solution_name", Short, ["Løsning", "Løysing", "Solution"]),
            self.column("receipt", Flag, ["Kvittering", "Kvittering", "Receipt"]),
            self.column("status", Flag, ["Status vises", "Status blir vist", "Status shown"]),
            self.column("wished", Flag, ["Bare ønsket", "Berre ønskt", "Only wished for"]),
            self.column("finding_numbers", Short, ["Funn (nummer)", "Funn (nummer)", "Findings (number)"]),
            self.column("findings", Short, ["Funn (id)", "Funn (id)", "Findings (id)"]),
            self.column("verified", Flag, ["Kontrollert", "Kontrollert", "Verified"]),
            self.column("file", Short, ["Fil", "Fil", "File"]),
            self.column("line", Number, ["Linje", "Linje", "Line"]),
        ];
        let rows = self.journeys().flat_map(|journey| {
            let links = journey.links.values().filter(|link| is_handover(journey, link));
            links.map(|link| self.handover(journey, link)).collect::<Vec<_>>()
        });
        (columns, rows.collect())
    }

    fn handover(&self, journey: &Journey, link: &Link) -> Vec<Cell> {
        let (from, to) = (&journey.steps[link.from], &journey.steps[link.to]);
        let mut row = vec![short(&journey.id)];
        row.extend(self.called(&from.id, &from.name));
        row.extend(self.actor(journey, from.doer()));
        row.extend(self.called(&to.id, &to.name));
        row.extend(self.actor(journey, to.doer()));
        row.extend(match link.by {
            Some(by) => [short(carrier_id(by)), short(carrier(self.lang, by))],
            None => [Cell::Empty, Cell::Empty],
        });
        row.push(self.data(journey, &link.carries));
        let solution = link.uses.map(|solution| &self.model.solutions[solution]);
        row.extend(solution.map_or([Cell::Empty, Cell::Empty], |one| self.called(&one.id, &one.name)));
        let flag = |flag: Option<bool>| flag.map_or(Cell::Empty, Cell::Flag);
        row.extend([flag(link.receipt), flag(link.status), Cell::Flag(link.wished)]);
        row.extend(self.findings_at(journey, link));
        row.push(Cell::Flag(link.claim.is_verified()));
        row.extend(self.place(link.place));
        row
    }

    /// The findings that point at a link or at what it carries: their numbers, and their ids in the same order.
    fn findings_at(&self, journey: &Journey, link: &Link) -> [Cell; 2] {
        let is_here = |place| place == link.place || link.carries.iter().any(|placed| placed.place == place);
        let here = self.found().filter(|finding| {
            finding.journey.as_ref() == Some(&journey.id)
                && finding.places.iter().any(|label| is_here(label.place))
        });
        let (numbers, ids): (Vec<_>, Vec<_>) =
            here.map(|finding| (finding_number(&finding.id), finding.id.as_str())).unzip();
        [text(numbers.join("; ")), short(&ids.join("; "))]
    }

    pub(super) fn law(&self) -> Made {
        use Holds::{Flag, Long, Number, Short};
        let columns = vec![
            self.column("event", Short, ["Livshendelse (id)", "Livshending (id)", "Life event (id)"]),
            self.column("flow", Short, ["Flyt (id)", "Flyt (id)", "Flow (id)"]),
            self.column("flow_name", Short, ["Flyt", "Flyt", "Flow"]),
            self.column(
                "at",
                Short,
                ["Steg eller register (id)", "Steg eller register (id)", "Step or register (id)"],
            ),
            self.column("at_name", Short, ["Steg eller register", "Steg eller register", "Step or register"]),
            self.column("giver", Short, ["Giver (id)", "Givar (id)", "Giver (id)"]),
            self.column("giver_name", Short, ["Giver", "Givar", "Giver"]),
            self.column("receiver", Short, ["Mottaker (id)", "Mottakar (id)", "Receiver (id)"]),
            self.column("receiver_name", Short, ["Mottaker", "Mottakar", "Receiver"]),
            self.column("data", Short, ["Opplysninger", "Opplysningar", "Data"]),
            self.column("state", Short, ["Hjemmel (id)", "Heimel (id)", "Legal state (id)"]),
            self.column("state_name", Short, ["Hjemmel", "Heimel", "Legal state"]),
            self.column(
                "ground",
                Short,
                ["Behandlingsgrunnlag", "Behandlingsgrunnlag", "Ground for processing"],
            ),
            self.column(
                "exemption",
                Short,
                ["Unntak fra taushetsplikt", "Unntak frå teieplikt", "Exemption from secrecy"],
            ),
            self.column("open", Flag, ["Ikke taushetsbelagt", "Ikkje teiepliktig", "Not secret"]),
            self.column("ministry", Short, ["Eier loven (id)", "Eig lova (id)", "Owns the act (id)"]),
            self.column("ministry_name", Short, ["Eier loven", "Eig lova", "Owns the act"]),
            self.column("note", Long, ["Merknad", "Merknad", "Note"]),
            self.column("verified", Flag, ["Kontrollert", "Kontrollert", "Verified"]),
            self.column("file", Short, ["Fil", "Fil", "File"]),
            self.column("line", Number, ["Linje", "Linje", "Line"]),
        ];
        let mut rows = Vec::new();
        for journey in self.journeys() {
            for link in journey.links.values().filter(|link| is_handover(journey, link)) {
                rows.extend(self.law_of_handover(journey, link));
            }
            for step in journey.steps.values() {
                self.law_of_step(journey, step, &mut rows);
            }
        }
        self.law_of_ways(&mut rows);
        (columns, rows)
    }

    /// A handover of data between two bodies; others need no law of their own unless one is stated.
    fn law_of_handover(&self, journey: &Journey, link: &Link) -> Option<Vec<Cell>> {
        let (from, to) = (&journey.steps[link.from], &journey.steps[link.to]);
        let bodies = [from, to].map(|step| journey.body(self.model, step.doer()));
        let needs_law = matches!(bodies, [Some(giver), Some(receiver)] if giver != receiver);
        let hands_over = needs_law && !link.carries.is_empty();
        if link.law.is_none() && !hands_over {
            return None;
        }
        Some(self.law_row(&Flow {
            journey: Some(journey),
            flow: ["handover", say(self.lang, "overgang", "overgang", "handover")],
            at: (&to.id, &to.name),
            giver: self.actor(journey, from.doer()),
            receiver: self.actor(journey, to.doer()),
            data: self.data(journey, &link.carries),
            law: link.law.as_ref(),
            claim: &link.claim,
            place: link.place,
        }))
    }

    fn law_of_step(&self, journey: &Journey, step: &Step, rows: &mut Vec<Vec<Cell>>) {
        for request in &step.asks {
            let Some(law) = &request.law else { continue };
            rows.push(self.law_row(&Flow {
                journey: Some(journey),
                flow: ["asks", say(self.lang, "spør", "spør", "asks")],
                at: (&step.id, &step.name),
                giver: self.actor(journey, Actor::Party(request.of)),
                receiver: self.actor(journey, step.actor),
                data: self.data(journey, &request.data),
                law: Some(law),
                claim: &request.claim,
                place: law.place,
            }));
        }
        for fetch in &step.fetches {
            let keeper = self.model.registers[fetch.register].keeper;
            let place = fetch.law.as_ref().map(|law| law.place);
            let place = place.or_else(|| fetch.data.first().map(|placed| placed.place));
            rows.push(self.law_row(&Flow {
                journey: Some(journey),
                flow: ["fetches", say(self.lang, "henter", "hentar", "fetches")],
                at: (&step.id, &step.name),
                giver: self.organisation(keeper),
                receiver: self.actor(journey, step.actor),
                data: self.data(journey, &fetch.data),
                law: fetch.law.as_ref(),
                claim: &fetch.claim,
                place: place.unwrap_or(step.place),
            }));
        }
    }

    /// The ways into registers, which all events share.
    fn law_of_ways(&self, rows: &mut Vec<Vec<Cell>>) {
        for register in self.model.registers.values() {
            for way in &register.ways {
                let bodies = way.to.iter().map(|body| &self.model.organisations[*body]);
                let ids: Vec<&str> = bodies.clone().map(|body| body.id.as_str()).collect();
                let names = bodies.map(|body| name_or_id(&body.name, &body.id, self.lang));
                let levels = way.to_levels.iter().map(|one| level(self.lang, *one).to_owned());
                let names: Vec<String> = names.chain(levels).collect();
                let data = way.data.iter().map(|item| self.model.items[*item].id.as_str());
                rows.push(self.law_row(&Flow {
                    journey: None,
                    flow: [
                        "way-in",
                        say(self.lang, "vei inn i register", "veg inn i register", "way into a register"),
                    ],
                    at: (&register.id, &register.name),
                    giver: self.organisation(register.keeper),
                    receiver: [short(&ids.join("; ")), text(names.join("; "))],
                    data: short(&data.collect::<Vec<_>>().join("; ")),
                    law: Some(&way.law),
                    claim: &way.claim,
                    place: way.place,
                }));
            }
        }
    }

    fn law_row(&self, flow: &Flow<'_>) -> Vec<Cell> {
        let mut row = vec![flow.journey.map_or(Cell::Empty, |journey| short(&journey.id))];
        row.extend(flow.flow.map(short));
        row.extend(self.called(flow.at.0, flow.at.1));
        row.extend(flow.giver.clone());
        row.extend(flow.receiver.clone());
        row.push(flow.data.clone());
        let Some(law) = flow.law else {
            // Where the model is silent, somebody must find out.
            row.extend([short("not-stated"), short(self.silent())]);
            row.extend(std::iter::repeat_n(Cell::Empty, 6));
            row.push(Cell::Flag(flow.claim.is_verified()));
            row.extend(self.place(flow.place));
            return row;
        };
        let state = self.model.law_state(law, self.as_of());
        row.extend([short(state.id()), short(law_state(self.lang, state))]);
        row.extend([self.provisions(&law.ground), self.provisions(&law.exemption), Cell::Flag(law.open)]);
        let owner =
            law.ground.iter().chain(&law.exemption).find_map(|one| self.model.provisions[*one].ministry);
        row.extend(owner.map_or([Cell::Empty, Cell::Empty], |owner| self.organisation(owner)));
        row.push(law.note.as_ref().map_or(Cell::Empty, |note| short(note.get(self.lang))));
        row.push(Cell::Flag(flow.claim.is_verified()));
        row.extend(self.place(flow.place));
        row
    }

    /// The date of the analysis; the first of all days where nothing was analysed.
    fn as_of(&self) -> Date {
        parse_date(&self.analysis.as_of).unwrap_or_default()
    }

    pub(super) fn provisions(&self, provisions: &[Key<Provision>]) -> Cell {
        let name = |provision: &Key<Provision>| {
            let provision = &self.model.provisions[*provision];
            let law = name_or_id(&provision.law, &provision.id, self.lang);
            let section = provision.section.as_deref().map(|section| format!(" {}", plain(section)));
            law + &section.unwrap_or_default()
        };
        text(provisions.iter().map(name).collect::<Vec<_>>().join("; "))
    }

    pub(super) fn called(&self, id: &str, name: &Words) -> [Cell; 2] {
        [short(id), text(name_or_id(name, id, self.lang))]
    }

    fn organisation(&self, organisation: Key<Organisation>) -> [Cell; 2] {
        let organisation = &self.model.organisations[organisation];
        self.called(&organisation.id, &organisation.name)
    }

    pub(super) fn actor(&self, journey: &Journey, actor: Actor) -> [Cell; 2] {
        match actor {
            Actor::Organisation(organisation) => self.organisation(organisation),
            Actor::Party(party) => {
                let party = &journey.parties[party];
                self.called(&party.id, &party.name)
            }
        }
    }

    fn data(&self, journey: &Journey, data: &[Placed]) -> Cell {
        let id = |datum: Datum| journey.datum_id(self.model, datum);
        short(&data.iter().map(|placed| id(placed.datum)).collect::<Vec<_>>().join("; "))
    }

    pub(super) fn place(&self, place: crate::text::Place) -> [Cell; 2] {
        let Some(file) = self.sources.get(place.file) else { return [Cell::Empty, Cell::Empty] };
        let line = self.sources.line_column(place.file, place.start).line;
        [short(&file.name), Cell::Number(line as usize)]
    }
}

/// Something that flows, with its law where one is stated.
struct Flow<'f> {
    journey: Option<&'f Journey>,
    /// Its id, and what it is called.
    flow: [&'static str; 2],
    at: (&'f str, &'f Words),
    giver: [Cell; 2],
    receiver: [Cell; 2],
    data: Cell,
    law: Option<&'f Law>,
    claim: &'f Claim,
    place: crate::text::Place,
}

fn is_handover(journey: &Journey, link: &Link) -> bool {
    link.by.is_some() && journey.steps[link.from].doer() != journey.steps[link.to].doer()
}

/// What a carrier is called in the language of models.
fn carrier_id(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Event => "Event",
        Carrier::Api => "Api",
        Carrier::DigitalPost => "DigitalPost",
        Carrier::Letter => "Letter",
        Carrier::Phone => "Phone",
        Carrier::InPerson => "InPerson",
        Carrier::Person => "Person",
        Carrier::Unprompted => "Unprompted",
        Carrier::Nothing => "Nothing",
    }
}
