//! An e-mail that is pasted or chosen as a file: what the worker recognises of it is shown before it is kept, and then
//! it is said what was kept.

use crate::format;
use crate::link;
use crate::state::App;
use crate::strings::{in_words, t};
use crate::ui::{FilePicker, IconButton, Picked, glyphs, icon};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, MailKept, MailSeen, NotKept, PageAnswer, PageAsk};

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

/// Says what was kept of an e-mail, and what was not.
pub(super) fn say_kept(app: App, kept: &MailKept) {
    if kept.left_out == 0 && !kept.cut && kept.not_kept.is_empty() {
        return app.say(words(kept), kept.undo);
    }
    app.warn(words(kept), t().timeline.mail_kept, kept.undo);
}

/// Names that are told of several files.
const NAMED: usize = 3;

fn words(kept: &MailKept) -> String {
    let texts = &t().timeline;
    let mut words = match (kept.known, kept.files) {
        (false, 0) => vec![texts.mail_kept.to_owned()],
        (false, files) => vec![texts.mail_kept_with(files)],
        (true, 0) => vec![texts.mail_known.to_owned()],
        (true, files) => vec![texts.mail_known_with(files)],
    };
    words.extend((kept.left_out > 0).then(|| texts.mail_left_out(kept.left_out)));
    words.extend(kept.cut.then(|| texts.mail_cut.to_owned()));
    // Those with the same reason stand together: where one file finds no room, the next ones often find none either.
    words.extend(kept.not_kept.chunk_by(|one, next| one.why == next.why).map(not_kept));
    words.join(" ")
}

fn not_kept(files: &[NotKept]) -> String {
    let mut names: Vec<String> = files.iter().take(NAMED).map(|file| file.name.clone()).collect();
    let more = files.len().saturating_sub(NAMED) as u32;
    names.extend((more > 0).then(|| t().retention.and_more(more)));
    let why = files.first().map(|file| in_words(file.why.clone()));
    let why = why.map(|why| format!("{} {}", why.what, why.todo)).unwrap_or_default();
    t().timeline.mail_not_kept(&names.join(", "), &why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, speak};
    use tacit_bridge::Problem;
    use tacit_bridge::problem::ProblemKind;

    #[test]
    fn what_was_kept_and_what_was_not_is_said() {
        speak(Language::English);
        let (undo, known, files, left_out, cut, not_kept) = (None, false, 0, 0, false, Vec::new());
        let kept = MailKept { id: Id([1; 16]), undo, known, files, left_out, cut, not_kept };
        assert_eq!(words(&kept), "E-mail kept.");
        let again = MailKept { known: true, ..kept.clone() };
        assert_eq!(words(&again), "This e-mail is here already.");
        assert_eq!(words(&MailKept { files: 2, ..again }), "This e-mail is here already, with 2 files.");
        let full = Problem { kind: ProblemKind::QuotaFull, what: "No room.".into(), todo: "Delete some.".into() };
        let lost = |name: &str| NotKept { name: name.to_owned(), why: full.clone() };
        let kept = MailKept { files: 2, left_out: 1, cut: true, not_kept: vec![lost("a.pdf"), lost("b.pdf")], ..kept };
        assert_eq!(
            words(&kept),
            "E-mail kept with 2 files. 1 part was left out. Its text was too long and was cut. \
             Not kept: a.pdf, b.pdf. No room. Delete some."
        );
        speak(Language::German);
        let kept = MailKept { files: 1, left_out: 3, not_kept: Vec::new(), ..kept };
        assert_eq!(
            words(&kept),
            "E-Mail mit 1 Datei aufbewahrt. 3 Teile wurden weggelassen. Der Text der E-Mail war zu lang und wurde gekürzt."
        );
    }
}
