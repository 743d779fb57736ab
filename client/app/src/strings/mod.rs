//! Every word the page says, in English, so that another language is one more file like this.

macro_rules! texts {
    ($($name:ident = $text:literal;)*) => { $(pub(crate) const $name: &str = $text;)* };
}

pub(crate) mod account;
pub(crate) mod calendar;
pub(crate) mod create;
pub(crate) mod dashboard;
pub(crate) mod day;
pub(crate) mod deal;
pub(crate) mod devices;
pub(crate) mod door;
pub(crate) mod duplicates;
pub(crate) mod files;
pub(crate) mod filter;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod keys;
pub(crate) mod life;
pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod members;
pub(crate) mod record;
pub(crate) mod repeat;
pub(crate) mod settings;
pub(crate) mod shell;
pub(crate) mod task;
pub(crate) mod timeline;
pub(crate) mod witness;
pub(crate) mod words;
