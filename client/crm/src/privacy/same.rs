//! People who were once said to be one: classes of ids, whoever was made one of whom.

use crate::record::RecordId;
use std::collections::{BTreeMap, HashMap};

/// The classes that these sayings come to, each member with all of its class, sorted.
pub(crate) fn classes<'a>(
    said: impl Iterator<Item = (RecordId, &'a [RecordId])>,
) -> HashMap<RecordId, Box<[RecordId]>> {
    let mut parent: HashMap<RecordId, RecordId> = HashMap::new();
    for (one, others) in said {
        for other in others {
            let (a, b) = (root(&mut parent, one), root(&mut parent, *other));
            parent.insert(a.max(b), a.min(b));
        }
    }
    let members: Vec<RecordId> = parent.keys().copied().collect();
    let mut classes: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    for member in members {
        classes.entry(root(&mut parent, member)).or_default().push(member);
    }
    let mut of = HashMap::new();
    for mut class in classes.into_values() {
        class.sort();
        of.extend(class.iter().map(|member| (*member, class.as_slice().into())));
    }
    of
}

fn root(parent: &mut HashMap<RecordId, RecordId>, of: RecordId) -> RecordId {
    let mut at = of;
    while let Some(above) = parent.get(&at).copied().filter(|above| *above != at) {
        at = above;
    }
    parent.insert(of, at);
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_one_with_one_of_them_is_one_with_all() {
        let id = |number: u8| RecordId([number; 16]);
        let said = [(id(1), vec![id(2)]), (id(3), vec![id(4)]), (id(4), vec![id(2)]), (id(8), vec![id(9)])];
        let classes = classes(said.iter().map(|(one, others)| (*one, others.as_slice())));
        assert_eq!(&classes[&id(3)][..], [id(1), id(2), id(3), id(4)]);
        assert_eq!(classes[&id(1)], classes[&id(4)]);
        assert_eq!(&classes[&id(9)][..], [id(8), id(9)]);
    }
}
