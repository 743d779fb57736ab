//! Another role, asked about where it gives or takes much; and colleagues who leave.

use super::act;
use crate::format;
use crate::link;
use crate::pages::role_name;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Weight, avatar, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::members::{MemberRow, Role};

/// "an owner".
pub(super) fn a_role(role: Role) -> String {
    t().members.a_role(role_name(role))
}

/// Whether giving one role in place of another is worth a question.
pub(super) fn is_grave(before: Role, after: Role) -> bool {
    before.max(after) >= Role::Admin
}

#[component]
pub(super) fn RoleDialog(member: MemberRow, role: Role, close: Callback<()>) -> impl IntoView {
    let app = app();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let rises = role > member.role;
    let name = member.name.clone();
    let title = if rises { t().life.make(&name, &a_role(role)) } else { t().life.unmake(&name, &a_role(role)) };
    let said = match role {
        Role::Owner => t().life.role_owner,
        Role::Admin => t().life.role_admin,
        Role::Editor => t().members.editor_can,
        Role::Viewer => t().members.viewer_can,
    };
    let number = member.member;
    let change = move |_| {
        busy.set(true);
        problem.set(None);
        let said = t().life.is_now(&name, &a_role(role));
        spawn_local(async move {
            match link::done(Call::SetRole { member: number, role }).await {
                Ok(()) => {
                    app.say(said, None);
                    app.membership.update(|changes| *changes = changes.wrapping_add(1));
                    close.try_run(());
                }
                Err(error) => app.refuse(problem, error),
            }
            busy.try_set(false);
        });
    };
    view! {
        <Dialog title close testid="role-dialog">
            <p>{said}</p>
            {(role < Role::Owner).then(|| view! { <p>{t().life.role_back}</p> })}
            <FormProblem problem />
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=format!("{} {}", t().members.make, a_role(role)) weight=Weight::Primary busy press=change
                    testid="role-confirm"
                />
            </footer>
        </Dialog>
    }
}

/// Colleagues who signed that they leave, each with the one press that is left to do.
pub(super) fn leaving(members: &[MemberRow]) -> Option<AnyView> {
    let rows: Vec<MemberRow> =
        members.iter().filter(|member| member.leaving.is_some() && !member.removing).cloned().collect();
    (!rows.is_empty()).then(|| {
        let rows = rows.into_iter().map(leaving_row).collect_view();
        view! {
            <section class="card" data-testid="leaving">
                <header><h2>{t().life.leaving}</h2></header>
                <div class="body quiet">{t().life.leaving_words}</div>
                <ul class="lines">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn leaving_row(member: MemberRow) -> AnyView {
    let app = app();
    let face = avatar(&member.name, "medium");
    let when = t().life.leaves(&format::moment(member.leaving.unwrap_or_default()));
    let (number, name) = (member.member, member.name.clone());
    let end = if member.removable {
        view! {
            <Button
                words=t().life.leaving_remove weight=Weight::Primary glyph=glyphs::USER_MINUS testid="leaving-remove"
                press=move |_| act(app, Call::RemoveMember(number), t().members.removed(&name))
            />
        }
        .into_any()
    } else {
        view! { <span class="quiet">{t().life.leaving_owner}</span> }.into_any()
    };
    view! { <li>{face}<div class="what"><b>{member.name}</b><span class="num">{when}</span></div>{end}</li> }.into_any()
}
