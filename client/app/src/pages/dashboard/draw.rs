//! Bars, columns and a line, laid out in a width.

use super::scene::{Anchor, Ink, Mark, SIZE, SMALL, Scene, Shape, cut, largest, legend, lengths, width_of};

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A bar under each name.
    Bars,
    /// A column over each name.
    Columns,
    /// A line from point to point.
    Line,
}

/// Height of columns and lines.
const TALL: f64 = 150.0;
/// Height of a bar with its words.
const ROW: f64 = 40.0;
/// A bar's own height.
const BAR: f64 = 9.0;
/// Room above and below columns for words.
const WORDS: f64 = 20.0;
/// The shortest length at which something is still seen.
const LEAST: f64 = 2.0;

/// Draws a chart. `parts` are the colours of pieces; `named` what the legend says of them, where it needs one.
pub(super) fn draw(form: Form, width: f64, marks: &[Mark], parts: &[Ink], named: &[(&str, Ink)]) -> Scene {
    let mut scene = Scene { width, ..Scene::default() };
    let top = legend(&mut scene, named);
    match form {
        Form::Bars => bars(&mut scene, top, marks, parts),
        Form::Columns => columns(&mut scene, top, marks, parts),
        Form::Line => line(&mut scene, top, marks),
    }
    scene
}

fn bars(scene: &mut Scene, top: f64, marks: &[Mark], parts: &[Ink]) {
    let width = scene.width;
    let scale = width / largest(marks);
    for (at, mark) in marks.iter().enumerate() {
        let y = top + at as f64 * ROW;
        let room = width - width_of(&mark.value, SIZE) - 12.0;
        scene.words((0.0, y + 12.0), Anchor::Start, Ink::Text, cut(&mark.name, SIZE, room));
        scene.words((width, y + 12.0), Anchor::End, Ink::Faint, mark.value.clone());
        let bar = |x: f64, length: f64, ink: Ink, of| Shape::Rect {
            x,
            y: y + 19.0,
            width: length,
            height: BAR,
            round: 3.0,
            ink,
            of,
        };
        scene.shapes.push(bar(0.0, width, Ink::Track, None));
        for (of, begin, length, ink) in lengths(mark, at, parts, scale) {
            scene.shapes.push(bar(begin, length.max(LEAST), ink, Some(of)));
        }
        if parts.len() == 1 {
            scene.shapes.push(Shape::Press { x: 0.0, y: y - 2.0, width, height: ROW - 4.0, of: (at, 0) });
        }
    }
    scene.height = top + marks.len() as f64 * ROW - (ROW - 19.0 - BAR) + 2.0;
}

/// Middle of each slot, and a slot's width.
fn slots(width: f64, count: usize) -> (impl Fn(usize) -> f64, f64) {
    let slot = width / count.max(1) as f64;
    (move |at: usize| (at as f64 + 0.5) * slot, slot)
}

/// Names below, as many as there is room for; the ground line.
fn floor(scene: &mut Scene, y: f64, marks: &[Mark]) {
    let width = scene.width;
    let (middle, slot) = slots(width, marks.len());
    scene.shapes.push(Shape::Line { points: vec![(0.0, y), (width, y)], ink: Ink::Rule });
    let widest = marks.iter().map(|mark| width_of(&mark.name, SIZE)).fold(0.0, f64::max);
    let every = ((widest + 4.0) / slot).ceil().max(1.0) as usize;
    for (at, mark) in marks.iter().enumerate().filter(|(at, _)| (marks.len() - 1 - at).is_multiple_of(every)) {
        let ink = if mark.late { Ink::Late } else { Ink::Faint };
        scene.words((middle(at), y + 16.0), Anchor::Middle, ink, mark.name.clone());
    }
    scene.height = y + WORDS + 2.0;
}

/// Whether all values fit beside each other in this size.
fn fit(marks: &[Mark], slot: f64, size: f64) -> bool {
    marks.iter().all(|mark| width_of(&mark.value, size) <= slot - 2.0)
}

/// Values that are written over the points of a line: all that fit, else the highest alone.
fn told(marks: &[Mark], slot: f64) -> impl Fn(&Mark) -> bool {
    let top = largest(marks);
    let fits = fit(marks, slot, SIZE);
    move |mark| mark.total() > 0.0 && (fits || mark.total() >= top)
}

fn columns(scene: &mut Scene, top: f64, marks: &[Mark], parts: &[Ink]) {
    let (middle, slot) = slots(scene.width, marks.len());
    // One column of several with its value would look as if the others had lost theirs: all have it, or none.
    let size = [SIZE, SMALL].into_iter().find(|size| fit(marks, slot, *size));
    let ground = top + WORDS + TALL;
    let scale = TALL / largest(marks);
    let wide = (slot * 0.62).min(40.0);
    for (at, mark) in marks.iter().enumerate() {
        let x = middle(at) - wide / 2.0;
        for (of, begin, length, ink) in lengths(mark, at, parts, scale) {
            let height = length.max(LEAST);
            let y = ground - begin - height;
            scene.shapes.push(Shape::Rect { x, y, width: wide, height, round: 2.5, ink, of: Some(of) });
        }
        if let Some(size) = size.filter(|_| mark.total() > 0.0) {
            let y = ground - mark.total() * scale - 6.0;
            scene.sized_words((middle(at), y), size, Anchor::Middle, Ink::Text, mark.value.clone());
        }
        if parts.len() == 1 {
            let (y, height) = (top + WORDS, TALL + WORDS);
            scene.shapes.push(Shape::Press { x: middle(at) - slot / 2.0, y, width: slot, height, of: (at, 0) });
        }
    }
    floor(scene, ground, marks);
}

fn line(scene: &mut Scene, top: f64, marks: &[Mark]) {
    let (middle, slot) = slots(scene.width, marks.len());
    let told = told(marks, slot);
    let ground = top + WORDS + TALL;
    let scale = TALL / largest(marks);
    let points: Vec<(f64, f64)> =
        marks.iter().enumerate().map(|(at, mark)| (middle(at), ground - mark.total() * scale)).collect();
    scene.shapes.push(Shape::Area { points: points.clone(), floor: ground, ink: Ink::Soft });
    scene.shapes.push(Shape::Line { points: points.clone(), ink: Ink::Main });
    for ((at, mark), (x, y)) in marks.iter().enumerate().zip(points) {
        scene.shapes.push(Shape::Dot { x, y, ink: Ink::Main, of: Some((at, 0)) });
        if told(mark) {
            scene.words((x, y - 9.0), Anchor::Middle, Ink::Text, mark.value.clone());
        }
        let (left, height) = (x - slot / 2.0, TALL + WORDS);
        scene.shapes.push(Shape::Press { x: left, y: top + WORDS, width: slot, height, of: (at, 0) });
    }
    floor(scene, ground, marks);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(sizes: &[f64]) -> Vec<Mark> {
        let mark = |size: &f64| Mark {
            name: "Nov".to_owned(),
            value: format!("{size}"),
            pieces: vec![*size],
            front: None,
            late: false,
        };
        sizes.iter().map(mark).collect()
    }

    fn rects(scene: &Scene) -> Vec<(f64, f64, f64, f64)> {
        let of = |shape: &Shape| match shape {
            Shape::Rect { x, y, width, height, of: Some(_), .. } => Some((*x, *y, *width, *height)),
            _ => None,
        };
        scene.shapes.iter().filter_map(of).collect()
    }

    #[test]
    fn the_largest_bar_takes_the_whole_width_and_half_of_it_half() {
        let scene = draw(Form::Bars, 300.0, &marks(&[4.0, 2.0, 0.0]), &[Ink::Main], &[]);
        let widths: Vec<_> = rects(&scene).into_iter().map(|(_, _, width, _)| width).collect();
        assert_eq!(widths, [300.0, 150.0]);
    }

    #[test]
    fn columns_stand_on_the_ground_and_the_largest_is_full() {
        let scene = draw(Form::Columns, 300.0, &marks(&[1.0, 3.0]), &[Ink::Main], &[]);
        let ends: Vec<_> = rects(&scene).into_iter().map(|(_, y, _, height)| (height, y + height)).collect();
        assert_eq!(ends, [(TALL / 3.0, WORDS + TALL), (TALL, WORDS + TALL)]);
    }

    #[test]
    fn values_stand_over_all_columns_or_none_and_are_smaller_where_there_is_little_room() {
        let values = |form: Form, width: f64| -> Vec<f64> {
            let scene = draw(form, width, &marks(&[100_000.0, 200_000.0, 300_000.0]), &[Ink::Main], &[]);
            let of = |shape: &Shape| match shape {
                Shape::Words { size, words, .. } if words.ends_with("00000") => Some(*size),
                _ => None,
            };
            scene.shapes.iter().filter_map(of).collect()
        };
        // Six letters each.
        assert_eq!(values(Form::Columns, 160.0), [SIZE; 3]);
        assert_eq!(values(Form::Columns, 130.0), [SMALL; 3]);
        assert!(values(Form::Columns, 90.0).is_empty());
        assert_eq!(values(Form::Line, 90.0), [SIZE], "of a line the highest point tells its own");
    }

    #[test]
    fn nothing_is_drawn_outside_of_the_picture() {
        for form in [Form::Bars, Form::Columns, Form::Line] {
            for count in [1, 5, 12, 40] {
                let sizes: Vec<f64> = (0..count).map(f64::from).collect();
                let scene = draw(form, 320.0, &marks(&sizes), &[Ink::Main], &[("Open", Ink::Main)]);
                for (x, y, width, height) in rects(&scene) {
                    assert!(x >= 0.0 && y >= 0.0 && x + width <= 320.01, "{form:?} {count}");
                    assert!(y + height <= scene.height, "{form:?} {count}");
                }
            }
        }
    }

    #[test]
    fn of_many_names_those_are_written_that_fit_and_the_last_is_one_of_them() {
        let scene = draw(Form::Columns, 120.0, &marks(&[1.0; 12]), &[Ink::Main], &[]);
        let names: Vec<f64> = scene
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Words { x, words, .. } if words == "Nov" => Some(*x),
                _ => None,
            })
            .collect();
        assert_eq!(names.len(), 4);
        let half = width_of("Nov", SIZE) / 2.0;
        assert_eq!(names.last(), Some(&(120.0 - half)), "kept inside");
    }
}
