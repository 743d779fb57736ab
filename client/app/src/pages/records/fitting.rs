//! How much room words need in a cell, so that the style sheet can leave out those that do not fit, whole.

/// Tags drawn at most; more fit into no column.
const MOST: usize = 6;
/// Beside its letters a tag has edges and the gap to the next, in pixels of a page whose letters have 16.
const BESIDE: f32 = 18.0;
/// The number of those that are left out.
const NUMBER: f32 = 28.0;
/// More room than any column has, in rem.
pub(super) const ENDLESS: f32 = 1_000.0;
/// As many of those pixels has a rem.
const REM: f32 = 16.0;

/// Width of a letter in a tag. Rather too wide: what is told to fit must not be cut.
fn width(letter: char) -> f32 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '|' | '!' | ':' | ';' => 3.8,
        'f' | 'r' | 't' | ' ' | '-' | '/' | '(' | ')' => 5.4,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 12.0,
        'a'..='z' | '0'..='9' => 7.6,
        'A'..='Z' => 9.2,
        letter if letter.is_alphabetic() && (letter as u32) < 0x2000 => 9.2,
        _ => 14.0,
    }
}

/// For each tag that is drawn, how much room there has to be for it and all before it, in rem. Where the last one is reached, no
/// number stands behind it; of more than are drawn one always does.
pub(super) fn rooms(tags: &[String]) -> Vec<f32> {
    let drawn = &tags[..tags.len().min(MOST)];
    let mut sum = 0.0;
    let mut rooms: Vec<f32> = drawn
        .iter()
        .enumerate()
        .map(|(at, tag)| {
            sum += BESIDE + tag.chars().map(width).sum::<f32>();
            let is_last = at + 1 == tags.len();
            (if is_last { sum } else { sum + NUMBER }) / REM
        })
        .collect();
    // Where there is room for all, there is for each.
    for at in (1..rooms.len()).rev() {
        rooms[at - 1] = rooms[at - 1].min(rooms[at]);
    }
    rooms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tags: &[&str]) -> Vec<f32> {
        rooms(&tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn each_tag_needs_more_room_than_those_before_it() {
        let rooms = of(&["press", "newsletter reader", "Über", "x", "VIP", "guest", "board"]);
        assert_eq!(rooms.len(), MOST);
        assert!(rooms.is_sorted(), "{rooms:?}");
        assert!(of(&[]).is_empty());
    }

    #[test]
    fn the_last_needs_no_room_for_a_number_behind_it() {
        let (two, three) = (of(&["press", "guest"]), of(&["press", "guest", "vip"]));
        assert!(two[1] < three[1] && two[0] <= two[1]);
        let letters = "guest".chars().map(width).sum::<f32>() + "press".chars().map(width).sum::<f32>();
        assert!((two[1] - (letters + 2.0 * BESIDE) / REM).abs() < 0.001);
        // "i" is narrower than the number it makes room for: with room for both the first is there as well.
        let narrow = of(&["press", "i"]);
        assert!(narrow[0] <= narrow[1]);
    }
}
