//! Compares the diagram with sets as plain lists of courses, over a handful of variables.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A set as it may be asked for.
#[derive(Debug, Clone)]
enum Wish {
    Is(u32, Vec<u32>),
    And(Box<Wish>, Box<Wish>),
    Or(Box<Wish>, Box<Wish>),
    Minus(Box<Wish>, Box<Wish>),
    Not(Box<Wish>),
    All(Vec<Wish>),
    Any(Vec<Wish>),
    Forget(Box<Wish>, Vec<u32>),
}

fn wish() -> impl Strategy<Value = Wish> {
    let literal = (0..6u32, prop::collection::vec(0..5u32, 0..3)).prop_map(|(v, values)| Wish::Is(v, values));
    literal.prop_recursive(5, 24, 4, |inner| {
        let pair = || (inner.clone().prop_map(Box::new), inner.clone().prop_map(Box::new));
        prop_oneof![
            3 => pair().prop_map(|(a, b)| Wish::And(a, b)),
            3 => pair().prop_map(|(a, b)| Wish::Or(a, b)),
            1 => pair().prop_map(|(a, b)| Wish::Minus(a, b)),
            1 => inner.clone().prop_map(|a| Wish::Not(Box::new(a))),
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Wish::All),
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Wish::Any),
            1 => (inner.clone(), prop::collection::vec(0..6u32, 0..3))
                .prop_map(|(a, variables)| Wish::Forget(Box::new(a), variables)),
        ]
    })
}

fn domains() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(1..=4u32, 1..=5)
}

fn shuffled() -> impl Strategy<Value = Vec<u32>> {
    Just((0..5u32).collect::<Vec<_>>()).prop_shuffle()
}

fn diagram(domains: &[u32], order: &[u32], budget: u64) -> Diagram {
    Diagram::new(domains.to_vec(), order.to_vec(), budget)
}

fn build(diagram: &mut Diagram, wish: &Wish) -> Result<Set, OverBudget> {
    Ok(match wish {
        Wish::Is(variable, values) => diagram.is(*variable, values.iter().copied())?,
        Wish::And(a, b) => {
            let (a, b) = (build(diagram, a)?, build(diagram, b)?);
            diagram.and(a, b)?
        }
        Wish::Or(a, b) => {
            let (a, b) = (build(diagram, a)?, build(diagram, b)?);
            diagram.or(a, b)?
        }
        Wish::Minus(a, b) => {
            let (a, b) = (build(diagram, a)?, build(diagram, b)?);
            diagram.minus(a, b)?
        }
        Wish::Not(a) => build(diagram, a)?.complement(),
        Wish::All(sets) => {
            let sets: Result<Vec<Set>, _> = sets.iter().map(|set| build(diagram, set)).collect();
            diagram.all(sets?)?
        }
        Wish::Any(sets) => {
            let sets: Result<Vec<Set>, _> = sets.iter().map(|set| build(diagram, set)).collect();
            diagram.any(sets?)?
        }
        Wish::Forget(a, variables) => {
            let set = build(diagram, a)?;
            diagram.forget(set, variables)?
        }
    })
}

/// Every course, least first.
fn courses(domains: &[u32]) -> Vec<Vec<u32>> {
    domains.iter().fold(vec![vec![]], |courses, &domain| {
        let longer = |course: &Vec<u32>, value| [course.as_slice(), &[value]].concat();
        courses.iter().flat_map(|course| (0..domain).map(move |value| longer(course, value))).collect()
    })
}

/// Whether each of the courses is in the wished-for set.
fn naive(wish: &Wish, courses: &[Vec<u32>]) -> Vec<bool> {
    let both = |a: &Wish, b: &Wish, join: fn(bool, bool) -> bool| {
        naive(a, courses).into_iter().zip(naive(b, courses)).map(|(a, b)| join(a, b)).collect::<Vec<bool>>()
    };
    let many = |sets: &[Wish], start, join: fn(bool, bool) -> bool| {
        sets.iter().map(|set| naive(set, courses)).fold(vec![start; courses.len()], |sum, set| {
            sum.into_iter().zip(set).map(|(a, b)| join(a, b)).collect()
        })
    };
    match wish {
        Wish::Is(variable, values) => courses
            .iter()
            .map(|course| course.get(*variable as usize).is_some_and(|value| values.contains(value)))
            .collect(),
        Wish::And(a, b) => both(a, b, |a, b| a && b),
        Wish::Or(a, b) => both(a, b, |a, b| a || b),
        Wish::Minus(a, b) => both(a, b, |a, b| a && !b),
        Wish::Not(a) => naive(a, courses).into_iter().map(|a| !a).collect(),
        Wish::All(sets) => many(sets, true, |a, b| a && b),
        Wish::Any(sets) => many(sets, false, |a, b| a || b),
        Wish::Forget(a, variables) => {
            let set = naive(a, courses);
            let seen = |course: &[u32]| -> Vec<u32> {
                let visible = (0..).zip(course).filter(|(variable, _)| !variables.contains(variable));
                visible.map(|(_, &value)| value).collect()
            };
            let left: BTreeSet<Vec<u32>> =
                courses.iter().zip(set).filter(|(_, is_in)| *is_in).map(|(course, _)| seen(course)).collect();
            courses.iter().map(|course| left.contains(&seen(course))).collect()
        }
    }
}

fn in_cube(cube: &Cube, course: &[u32]) -> bool {
    cube.0.iter().all(|(variable, values)| values.contains(&course[*variable as usize]))
}

/// A set, a possible world, and its courses: wanted ones, barred ones.
fn wanted_and_barred(set: &Wish, possible: &Wish, domains: &[u32]) -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
    let courses = courses(domains);
    let (set, possible) = (naive(set, &courses), naive(possible, &courses));
    let pick = |in_set: bool| {
        let chosen = courses.iter().zip(set.iter().zip(&possible));
        chosen.filter(|(_, (s, p))| **p && **s == in_set).map(|(course, _)| course.clone()).collect()
    };
    (pick(true), pick(false))
}

/// Literals are sorted, and each is a proper, non-empty, sorted part of its variable's domain.
fn is_well_formed(cube: &Cube, domains: &[u32]) -> bool {
    cube.0.is_sorted_by(|a, b| a.0 < b.0)
        && cube.0.iter().all(|(variable, values)| {
            let domain = domains[*variable as usize];
            !values.is_empty()
                && values.len() < domain as usize
                && values.is_sorted_by(|a, b| a < b)
                && values.iter().all(|&value| value < domain)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_question_is_answered_as_by_counting_on_fingers(
        domains in domains(), order in shuffled(), a in wish(), b in wish(),
    ) {
        let mut diagram = diagram(&domains, &order, 1_000_000);
        let courses = courses(&domains);
        let (set, other) = (build(&mut diagram, &a).unwrap(), build(&mut diagram, &b).unwrap());
        let (listed, other_listed) = (naive(&a, &courses), naive(&b, &courses));

        for (course, is_in) in courses.iter().zip(&listed) {
            prop_assert_eq!(diagram.contains(set, course), *is_in);
        }
        prop_assert_eq!(set == other, listed == other_listed, "equal sets have equal ids");
        let pairs = || listed.iter().zip(&other_listed);
        prop_assert_eq!(diagram.is_subset(set, other).unwrap(), pairs().all(|(a, b)| !a || *b));
        prop_assert_eq!(diagram.intersects(set, other).unwrap(), pairs().any(|(a, b)| *a && *b));
        let both = diagram.and(set, other).unwrap();
        prop_assert_eq!(both != Set::NONE, pairs().any(|(a, b)| *a && *b), "asking first changes nothing");
        prop_assert_eq!(diagram.count(set), listed.iter().filter(|is_in| **is_in).count() as u128);
        let least = courses.iter().zip(&listed).find(|(_, is_in)| **is_in).map(|(course, _)| course.clone());
        prop_assert_eq!(diagram.witness(set), least);
        let matters: Vec<u32> = (0..domains.len() as u32)
            .filter(|&v| naive(&Wish::Forget(Box::new(a.clone()), vec![v]), &courses) != listed)
            .collect();
        prop_assert_eq!(diagram.support(set), matters);
    }

    #[test]
    fn a_cover_is_right_prime_irredundant_and_the_same_for_every_level_order(
        domains in domains(), order in shuffled(), other_order in shuffled(), a in wish(), b in wish(),
    ) {
        let (wanted, barred) = wanted_and_barred(&a, &b, &domains);
        let cover = |order: &[u32]| {
            let mut diagram = diagram(&domains, order, 1_000_000);
            let (set, possible) = (build(&mut diagram, &a).unwrap(), build(&mut diagram, &b).unwrap());
            diagram.cover(set, possible, 1_000).unwrap()
        };
        let cover_here = cover(&order);
        prop_assert_eq!(&cover_here, &cover(&other_order));
        prop_assert_eq!(cover_here.form, Form::Irredundant);
        let cubes = cover_here.cubes;

        for course in &wanted {
            prop_assert!(cubes.iter().any(|cube| in_cube(cube, course)), "{:?} is in no cube", course);
        }
        for cube in &cubes {
            prop_assert!(is_well_formed(cube, &domains), "{:?}", cube);
            prop_assert!(!barred.iter().any(|course| in_cube(cube, course)), "{:?} is too large", cube);
            for at in 0..cube.0.len() {
                for value in 0..domains[cube.0[at].0 as usize] {
                    let mut wider = cube.clone();
                    if wider.0[at].1.contains(&value) {
                        continue;
                    }
                    wider.0[at].1.push(value);
                    prop_assert!(barred.iter().any(|course| in_cube(&wider, course)), "{:?} not prime", cube);
                }
            }
        }
        for left_out in 0..cubes.len() {
            let others = || (0..cubes.len()).filter(|&at| at != left_out).map(|at| &cubes[at]);
            let missed = wanted.iter().any(|course| !others().any(|cube| in_cube(cube, course)));
            prop_assert!(missed, "{:?} is superfluous", cubes[left_out]);
        }
        if barred.is_empty() && !wanted.is_empty() {
            prop_assert_eq!(cubes, vec![Cube(vec![])]);
        }
    }

    #[test]
    fn a_spent_budget_gives_no_answer_or_the_right_one(
        domains in domains(), order in shuffled(), a in wish(), b in wish(), budget in 0..400u64, most in 0..4usize,
    ) {
        let mut diagram = diagram(&domains, &order, budget);
        let courses = courses(&domains);
        let (Ok(set), Ok(possible)) = (build(&mut diagram, &a), build(&mut diagram, &b)) else {
            prop_assert_eq!(diagram.budget(), 0);
            diagram.set_budget(1_000_000);
            let set = build(&mut diagram, &a).unwrap();
            for (course, is_in) in courses.iter().zip(naive(&a, &courses)) {
                prop_assert_eq!(diagram.contains(set, course), is_in, "an interruption leaves no trace");
            }
            return Ok(());
        };
        for (course, is_in) in courses.iter().zip(naive(&a, &courses)) {
            prop_assert_eq!(diagram.contains(set, course), is_in);
        }
        let Ok(cover) = diagram.cover(set, possible, most) else {
            return Ok(());
        };
        let (wanted, barred) = wanted_and_barred(&a, &b, &domains);
        for cube in &cover.cubes {
            prop_assert!(is_well_formed(cube, &domains), "{:?}", cube);
            prop_assert!(!barred.iter().any(|course| in_cube(cube, course)));
        }
        let missed = wanted.iter().any(|course| !cover.cubes.iter().any(|cube| in_cube(cube, course)));
        prop_assert_eq!(missed, cover.form == Form::Partial);
    }

    #[test]
    fn an_order_is_a_permutation_for_any_edges(
        variables in 0..20usize, edges in prop::collection::vec(prop::collection::vec(0..30u32, 0..6), 0..20),
    ) {
        let mut order = order(variables, &edges);
        order.sort_unstable();
        prop_assert_eq!(order, (0..variables as u32).collect::<Vec<_>>());
    }
}

/// An odd number of these flags is set: the worst case of any list of cubes.
fn odd(diagram: &mut Diagram, flags: std::ops::Range<u32>) -> Set {
    flags.fold(Set::NONE, |odd, flag| {
        let set = diagram.is(flag, [1]).unwrap();
        let (only_this, only_before) = (diagram.minus(set, odd).unwrap(), diagram.minus(odd, set).unwrap());
        diagram.or(only_this, only_before).unwrap()
    })
}

#[test]
fn a_cover_that_would_be_too_long_says_so() {
    let mut diagram = diagram(&[2; 20], &[], 10_000_000);
    let few = odd(&mut diagram, 0..4);
    let form = |cover: Cover| (cover.cubes.len(), cover.form);
    assert_eq!(form(diagram.cover(few, Set::ALL, 8).unwrap()), (8, Form::Irredundant));
    assert_eq!(form(diagram.cover(few, Set::ALL, 7).unwrap()), (8, Form::Unminimised));
    let many = odd(&mut diagram, 0..20);
    assert_eq!(form(diagram.cover(many, Set::ALL, 3).unwrap()), (48, Form::Partial));
}

#[test]
fn conditions_come_out_as_one_would_say_them() {
    // Age group 0..4, flags: has children, is married.
    let mut diagram = diagram(&[4, 2, 2], &[2, 0, 1], 100_000);
    let adult = diagram.is(0, [1, 2, 3]).unwrap();
    let children = diagram.is(1, [1]).unwrap();
    let married = diagram.is(2, [1]).unwrap();
    let family = diagram.or(children, married).unwrap();
    let set = diagram.and(adult, family).unwrap();
    let cover = diagram.cover(set, Set::ALL, 10).unwrap();
    let adult_and = |flag| Cube(vec![(0, vec![1, 2, 3]), (flag, vec![1])]);
    assert_eq!(cover.cubes, [adult_and(1), adult_and(2)]);

    // No one in the youngest group is married or has children: then age need not be said.
    let nobody = diagram.minus(family, adult).unwrap();
    let cover = diagram.cover(set, diagram.not(nobody), 10).unwrap();
    assert_eq!(cover.cubes, [Cube(vec![(1, vec![1])]), Cube(vec![(2, vec![1])])]);
}

#[test]
fn thousands_of_variables_do_no_harm() {
    let variables = 5_000;
    let mut diagram = diagram(&vec![3; variables as usize], &[], u64::MAX);
    let literals: Vec<Set> = (0..variables).map(|variable| diagram.is(variable, [2]).unwrap()).collect();
    let every = diagram.all(literals.iter().copied()).unwrap();
    let some = diagram.any(literals.iter().copied()).unwrap();
    assert!(diagram.is_subset(every, some).unwrap());
    assert!(!diagram.is_subset(some, every).unwrap());
    assert_eq!(diagram.count(every), 1);
    assert_eq!(diagram.count(some), u128::MAX);
    assert_eq!(diagram.support(some).len(), variables as usize);
    assert_eq!(diagram.witness(every), Some(vec![2; variables as usize]));
    let last_only = (0..variables).map(|variable| if variable + 1 == variables { 2 } else { 0 }).collect();
    assert_eq!(diagram.witness(some), Some(last_only));
    assert_eq!(diagram.forget(every, &(1..variables).collect::<Vec<_>>()).unwrap(), literals[0]);
}

#[test]
fn hundreds_of_literals_still_make_a_cover() {
    let variables = 300;
    let reversed: Vec<u32> = (0..variables).rev().collect();
    let mut diagram = diagram(&vec![3; variables as usize], &reversed, u64::MAX);
    let literals: Vec<Set> = (0..variables).map(|variable| diagram.is(variable, [2]).unwrap()).collect();
    let every = diagram.all(literals).unwrap();
    let cover = diagram.cover(every, Set::ALL, 3).unwrap();
    assert_eq!(cover.cubes, [Cube((0..variables).map(|variable| (variable, vec![2])).collect())]);
    assert_eq!(diagram.witness(every), Some(vec![2; variables as usize]));
}

#[test]
fn strange_input_is_taken_as_documented() {
    let mut diagram = diagram(&[0, 1, 3], &[7, 2, 2], 1_000);
    assert_eq!(diagram.is(9, [0]), Ok(Set::NONE));
    assert_eq!(diagram.is(0, [0]), Ok(Set::ALL));
    assert_eq!(diagram.is(1, [1]), Ok(Set::NONE));
    assert_eq!(diagram.is(2, [0, 1, 2, 8]), Ok(Set::ALL));
    assert_eq!(diagram.count(Set::ALL), 3);
    assert_eq!(diagram.witness(Set::ALL), Some(vec![0, 0, 0]));
    assert_eq!(diagram.cover(Set::ALL, Set::NONE, 5).unwrap().cubes, []);
    assert_eq!(order(0, &[]), Vec::<u32>::new());
}

#[test]
fn the_order_brings_together_what_is_used_together() {
    // Two groups whose numbers alternate.
    let edges: Vec<Vec<u32>> = (0..8).map(|n| vec![n, n + 2, n + 4]).collect();
    let order = order(12, &edges);
    let span = |edge: &Vec<u32>| {
        let places: Vec<usize> = edge.iter().map(|v| order.iter().position(|o| o == v).unwrap()).collect();
        places.iter().max().unwrap() - places.iter().min().unwrap()
    };
    assert!(edges.iter().map(span).sum::<usize>() < 8 * 4, "{order:?}");
}
