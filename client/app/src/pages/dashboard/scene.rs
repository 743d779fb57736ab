//! What a chart is drawn of: a few rectangles, lines and words in plain numbers. The page draws them as elements, an
//! export writes them as text.

/// Colours by what they mean; each is a variable of the styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Words.
    Text,
    /// Second words.
    Faint,
    /// The ground line.
    Rule,
    /// Where a bar could be.
    Track,
    /// The accent.
    Main,
    /// The accent, softly: what stands behind.
    Soft,
    /// What was lost.
    Lost,
    /// What is late.
    Late,
    /// The same, softly.
    LateSoft,
    /// Further kinds of things, told apart.
    Blue,
    Amber,
    Plum,
}

impl Ink {
    /// All of them.
    pub(super) const ALL: [Self; 12] = [
        Self::Text,
        Self::Faint,
        Self::Rule,
        Self::Track,
        Self::Main,
        Self::Soft,
        Self::Lost,
        Self::Late,
        Self::LateSoft,
        Self::Blue,
        Self::Amber,
        Self::Plum,
    ];

    /// Its name among the classes and, behind `--chart-`, among the variables.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Faint => "faint",
            Self::Rule => "rule",
            Self::Track => "track",
            Self::Main => "main",
            Self::Soft => "soft",
            Self::Lost => "lost",
            Self::Late => "late",
            Self::LateSoft => "late-soft",
            Self::Blue => "blue",
            Self::Amber => "amber",
            Self::Plum => "plum",
        }
    }
}

/// Which figure a shape stands for: line and part.
pub(super) type Place = (usize, usize);

/// Which end of the words is at their point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// One thing drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A rectangle, whose corners are round by so much.
    Rect { x: f64, y: f64, width: f64, height: f64, round: f64, ink: Ink, of: Option<Place> },
    /// Words on a line.
    Words { x: f64, y: f64, anchor: Anchor, size: f64, strong: bool, ink: Ink, words: String },
    /// A line through points.
    Line { points: Vec<(f64, f64)>, ink: Ink },
    /// The ground under such a line.
    Area { points: Vec<(f64, f64)>, floor: f64, ink: Ink },
    /// A point of it.
    Dot { x: f64, y: f64, ink: Ink, of: Option<Place> },
    /// Nothing to be seen, but to be pressed.
    Press { x: f64, y: f64, width: f64, height: f64, of: Place },
}

/// A drawing, in pixels.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Scene {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) shapes: Vec<Shape>,
}

impl Scene {
    pub(super) fn words(&mut self, at: (f64, f64), anchor: Anchor, ink: Ink, words: impl Into<String>) {
        self.sized_words(at, SIZE, anchor, ink, words.into());
    }

    pub(super) fn sized_words(&mut self, (x, y): (f64, f64), size: f64, anchor: Anchor, ink: Ink, words: String) {
        // Words around a point near the edge move inward.
        let half = width_of(&words, size) / 2.0;
        let x = if anchor == Anchor::Middle { x.min(self.width - half).max(half) } else { x };
        self.shapes.push(Shape::Words { x, y, anchor, size, strong: false, ink, words });
    }
}

/// Size of words, and of those that stand close.
pub(super) const SIZE: f64 = 12.5;
pub(super) const SMALL: f64 = 10.5;

/// What a bar, column or point is called, how large its pieces are, and what is written at its end.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// As short as it may stand under a column.
    pub(super) name: String,
    /// Its value in words.
    pub(super) value: String,
    /// Sizes of its pieces, in their order; less than nothing counts as nothing.
    pub(super) pieces: Vec<f64>,
    /// How far a single piece is filled.
    pub(super) front: Option<f64>,
    /// Stands out: it is late.
    pub(super) late: bool,
}

impl Mark {
    pub(super) fn total(&self) -> f64 {
        self.pieces.iter().map(|piece| piece.max(0.0)).sum()
    }

    /// Colour of a piece: that of its part, unless the mark stands out.
    fn ink(&self, of: Ink) -> Ink {
        if self.late { Ink::Late } else { of }
    }
}

/// The pieces of a mark along its length: place, begin, length and colour. What it is filled with comes last.
pub(super) fn lengths(mark: &Mark, at: usize, parts: &[Ink], scale: f64) -> Vec<(Place, f64, f64, Ink)> {
    let mut begin = 0.0;
    let mut out = Vec::new();
    for ((piece, size), ink) in mark.pieces.iter().enumerate().zip(parts) {
        let length = size.max(0.0) * scale;
        if length > 0.0 {
            let ink = match mark.front {
                Some(_) if mark.late => Ink::LateSoft,
                Some(_) => Ink::Soft,
                None => mark.ink(*ink),
            };
            out.push(((at, piece), begin, length, ink));
        }
        begin += length;
    }
    if let (Some(front), Some(ink)) = (mark.front.filter(|front| *front > 0.0), parts.first()) {
        out.push(((at, 0), 0.0, (front * scale).min(begin), mark.ink(*ink)));
    }
    out
}

/// The largest total, or 1 where all is nothing: something to divide by.
pub(super) fn largest(marks: &[Mark]) -> f64 {
    let largest = marks.iter().map(Mark::total).fold(0.0, f64::max);
    if largest > 0.0 { largest } else { 1.0 }
}

/// How wide words are, roughly: letters of the East take twice the room.
pub(super) fn width_of(words: &str, size: f64) -> f64 {
    words.chars().map(|letter| if (letter as u32) < 0x2e80 { 0.56 } else { 1.0 }).sum::<f64>() * size
}

/// The words as far as there is room.
pub(super) fn cut(words: &str, size: f64, room: f64) -> String {
    if width_of(words, size) <= room {
        return words.to_owned();
    }
    let mut out = String::new();
    for letter in words.chars() {
        out.push(letter);
        if width_of(&out, size) > room - size {
            out.pop();
            break;
        }
    }
    format!("{}…", out.trim_end())
}

/// What the colours mean, in a row at the top; the height that it takes.
pub(super) fn legend(scene: &mut Scene, parts: &[(&str, Ink)]) -> f64 {
    const LINE: f64 = 22.0;
    let (mut x, mut y) = (0.0, 0.0);
    for (name, ink) in parts {
        let wide = width_of(name, SIZE) + 30.0;
        if x > 0.0 && x + wide > scene.width {
            (x, y) = (0.0, y + LINE);
        }
        let square = Shape::Rect { x, y: y + 2.0, width: 9.0, height: 9.0, round: 2.5, ink: *ink, of: None };
        scene.shapes.push(square);
        scene.words((x + 15.0, y + 10.5), Anchor::Start, Ink::Faint, *name);
        x += wide;
    }
    if parts.is_empty() { 0.0 } else { y + LINE + 4.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(pieces: &[f64], front: Option<f64>) -> Mark {
        Mark { name: "New".to_owned(), value: "3".to_owned(), pieces: pieces.to_vec(), front, late: false }
    }

    #[test]
    fn pieces_follow_each_other_and_nothing_is_not_drawn() {
        let parts = [Ink::Main, Ink::Blue, Ink::Lost];
        let drawn = lengths(&mark(&[2.0, 0.0, 3.0], None), 7, &parts, 10.0);
        assert_eq!(drawn, [((7, 0), 0.0, 20.0, Ink::Main), ((7, 2), 20.0, 30.0, Ink::Lost)]);
        assert_eq!(lengths(&mark(&[-2.0, 1.0], None), 0, &parts, 10.0), [((0, 1), 0.0, 10.0, Ink::Blue)]);
    }

    #[test]
    fn what_fills_a_piece_is_never_longer_than_it() {
        let drawn = lengths(&mark(&[4.0], Some(9.0)), 0, &[Ink::Main], 10.0);
        assert_eq!(drawn, [((0, 0), 0.0, 40.0, Ink::Soft), ((0, 0), 0.0, 40.0, Ink::Main)]);
    }

    #[test]
    fn nothing_at_all_can_be_divided_by() {
        assert_eq!(largest(&[mark(&[0.0], None), mark(&[-3.0], None)]), 1.0);
        assert_eq!(largest(&[mark(&[1.0, 2.0], None), mark(&[2.5], None)]), 3.0);
    }

    #[test]
    fn words_are_cut_where_there_is_no_room() {
        assert_eq!(cut("Offer", 10.0, 30.0), "Offer");
        assert_eq!(cut("Negotiation", 10.0, 40.0), "Negot…");
        assert_eq!(cut("交渉中の案件", 10.0, 40.0), "交渉中…");
    }
}
