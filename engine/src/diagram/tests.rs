use super::*;

#[test]
fn sets_are_equal_exactly_when_their_ids_are() {
    let mut diagram = Diagram::new(vec![2, 3], vec![1, 0], 1_000);
    let flag = diagram.is(0, [1]).unwrap();
    let low = diagram.is(1, [0]).unwrap();
    let high = diagram.is(1, [1, 2]).unwrap();
    assert_eq!(low.complement(), high);
    let both = diagram.and(flag, low).unwrap();
    let rest = diagram.and(flag, high).unwrap();
    assert_eq!(diagram.or(both, rest).unwrap(), flag);
}
