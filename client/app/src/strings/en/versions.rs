//! Versions of purposes and notices, and what differs between two.

texts! {
    Versions {
        open: "Versions",
        title: "Versions of the purpose",
        notices_title: "Compare notices",
        compare: "Compare notices",
        newer: "Show",
        older: "Compared with",
        what: "What changed",
        same: "Nothing differs between the two.",
        one: "There is one version; nothing changed since it was made.",
        unreadable: "One of the two cannot be read here, so they cannot be compared.",
        added: "added: ",
        removed: "removed: ",
        nothing: "(empty)",
        yes: "Yes",
        no: "No",
        status: "Status",
        effective: "Takes effect",
        widened: "Consents before it pause",
        gone: "one that is no longer here",
    }
    sentences {
        line: |version: u64, day: &str, by: &str| format!("Version {version} · {day} · {by}"),
        months: |months: u16| if months == 1 { "1 month".to_owned() } else { format!("{months} months") },
    }
}
