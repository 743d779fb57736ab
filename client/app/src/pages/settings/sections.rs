//! The list of the sections: beside them where there is room, else above; the one that is being read is marked.

use super::{SECTION, show};
use crate::strings::t;
use leptos::prelude::*;
use web_sys::HtmlElement;

/// A section: its id, and what it is called.
pub(super) type Section = (&'static str, &'static str);

/// The sections that are shown, in their order: what is used often first, what ends something last.
pub(super) fn shown(has_vault: bool, may_rename: bool) -> Vec<Section> {
    let all = [
        ("appearance", t().settings.appearance, true),
        ("device", t().account.device, true),
        ("devices", t().devices.devices, true),
        ("sessions", t().settings.sessions, true),
        ("account", t().settings.account, true),
        ("vault", t().settings.vault, may_rename),
        ("objects", t().objects.objects, has_vault),
        ("fields", t().own.fields, has_vault),
        ("tags", t().several.tags, has_vault),
        ("pipelines", t().own.pipelines, has_vault),
        ("templates", t().templates.templates, has_vault),
        ("controller", t().controller.title, has_vault),
        ("files", t().files.used, true),
        ("speed", t().trial.title, has_vault),
        ("seen", t().settings.seen, true),
        ("ending", t().life.vault, true),
        ("leaving", t().settings.leaving, true),
    ];
    all.into_iter().filter(|(.., shown)| *shown).map(|(id, words, _)| (id, words)).collect()
}

/// The list; each line leads to its section.
#[component]
pub(super) fn Sections(listed: Memo<Vec<Section>>, current: RwSignal<String>) -> impl IntoView {
    let line = move |(id, words): Section| {
        // Also where one is already, which the address does not tell.
        let press = move |_| {
            current.set(id.to_owned());
            show(id.to_owned());
        };
        let is_current = move || current.with(|current| current == id).then_some("true");
        view! { <li><a href=format!("/settings?{SECTION}={id}") aria-current=is_current on:click=press>{words}</a></li> }
    };
    view! {
        <nav class="sections" aria-label=t().settings.sections data-testid="settings-sections">
            <ul>{move || listed.get().into_iter().map(line).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// Which section is being read: the one that has the keys, as long as its beginning is seen; else the last one that begins
/// above a line that goes from the top of what is seen to its end as one scrolls.
pub(super) fn read(scroll: &HtmlElement, listed: &[Section]) -> Option<&'static str> {
    let seen = scroll.get_bounding_client_rect();
    let top = |id: &str| Some(document().get_element_by_id(id)?.get_bounding_client_rect().top() - seen.top());
    let tops: Vec<(&'static str, f64)> = listed.iter().filter_map(|&(id, _)| Some((id, top(id)?))).collect();
    let far = f64::from(scroll.scroll_height() - scroll.client_height());
    let share = if far > 0.0 { f64::from(scroll.scroll_top()) / far } else { 0.0 };
    let keyed = document().active_element().and_then(|element| element.closest("section[id]").ok().flatten());
    let keyed = keyed.map(|section| section.id());
    among(&tops, share * seen.height(), seen.height(), keyed.as_deref())
}

/// Of sections that begin so far below the top of what is seen.
fn among(tops: &[(&'static str, f64)], line: f64, height: f64, keyed: Option<&str>) -> Option<&'static str> {
    let keyed = tops.iter().find(|(id, top)| Some(*id) == keyed && (-1.0..height).contains(top));
    let read = tops.iter().rev().find(|(_, top)| *top <= line);
    keyed.or(read).or(tops.first()).map(|(id, _)| *id)
}

#[cfg(test)]
mod tests {
    use super::{among, shown};
    use crate::strings::{Language, speak};

    #[test]
    fn the_section_that_is_read_is_the_one_with_the_keys_or_the_one_at_the_line() {
        let tops = [("a", -300.0), ("b", 10.0), ("c", 400.0), ("d", 700.0)];
        for (line, keyed, current) in [
            (0.0, None, "a"),
            (20.0, None, "b"),
            (800.0, None, "d"),
            (800.0, Some("c"), "c"),
            // Scrolled away, or none of them.
            (20.0, Some("a"), "b"),
            (20.0, Some("other"), "b"),
        ] {
            assert_eq!(among(&tops, line, 800.0, keyed), Some(current), "{line} {keyed:?}");
        }
        assert_eq!(among(&[("a", 24.0), ("b", 90.0)], 0.0, 800.0, None), Some("a"), "before anything is scrolled");
        assert_eq!(among(&[], 0.0, 800.0, None), None);
    }

    #[test]
    fn what_ends_something_stands_last_and_what_is_not_there_is_not_listed() {
        for language in [Language::English, Language::German] {
            speak(language);
            let ids =
                |has_vault, may_rename| shown(has_vault, may_rename).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
            assert!(ids(true, true).ends_with(&["ending", "leaving"]));
            assert_eq!(
                ids(true, true).iter().filter(|id| !ids(true, false).contains(id)).collect::<Vec<_>>(),
                [&"vault"]
            );
            assert!(ids(false, false).iter().all(|id| !["vault", "objects", "speed"].contains(id)));
        }
    }
}
