//! A line that stays until what it says is over.

use super::{glyphs, icon};
use leptos::prelude::*;

/// How grave.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// A fact.
    Calm,
    /// Wants attention.
    Warn,
    /// Something is wrong.
    No,
}

impl Tone {
    fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::Calm => ("banner calm", glyphs::INFO),
            Self::Warn => ("banner warn", glyphs::TRIANGLE_ALERT),
            Self::No => ("banner no", glyphs::CIRCLE_ALERT),
        }
    }
}

/// What, and as children what can be done.
#[component]
pub(crate) fn Banner(
    tone: Tone,
    #[prop(into)] title: String,
    #[prop(into)] words: String,
    #[prop(optional)] testid: Option<&'static str>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let (class, glyph) = tone.look();
    view! {
        <div class=class role=if tone == Tone::Calm { "status" } else { "alert" } data-testid=testid>
            {icon(glyph)}
            <div class="grow"><b>{title}</b><span>{words}</span></div>
            {children.map(|children| children())}
        </div>
    }
}
