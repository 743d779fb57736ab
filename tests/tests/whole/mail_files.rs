//! What is attached to an e-mail that is dropped, with real clients and a real server: it becomes files of the
//! activity, once, goes with it and comes back with it.

use crate::SERVER;
use base64ct::{Base64, Encoding};
use tacit_bridge::files::{FileStage, FileView, Media};
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Kind, MailKept, UndoStep, Value};
use tacit_bridge::{Call, Reply};
use tacit_engine::ports::Request;
use tacit_shared::api::{ApiError, FilesUsage};
use tacit_shared::file::sealed_len;
use tacit_tests::files::content;
use tacit_tests::person::Person;
use tacit_tests::scene::Scene;
use tacit_tests::script::{Honest, instead, ok, refusal};
use tacit_tests::{run, until};

const HEAD: &str = "From: Vera Quandt <vera@quandt.example>\r\nTo: quorlis@example.org\r\nSubject: The offer\r\n\
    Date: Thu, 26 Nov 2026 10:00:00 +0100\r\nMessage-ID: <2@quandt.example>\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=out\r\n\r\n";

async fn scene() -> Scene {
    Scene::new(SERVER, Role::Editor).await
}

/// A part with these bytes, under these headers.
fn part(headers: &str, bytes: &[u8]) -> String {
    let whole = Base64::encode_string(bytes);
    let lines = whole.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).expect("letters"));
    let lines = lines.collect::<Vec<_>>().join("\r\n");
    format!("--out\r\n{headers}\r\nContent-Transfer-Encoding: base64\r\n\r\n{lines}\r\n")
}

fn attached(name: &str, bytes: &[u8]) -> String {
    let headers = format!(
        "Content-Type: application/octet-stream; name={name}\r\nContent-Disposition: attachment; filename={name}"
    );
    part(&headers, bytes)
}

/// A mail with a picture of its layout, and with these parts.
fn mail(text: &str, parts: &[String]) -> Vec<u8> {
    let logo = "Content-Type: image/png; name=logo.png\r\nContent-Disposition: inline; filename=logo.png\r\n\
        Content-ID: <logo@quandt.example>";
    let logo = part(logo, b"\x89PNG\r\n\x1a\nlogo");
    let text = format!("--out\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n");
    format!("{HEAD}{text}{logo}{}--out--\r\n", parts.concat()).into_bytes()
}

fn offer() -> Vec<u8> {
    [b"%PDF-1.7\n".as_slice(), &content(9, 70_000)].concat()
}

async fn keep(person: &Person, about: Id, mail: &[u8]) -> MailKept {
    match person.call(Call::AddMail { about, bytes: mail.to_vec() }).await {
        Ok(Reply::MailKept(kept)) => kept,
        other => panic!("not kept: {:?}", other.err()),
    }
}

async fn one_file(person: &Person, of: Id) -> FileView {
    let mut files = person.files(of).await;
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

/// Takes a step back or forth; what does the opposite.
async fn stepped(person: &Person, step: UndoStep) -> UndoStep {
    match person.call(Call::Undo(step)).await {
        Ok(Reply::Several { undo: Some(undo), changed: 2, .. }) => undo,
        other => panic!("not stepped: {:?}", other.err()),
    }
}

#[test]
fn what_is_attached_to_a_mail_is_kept_once_with_it() {
    run(async {
        let scene = scene().await;
        let (offer, other) = (offer(), content(8, 300));
        let mail = mail("Here it is.", &[attached("offer.pdf", &offer), attached("terms.bin", &other)]);
        let kept = keep(&scene.anna, scene.id, &mail).await;
        assert_eq!((kept.known, kept.files, kept.left_out, kept.cut, kept.not_kept.len()), (false, 2, 0, false, 0));
        let files = scene.anna.files(kept.id).await;
        let seen: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.len, file.media)).collect();
        let len = |bytes: &[u8]| bytes.len() as u64;
        let whole = [("offer.pdf", len(&offer), Media::Pdf), ("terms.bin", len(&other), Media::Other)];
        assert_eq!(seen, whole, "in their order, each by its own bytes, and no picture of the layout");
        assert!(scene.anna.files(scene.id).await.is_empty(), "they belong to the e-mail");
        for (file, bytes) in files.iter().zip([&offer, &other]) {
            scene.ben.kept(kept.id, file.id).await;
            assert_eq!(scene.ben.read(file.id).await.as_ref(), Ok(bytes));
        }

        let again = keep(&scene.anna, scene.id, &mail).await;
        assert_eq!((again.id, again.known, again.files, again.left_out), (kept.id, true, 2, 0));
        assert_eq!(scene.anna.files(kept.id).await.len(), 2, "once");
        until("nothing sealed is left behind", async || scene.anna.local_files().is_empty()).await;
    });
}

#[test]
fn whose_mail_it_is_stands_on_nobody_elses_page_while_their_data_is_only_stored() {
    run(async {
        let scene = scene().await;
        let anna = &scene.anna;
        let create = async |name: &str| {
            let fields = vec![(FieldKey::FAMILY, Value::Text(name.to_owned()))];
            match anna.call(Call::Create { kind: Kind::Person, fields }).await {
                Ok(Reply::Changed { id: Some(id), .. }) => id,
                _ => panic!("no id"),
            }
        };
        let (vera, other) = (create("Quandt").await, create("Other").await);
        let mail = mail("Here it is.", &[]);
        keep(anna, vera, &mail).await;
        assert!(keep(anna, other, &mail).await.known, "one mail about both");
        let names = async || match anna.call(Call::Timeline { about: other, count: 9, what: None }).await {
            Ok(Reply::Timeline(told)) => told.entries.into_iter().map(|entry| entry.mail.is_some()).collect::<Vec<_>>(),
            _ => panic!("no timeline"),
        };
        assert_eq!(names().await, [true]);
        let restrict = PrivacyAsk::Restrict { person: vera, why: "accuracy disputed".into(), until: None };
        anna.call(Call::PrivacyAsk(restrict)).await.expect("an owner may");
        assert_eq!(names().await, [false], "the mail stays, and says nothing of her");
        anna.call(Call::PrivacyAsk(PrivacyAsk::Lift { person: vera, why: "settled".into() })).await.expect("lifted");
        assert_eq!(names().await, [true]);
    });
}

#[test]
fn an_undo_takes_the_files_of_a_mail_with_it_and_leaves_them_where_it_stays() {
    run(async {
        let scene = scene().await;
        let offer = offer();
        let kept = keep(&scene.anna, scene.id, &mail("Here it is.", &[attached("offer.pdf", &offer)])).await;
        let file = one_file(&scene.anna, kept.id).await.id;
        scene.ben.kept(kept.id, file).await;
        let back = stepped(&scene.anna, kept.undo.expect("a step")).await;
        for person in [&scene.anna, &scene.ben] {
            until("both are gone", async || {
                person.record(kept.id).await.is_none() && person.files(kept.id).await.is_empty()
            })
            .await;
        }
        let step = stepped(&scene.anna, back).await;
        scene.ben.kept(kept.id, file).await;
        assert_eq!(scene.ben.read(file).await.as_ref(), Ok(&offer));

        scene.anna.set(kept.id, FieldKey::NAME, "The second offer").await.expect("saved");
        let refused = scene.anna.call(Call::Undo(step)).await.map_err(|problem| problem.kind);
        assert_eq!(refused.err(), Some(ProblemKind::Gone), "somebody changed it since");
        assert_eq!(one_file(&scene.anna, kept.id).await.id, file);
    });
}

#[test]
fn the_files_of_a_mail_in_the_trash_go_with_whom_it_was_about() {
    run(async {
        let scene = scene().await;
        let kept = keep(&scene.anna, scene.id, &mail("Here it is.", &[attached("offer.pdf", &offer())])).await;
        let file = one_file(&scene.anna, kept.id).await.id;
        scene.ben.kept(kept.id, file).await;
        scene.anna.call(Call::Delete(vec![kept.id])).await.expect("deleted");
        scene.anna.settled().await;
        let used = async || match scene.anna.call(Call::FilesUsage).await {
            Ok(Reply::FilesUsage(usage)) => usage.used,
            other => panic!("no figures: {:?}", other.err()),
        };
        assert!(used().await > 0, "the mail could be brought back with it");
        scene.anna.erase_person(scene.id).await;
        until("its bytes are gone at once", async || used().await == 0).await;
    });
}

#[test]
fn what_waits_to_be_sent_leaves_less_room() {
    run(async {
        let scene = scene().await;
        let small = content(8, 300);
        // Room for one of that size, and no more; the first waits for it, since nothing is taken yet.
        let room = FilesUsage { used: 1_000, quota: 1_000 + sealed_len(300) };
        scene.anna.line.play(instead(move |request: &Request| {
            let answer = if request.method == "GET" { ok(&room) } else { refusal(&ApiError::QuotaFull { quota: 0 }) };
            request.path.ends_with("/files").then_some(answer)
        }));
        let first = keep(&scene.anna, scene.id, &mail("First.", &[attached("terms.bin", &small)])).await;
        assert_eq!((first.files, first.not_kept.len()), (1, 0));
        let second = String::from_utf8(mail("Second.", &[attached("more.bin", &small)])).expect("text");
        let second = second.replace("<2@quandt.example>", "<3@quandt.example>");
        let kept = keep(&scene.anna, scene.id, second.as_bytes()).await;
        let lost: Vec<_> = kept.not_kept.iter().map(|file| (file.name.as_str(), file.why.kind)).collect();
        assert_eq!(lost, [("more.bin", ProblemKind::QuotaFull)]);
    });
}

#[test]
fn without_a_line_the_files_of_a_mail_are_sealed_here_and_sent_later() {
    run(async {
        let scene = scene().await;
        let offer = offer();
        scene.anna.cut_off().await;
        let kept = keep(&scene.anna, scene.id, &mail("Here it is.", &[attached("offer.pdf", &offer)])).await;
        assert_eq!((kept.files, kept.not_kept.len()), (1, 0));
        let file = one_file(&scene.anna, kept.id).await;
        assert!(matches!(file.stage, FileStage::Sending(_)), "{file:?}");
        assert_eq!(scene.anna.local_files().len(), 1);
        assert_eq!(scene.anna.read(file.id).await.as_ref(), Ok(&offer), "it opens from here meanwhile");
        scene.anna.line.cut.set(false);
        scene.anna.call(Call::SyncNow).await.expect("a reply");
        scene.ben.kept(kept.id, file.id).await;
        assert_eq!(scene.ben.read(file.id).await, Ok(offer));
    });
}

#[test]
fn a_file_that_finds_no_room_is_named_and_its_mail_stays() {
    run(async {
        let scene = scene().await;
        // Room for the small one alone.
        let room = FilesUsage { used: 1_000, quota: 1_000 + sealed_len(300) };
        scene.anna.line.play(instead(move |request: &Request| {
            (request.method == "GET" && request.path.ends_with("/files")).then(|| ok(&room))
        }));
        let small = content(8, 300);
        let parts = [attached("offer.pdf", &offer()), attached("terms.bin", &small), attached("more.bin", &small)];
        let kept = keep(&scene.anna, scene.id, &mail("Here it is.", &parts)).await;
        let lost: Vec<_> = kept.not_kept.iter().map(|file| (file.name.as_str(), file.why.kind)).collect();
        assert_eq!(lost, [("offer.pdf", ProblemKind::QuotaFull), ("more.bin", ProblemKind::QuotaFull)]);
        assert!(kept.files == 1 && kept.not_kept.iter().all(|file| !file.why.todo.is_empty()));
        assert!(scene.anna.record(kept.id).await.is_some());
        let file = one_file(&scene.anna, kept.id).await;
        assert_eq!(file.name, "terms.bin");
        scene.anna.line.play(Honest);
        scene.ben.kept(kept.id, file.id).await;
        assert_eq!(scene.ben.read(file.id).await, Ok(small));
    });
}

#[test]
fn what_a_mail_has_too_much_of_is_told() {
    run(async {
        let scene = scene().await;
        // The picture of its layout is one of the 64 that are read.
        let parts: Vec<String> = (0..65).map(|number| attached(&format!("{number}.bin"), b"x")).collect();
        let kept = keep(&scene.anna, scene.id, &mail(&"word ".repeat(20_000), &parts)).await;
        assert_eq!((kept.files, kept.left_out, kept.cut), (63, 2, true));
        assert_eq!(scene.anna.files(kept.id).await.len(), 63);
    });
}
