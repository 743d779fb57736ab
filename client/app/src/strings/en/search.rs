//! Searching: what can be typed, and what was found instead.

use crate::strings::Example;

texts! {
    Search {
        help: "What can be typed here",
        no_hit_words: "Every word must occur somewhere in the record, in a note or in the name of a file.",
    }
    lists {
        words: &'static [Example] = &[("\"two words\"", "exactly these, side by side"), ("-word", "without this word")],
        person: &'static [Example] = &[
    ("tag:vip", "with this tag"),
    ("company:berg", "at a company called so; other fields work alike"),
    ("owner:me", "that you look after"),
    ("is:hot", "by status"),
    ("has:file", "with a file; or has:email, has:note, -has:phone"),
    ("changed:>=2026-01", "changed since January 2026; or created:today"),
],
        company: &'static [Example] = &[
    ("tag:supplier", "with this tag"),
    ("city:berlin", "by address; other fields work alike"),
    ("owner:me", "that you look after"),
    ("has:people", "with people; or has:deal, has:file"),
    ("changed:>=2026-01", "changed since January 2026; or created:today"),
],
        deal: &'static [Example] = &[
    ("is:open", "or is:won, is:lost, is:late"),
    ("amount:>5000", "by amount"),
    ("close:next-month", "by expected close"),
    ("company:berg", "with this company; or people:ada"),
    ("stage:offer", "by stage"),
    ("owner:me", "that you look after; or owner:nobody"),
],
        task: &'static [Example] = &[
    ("is:late", "or is:open, is:done, is:today"),
    ("due:<today", "by day; or due:this-week"),
    ("owner:me", "that are yours; or owner:nobody"),
    ("about:berg", "about somebody"),
    ("created:>=2026-01", "made since January 2026"),
],
        activity: &'static [Example] = &[
    ("is:call", "or is:note, is:meeting, is:e-mail"),
    ("when:this-week", "by day; or when:2026-01..2026-03"),
    ("about:berg", "with somebody"),
    ("from:ada", "by who wrote; or to:ben"),
    ("mentions:me", "that mention you; or mentions:ben"),
],
        any: &'static [Example] = &[
    ("is:person", "or is:company, is:deal, is:task, is:activity"),
    ("tag:vip", "with this tag"),
    ("owner:me", "that you look after"),
    ("is:open", "or is:done, is:won, is:lost, is:late"),
    ("has:file", "with a file; or has:email, has:note"),
    ("mentions:me", "with a note that mentions you; or mentions:ben"),
    ("changed:today", "by day; or due:<today, created:>=2026-01"),
],
        palette: &'static [Example] = &[
    ("#", "a tag; or the first digits of a record’s number"),
    ("@", "a colleague, and what they look after"),
    (">", "commands only"),
],
    }
    sentences {
        unknown: |typed: &str, nearest: Option<&str>| match nearest {
            Some(nearest) => format!("“{typed}:” is not a word that search knows. Did you mean “{nearest}:”?"),
            None => format!("“{typed}:” is not a word that search knows."),
        },
        resembling: |typed: &str, found: &str| format!("Showing what resembles “{typed}”: {found}"),
    }
}
