//! People's files: tables, cards, and where their columns go; and mails.

use crate::seeds;
use std::path::Path;
use tacit_crm::import::{Import, OnDuplicate, Plan, Target};
use tacit_crm::mail::{self, MAX_ATTACHMENTS, MAX_BODY};
use tacit_crm::markdown;
use tacit_crm::{Book, Clock, FieldKey, Record, RecordId};

/// A file of this name: read, previewed and imported twice, the second time onto what the first made.
fn import(name: &str, bytes: &[u8], adjust: impl FnOnce(&mut Import)) {
    let Ok(mut import) = Import::read(vec![(name.to_owned(), bytes.to_vec())]) else { return };
    adjust(&mut import);
    let (mut book, mut clock, mut next) = (Book::new(), Clock::new(0), 0u128);
    let mut ids = || {
        next += 1;
        RecordId(next.to_be_bytes())
    };
    let preview = import.preview(&mut book);
    let batch = import.run(&mut book, &mut ids, &mut clock, 1_000);
    assert_eq!(preview.counts, batch.counts, "what is shown is what is done");
    for (id, plain) in &batch.writes {
        let record = Record::decode(plain).expect("an import writes whole records");
        assert_eq!(&record.encode(), plain);
        book.put(*id, plain).expect("they fit a book");
    }
    let again = import.run(&mut book, &mut ids, &mut clock, 2_000);
    for (_, plain) in &again.writes {
        Record::decode(plain).expect("whole records");
    }
}

/// A table.
pub(crate) fn csv(bytes: &[u8]) {
    import("people.csv", bytes, |_| {});
}

/// Cards.
pub(crate) fn vcard(bytes: &[u8]) {
    let begun = bytes.starts_with(b"BEGIN:VCARD");
    let whole = if begun { bytes.to_vec() } else { [b"BEGIN:VCARD\r\n", bytes].concat() };
    import("people.vcf", &whole, |_| {});
}

/// A table under a mapping that nobody would guess: the first eight bytes turn columns to other fields.
pub(crate) fn mapping(bytes: &[u8]) {
    let Some((turns, table)) = bytes.split_first_chunk::<8>() else { return };
    import("people.csv", table, |import| {
        let plan = import.plan().clone();
        let turned = |column: usize, target: &Target| match turns[column % 8] {
            0..=9 => target.clone(),
            10..=19 => Target::Skip,
            20..=29 => Target::FullName,
            30..=39 => Target::Note,
            40..=59 => Target::Company { field: FieldKey(u16::from(turns[column % 8])) },
            number => Target::Person { field: FieldKey(u16::from(number) - 60), label: "work".to_owned() },
        };
        let targets: Vec<Vec<Target>> = plan
            .targets
            .iter()
            .map(|file| file.iter().enumerate().map(|(column, target)| turned(column, target)).collect())
            .collect();
        let on_duplicate = [OnDuplicate::Skip, OnDuplicate::Merge, OnDuplicate::Add][usize::from(turns[0]) % 3];
        import
            .set_plan(Plan { targets, on_duplicate, ..plan.clone() }, &Book::new())
            .expect("as many targets as columns");
    });
}

/// A mail as a file, and the same bytes as copied text.
pub(crate) fn mail(bytes: &[u8]) {
    let read = mail::read(bytes).ok();
    let pasted = mail::from_paste(&String::from_utf8_lossy(bytes), 60);
    for mail in read.into_iter().chain([pasted]) {
        assert!(mail.text.len() <= MAX_BODY && mail.attachments.len() <= MAX_ATTACHMENTS);
        assert!(mail.attachments.iter().map(|file| file.bytes.len()).sum::<usize>() <= bytes.len());
        assert!(markdown::mentions(&mail.quoted().0).is_empty(), "a stranger mentions nobody");
    }
}

const TABLE: &str = "First name;Last name;Company;E-mail;Phone;Birthday;Tags;Notes\n\
    Vera;Quandt;Kanzlei Berg;vera@people.example;+49 30 1234567;1980-02-29;warm, notary;\"said \"\"yes\"\",\nthen no\"\n\
    Ben;Tal;Berg;ben@people.example;(030) 99;29.2.1981;;\n";

pub(crate) fn csv_seeds(folder: Option<&Path>) -> Vec<Vec<u8>> {
    let mut all = seeds::files(folder, "csv");
    all.push(TABLE.as_bytes().to_vec());
    all.push(TABLE.replace(';', "\t").into_bytes());
    all.push(TABLE.replace(';', ",").encode_utf16().flat_map(u16::to_le_bytes).collect());
    all.push(b"name,email\r\n\"Quandt, Vera\",vera@people.example\r\n".to_vec());
    all
}

pub(crate) fn vcard_seeds(folder: Option<&Path>) -> Vec<Vec<u8>> {
    let mut all = seeds::files(folder, "vcf");
    all.push(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Quandt;Vera;;Dr.;\r\nFN:Dr. Vera Quandt\r\nORG:Kanzlei Berg;Notare\r\n\
          item1.EMAIL;TYPE=INTERNET,WORK:vera@people.example\r\nitem1.X-ABLabel:_$!<Other>!$_\r\nTEL;TYPE=CELL:+49 30 1234567\r\n\
          ADR;TYPE=HOME:;;Am Berg 1;Berlin;;10115;DE\r\nBDAY:--0229\r\nCATEGORIES:warm,notary\r\nNOTE:said \\\"yes\\\"\\, then\r\n  no\r\nEND:VCARD\r\n"
            .to_vec(),
    );
    all.push(
        b"BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=\n=B6rg\nTEL;CELL:1\nPHOTO;ENCODING=BASE64;JPEG:AAAA\n\nEND:VCARD\n"
            .to_vec(),
    );
    all
}

pub(crate) fn mail_seeds(folder: Option<&Path>) -> Vec<Vec<u8>> {
    let mut all = seeds::files(folder, "eml");
    all.push(
        b"From: =?utf-8?Q?J=C3=BCrgen?= <j@a.example>\r\nTo: \"Tal, Ben\" <ben@b.example>, Team: c@d.example;\r\nSubject: =?iso-8859-1?B?R3L832U=?=\r\n\
          Date: Tue, 3 Mar 2026 15:05:00 +0100\r\nMessage-ID: <1@a.example>\r\nContent-Type: multipart/mixed; boundary=\"out\"\r\n\r\n--out\r\n\
          Content-Type: multipart/alternative; boundary=in\r\n\r\n--in\r\nContent-Type: text/plain; charset=utf-8\r\n\
          Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=\r\n=C3=9Fe\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>a &amp; <b>b</b><br>\r\n--in--\r\n\
          --out\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename*0*=utf-8''a%C3%BC; filename*1=b.png\r\n\
          Content-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--out\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nx\r\n--out--\r\n"
            .to_vec(),
    );
    all.push(
        b"Subject: x\nContent-Type: text/html; charset=utf-16le\n\n<style>p{}</style><p>M&uuml;ller<!-- -->".to_vec(),
    );
    all.push("Von: Anna Müller <a@b.example>\nGesendet: Dienstag, 3. März 2026 14:05\nAn: c@d.example; e\nBetreff: x\n\nHallo".into());
    all
}

pub(crate) fn mapping_seeds(folder: Option<&Path>) -> Vec<Vec<u8>> {
    let turns = [[0; 8], [25, 35, 47, 80, 81, 92, 101, 15], [61, 63, 67, 40, 50, 12, 110, 111]];
    csv_seeds(folder).iter().flat_map(|table| turns.map(|turns| [&turns[..], table].concat())).collect()
}
