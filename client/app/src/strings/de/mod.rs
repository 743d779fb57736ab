//! German, as "Sie". The words for our things:
//!
//! | English | German | | English | German |
//! |---|---|---|---|---|
//! | vault | Tresor | | owner (of a vault) | Inhaber |
//! | Secret Key | Geheimschlüssel | | owner (of a record) | Zuständig |
//! | emergency kit | Notfallblatt | | editor, viewer | Bearbeiter, Leser |
//! | recovery account | Wiederherstellungskonto | | to let in | hereinlassen, aufnehmen |
//! | sealed | versiegelt | | person, company | Person, Firma |
//! | record | Datensatz | | deal, stage | Deal, Phase |
//! | entry (of the journal) | Eintrag | | task, activity | Aufgabe, Aktivität |
//! | history | Verlauf | | meeting | Termin |
//! | timeline | Chronik | | tag | Schlagwort |
//! | to erase for good | endgültig löschen | | duplicate, to merge | Dublette, zusammenführen |
//! | who runs the server | Betreiber | | view | Ansicht |
//! | colleague | jemand aus dem Team | | dashboard, my day | Übersicht, Mein Tag |

use super::problem::{Table, translated};
use super::{Always, Texts};

mod account;
mod acting;
mod audit;
mod calendar;
mod centre;
mod controller;
mod correct;
mod create;
mod dashboard;
mod day;
mod deal;
mod devices;
mod door;
mod duplicates;
mod entries;
mod erasure;
mod export;
mod fields;
mod files;
mod filter;
mod history;
mod import;
mod inventory;
mod keys;
mod ledger;
mod life;
mod link;
mod linking;
mod list;
mod lists;
mod lost;
mod masked;
mod members;
mod objects;
mod own;
mod parties;
mod phone;
mod privacy;
mod problem;
mod purposes;
mod record;
mod repeat;
mod requests;
mod restriction;
mod retention;
mod returning;
mod said;
mod said_erasure;
mod said_fields;
mod said_import;
mod said_ledger;
mod said_privacy;
mod said_rules;
mod said_taking;
mod said_team;
mod said_values;
mod said_vault;
mod search;
mod server;
mod settings;
mod several;
mod shell;
mod statistics;
mod suppressions;
mod task;
mod team;
mod templates;
mod time;
mod timeline;
mod trial;
mod versions;
mod witness;
mod words;

/// What the worker says, by the part of it that says so.
const SAID: &[Table] = &[
    said::SAID,
    said_vault::SAID,
    said_erasure::SAID,
    said_fields::SAID,
    said_import::SAID,
    said_ledger::SAID,
    said_privacy::SAID,
    said_rules::SAID,
    said_taking::SAID,
    said_team::SAID,
    said_values::SAID,
    own::SAID,
    purposes::SAID,
    requests::SAID,
    suppressions::SAID,
    controller::SAID,
    several::SAID,
];

/// What is said at the door in German.
pub(super) static ALWAYS: Always = Always {
    locale: "de-DE",
    usual: problem::usual,
    said: |text| translated(SAID, text),
    door: door::TEXTS,
    link: link::TEXTS,
    linking: linking::TEXTS,
    lost: lost::TEXTS,
    time: time::TEXTS,
    words: words::TEXTS,
};

/// What is said behind it.
pub(super) static TEXTS: Texts = Texts {
    account: account::TEXTS,
    acting: acting::TEXTS,
    audit: audit::TEXTS,
    calendar: calendar::TEXTS,
    centre: centre::TEXTS,
    controller: controller::TEXTS,
    correct: correct::TEXTS,
    create: create::TEXTS,
    dashboard: dashboard::TEXTS,
    day: day::TEXTS,
    deal: deal::TEXTS,
    devices: devices::TEXTS,
    duplicates: duplicates::TEXTS,
    entries: entries::TEXTS,
    erasure: erasure::TEXTS,
    export: export::TEXTS,
    fields: fields::TEXTS,
    files: files::TEXTS,
    filter: filter::TEXTS,
    history: history::TEXTS,
    import: import::TEXTS,
    inventory: inventory::TEXTS,
    keys: keys::TEXTS,
    ledger: ledger::TEXTS,
    life: life::TEXTS,
    list: list::TEXTS,
    lists: lists::TEXTS,
    masked: masked::TEXTS,
    members: members::TEXTS,
    objects: objects::TEXTS,
    own: own::TEXTS,
    parties: parties::TEXTS,
    phone: phone::TEXTS,
    privacy: privacy::TEXTS,
    purposes: purposes::TEXTS,
    record: record::TEXTS,
    repeat: repeat::TEXTS,
    requests: requests::TEXTS,
    restriction: restriction::TEXTS,
    retention: retention::TEXTS,
    returning: returning::TEXTS,
    search: search::TEXTS,
    server: server::TEXTS,
    settings: settings::TEXTS,
    several: several::TEXTS,
    shell: shell::TEXTS,
    statistics: statistics::TEXTS,
    suppressions: suppressions::TEXTS,
    task: task::TEXTS,
    team: team::TEXTS,
    templates: templates::TEXTS,
    timeline: timeline::TEXTS,
    trial: trial::TEXTS,
    versions: versions::TEXTS,
    witness: witness::TEXTS,
};
