//! Where a condition stands: one of those of the list, or one of a group among them. A group is made joined the other way than
//! the list, so that two levels say "(A or B) and C", and stays as it is when the list is joined anew.

use tacit_bridge::records::Filter;

/// Where one condition stands, or is to stand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Place {
    /// Behind the last one of the list.
    New,
    /// One of the list's.
    Part(usize),
    /// In a group of the list's.
    In(usize, usize),
    /// Behind the last one of a group, or beside what is none yet.
    Beside(usize),
}

/// The conditions of a group, and whether one of them is enough; of a single condition there are none.
pub(super) fn group(part: &Filter) -> Option<(bool, &[Filter])> {
    match part {
        Filter::Any(of) => Some((true, of)),
        Filter::All(of) => Some((false, of)),
        _ => None,
    }
}

fn group_mut(part: &mut Filter) -> Option<&mut Vec<Filter>> {
    match part {
        Filter::Any(of) | Filter::All(of) => Some(of),
        _ => None,
    }
}

impl Place {
    /// What stands there.
    pub(super) fn of(self, parts: &[Filter]) -> Option<&Filter> {
        match self {
            Self::Part(at) => parts.get(at),
            Self::In(at, nth) => group(parts.get(at)?)?.1.get(nth),
            Self::New | Self::Beside(_) => None,
        }
    }

    /// Has it stand there; gives the place where it stands then. `any` says how the list joins its conditions.
    pub(super) fn put(self, parts: &mut Vec<Filter>, any: bool, filter: Filter) -> Self {
        match self {
            Self::Part(at) if at < parts.len() => parts[at] = filter,
            Self::In(at, nth) => {
                let there = parts.get_mut(at).and_then(group_mut).and_then(|of| of.get_mut(nth));
                there.into_iter().for_each(|there| *there = filter.clone());
            }
            Self::Beside(at) if at < parts.len() => {
                let part = &mut parts[at];
                if group_mut(part).is_none() {
                    let first = vec![std::mem::take(part)];
                    *part = if any { Filter::All(first) } else { Filter::Any(first) };
                }
                let nth = group_mut(part).map_or(0, |of| {
                    of.push(filter);
                    of.len() - 1
                });
                return Self::In(at, nth);
            }
            Self::New | Self::Part(_) | Self::Beside(_) => {
                parts.push(filter);
                return Self::Part(parts.len() - 1);
            }
        }
        self
    }

    /// Takes away what stands there; a group of one is that one.
    pub(super) fn take_off(self, parts: &mut Vec<Filter>) {
        match self {
            Self::Part(at) if at < parts.len() => drop(parts.remove(at)),
            Self::In(at, nth) => {
                let Some(of) = parts.get_mut(at).and_then(group_mut).filter(|of| nth < of.len()) else { return };
                of.remove(nth);
                match of.len() {
                    0 => drop(parts.remove(at)),
                    1 => parts[at] = of.remove(0),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacit_bridge::records::{FieldKey, Test};

    fn one(key: u16) -> Filter {
        Filter::Field(FieldKey(key), Test::Filled)
    }

    #[test]
    fn a_condition_beside_another_makes_a_group_that_joins_the_other_way() {
        for (any, joined) in [(false, Filter::Any(vec![one(1), one(3)])), (true, Filter::All(vec![one(1), one(3)]))] {
            let mut parts = vec![one(1), one(2)];
            let place = Place::Beside(0).put(&mut parts, any, one(3));
            assert_eq!((place, parts.as_slice()), (Place::In(0, 1), [joined, one(2)].as_slice()));
            assert_eq!(place.of(&parts), Some(&one(3)));
            assert_eq!(Place::Beside(0).put(&mut parts, any, one(4)), Place::In(0, 2), "a third one");
            assert_eq!(place.put(&mut parts, any, one(5)), place);
            assert_eq!(group(&parts[0]), Some((!any, [one(1), one(5), one(4)].as_slice())));
            place.take_off(&mut parts);
            Place::In(0, 0).take_off(&mut parts);
            assert_eq!(parts, [one(4), one(2)], "of one there is no group");
        }
    }

    #[test]
    fn places_of_the_list_are_written_and_taken_off_and_what_is_not_there_changes_nothing() {
        let mut parts = Vec::new();
        assert_eq!(Place::New.put(&mut parts, false, one(1)), Place::Part(0));
        assert_eq!(Place::Part(0).put(&mut parts, false, one(2)), Place::Part(0));
        Place::Part(3).take_off(&mut parts);
        Place::In(0, 0).take_off(&mut parts);
        assert_eq!(Place::In(0, 0).put(&mut parts, false, one(9)), Place::In(0, 0));
        assert_eq!((parts.as_slice(), Place::In(0, 0).of(&parts)), ([one(2)].as_slice(), None));
        let mut alone = vec![Filter::Any(vec![one(1)]), one(2)];
        Place::In(0, 0).take_off(&mut alone);
        assert_eq!(alone, [one(2)], "of none there is no group either");
        Place::Part(0).take_off(&mut parts);
        assert!(parts.is_empty() && Place::Part(0).of(&parts).is_none());
    }
}
