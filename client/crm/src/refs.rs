//! Who points to a record: rows, in a form that costs little for the many that few point to and stays quick for the few
//! that many do.

use crate::book::Row;
use std::collections::BTreeSet;

/// Beyond this many a sorted list is slower to change than a tree.
const FEW: usize = 32;

/// The rows that point to one record.
#[derive(Default)]
pub(crate) enum Refs {
    #[default]
    None,
    One(Row),
    Few(Vec<Row>),
    Many(BTreeSet<Row>),
}

impl Refs {
    /// Adds a row; adding it again changes nothing.
    pub(crate) fn insert(&mut self, row: Row) {
        match self {
            Self::None => *self = Self::One(row),
            Self::One(known) if *known == row => {}
            Self::One(known) => *self = Self::Few(vec![row.min(*known), row.max(*known)]),
            Self::Few(rows) => {
                if let Err(at) = rows.binary_search(&row) {
                    if rows.len() < FEW {
                        rows.insert(at, row);
                    } else {
                        let mut many: BTreeSet<Row> = std::mem::take(rows).into_iter().collect();
                        many.insert(row);
                        *self = Self::Many(many);
                    }
                }
            }
            Self::Many(rows) => {
                rows.insert(row);
            }
        }
    }

    /// Takes a row out, if it is there.
    pub(crate) fn remove(&mut self, row: Row) {
        match self {
            Self::One(known) if *known == row => *self = Self::None,
            Self::None | Self::One(_) => {}
            Self::Few(rows) => {
                if let Ok(at) = rows.binary_search(&row) {
                    rows.remove(at);
                }
            }
            Self::Many(rows) => {
                rows.remove(&row);
            }
        }
        if self.is_empty() {
            *self = Self::None;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::None => true,
            Self::One(_) => false,
            Self::Few(rows) => rows.is_empty(),
            Self::Many(rows) => rows.is_empty(),
        }
    }

    /// The rows, ascending.
    pub(crate) fn iter(&self) -> Box<dyn Iterator<Item = Row> + '_> {
        match self {
            Self::None => Box::new(std::iter::empty()),
            Self::One(row) => Box::new(std::iter::once(*row)),
            Self::Few(rows) => Box::new(rows.iter().copied()),
            Self::Many(rows) => Box::new(rows.iter().copied()),
        }
    }

    /// Bytes held, roughly, beside the value itself.
    pub(crate) fn memory(&self) -> usize {
        match self {
            Self::None | Self::One(_) => 0,
            Self::Few(rows) => rows.capacity() * size_of::<Row>(),
            Self::Many(rows) => rows.len() * 8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_holds_what_a_set_holds(steps in proptest::collection::vec((any::<bool>(), 0..60u32), 0..400)) {
            let (mut refs, mut set) = (Refs::default(), BTreeSet::new());
            for (add, row) in steps {
                if add {
                    refs.insert(row);
                    set.insert(row);
                } else {
                    refs.remove(row);
                    set.remove(&row);
                }
                prop_assert!(refs.iter().eq(set.iter().copied()));
                prop_assert_eq!(refs.is_empty(), set.is_empty());
            }
        }
    }
}
