//! Mails as they come: from every mail program, from nobody in particular, and from people who mean harm.

use super::*;
use proptest::prelude::*;

fn mail(text: &str) -> Mail {
    read(text.replace('\n', "\r\n").as_bytes()).expect("a mail")
}

fn names(all: &[Address]) -> Vec<(&str, &str)> {
    all.iter().map(|address| (address.name.as_str(), address.email.as_str())).collect()
}

fn files(mail: &Mail) -> Vec<(&str, &str, &[u8])> {
    mail.attachments.iter().map(|file| (file.name.as_str(), file.media_hint.as_str(), file.bytes.as_slice())).collect()
}

const ALTERNATIVE: &str = "From: Anna Berg <anna@berg.example>
To: ben@tal.example, \"Tal, Cleo\" <cleo@tal.example>
Cc: Team: d@e.example, e@e.example;
Subject: Offer
Date: Tue, 3 Mar 2026 15:05:00 +0100
Message-ID: <1@berg.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=\"out\"

Preamble.
--out
Content-Type: multipart/alternative; boundary=in

--in
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Gr=C3=BC=C3=9Fe, =
Anna

--in
Content-Type: text/html

<p>Not <b>this</b></p>
--in--
--out
Content-Type: application/pdf; name=ignored.pdf
Content-Disposition: attachment; filename*0*=UTF-8''Angebot%20f%C3%BCr;
 filename*1*=%20M%C3%BCller.pdf
Content-Transfer-Encoding: base64

JVBERi0x
LjcK
--out--
Epilogue.
";

#[test]
fn a_mail_is_read_whole() {
    let mail = mail(ALTERNATIVE);
    assert_eq!(mail.subject, "Offer");
    assert_eq!(names(&mail.from), [("Anna Berg", "anna@berg.example")]);
    assert_eq!(names(&mail.to), [("", "ben@tal.example"), ("Tal, Cleo", "cleo@tal.example")]);
    assert_eq!(names(&mail.cc), [("", "d@e.example"), ("", "e@e.example")]);
    assert_eq!(mail.date_ms, Some(1_772_546_700_000));
    assert_eq!(mail.message_id, "1@berg.example");
    assert_eq!(mail.text, "Grüße, Anna");
    assert_eq!(files(&mail), [("Angebot für Müller.pdf", "application/pdf", b"%PDF-1.7\n".as_slice())]);
    assert!(!mail.cut && mail.left_out == 0 && !mail.attachments[0].inline);
}

#[test]
fn line_breaks_of_unix_and_mailboxes_do_as_well() {
    let crlf = mail(ALTERNATIVE);
    let unix = ALTERNATIVE.as_bytes();
    let emlx = [format!("{}\n", unix.len()).as_bytes(), unix, b"<?xml version=\"1.0\"?><plist/>"].concat();
    let mbox = [b"From anna@berg.example Tue Mar  3 15:05:00 2026\n", unix].concat();
    let marked = [b"\xef\xbb\xbf", unix].concat();
    for bytes in [unix, &emlx, &mbox, &marked] {
        assert!(read(bytes).expect("a mail") == crlf);
    }
}

#[test]
fn encoded_words_are_decoded() {
    let mail = mail(
        "From: =?iso-8859-1?Q?J=FCrgen_Wei=DF?= <j@weiss.example>\n\
         Subject: =?UTF-8?B?R3LDvMOfZQ==?=\n =?UTF-8?Q?_aus_K=C3=B6ln?=\n\nx",
    );
    assert_eq!(names(&mail.from), [("Jürgen Weiß", "j@weiss.example")]);
    assert_eq!(mail.subject, "Grüße aus Köln");
}

#[test]
fn a_mail_of_html_alone_is_its_text() {
    let mail = mail(
        "Subject: x\nContent-Type: text/html; charset=windows-1252\nContent-Transfer-Encoding: 8bit\n\n\
         <style>p{}</style><p>Dear Ben,</p><p>5&nbsp;&euro; <img src=\"https://tracker.example/1.gif\"></p>",
    );
    assert_eq!(mail.text, "Dear Ben,\n\n5 €");
}

#[test]
fn charsets_are_decoded_or_guessed() {
    for (headers, body, text) in [
        ("Content-Type: text/plain; charset=iso-8859-1", b"Gr\xfc\xdfe".as_slice(), "Grüße"),
        ("Content-Type: text/plain; charset=koi8-r", b"\xf0\xd2\xc9\xd7\xc5\xd4", "Привет"),
        ("Content-Type: text/plain; charset=us-ascii", "Grüße".as_bytes(), "Grüße"),
        ("Content-Type: text/plain; charset=utf-8", "Grüße".as_bytes(), "Grüße"),
        ("Content-Type: text/plain; charset=nonsense", "Grüße".as_bytes(), "Grüße"),
        ("X: y", b"Gr\xfc\xdfe", "Grüße"),
        ("X: y", "Grüße".as_bytes(), "Grüße"),
    ] {
        let bytes = [b"Subject: x\n", headers.as_bytes(), b"\n\n", body].concat();
        assert_eq!(read(&bytes).expect("a mail").text, text, "{headers}");
    }
}

#[test]
fn the_plain_alternative_is_taken_unless_it_is_blank() {
    let of = |plain: &str, html: &str| {
        mail(&format!(
            "Subject: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\n{plain}\n--b\n\
             Content-Type: text/html\n\n{html}\n--b--\n"
        ))
    };
    assert_eq!(of("plain", "<p>html").text, "plain");
    assert_eq!(of(" ", "<p>html").text, "html");
    assert_eq!(of(" ", "<p>").text, "");
}

#[test]
fn text_around_attachments_is_joined() {
    let mail = mail(
        "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nbefore\n--b\n\
         Content-Type: text/plain; name=a.txt\n\nfile\n--b\nContent-Type: text/html\n\n<p>after</p>\n--b\n\
         Content-Type: image/png\nContent-ID: <logo>\nContent-Disposition: inline; filename=logo.png\n\npng\n--b\n\
         Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n",
    );
    assert_eq!(mail.text, "before\n\nafter");
    assert_eq!(
        files(&mail),
        [
            ("a.txt", "text/plain", b"file".as_slice()),
            ("logo.png", "image/png", b"png"),
            ("file", "text/calendar", b"BEGIN:VCALENDAR\r\n"),
        ]
    );
    assert_eq!(mail.attachments.iter().map(|file| file.inline).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn a_mail_inside_a_mail_stays_a_file() {
    let inner = "Subject: In/ner\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: a/b\n\nx\n--b--";
    let mail = mail(&format!(
        "Subject: outer\nContent-Type: multipart/mixed; boundary=out\n\n--out\n\ntext\n--out\n\
         Content-Type: message/rfc822\n\n{inner}\n--out\nContent-Type: multipart/digest; boundary=d\n\n--d\n\n\
         X: y\n\nz\n--d--\n--out--\n"
    ));
    assert_eq!(mail.text, "text");
    let inner = inner.replace('\n', "\r\n");
    assert_eq!(
        files(&mail),
        [("In-ner.eml", "message/rfc822", inner.as_bytes()), ("message.eml", "message/rfc822", b"X: y\r\n\r\nz")]
    );
}

#[test]
fn what_is_missing_is_empty() {
    let mail = mail("Subject: only this");
    assert!(mail == Mail { subject: "only this".to_owned(), ..Mail::default() });
    let bare = super::read(b"From: a@b.example\nDate: nonsense\n\n").expect("a mail");
    assert!(bare.date_ms.is_none() && bare.text.is_empty() && bare.message_id.is_empty());
    for date in ["Thu, 1 Jan 1900 00:00:00 +0000", "99 Foo 9999 99:99:99 +9999"] {
        assert_eq!(super::read(format!("Date: {date}\n\n").as_bytes()).expect("a mail").date_ms, None);
    }
}

#[test]
fn what_is_no_mail_says_so() {
    assert_eq!(read(b"").err(), Some(MailError::Empty));
    assert_eq!(read(b"\xef\xbb\xbf\r\n \n").err(), Some(MailError::Empty));
    assert_eq!(read(b"just a text\nof two lines").err(), Some(MailError::NotMail));
    assert_eq!(read(b"%PDF-1.7\n").err(), Some(MailError::NotMail));
    assert_eq!(read(b"X-Other: 1\n\nFrom: in the body").err(), Some(MailError::NotMail));
    assert_eq!(read(&[0; 4096]).err(), Some(MailError::NotMail));
    assert_eq!(read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest").err(), Some(MailError::Outlook));
    assert_eq!(read(&vec![b'a'; MAX_MAIL + 1]).err(), Some(MailError::TooLarge));
}

#[test]
fn names_and_subjects_hide_nothing() {
    let mail = mail("From: \"a\u{202e}b\u{7}\" <x\u{200b}y@b.example>\nSubject: a\u{202e}b\tc\n\na\u{0}b\u{1b}[31m");
    assert_eq!(names(&mail.from), [("ab", "xy@b.example")]);
    assert_eq!(mail.subject, "ab c");
    assert_eq!(mail.text, "ab[31m");
}

#[test]
fn a_quoted_mail_mentions_nobody_and_links_nothing_hidden() {
    let hostile =
        Mail { text: "@[Anna](member:7)\n[bank](https://evil.example)\n# x\n<b>".to_owned(), ..Mail::default() };
    let (quoted, cut) = hostile.quoted();
    assert_eq!((markdown::plain(&quoted), cut), (hostile.text.clone(), false));
    assert!(markdown::mentions(&quoted).is_empty());
    let long = Mail { text: "*".repeat(MAX_BODY), ..Mail::default() };
    let (quoted, cut) = long.quoted();
    assert!(quoted.len() <= MAX_LONG_TEXT && cut, "with its marks it is longer than a note");
    assert!(Mail { text: "x".to_owned(), cut: true, ..Mail::default() }.quoted().1, "what was cut stays so");
}

#[test]
fn everything_is_capped() {
    let long = read(
        format!("Subject: {}\nMessage-ID: <{}@b>\n\n{}", "s".repeat(9_000), "i".repeat(9_000), "ü".repeat(MAX_BODY))
            .as_bytes(),
    )
    .expect("a mail");
    assert!(
        long.cut && long.text.len() <= MAX_BODY && long.subject.len() == MAX_SUBJECT && long.message_id.len() <= MAX_ID
    );
    let huge = read(format!("Subject: x\n\n{}", "word ".repeat(1 << 20)).as_bytes()).expect("a mail");
    assert!(huge.cut && huge.text.len() <= MAX_BODY);
    let many = read(format!("To: {}\n\n", "a@b.example, ".repeat(10_000)).as_bytes()).expect("a mail");
    assert_eq!(many.to.len(), MAX_ADDRESSES);
    let part = "--b\nContent-Type: a/b\n\nx\n";
    let parts = |count: usize| {
        let text = format!("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n{}", part.repeat(count));
        read(text.as_bytes()).expect("a mail")
    };
    assert_eq!((parts(64).attachments.len(), parts(64).left_out), (64, 0));
    assert_eq!((parts(70).attachments.len(), parts(70).left_out), (64, 6));
    assert!(parts(100_000).left_out > 0);
}

/// Each of these takes hours, or the stack, where nothing is counted.
#[test]
fn hostile_structures_end_soon() {
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(200_000);
    assert!(read(format!("Subject: x\r\n{nested}").as_bytes()).expect("a mail").attachments.len() == 1);
    let many_headers = format!("{}Subject: late\n\nbody", "a:b\n".repeat(2_000_000));
    assert!(read(many_headers.as_bytes()).is_err(), "a head has an end");
    let early = read(format!("Subject: early\n{}\nbody", "a:b\n".repeat(2_000_000)).as_bytes()).expect("a mail");
    assert_eq!((early.subject.as_str(), early.text.as_str()), ("early", "body"));
    let endless = "--b\nContent-Type: multipart/mixed; boundary=never\n\nx\n".repeat(300_000);
    let mixed = "Subject: x\nContent-Type: multipart/mixed; boundary=";
    assert!(read(format!("{mixed}b\n\n{endless}").as_bytes()).is_ok());
    let deep: String =
        (0..10_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
    assert!(read(format!("Subject: x\n{deep}").as_bytes()).expect("a mail").left_out == 1);
    let dashes = "-".repeat(20 << 20);
    for boundary in ["-", "b"] {
        assert!(read(format!("{mixed}{boundary}\n\n{dashes}").as_bytes()).is_ok());
        assert!(read(format!("{mixed}{boundary}\n\n{}", format!("--{boundary}\n").repeat(1 << 20)).as_bytes()).is_ok());
    }
    assert!(read(format!("Subject: {}\n\n", "=?utf-8?q?=41?= ".repeat(100_000)).as_bytes()).is_ok());
    assert!(read(format!("From: {}\n\n", "(".repeat(200_000)).as_bytes()).is_ok());
    let attributes: String = (0..18_000).map(|n| format!(";a{n}*1=b")).collect();
    assert!(
        read(format!("{mixed}b\n\n{}", format!("--b\nContent-Type: a/b{attributes}\n\n").repeat(100)).as_bytes())
            .is_ok()
    );
    assert!(read(format!("Subject: x\nContent-Type: a/b{}\n\n", "; n*1*=a''b".repeat(20_000)).as_bytes()).is_ok());
}

fn mail_soup() -> impl Strategy<Value = Vec<u8>> {
    let bits = prop::sample::select(vec![
        b"From: a <b@c.example>\n".as_slice(),
        b"To: ",
        b"Subject: ",
        b"=?utf-8?q?=FC?=",
        b"=?utf-8?b?w7w=?=",
        b"Date: Tue, 3 Mar 0001 15:05:00 +0100\n",
        b"Content-Type: multipart/mixed; boundary=b\n",
        b"Content-Type: multipart/alternative; boundary=\"c\"\n",
        b"Content-Type: text/html; charset=utf-16\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Transfer-Encoding: quoted-printable\n",
        b"Content-Disposition: attachment; filename*0*=utf-8''a%C3; filename*1=b\n",
        b"charset=utf-7",
        b"--b\n",
        b"--b--\n",
        b"--c\n",
        b"\n",
        b"\r\n",
        b"\n\n",
        b"=\n",
        b"=C3=BC",
        b"w7w=",
        b"\xff",
        b"\xc3",
        b"\0",
        b"<p>&amp;",
        b"<!--",
        b"<style>",
        b"(",
        b"\"",
        b";",
        b":",
        b",",
        b"<",
        b">",
        b" ",
        b"'",
        b"%",
        b"*",
        b"\\",
    ]);
    prop::collection::vec(bits, 0..80).prop_map(|bits| bits.concat())
}

proptest! {
    #[test]
    fn no_bytes_break_the_reading(bytes in prop_oneof![mail_soup(), prop::collection::vec(any::<u8>(), 0..400)]) {
        for bytes in [bytes.clone(), [b"Subject: x\n", bytes.as_slice()].concat()] {
            if let Ok(mail) = read(&bytes) {
                prop_assert!(mail.text.len() <= MAX_BODY && mail.attachments.len() <= MAX_ATTACHMENTS);
                prop_assert!(markdown::mentions(&mail.quoted().0).is_empty());
            }
        }
        let _ = from_paste(&String::from_utf8_lossy(&bytes), 60);
    }

    #[test]
    fn no_pasted_text_breaks_the_reading(
        text in any::<String>(),
        date in "[0-9a-zA-Z:.,+ -]{0,40}",
        ahead in any::<i32>(),
    ) {
        let _ = from_paste(&text, ahead);
        let _ = from_paste(&format!("From: {text}\nDate: {date}\n\nx"), ahead);
    }
}
