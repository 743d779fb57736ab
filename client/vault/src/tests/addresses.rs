//! What a link says of a list: members read it, nobody else, and it shows nothing by its length.

use super::world::*;
use crate::*;
use tacit_shared::entry::Role;

fn sealed(person: &Person, plain: &[u8]) -> String {
    person.state().seal_address(plain.to_vec(), &mut SeededEntropy::new(9)).expect("she holds the key")
}

#[test]
fn what_a_member_puts_into_a_link_another_member_reads_and_nobody_else() {
    let (mut anna, mut server) = Person::found(1);
    let bert = join(&mut anna, &mut server, 2, Role::Viewer);
    let link = sealed(&anna, b"hot leads");
    assert_eq!(bert.state().open_address(&link).as_deref(), Some(&b"hot leads"[..]));
    assert_eq!(Person::found(3).0.state().open_address(&link), None, "another vault");
    assert!(link.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "fit for an address");
}

#[test]
fn a_link_that_was_changed_cut_or_made_up_says_nothing() {
    let (anna, _) = Person::found(1);
    let link = sealed(&anna, b"hot leads");
    for at in [0, 5, 40, link.len() - 1] {
        let mut bytes = link.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).expect("text");
        assert_eq!(anna.state().open_address(&changed), None, "at {at}");
    }
    let long = "A".repeat(1 << 20);
    for wrong in ["", "A", "AAAAAA", &link[..link.len() - 4], long.as_str(), "hot leads"] {
        assert_eq!(anna.state().open_address(wrong), None);
    }
}

#[test]
fn links_of_most_lists_look_alike() {
    let (anna, _) = Person::found(1);
    assert_eq!(sealed(&anna, b"").len(), sealed(&anna, &[7; 200]).len());
}
