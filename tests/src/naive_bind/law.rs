//! Laws, solutions and ways into registers, bound as plainly as possible.

use super::{claim, key};
use livsferd::declaration as said;
use livsferd::declaration::File;
use livsferd::model::{Key, Law, Model, Provision, Solution, Table, VerdictRule, Way, parse_date};
use livsferd::text::Place;
use livsferd::vocabulary::{ReasonClass, Verdict};
use livsferd::words::Words;

/// The provisions and solutions of a shared file.
pub(super) fn bind(file: &File, model: &mut Model) {
    let File::Shared { provisions, solutions, .. } = file else { return };
    let mut sorted: Vec<_> = provisions.iter().collect();
    sorted.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    let provisions = sorted.iter().map(|provision| Provision {
        id: provision.id.value.clone(),
        law: Words::default(),
        section: None,
        ministry: None,
        from: provision.from.as_ref().map(|date| parse_date(date).unwrap()),
        until: provision.until.as_ref().map(|date| parse_date(date).unwrap()),
        eli: None,
        claim: claim(),
        place: Place::NOWHERE,
    });
    model.provisions = Table::new(provisions.collect());

    let mut sorted: Vec<_> = solutions.iter().collect();
    sorted.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    let solutions = sorted.iter().map(|solution| Solution {
        id: solution.id.value.clone(),
        name: Words::default(),
        owner: key(model.organisations.values().map(|organisation| &organisation.id), &solution.owner),
        state: solution.state.value,
        operating_funds: solution.operating_funds,
        function: solution.function.as_ref().map(|function| function.value.clone()),
        common: solution.common,
        parallel_because: solution.parallel_because.as_ref().map(|_| Words::default()),
        claim: claim(),
        note: None,
        place: Place::NOWHERE,
    });
    model.solutions = Table::new(solutions.collect());
}

/// Who is bound by what.
pub(super) fn rules(file: &File, model: &mut Model) {
    let File::Rules { verdicts, .. } = file else { return };
    let class = |id: &livsferd::node::Node<String>| ReasonClass::from_id(id).unwrap();
    let rule = |rule: &said::VerdictRule| VerdictRule {
        id: rule.id.value.clone(),
        verdict: Verdict::from_id(&rule.verdict).unwrap(),
        levels: rule.levels.clone(),
        classes: rule.classes.iter().map(class).collect(),
        registers: rule
            .registers
            .iter()
            .map(|id| key(model.registers.values().map(|one| &one.id), id))
            .collect(),
        from: None,
        until: None,
        provision: None,
        says: Words::default(),
        claim: claim(),
    };
    model.rules.verdicts = verdicts.iter().map(rule).collect();
}

/// The ways into a register.
pub(super) fn ways(model: &Model, ways: &[said::Way]) -> Vec<Way> {
    let body = |id: &said::Id| key(model.organisations.values().map(|one| &one.id), id);
    let item = |id: &said::Id| key(model.items.values().map(|one| &one.id), id);
    let way = |way: &said::Way| Way {
        to: way.to.iter().map(body).collect(),
        to_levels: way.to_levels.clone(),
        data: way.data.iter().map(item).collect(),
        by: way.by,
        law: law(model, &way.law),
        uses: way.uses.as_ref().map(|id| solution(model, id)),
        consent: way.consent,
        differs: way.differs.as_ref().map(|_| Words::default()),
        claim: claim(),
        place: Place::NOWHERE,
    };
    ways.iter().map(way).collect()
}

/// The solution of this id.
pub(super) fn solution(model: &Model, id: &said::Id) -> Key<Solution> {
    key(model.solutions.values().map(|solution| &solution.id), id)
}

/// The law of a flow.
pub(super) fn law(model: &Model, law: &said::Law) -> Law {
    let provision = |id: &said::Id| key(model.provisions.values().map(|one| &one.id), id);
    Law {
        state: law.state.value,
        ground: law.ground.iter().map(provision).collect(),
        exemption: law.exemption.iter().map(provision).collect(),
        open: law.open,
        note: None,
        place: Place::NOWHERE,
    }
}
