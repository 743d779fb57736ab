//! The specification's table of limits (docs/protocol.md, section 11) is the code's.

use std::time::Duration;
use tacit_crm::import as files;
use tacit_server::limits as server;
use tacit_shared::limits as protocol;

const SPECIFICATION: &str = include_str!("../../docs/protocol.md");

/// What the table says of a limit: the cell beside its name.
fn said(name: &str) -> String {
    let section =
        SPECIFICATION.split("\n## 11. ").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("section 11");
    let cells = |line: &'static str| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>();
    let found = section.lines().map(cells).find_map(|cells| {
        let at = cells.iter().position(|cell| *cell == name)?;
        cells.get(at + 1).map(|cell| (*cell).to_owned())
    });
    found.unwrap_or_else(|| panic!("“{name}” is not in the table"))
}

fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn mib(bytes: usize) -> String {
    assert_eq!(bytes % (1 << 20), 0);
    format!("{} MiB", bytes >> 20)
}

fn kib(bytes: usize) -> String {
    assert_eq!(bytes % 1024, 0);
    format!("{} KiB", bytes / 1024)
}

fn days(millis: u64) -> String {
    format!("{} days", millis / 86_400_000)
}

fn seconds(time: Duration) -> String {
    format!("{} s", time.as_secs())
}

#[test]
fn the_protocols_limits_are_as_specified() {
    use protocol::*;
    assert_eq!([ENVELOPE, BLOB], [ENTRY; 2]);
    assert_eq!(CHANGES, PURGES);
    for (name, is) in [
        ("entry, envelope, blob", format!("{} each", mib(ENTRY))),
        ("post or page", format!("{POST_ENTRIES} entries, {}", mib(POST))),
        ("changes, purges in a commit", format!("{} each", thousands(CHANGES))),
        ("files added, dropped", format!("{} each", thousands(FILES))),
        ("members at one time", MEMBERS.to_string()),
        ("removed by one entry", REMOVE_AT_ONCE.to_string()),
        ("open invites", OPEN_INVITES.to_string()),
        ("invite's hint; names in it", format!("{HINT}; 100 bytes each")),
        ("invite's life", days(INVITE_LIFE_MS)),
        ("requests kept per invite", REQUESTS_PER_INVITE.to_string()),
        ("leaves in a bucket", thousands(BUCKET_LEAVES)),
        ("box; box key", format!("{}; {} bytes", thousands(BOX), thousands(BOX_KEY))),
        ("join request", format!("{} bytes", thousands(JOIN_REQUEST))),
        ("operation; statement", format!("{}; {STATEMENT} bytes", thousands(OPERATION))),
        ("presence frame; good for", format!("{PRESENCE} bytes; 60 s")),
        ("clock ahead", format!("{} min", CLOCK_AHEAD_MS / 60_000)),
        ("challenge", format!("{} s", CHALLENGE_MS / 1000)),
    ] {
        assert_eq!(said(name), is, "{name}");
    }
    assert_eq!(said("envelopes, or boxes, in a post"), thousands(POST_ITEMS));
}

#[test]
fn the_servers_limits_are_as_specified() {
    use server::*;
    assert_eq!(BODY - protocol::BLOB, 64 * 1024);
    for (name, is) in [
        ("body of a post", mib(POST_BODY)),
        ("other bodies; before sign-in and small calls", format!("1 MiB + 64 KiB; {}", kib(STRANGER_BODY))),
        ("time for a request", seconds(REQUEST_TIME)),
        ("open challenges", format!("{}, the oldest goes", thousands(CHALLENGES))),
        ("sessions of an account", SESSIONS.to_string()),
        ("session unused", days(SESSION_IDLE_MS)),
        ("vaults made by an identity", VAULTS.to_string()),
        ("blobs kept", BLOBS_KEPT.to_string()),
        ("sign-up tokens; their life", format!("{SIGN_UP_TOKENS}; {}", days(SIGN_UP_MS))),
        ("closed invite shows its chain", format!("{} past expiry", days(CLOSED_INVITE_MS))),
        ("removed member reads", days(REMOVED_READS_MS)),
        ("envelopes; boxes; leaves in an answer", format!("{}; {BOXES}; {}", thousands(ENVELOPES), thousands(LEAVES))),
        (
            "hint sockets of an identity; in all; before the hello",
            format!("{SOCKETS}; {}; {}", thousands(ALL_SOCKETS), thousands(NEW_SOCKETS)),
        ),
        ("versions; membership chain in an answer", format!("{}; {}", thousands(VERSIONS), mib(ROSTER as usize))),
        ("presence frames that wait for a socket", format!("{PRESENCE_PENDING}, the oldest goes")),
        ("time between hints; ping", format!("{} ms; {}", HINT_GAP.as_millis(), seconds(SOCKET_IDLE))),
    ] {
        assert_eq!(said(name), is, "{name}");
    }
}

#[test]
fn the_devices_limits_are_as_specified() {
    for (name, is) in [
        ("plain record", kib(tacit_crm::MAX_PLAIN)),
        (
            "file to import; files; rows of one",
            format!("{}; {}; {}", mib(files::MAX_FILE), files::MAX_FILES, thousands(files::MAX_ROWS)),
        ),
        (
            "text; long text; tag",
            format!(
                "{}; {}; {} bytes",
                thousands(tacit_crm::MAX_TEXT),
                thousands(tacit_crm::MAX_LONG_TEXT),
                tacit_crm::MAX_TAG
            ),
        ),
        ("contact points; tags of a field", format!("{}; {}", tacit_crm::MAX_POINTS, tacit_crm::MAX_TAGS)),
        ("rows of a list at once", tacit_crm::MAX_WINDOW.to_string()),
    ] {
        assert_eq!(said(name), is, "{name}");
    }
}
