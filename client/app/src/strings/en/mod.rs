//! English.

use super::{Always, Texts};

pub(super) mod account;
pub(super) mod acting;
pub(super) mod audit;
pub(super) mod calendar;
pub(super) mod centre;
pub(super) mod controller;
pub(super) mod correct;
pub(super) mod create;
pub(super) mod dashboard;
pub(super) mod day;
pub(super) mod deal;
pub(super) mod devices;
pub(super) mod door;
pub(super) mod duplicates;
pub(super) mod entries;
pub(super) mod erasure;
pub(super) mod export;
pub(super) mod fields;
pub(super) mod files;
pub(super) mod filter;
pub(super) mod history;
pub(super) mod import;
pub(super) mod inventory;
pub(super) mod keys;
pub(super) mod ledger;
pub(super) mod life;
pub(super) mod link;
pub(super) mod linking;
pub(super) mod list;
pub(super) mod lists;
pub(super) mod lost;
pub(super) mod masked;
pub(super) mod members;
pub(super) mod objects;
pub(super) mod own;
pub(super) mod parties;
pub(super) mod phone;
pub(super) mod privacy;
pub(super) mod purposes;
pub(super) mod record;
pub(super) mod repeat;
pub(super) mod requests;
pub(super) mod restriction;
pub(super) mod retention;
pub(super) mod returning;
pub(super) mod search;
pub(super) mod server;
pub(super) mod settings;
pub(super) mod several;
pub(super) mod shell;
pub(super) mod statistics;
pub(super) mod suppressions;
pub(super) mod task;
pub(super) mod team;
pub(super) mod templates;
pub(super) mod time;
pub(super) mod timeline;
pub(super) mod trial;
pub(super) mod versions;
pub(super) mod witness;
pub(super) mod words;

/// What is said at the door in English.
pub(super) static ALWAYS: Always = Always {
    locale: "en-GB",
    usual: |_| None,
    said: |_| None,
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
