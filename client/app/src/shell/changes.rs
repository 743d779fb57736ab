//! Changes of who is in the vault, to be looked at before anything is sent to the people in it.

use crate::format;
use crate::link;
use crate::pages::{role_may, role_name};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Weight, glyphs, icon};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::Call;
use tacit_bridge::witness::{Change, MemberChange};

/// Lines shown at once; the rest is on the members page.
const LINES: usize = 4;

/// One change as a sentence.
fn sentence(change: &MemberChange) -> String {
    let role = |role| always().words.in_sentence(role_name(role));
    let by = change.by.as_deref();
    match (&change.what, by) {
        (Change::Joined { name, role: as_role, invited_by, compared }, by) => {
            let how = if *compared { t().witness.compared } else { t().witness.not_compared };
            let what = match by {
                None => t().witness.let_in_here(name, &role(*as_role), invited_by),
                Some(by) if by == invited_by => t().witness.invited_and_let_in(by, name, &role(*as_role)),
                Some(by) => t().witness.let_in(by, name, &role(*as_role), invited_by),
            };
            format!("{what}, {how}")
        }
        (Change::Role { role, me: true, .. }, by) => {
            t().witness.role_of_mine(by.unwrap_or_default(), &t().members.a_role(role_name(*role)), role_may(*role))
        }
        (Change::Role { name, role: as_role, .. }, by) => {
            t().witness.role(by.unwrap_or_default(), name, &role(*as_role))
        }
        (Change::Removed { names }, by) => t().witness.removed(by.unwrap_or_default(), &names.join(", ")),
        (Change::Rules, by) => t().witness.rules(by.unwrap_or_default()),
    }
}

/// What they come to in a few words: of nothing but one's own role it is that.
fn title(unseen: &[MemberChange]) -> &'static str {
    let is_mine = |change: &MemberChange| matches!(change.what, Change::Role { me: true, .. });
    if unseen.iter().all(is_mine) { t().witness.role_changed } else { t().witness.changed }
}

/// What changed, newest last, and "Understood".
pub(super) fn changes(unseen: Vec<MemberChange>) -> AnyView {
    let app = app();
    let Some(last) = unseen.last().map(|change| change.seq) else { return ().into_any() };
    let (more, title) = (unseen.len().saturating_sub(LINES), title(&unseen));
    let lines = unseen.iter().take(LINES).map(|change| {
        view! { <li>{sentence(change)}<span class="faint">" · "{format::day(change.at)}</span></li> }
    });
    let understood = move |_| {
        spawn_local(async move {
            if let Err(problem) = link::done(Call::SawMembers(last)).await {
                app.complain(&problem);
            }
        });
    };
    view! {
        <div class="banner warn changes" role="alert" data-testid="member-changes">
            {icon(glyphs::USERS)}
            <div class="grow">
                <b>{title}</b>
                <ul>
                    {lines.collect_view()}
                    {(more > 0).then(|| view! { <li>{t().witness.more(more)}</li> })}
                </ul>
                <span>{if app.read_only() { t().witness.changed_reads } else { t().witness.changed_words }}</span>
            </div>
            <div class="row">
                <A href="/members" attr:class="btn">{t().witness.open_members}</A>
                <Button
                    words=t().witness.understood weight=Weight::Primary press=understood testid="saw-members"
                />
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, speak};
    use tacit_bridge::members::Role;

    fn role(role: Role, me: bool) -> MemberChange {
        let what = Change::Role { name: "Ben Tal".to_owned(), role, me };
        MemberChange { seq: 7, by: Some("Anna Berg".to_owned()), at: 0, what }
    }

    #[test]
    fn whoever_has_another_role_is_told_what_they_may_do_and_others_whose_role_it_is() {
        speak(Language::English);
        let (mine, theirs) = (role(Role::Owner, true), role(Role::Owner, false));
        assert_eq!(sentence(&mine), "Anna Berg made you an owner. You may now do everything");
        assert_eq!(sentence(&theirs), "Anna Berg changed Ben Tal's role to owner");
        assert_eq!(title(std::slice::from_ref(&mine)), "Your role in this vault has changed");
        assert_eq!(title(&[mine.clone(), theirs]), "Who is in this vault has changed");
        speak(Language::German);
        assert_eq!(sentence(&mine), "Anna Berg hat Sie zum Inhaber gemacht. Sie dürfen jetzt alles");
    }
}
