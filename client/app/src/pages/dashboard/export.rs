//! A chart as a file: SVG written from its shapes, PNG painted from that. Nothing is fetched; pictures are always light,
//! as the papers are that they go into.

use super::scene::{Anchor, Ink, Scene, Shape};
use crate::files::hand_over;
use leptos::prelude::*;
use std::fmt::Write;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, HtmlImageElement, Url};

/// Room around a chart.
const MARGIN: f64 = 20.0;
/// Room for its title.
const HEAD: f64 = 34.0;
/// Pixels of a painted picture for each of the drawing.
const DENSITY: f64 = 2.0;

/// What a picture is made of besides the drawing.
pub(super) struct Picture {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) scene: Scene,
}

/// The picture as SVG, with these colours.
fn svg(picture: &Picture, colour: impl Fn(Ink) -> String) -> String {
    let Scene { width, height, shapes } = &picture.scene;
    let (wide, tall) = (width + 2.0 * MARGIN, height + HEAD + 2.0 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{tall}\" viewBox=\"0 0 {wide} {tall}\" \
         role=\"img\" font-family=\"Inter, system-ui, sans-serif\">\n<title>{}</title>\n<desc>{}</desc>\n\
         <rect width=\"{wide}\" height=\"{tall}\" fill=\"#fff\"/>\n<g transform=\"translate({MARGIN} {})\">\n",
        escaped(&picture.title),
        escaped(&picture.summary),
        MARGIN + HEAD
    );
    let title = Shape::Words {
        x: 0.0,
        y: -HEAD + 14.0,
        anchor: Anchor::Start,
        size: 15.0,
        strong: true,
        ink: Ink::Text,
        words: picture.title.clone(),
    };
    for shape in std::iter::once(&title).chain(shapes) {
        write_shape(&mut out, shape, &colour);
    }
    out + "</g>\n</svg>\n"
}

fn write_shape(out: &mut String, shape: &Shape, colour: &impl Fn(Ink) -> String) {
    // Writing to a string cannot fail.
    let _ = match shape {
        Shape::Rect { x, y, width, height, round, ink, .. } => writeln!(
            out,
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" rx=\"{round}\" fill=\"{}\"/>",
            colour(*ink)
        ),
        Shape::Words { x, y, anchor, size, strong, ink, words } => writeln!(
            out,
            "<text x=\"{x:.2}\" y=\"{y:.2}\" text-anchor=\"{}\" font-size=\"{size}\" font-weight=\"{}\" fill=\"{}\">{}</text>",
            anchor.word(),
            if *strong { 600 } else { 400 },
            colour(*ink),
            escaped(words)
        ),
        Shape::Line { points, ink } => writeln!(
            out,
            "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"/>",
            path(points),
            colour(*ink),
            stroke(*ink)
        ),
        Shape::Area { points, floor, ink } => {
            writeln!(out, "<path d=\"{}\" fill=\"{}\" opacity=\".35\"/>", area(points, *floor), colour(*ink))
        }
        Shape::Dot { x, y, ink, .. } => {
            writeln!(out, "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"3.5\" fill=\"{}\"/>", colour(*ink))
        }
        Shape::Press { .. } => Ok(()),
    };
}

/// Width of a line.
pub(super) fn stroke(ink: Ink) -> f64 {
    if ink == Ink::Rule { 1.0 } else { 2.0 }
}

/// A line through points, as SVG writes it.
pub(super) fn path(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let _ = write!(out, "{}{x:.2} {y:.2}", if at == 0 { "M" } else { "L" });
    }
    out
}

/// The ground under it.
pub(super) fn area(points: &[(f64, f64)], floor: f64) -> String {
    match (points.first(), points.last()) {
        (Some((first, _)), Some((last, _))) => format!("{}L{last:.2} {floor:.2}L{first:.2} {floor:.2}Z", path(points)),
        _ => String::new(),
    }
}

/// Text as XML takes it: names come from customers' records.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Control characters are in no XML document, escaped or not.
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// Saves the picture as SVG.
pub(super) fn save_svg(picture: &Picture, name: &str) -> Result<(), JsValue> {
    let blob = svg_blob(picture)?;
    hand_over(Url::create_object_url_with_blob(&blob)?, &format!("{name}.svg"))
}

/// Saves the picture as PNG.
pub(super) async fn save_png(picture: &Picture, name: &str) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(&svg_blob(picture)?)?;
    let painted = paint(&address, picture).await;
    Url::revoke_object_url(&address)?;
    hand_over(Url::create_object_url_with_blob(&painted?)?, &format!("{name}.png"))
}

fn svg_blob(picture: &Picture) -> Result<Blob, JsValue> {
    let colours = colours()?;
    let colour = |ink: Ink| {
        let known = colours.iter().find(|(known, _)| *known == ink);
        known.map(|(_, colour)| colour.clone()).unwrap_or_default()
    };
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&svg(picture, colour).into()), &options)
}

async fn paint(address: &str, picture: &Picture) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await?;
    let Scene { width, height, .. } = picture.scene;
    let wide = (width + 2.0 * MARGIN) * DENSITY;
    let tall = (height + HEAD + 2.0 * MARGIN) * DENSITY;
    let (canvas, brush) = canvas(wide, tall)?;
    brush.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, wide, tall)?;
    let made = js_sys::Promise::new(&mut |done, failed| {
        if let Err(error) = canvas.to_blob(&done) {
            // What refuses hears it; who waits cannot fail to be told.
            let _ = failed.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(made).await?.dyn_into()
}

fn canvas(wide: f64, tall: f64) -> Result<(HtmlCanvasElement, CanvasRenderingContext2d), JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into().map_err(JsValue::from)?;
    canvas.set_width(wide.ceil() as u32);
    canvas.set_height(tall.ceil() as u32);
    let brush = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let brush = brush.dyn_into().map_err(JsValue::from)?;
    Ok((canvas, brush))
}

/// The colours of the light theme as every program reads them: painted, and read back.
fn colours() -> Result<Vec<(Ink, String)>, JsValue> {
    let probe: HtmlElement = document().create_element("span")?.dyn_into().map_err(JsValue::from)?;
    let body = document().body().ok_or(JsValue::NULL)?;
    body.append_child(&probe)?;
    let (_, brush) = canvas(1.0, 1.0)?;
    let read = |ink: Ink| -> Result<(Ink, String), JsValue> {
        probe.style().set_property("color-scheme", "light")?;
        probe.style().set_property("color", &format!("var(--chart-{})", ink.name()))?;
        let computed = window().get_computed_style(&probe)?.ok_or(JsValue::NULL)?;
        brush.set_fill_style_str(&computed.get_property_value("color")?);
        brush.fill_rect(0.0, 0.0, 1.0, 1.0);
        let pixel = brush.get_image_data(0.0, 0.0, 1.0, 1.0)?.data();
        Ok((ink, format!("#{:02x}{:02x}{:02x}", pixel[0], pixel[1], pixel[2])))
    };
    let colours = Ink::ALL.into_iter().map(read).collect();
    probe.remove();
    colours
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_marks_of_markup_stay_text() {
        let mut scene = Scene { width: 100.0, height: 50.0, shapes: Vec::new() };
        scene.words((0.0, 10.0), Anchor::Start, Ink::Text, "</text><b>\u{0}&\"");
        scene.shapes.push(Shape::Press { x: 0.0, y: 0.0, width: 9.0, height: 9.0, of: (0, 0) });
        let picture = Picture { title: "A & B".to_owned(), summary: "<x>".to_owned(), scene };
        let text = svg(&picture, |_| "#123456".to_owned());
        assert!(text.contains("&lt;/text&gt;&lt;b&gt; &amp;&quot;</text>"));
        assert!(text.contains("<title>A &amp; B</title>\n<desc>&lt;x&gt;</desc>"));
        assert!(text.ends_with("</g>\n</svg>\n") && !text.contains("var(") && !text.contains("<b>"));
    }

    #[test]
    fn the_ground_under_a_line_is_closed() {
        assert_eq!(area(&[(1.0, 2.0), (3.0, 4.0)], 9.0), "M1.00 2.00L3.00 4.00L3.00 9.00L1.00 9.00Z");
        assert_eq!(area(&[], 9.0), "");
    }
}
