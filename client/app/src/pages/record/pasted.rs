//! An e-mail that is pasted or chosen as a file: what the worker recognises of it is shown before it is kept.

use crate::format;
use crate::link;
use crate::strings::t;
use crate::ui::{FilePicker, IconButton, Picked, glyphs, icon};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, MailSeen, PageAnswer, PageAsk};

/// Bytes in which the head of a mail stands, whatever follows.
const HEAD: usize = 16 << 10;

/// What is recognised of the text so far.
#[component]
pub(super) fn Recognised(about: Id, text: Signal<String>) -> impl IntoView {
    let seen = RwSignal::new(None::<MailSeen>);
    let head = Memo::new(move |_| text.with(|text| text[..text.floor_char_boundary(HEAD)].to_owned()));
    Effect::new(move |_| {
        let text = head.get();
        if text.trim().is_empty() {
            return seen.set(None);
        }
        spawn_local(async move {
            let ask = PageAsk::ReadMail { about, text: text.clone() };
            let Ok(PageAnswer::Mail(found)) = link::page(Call::Page(ask)).await else { return };
            if head.try_get_untracked().as_ref() == Some(&text) {
                seen.set(found);
            }
        });
    });
    move || {
        let typed = head.with(|text| !text.trim().is_empty());
        typed.then(|| match seen.get() {
            Some(mail) => recognised(mail),
            None => {
                view! { <p class="mail-seen faint" data-testid="mail-plain">{t().timeline.mail_plain}</p> }.into_any()
            }
        })
    }
}

fn recognised(mail: MailSeen) -> AnyView {
    let pair = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd class="cut">{value}</dd></div> })
    };
    let people: Vec<String> = mail.people.into_iter().map(|one| one.name).collect();
    view! {
        <div class="mail-seen" role="status" data-testid="mail-seen">
            {icon(glyphs::MAIL)}
            <dl>
                {pair(t().timeline.mail_subject, mail.subject)}
                {pair(t().timeline.mail_from, mail.from)}
                {pair(t().timeline.mail_to, mail.to)}
                {pair(t().timeline.mail_date, mail.at.map(format::moment).unwrap_or_default())}
                {pair(t().timeline.mail_people, people.join(", "))}
            </dl>
        </div>
    }
    .into_any()
}

/// A button to choose e-mails that were saved as files.
#[component]
pub(super) fn MailFiles(take: Picked) -> impl IntoView {
    let button = |press| {
        view! { <IconButton glyph=glyphs::PAPERCLIP name=t().timeline.mail_files press testid="mail-files" /> }
            .into_any()
    };
    view! { <FilePicker accept=".eml,message/rfc822" name=t().timeline.mail_files testid="mail-input" take button /> }
        .into_any()
}
