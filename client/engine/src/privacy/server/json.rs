//! What the server holds as one JSON file: ids in hexadecimal, sizes in bytes, times in milliseconds since 1970. Numbers,
//! hexadecimal digits and the protocol's own words only, so nothing has to be escaped. Names are not in it: the server has
//! none.

use super::Looked;
use std::fmt::Write;
use tacit_bridge::privacy::server::{EntrySeen, FileOnServer, RecordSeen, ServerSeen};
use tacit_shared::ids::RecordId;

fn role(role: Option<tacit_bridge::members::Role>) -> &'static str {
    use tacit_bridge::members::Role::{Admin, Editor, Owner, Viewer};
    match role {
        Some(Viewer) => "viewer",
        Some(Editor) => "editor",
        Some(Admin) => "admin",
        Some(Owner) => "owner",
        None => "removed",
    }
}

/// A list, one item a line.
fn list<T>(out: &mut String, name: &str, items: impl IntoIterator<Item = T>, each: impl Fn(&mut String, T)) {
    let _ = write!(out, ",\n\"{name}\":[");
    for (at, item) in items.into_iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        each(out, item);
    }
    out.push(']');
}

fn account(out: &mut String, seen: &ServerSeen) {
    let account = &seen.account;
    let _ = write!(
        out,
        "\"asked\":{},\n\"account\":{{\"lookup\":\"{}\",\"auth_key\":\"{}\",\"blob_bytes\":{}}}",
        seen.at, account.lookup, account.auth, account.blob
    );
    list(out, "sessions", &account.sessions, |out, one| {
        let _ = write!(out, "{{\"id\":\"{}\",\"created\":{},\"last_used\":{}}}", one.id, one.created, one.seen);
    });
}

fn members(out: &mut String, seen: &ServerSeen) {
    list(out, "members", &seen.members, |out, one| {
        let _ = write!(
            out,
            "{{\"number\":{},\"key\":\"{}\",\"role\":\"{}\",\"entries\":{},\"last_entry\":{}}}",
            one.number,
            one.key,
            role(one.role),
            one.entries,
            one.last
        );
    });
    list(out, "invites", &seen.invites, |out, one| {
        let (role, closed) = (role(Some(one.role)), one.closed);
        let _ = write!(
            out,
            "{{\"id\":\"{}\",\"role\":\"{role}\",\"made\":{},\"expires\":{},\"closed\":{closed}}}",
            one.id, one.at, one.expires
        );
    });
}

fn totals(out: &mut String, seen: &ServerSeen) {
    let all = &seen.totals;
    let _ = write!(
        out,
        ",\n\"totals\":{{\"records\":{},\"deleted\":{},\"bytes\":{},\"older_versions\":{},\"entries\":{},\
         \"entry_bytes\":{},\"boxes\":{},\"files\":{},\"file_bytes\":{},\"head_statements\":{},\"join_requests\":{}}}",
        all.records,
        all.deleted,
        all.bytes,
        all.older,
        all.entries,
        all.entry_bytes,
        all.boxes,
        all.files,
        all.file_bytes,
        all.statements,
        all.requests
    );
}

fn record(out: &mut String, one: &RecordSeen) {
    let bytes = one.bytes.map_or("null".to_owned(), |bytes| bytes.to_string());
    let _ = write!(
        out,
        "{{\"id\":\"{}\",\"version\":{},\"entry\":{},\"at\":{},\"by\":{},\"bytes\":{bytes},\"deleted\":{},\"older\":{}}}",
        RecordId(one.id.0).to_hex(),
        one.version,
        one.seq,
        one.at,
        one.by,
        one.deleted,
        one.older
    );
}

fn entry(out: &mut String, one: &EntrySeen) {
    let _ = write!(
        out,
        "{{\"seq\":{},\"hash\":\"{}\",\"what\":\"{}\",\"at\":{},\"by\":{},\"bytes\":{},\"writes\":{},\"purges\":{},\
         \"files\":{}}}",
        one.seq, one.hash, one.what, one.at, one.by, one.bytes, one.writes, one.purges, one.files
    );
}

fn file(out: &mut String, one: &FileOnServer) {
    let _ =
        write!(out, "{{\"id\":\"{}\",\"bytes\":{},\"at\":{},\"dropped\":{}}}", one.id, one.len, one.at, one.dropped);
}

pub(super) fn written(looked: &Looked) -> Vec<u8> {
    let seen = &looked.seen;
    let mut out = String::from("{\"format\":\"tacit-server-view\",\"version\":1,\n");
    account(&mut out, seen);
    let _ = write!(out, ",\n\"vault\":\"{}\",\n\"presence\":null", seen.vault);
    totals(&mut out, seen);
    members(&mut out, seen);
    list(&mut out, "files", &looked.files, file);
    list(&mut out, "records", &looked.records, record);
    let entries = (0..looked.journal.rows.len()).filter_map(|seq| looked.journal.shown(seq));
    list(&mut out, "entries", entries, |out, one| entry(out, &one));
    out.push_str("\n}\n");
    out.into_bytes()
}
