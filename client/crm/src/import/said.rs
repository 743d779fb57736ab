//! What a file says about consents: "subscribed" and "do not call" in the words of many programs. A yes is a claim and
//! nothing more; a no is heard.

use super::Target;
use super::header::Words;
use super::issues::{Issues, Place};
use crate::fold::fold_name;
use crate::privacy::PointKind;
use crate::record::RecordId;

const CONSENT: &str = "An import cannot give or take a consent. Keep the file as evidence.";
const CLAIM: &str = "Taken as a claim: nobody gets the newsletter because a file says so.";
const OPT_OUT: &str = "Whoever is marked here is blocked from now on.";

/// To what somebody says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTo {
    /// Marketing by e-mail.
    Email,
    /// Calls and text messages.
    Phone,
    /// Letters.
    Post,
    /// Everything that is marketing.
    All,
}

/// What one row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// About whom.
    pub person: RecordId,
    /// Contact points that it brings.
    pub points: Vec<(PointKind, String)>,
    /// That the person gets the newsletter.
    pub claims: bool,
    /// What the person does not want.
    pub no: Vec<NoTo>,
    /// Where it stands: "people.csv, row 118".
    pub source: String,
}

/// What the cells of one row say.
#[derive(Default)]
pub(crate) struct Answers {
    pub(crate) claims: bool,
    pub(crate) no: Vec<NoTo>,
}

impl Answers {
    /// Takes a cell of a column that says "subscribed".
    pub(crate) fn add_claim(&mut self, cell: &str, place: Place<'_>, issues: &mut Issues) {
        match answer(cell) {
            Some(Answer::Yes | Answer::In) => self.claims = true,
            Some(Answer::Out) => self.add(NoTo::Email),
            Some(Answer::No) => {}
            None => unclear(cell, place, issues),
        }
    }

    /// Takes a cell of a column that says "opted out". What is unclear is heard as a no.
    pub(crate) fn add_no(&mut self, to: NoTo, cell: &str, place: Place<'_>, issues: &mut Issues) {
        match answer(cell) {
            Some(Answer::Yes | Answer::Out) => self.add(to),
            Some(Answer::No | Answer::In) => {}
            None => {
                self.add(to);
                issues.count(place, cell, "neither yes nor no", "Taken as a no, to be on the safe side.");
            }
        }
    }

    fn add(&mut self, to: NoTo) {
        if !self.no.contains(&to) {
            self.no.push(to);
        }
    }
}

fn unclear(cell: &str, place: Place<'_>, issues: &mut Issues) {
    issues.count(place, cell, "neither yes nor no", "Nothing is claimed.");
}

enum Answer {
    Yes,
    No,
    /// In words that mean the same whatever was asked: the person wants it.
    In,
    /// The person does not want it.
    Out,
}

fn answer(cell: &str) -> Option<Answer> {
    match fold_name(cell).trim() {
        "yes" | "y" | "true" | "t" | "1" | "x" | "on" | "ja" | "wahr" => Some(Answer::Yes),
        "subscribed" | "opted in" | "opt in" | "opt-in" | "opted-in" | "active" | "abonniert" | "angemeldet" => {
            Some(Answer::In)
        }
        "" | "no" | "n" | "false" | "f" | "0" | "off" | "nein" | "falsch" | "none" | "null" | "-" => Some(Answer::No),
        "unsubscribed" | "opted out" | "opt out" | "opt-out" | "opted-out" | "withdrawn" | "cleaned" | "abgemeldet"
        | "widerrufen" | "do not contact" | "do not call" => Some(Answer::Out),
        _ => None,
    }
}

/// What a column about consents says: that somebody wants something, or does not; of others nothing is taken.
pub(crate) fn consent(header: &str, words: &Words<'_>) -> Option<(Target, &'static str)> {
    let has = |marks: &[&str]| marks.iter().any(|mark| header.contains(mark));
    if has(&["opt out", "optout", "opted out", "optedout", "do not", "donot", "unsubscri", "abgemeldet", "abmeldung"]) {
        let to = if words.any(&["call", "phone", "sms", "telefon"]) || has(&["notcall"]) {
            NoTo::Phone
        } else if words.any(&["email", "mail", "newsletter"]) || has(&["email", "e mail"]) {
            NoTo::Email
        } else if words.any(&["post", "letter", "fax"]) {
            NoTo::Post
        } else {
            NoTo::All
        };
        return Some((Target::OptOut(to), OPT_OUT));
    }
    let claims = has(&["newsletter", "opt in", "optin", "opted in", "subscri", "abonn", "mailing list"]);
    // When somebody subscribed to what says nothing of whether it still holds.
    if claims && !words.any(&["date", "time", "datum", "at", "on", "since"]) {
        return Some((Target::Claim, CLAIM));
    }
    let other = has(&["consent", "einwilligung", "legal basis"]) || words.any(&["gdpr", "dsgvo", "marketing"]);
    (claims || other).then_some((Target::Skip, CONSENT))
}
