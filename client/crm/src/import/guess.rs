//! Guessing where a column goes from its header: Google (both), Outlook, HubSpot, Salesforce, Pipedrive, Datablist,
//! Atomic, and whoever uses plain words for plain things.

use super::Target;
use super::header::{Part, Words, address_part, fold_header};
use super::said::consent;
use crate::schema::{FieldKey, key};

const NO_PURPOSE: &str = "Not needed for most purposes. Bring it in only if you have one.";

/// A guess for one column.
pub(crate) struct Guess {
    pub(crate) target: Target,
    pub(crate) confidence: u8,
    pub(crate) caution: Option<String>,
    pub(crate) role: Role,
}

/// What a column is to its neighbours, whatever its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// Stands alone.
    Plain,
    /// A contact point whose label stands in that column.
    LabelledBy(usize),
    /// A part of a postal address, whose label may stand in that column.
    Address { group: String, part: Part, label: Option<usize> },
}

/// What a file is about.
struct About {
    headers: Vec<String>,
    companies: bool,
}

impl About {
    fn of(headers: &[String]) -> Self {
        let headers: Vec<String> = headers.iter().map(|header| fold_header(header)).collect();
        let has = |names: &[&str]| headers.iter().any(|header| names.contains(&header.as_str()));
        let people = has(PERSON_SIGNS);
        let companies = !people && has(COMPANY_SIGNS);
        Self { headers, companies }
    }

    fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|header| header == name)
    }
}

const PERSON_SIGNS: &[&str] = &[
    "first name",
    "last name",
    "given name",
    "family name",
    "full name",
    "surname",
    "vorname",
    "nachname",
    "person name",
    "contact name",
    "job title",
    "lastname",
    "firstname",
];
const COMPANY_SIGNS: &[&str] = &[
    "company name",
    "organization name",
    "account name",
    "industry",
    "number of employees",
    "employees",
    "company",
    "organization",
    "founded",
    "sic code",
];

/// Guesses every column of a table.
pub(crate) fn guess_all(headers: &[String]) -> Vec<Guess> {
    let about = About::of(headers);
    let mut guesses: Vec<Guess> =
        about.headers.iter().enumerate().map(|(at, header)| guess(&about, at, header)).collect();
    let names = headers;
    skip_second_sources(&mut guesses, names);
    guesses
}

/// How many headers say something: a row of names scores, a row of data does not.
pub(crate) fn known(headers: &[String]) -> usize {
    let about = About::of(headers);
    let known = |(at, header): (usize, &String)| guess(&about, at, header).confidence > 0;
    about.headers.iter().enumerate().filter(|(at, header)| known((*at, header))).count()
}

fn guess(about: &About, at: usize, header: &str) -> Guess {
    let skip = |confidence: u8, caution: Option<&str>| Guess {
        target: Target::Skip,
        confidence,
        caution: caution.map(str::to_owned),
        role: Role::Plain,
    };
    let words = Words::of(header);
    if header.is_empty() {
        return skip(0, None);
    }
    if let Some((target, caution)) = consent(header, &words) {
        return Guess { target, confidence: 95, caution: Some(caution.to_owned()), role: Role::Plain };
    }
    if is_private(header) {
        return skip(90, Some(NO_PURPOSE));
    }
    if is_system(header, &words) {
        return skip(80, None);
    }
    if let Some((target, confidence)) = exact(about, header) {
        return Guess { target, confidence, caution: None, role: Role::Plain };
    }
    contact(about, at, header, &words).unwrap_or_else(|| skip(0, None))
}

fn is_private(header: &str) -> bool {
    const EXACT: &[&str] = &[
        "birthday",
        "birthdate",
        "birth date",
        "date of birth",
        "dob",
        "geburtstag",
        "geburtsdatum",
        "gender",
        "sex",
        "geschlecht",
        "religion",
        "konfession",
        "government id number",
        "government id",
        "ssn",
        "social security number",
        "passport",
        "passport number",
        "tax id",
        "spouse",
        "partner",
        "children",
        "anniversary",
        "hobby",
        "hobbies",
        "nationality",
        "ethnicity",
        "race",
        "health",
        "marital status",
        "maiden name",
        "political party",
        "union",
    ];
    EXACT.contains(&header)
}

fn is_system(header: &str, words: &Words<'_>) -> bool {
    const EXACT: &[&str] = &[
        "id",
        "index",
        "sales",
        "nb tasks",
        "photo",
        "file as",
        "sensitivity",
        "priority",
        "private",
        "mileage",
        "create date",
        "created date",
        "last modified date",
        "email type",
        "email display name",
        "email 2 type",
        "email 2 display name",
        "email 3 type",
        "email 3 display name",
        "directory server",
        "internet free busy",
        "initials",
        "short name",
        "billing information",
        "organizational id number",
        "annual revenue",
        "sic code",
        "ticker symbol",
        "ownership",
        "rating",
        "language",
        "has photo",
    ];
    EXACT.contains(&header) || matches!(words.last(), "id" | "ids" | "owner" | "guid") || header.starts_with("deal ")
}

fn person(field: FieldKey) -> Target {
    Target::Person { field, label: String::new() }
}

fn company(field: FieldKey) -> Target {
    Target::Company { field }
}

/// Headers that mean one thing.
fn exact(about: &About, header: &str) -> Option<(Target, u8)> {
    let sure = |target| Some((target, 100));
    let likely = |target| Some((target, 80));
    if about.companies
        && let Some(field) = of_company_file(header)
    {
        return sure(company(field));
    }
    match header {
        "first name" | "given name" | "firstname" | "forename" | "vorname" | "prenom" | "nombre"
        | "person first name" => sure(person(key::GIVEN)),
        "last name" | "family name" | "lastname" | "surname" | "nachname" | "familienname" | "nom" | "apellido"
        | "apellidos" | "person last name" => sure(person(key::FAMILY)),
        "middle name" | "additional name" | "middle names" | "second name" => sure(person(key::MIDDLE)),
        "name prefix" | "prefix" | "salutation" | "anrede" | "honorific" => sure(person(key::PREFIX)),
        "title" if about.has("job title") => likely(person(key::PREFIX)),
        "suffix" | "name suffix" => sure(person(key::SUFFIX)),
        "nickname" | "nick name" | "spitzname" => sure(person(key::NICKNAME)),
        "full name" | "person name" | "contact name" | "contact person" | "contact" | "ansprechpartner" => {
            sure(Target::FullName)
        }
        "name" => likely(Target::FullName),
        "job title"
        | "position"
        | "jobtitle"
        | "person job title"
        | "organization title"
        | "organization 1 title"
        | "function"
        | "funktion"
        | "beruf"
        | "cargo"
        | "poste" => sure(person(key::JOB_TITLE)),
        "title" | "role" | "profession" | "occupation" => likely(person(key::JOB_TITLE)),
        "department" | "organization department" | "organization 1 department" | "abteilung" => {
            sure(person(key::DEPARTMENT))
        }
        "company"
        | "company name"
        | "organization"
        | "organization name"
        | "organization 1 name"
        | "organisation"
        | "account"
        | "account name"
        | "associated company"
        | "person organization"
        | "firma"
        | "unternehmen"
        | "employer"
        | "entreprise"
        | "empresa" => sure(company(key::NAME)),
        "industry" | "branche" => likely(company(key::INDUSTRY)),
        "number of employees" | "employees" | "company size" => likely(company(key::SIZE)),
        "company website" | "company domain" | "domain" => likely(company(key::DOMAIN)),
        "linkedin url" | "linkedin" | "linkedin profile" => link("linkedin"),
        "twitter" | "x" | "twitter url" => link("twitter"),
        "github" | "github url" => link("github"),
        "website" | "web page" | "url" | "website url" | "homepage" | "webseite" | "web" => link(""),
        "notes" | "note" | "background" | "description" | "comments" | "notizen" | "bemerkung" | "bemerkungen"
        | "kommentar" => likely(person(key::NOTES)),
        "tags" | "tag" | "labels" | "categories" | "keywords" | "group membership" | "groups" | "person label"
        | "kategorien" | "schlagworte" => likely(person(key::TAGS)),
        "status" | "lead status" | "account status" | "contact status" => likely(person(key::STATUS)),
        "lifecycle stage" | "deal stage" => Some((person(key::STATUS), 60)),
        "first seen" | "connected on" => likely(person(key::FIRST_SEEN)),
        "last seen" | "last contacted" | "last activity" => likely(person(key::LAST_SEEN)),
        "uid" => likely(person(key::UID)),
        _ => None,
    }
}

fn link(label: &str) -> Option<(Target, u8)> {
    Some((Target::Person { field: key::LINKS, label: label.to_owned() }, 90))
}

/// In a file of companies "Name" is the company's.
fn of_company_file(header: &str) -> Option<FieldKey> {
    Some(match header {
        "name" => key::NAME,
        "website" | "website url" | "url" | "web" | "homepage" | "organization website" | "domain" => key::DOMAIN,
        "description" | "notes" | "note" => key::NOTES,
        "type" | "organization label" | "labels" | "tags" => key::TAGS,
        _ => return None,
    })
}

/// E-mails, telephones, postal addresses, and the columns that hold their labels.
fn contact(about: &About, at: usize, header: &str, words: &Words<'_>) -> Option<Guess> {
    if matches!(words.last(), "label" | "type") && about.has(&format!("{} value", cut_last(header))) {
        let caution = Some(format!("Gives the labels of “{} value”.", cut_last(header)));
        return Some(Guess { target: Target::Skip, confidence: 90, caution, role: Role::Plain });
    }
    let field = if words.any(&["email", "emails", "mail"]) && !words.any(&["display", "type", "opt"]) {
        Some(key::EMAILS)
    } else if words.any(PHONE_WORDS) {
        Some(key::PHONES)
    } else if words.any(&["website", "url", "link", "homepage"]) && words.last() != "label" {
        Some(key::LINKS)
    } else {
        None
    };
    if let Some(field) = field {
        let role = label_column(about, header, at).map_or(Role::Plain, Role::LabelledBy);
        return Some(Guess { target: point(about, field, words), confidence: 95, caution: None, role });
    }
    let (group, part) = address_part(header)?;
    let label =
        about.headers.iter().position(|other| *other == format!("{group} label") || *other == format!("{group} type"));
    let target = point(about, key::ADDRESSES, &Words::of(&group));
    Some(Guess { target, confidence: 85, caution: None, role: Role::Address { group, part, label } })
}

const PHONE_WORDS: &[&str] = &[
    "phone",
    "phones",
    "telephone",
    "tel",
    "telefon",
    "telefono",
    "mobile",
    "mobil",
    "cell",
    "handy",
    "fax",
    "pager",
    "callback",
    "isdn",
    "telex",
];

fn point(about: &About, field: FieldKey, words: &Words<'_>) -> Target {
    if about.companies { company(field) } else { Target::Person { field, label: words.label() } }
}

fn cut_last(header: &str) -> &str {
    header.rsplit_once(' ').map_or("", |(head, _)| head)
}

fn label_column(about: &About, header: &str, at: usize) -> Option<usize> {
    let stem = header.strip_suffix(" value")?;
    about
        .headers
        .iter()
        .position(|other| *other == format!("{stem} label") || *other == format!("{stem} type"))
        .filter(|other| *other != at)
}

/// Two columns for one single value: the surer, then the first, is taken.
fn skip_second_sources(guesses: &mut [Guess], headers: &[String]) {
    for at in 0..guesses.len() {
        let single = match &guesses[at].target {
            Target::Person { field, .. } => is_single(*field),
            Target::Company { field } => is_single(*field),
            Target::FullName => true,
            Target::Skip | Target::Note | Target::Claim | Target::OptOut(_) | Target::Own { .. } => false,
        };
        let better = |other: usize| (std::cmp::Reverse(guesses[other].confidence), other);
        let rival = (0..guesses.len())
            .filter(|other| *other != at && guesses[*other].target == guesses[at].target)
            .min_by_key(|other| better(*other));
        if let Some(rival) = rival.filter(|rival| single && better(*rival) < better(at)) {
            guesses[at].target = Target::Skip;
            guesses[at].caution = Some(format!("“{}” already gives this.", headers[rival]));
        }
    }
    let split = guesses.iter().any(|guess| guess.target == person(key::GIVEN) || guess.target == person(key::FAMILY));
    if split && let Some(full) = guesses.iter_mut().find(|guess| guess.target == Target::FullName) {
        full.target = Target::Skip;
        full.caution = Some("The parts of the name have columns of their own.".to_owned());
    }
}

fn is_single(field: FieldKey) -> bool {
    !matches!(field, key::EMAILS | key::PHONES | key::LINKS | key::ADDRESSES | key::TAGS | key::NOTES)
}
