//! Lines under a field that is typed into: arrows walk along them, Enter chooses one, while the field keeps the focus.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// What the field's keys do to the chosen line.
pub(crate) fn along<T>(lines: Memo<Vec<T>>, at: RwSignal<usize>, choose: impl Fn(T)) -> impl Fn(KeyboardEvent)
where
    T: Clone + Send + Sync + 'static,
{
    move |event: KeyboardEvent| {
        let count = lines.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(line) = lines.with_untracked(|lines| lines.get(at.get_untracked()).cloned()) {
                    choose(line);
                }
            }
            _ => return,
        }
        event.prevent_default();
    }
}
