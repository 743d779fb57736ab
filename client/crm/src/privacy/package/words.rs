//! What a package says in the language that was chosen: headings, names of lines, words of records, rights.

use crate::recur::Day;

/// Languages of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

impl Lang {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// As BCP 47 calls it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// Reads it; English for any other.
    pub fn parse(tag: &str) -> Self {
        if tag == "de" { Self::German } else { Self::English }
    }

    /// What the package is called where the team sees that it went.
    pub fn package(self) -> &'static str {
        self.pick("Access package", "Auskunftspaket")
    }

    pub(super) fn pick(self, english: &'static str, german: &'static str) -> &'static str {
        if self == Self::German { german } else { english }
    }
}

/// Key, English, German.
type Row = (&'static str, &'static str, &'static str);

/// Headings, by the key of their section.
const HEADS: &[Row] = &[
    ("person", "Your data", "Ihre Daten"),
    ("own_fields", "Further data about you", "Weitere Daten über Sie"),
    ("purposes", "What it is used for, and on what basis", "Wofür sie verwendet werden, und auf welcher Grundlage"),
    ("recipients", "Who got it", "Wer sie bekommen hat"),
    ("retention", "How long it is kept", "Wie lange sie aufbewahrt werden"),
    ("sources", "Where it comes from", "Woher sie stammen"),
    ("consents", "What you agreed to, withdrew or objected to", "Was Sie erlaubt, widerrufen oder abgelehnt haben"),
    ("activities", "Notes, calls, meetings and mails", "Notizen, Anrufe, Termine und E-Mails"),
    ("deals", "Business with you", "Geschäfte mit Ihnen"),
    ("tasks", "Tasks about you", "Aufgaben zu Ihnen"),
    ("own", "Further records about you", "Weitere Datensätze zu Ihnen"),
    ("files", "Files about you", "Dateien zu Ihnen"),
    ("restrictions", "Restrictions of processing", "Einschränkungen der Verarbeitung"),
    ("requests", "Your requests", "Ihre Anfragen"),
    ("rights", "Your rights", "Ihre Rechte"),
    ("automated", "Automated decisions", "Automatisierte Entscheidungen"),
];

/// Names of lines.
const LINES: &[Row] = &[
    ("given_name", "Given name", "Vorname"),
    ("family_name", "Family name", "Nachname"),
    ("middle_name", "Middle name", "Zweiter Vorname"),
    ("prefix", "Prefix", "Titel"),
    ("suffix", "Suffix", "Namenszusatz"),
    ("nickname", "Nickname", "Spitzname"),
    ("company", "Company", "Firma"),
    ("job_title", "Job title", "Position"),
    ("department", "Department", "Abteilung"),
    ("e_mail", "E-mail", "E-Mail"),
    ("phone", "Phone", "Telefon"),
    ("links", "Links", "Links"),
    ("addresses", "Address", "Adresse"),
    ("status", "Status", "Status"),
    ("tags", "Tags", "Schlagwörter"),
    ("lists", "Lists", "Listen"),
    ("background", "Background", "Hintergrund"),
    ("first_seen", "First seen", "Zuerst gesehen"),
    ("last_seen", "Last seen", "Zuletzt gesehen"),
    ("birthday", "Birthday", "Geburtstag"),
    ("gender", "Gender", "Geschlecht"),
    ("type", "Type", "Art"),
    ("subject", "Subject", "Betreff"),
    ("title", "Title", "Titel"),
    ("when", "When", "Wann"),
    ("until", "Until", "Bis"),
    ("place", "Place", "Ort"),
    ("from", "From", "Von"),
    ("to", "To", "An"),
    ("text", "Text", "Text"),
    ("notes", "Notes", "Notizen"),
    ("due", "Due", "Fällig"),
    ("done", "Done", "Erledigt"),
    ("stage", "Stage", "Phase"),
    ("amount", "Amount", "Betrag"),
    ("expected_close", "Expected close", "Erwarteter Abschluss"),
    ("origin", "Origin", "Herkunft"),
    ("closed", "Closed", "Abgeschlossen"),
    ("reason", "Reason", "Grund"),
    ("name", "Name", "Name"),
    ("field", "Field", "Feld"),
    ("file", "File", "Datei"),
    ("purpose", "Purpose", "Zweck"),
    ("in_words", "In words", "In Worten"),
    ("basis", "Legal basis", "Rechtsgrundlage"),
    ("justification", "Why", "Begründung"),
    ("data", "Data used", "Verwendete Daten"),
    ("state", "State", "Stand"),
    ("since", "Since", "Seit"),
    ("recipient", "Recipient", "Empfänger"),
    ("form", "Form", "Form"),
    ("sha256", "SHA-256 of the file", "SHA-256 der Datei"),
    ("kept", "Kept for", "Aufbewahrt"),
    ("starts", "Counted from", "Gerechnet ab"),
    ("then", "Then", "Danach"),
    ("source", "Source", "Quelle"),
    ("recorded", "Recorded", "Erfasst"),
    ("changed", "Last changed", "Zuletzt geändert"),
    ("event", "What", "Was"),
    ("contact_point", "Contact point", "Kontaktpunkt"),
    ("by_way_of", "By way of", "Auf welchem Weg"),
    ("evidence", "Evidence", "Nachweis"),
    ("notice", "What you were told", "Was Ihnen gesagt wurde"),
    ("asks_for", "Asked for", "Gegenstand"),
    ("received", "Received", "Eingegangen"),
    ("delivered", "Answered", "Beantwortet"),
];

/// Words that records are written in.
const WORDS: &[Row] = &[
    ("yes", "Yes", "Ja"),
    ("work", "work", "geschäftlich"),
    ("home", "home", "privat"),
    ("mobile", "mobile", "mobil"),
    ("other", "other", "andere"),
    ("note", "Note", "Notiz"),
    ("call", "Call", "Anruf"),
    ("meeting", "Meeting", "Termin"),
    ("e-mail", "E-mail", "E-Mail"),
    ("disclosure", "Data was passed on", "Daten wurden weitergegeben"),
    ("female", "female", "weiblich"),
    ("male", "male", "männlich"),
    ("nonbinary", "non-binary", "nichtbinär"),
    ("lead", "Lead", "Interessent"),
    ("cold", "Cold", "Kalt"),
    ("warm", "Warm", "Warm"),
    ("hot", "Hot", "Heiß"),
    ("in-contract", "In contract", "Unter Vertrag"),
    ("former", "Former", "Ehemalig"),
    ("referral", "Referral", "Empfehlung"),
    ("website", "Website", "Website"),
    ("outreach", "Outreach", "Ansprache"),
    ("existing client", "Existing client", "Bestandskunde"),
    ("A6-1-a", "Consent (GDPR Art. 6(1)(a))", "Einwilligung (DSGVO Art. 6 Abs. 1 a)"),
    ("A6-1-b", "Contract (GDPR Art. 6(1)(b))", "Vertrag (DSGVO Art. 6 Abs. 1 b)"),
    ("A6-1-c", "Legal obligation (GDPR Art. 6(1)(c))", "Rechtliche Verpflichtung (DSGVO Art. 6 Abs. 1 c)"),
    ("A6-1-d", "Vital interests (GDPR Art. 6(1)(d))", "Lebenswichtige Interessen (DSGVO Art. 6 Abs. 1 d)"),
    ("A6-1-e", "Public interest (GDPR Art. 6(1)(e))", "Öffentliches Interesse (DSGVO Art. 6 Abs. 1 e)"),
    ("A6-1-f", "Legitimate interest (GDPR Art. 6(1)(f))", "Berechtigtes Interesse (DSGVO Art. 6 Abs. 1 f)"),
    ("A9-2-a", "Explicit consent (GDPR Art. 9(2)(a))", "Ausdrückliche Einwilligung (DSGVO Art. 9 Abs. 2 a)"),
    ("A9-2-b", "Employment law (GDPR Art. 9(2)(b))", "Arbeitsrecht (DSGVO Art. 9 Abs. 2 b)"),
    (
        "A9-2-c",
        "Vital interests of somebody who cannot consent (GDPR Art. 9(2)(c))",
        "Lebenswichtige Interessen bei Einwilligungsunfähigkeit (DSGVO Art. 9 Abs. 2 c)",
    ),
    (
        "A9-2-d",
        "Members of a body without profit (GDPR Art. 9(2)(d))",
        "Mitglieder einer Organisation ohne Gewinnabsicht (DSGVO Art. 9 Abs. 2 d)",
    ),
    (
        "A9-2-e",
        "Made public by the person (GDPR Art. 9(2)(e))",
        "Von der Person öffentlich gemacht (DSGVO Art. 9 Abs. 2 e)",
    ),
    ("A9-2-f", "Legal claims (GDPR Art. 9(2)(f))", "Rechtsansprüche (DSGVO Art. 9 Abs. 2 f)"),
    (
        "A9-2-g",
        "Substantial public interest (GDPR Art. 9(2)(g))",
        "Erhebliches öffentliches Interesse (DSGVO Art. 9 Abs. 2 g)",
    ),
    ("A9-2-h", "Health care (GDPR Art. 9(2)(h))", "Gesundheitsversorgung (DSGVO Art. 9 Abs. 2 h)"),
    ("A9-2-i", "Public health (GDPR Art. 9(2)(i))", "Öffentliche Gesundheit (DSGVO Art. 9 Abs. 2 i)"),
    (
        "A9-2-j",
        "Archiving, research, statistics (GDPR Art. 9(2)(j))",
        "Archiv, Forschung, Statistik (DSGVO Art. 9 Abs. 2 j)",
    ),
    ("requested", "Asked for", "Angefragt"),
    ("given", "Given", "Erteilt"),
    ("confirmed", "Confirmed", "Bestätigt"),
    ("renewed", "Renewed", "Erneuert"),
    ("refused", "Refused", "Abgelehnt"),
    ("deferred", "Put off", "Aufgeschoben"),
    ("withdrawn", "Withdrawn", "Widerrufen"),
    ("objected", "Objected", "Widersprochen"),
    ("revoked", "Ended by us", "Von uns beendet"),
    ("invalidated", "Found not to be valid", "Für ungültig befunden"),
    ("imported_unproven", "Claimed by a file, not proven", "Von einer Datei behauptet, nicht belegt"),
    ("basis_set", "Legal basis set", "Rechtsgrundlage gesetzt"),
    ("corrected", "Corrected", "Berichtigt"),
    ("unknown", "No consent", "Keine Einwilligung"),
    ("pending", "Not confirmed yet", "Noch nicht bestätigt"),
    ("expired", "Expired", "Abgelaufen"),
    ("not_needed", "Does not rest on consent", "Beruht nicht auf Einwilligung"),
    ("portal", "own page", "eigene Seite"),
    ("form", "form", "Formular"),
    ("one_click", "one-click unsubscription", "Abmeldung mit einem Klick"),
    ("gpc", "Global Privacy Control", "Global Privacy Control"),
    ("paper", "on paper", "auf Papier"),
    ("phone", "by telephone", "am Telefon"),
    ("sms", "by text message", "per SMS"),
    ("email", "by e-mail", "per E-Mail"),
    ("post", "by letter", "per Brief"),
    ("social", "through a social network", "über ein soziales Netzwerk"),
    ("in_person", "face to face", "persönlich"),
    ("import", "from a file", "aus einer Datei"),
    ("written", "the day it was entered", "dem Tag der Eingabe"),
    ("clear", "taken out", "entfernt"),
    ("created", "the day it was recorded", "dem Tag der Erfassung"),
    ("last_activity", "the last dealing with you", "dem letzten Kontakt mit Ihnen"),
    ("deal_closed", "the end of the business", "dem Abschluss des Geschäfts"),
    ("date_field", "a date in the record", "einem Datum im Datensatz"),
    ("consent_ended", "the end of your consent", "dem Ende Ihrer Einwilligung"),
    ("purpose_retired", "the end of a purpose", "dem Ende eines Zwecks"),
    ("review", "looked at again", "erneut geprüft"),
    ("restrict", "only stored", "nur noch gespeichert"),
    ("anonymise", "made anonymous", "anonymisiert"),
    ("erase", "erased", "gelöscht"),
    ("clear_fields", "what served only that purpose is cleared", "was nur diesem Zweck diente, wird geleert"),
    (
        "as_needed",
        "as long as one of the purposes above needs it; then it is looked at and erased",
        "solange einer der Zwecke oben sie braucht; dann werden sie geprüft und gelöscht",
    ),
    ("entered", "entered by us by hand", "von uns von Hand eingegeben"),
    ("yourself", "yourself", "Sie selbst"),
    ("ourselves", "ourselves, as a file", "wir selbst, als Datei"),
    ("answer_to_request", "answer to your request", "Antwort auf Ihre Anfrage"),
    ("r.access", "Access", "Auskunft"),
    ("r.rectify", "Correction", "Berichtigung"),
    ("r.erase", "Erasure", "Löschung"),
    ("r.restrict", "Restriction", "Einschränkung"),
    ("r.port", "Data to take elsewhere", "Übertragung der Daten"),
    ("r.object", "Objection", "Widerspruch"),
    ("r.withdraw", "Withdrawal of consent", "Widerruf der Einwilligung"),
    ("r.auto_decision", "Review of an automated decision", "Prüfung einer automatisierten Entscheidung"),
    ("r.complaint", "Complaint", "Beschwerde"),
    ("s.received", "received", "eingegangen"),
    ("s.verifying", "being verified", "wird geprüft"),
    ("s.in_progress", "in progress", "in Arbeit"),
    ("s.approval", "waiting for approval", "wartet auf Freigabe"),
    ("s.fulfilled", "done", "erfüllt"),
    ("s.refused", "refused", "abgelehnt"),
    ("s.withdrawn", "taken back", "zurückgenommen"),
    ("s.duplicate", "asked already", "bereits gestellt"),
    ("user.name", "names", "Namen"),
    ("user.contact.email", "e-mail addresses", "E-Mail-Adressen"),
    ("user.contact.phone_number", "phone numbers", "Telefonnummern"),
    ("user.contact.address", "postal addresses", "Postadressen"),
    ("user.contact.url", "web addresses", "Webadressen"),
    ("user.workplace", "employer", "Arbeitgeber"),
    ("user.job_title", "job title", "Position"),
    ("user.content", "notes", "Notizen"),
    ("user.behavior", "dealings with you", "Umgang mit Ihnen"),
    ("user.demographic.date_of_birth", "date of birth", "Geburtsdatum"),
    ("user.demographic.gender", "gender", "Geschlecht"),
];

fn look(rows: &'static [Row], lang: Lang, key: &str) -> Option<&'static str> {
    rows.iter().find(|(known, ..)| *known == key).map(|(_, english, german)| lang.pick(english, german))
}

pub(super) fn head(lang: Lang, key: &str) -> &'static str {
    look(HEADS, lang, key).unwrap_or_default()
}

pub(super) fn line(lang: Lang, key: &str) -> Option<&'static str> {
    look(LINES, lang, key)
}

/// A word of a record; as it stands, if it is none of ours.
pub(super) fn word(lang: Lang, key: &str) -> String {
    look(WORDS, lang, key).map_or_else(|| key.to_owned(), str::to_owned)
}

/// What stands on the page beside what is held.
pub(super) struct Page {
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    pub(super) from: &'static str,
    pub(super) received: &'static str,
    pub(super) made: &'static str,
    pub(super) contents: &'static str,
    pub(super) none: &'static str,
    pub(super) nobody: &'static str,
    pub(super) withheld: &'static str,
    pub(super) redacted: &'static str,
}

pub(super) fn page(lang: Lang) -> Page {
    let pick = |english, german| lang.pick(english, german);
    Page {
        title: pick("Your personal data", "Ihre personenbezogenen Daten"),
        about: pick("About", "Über"),
        from: pick("From", "Von"),
        received: pick("Request received", "Anfrage eingegangen"),
        made: pick("Made on", "Erstellt am"),
        contents: pick("Contents", "Inhalt"),
        none: pick("Nothing is held.", "Nichts gespeichert."),
        nobody: pick("Nobody so far.", "Bisher niemand."),
        withheld: pick(
            "Left out: it would tell about other people (GDPR Art. 15(4)).",
            "Ausgelassen: Es würde über andere Personen Auskunft geben (DSGVO Art. 15 Abs. 4).",
        ),
        redacted: pick(
            "Where █████ stands, other people are named (GDPR Art. 15(4)).",
            "Wo █████ steht, sind andere Personen genannt (DSGVO Art. 15 Abs. 4).",
        ),
    }
}

/// A span of time as people say it: `P3Y` is "3 years".
pub(super) fn span(lang: Lang, iso: &str) -> String {
    let mut parts = Vec::new();
    let mut number = String::new();
    for letter in iso.trim_start_matches('P').chars() {
        let unit = match letter {
            digit if digit.is_ascii_digit() => {
                number.push(digit);
                continue;
            }
            'Y' => lang.pick("years", "Jahre"),
            'M' => lang.pick("months", "Monate"),
            'W' => lang.pick("weeks", "Wochen"),
            'D' => lang.pick("days", "Tage"),
            _ => return iso.to_owned(),
        };
        parts.push(format!("{} {unit}", std::mem::take(&mut number)));
    }
    parts.join(", ")
}

/// A moment as people read it, in UTC.
pub(super) fn moment(lang: Lang, at: u64) -> String {
    let Some(day) = Day::of_ms(at) else { return String::new() };
    let (hours, minutes) = (at / 3_600_000 % 24, at / 60_000 % 60);
    let time = if at.is_multiple_of(86_400_000) { String::new() } else { format!(", {hours:02}:{minutes:02} UTC") };
    match lang {
        Lang::English => format!("{day}{time}"),
        Lang::German => format!("{:02}.{:02}.{}{time}", day.day(), day.month(), day.year()),
    }
}

/// A moment as ISO 8601 writes it, in UTC.
pub(super) fn iso(at: u64) -> String {
    let day = Day::of_ms(at).map(|day| day.to_string()).unwrap_or_default();
    format!("{day}T{:02}:{:02}:{:02}Z", at / 3_600_000 % 24, at / 60_000 % 60, at / 1000 % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::words::{Action, Basis, Channel, EventKind, Method, RequestKind, RequestState, Trigger};
    use crate::schema::{self, ACTIVITIES, Kind};

    #[test]
    fn every_word_that_a_package_may_hold_is_told_in_both_languages() {
        let known = |key: &str| assert!(look(WORDS, Lang::German, key).is_some(), "{key}");
        Basis::ALL.iter().for_each(|basis| known(basis.word()));
        EventKind::ALL.iter().for_each(|event| known(event.word()));
        Method::ALL.iter().for_each(|method| known(method.word()));
        Channel::ALL.iter().for_each(|channel| known(channel.word()));
        Trigger::ALL.iter().for_each(|trigger| known(trigger.word()));
        Action::ALL.iter().for_each(|action| known(action.word()));
        RequestKind::ALL.iter().for_each(|kind| known(&format!("r.{}", kind.word())));
        RequestState::ALL.iter().for_each(|state| known(&format!("s.{}", state.word())));
        ACTIVITIES.iter().for_each(|kind| known(kind));
    }

    #[test]
    fn every_line_of_what_people_work_with_has_its_name() {
        for kind in [Kind::Person, Kind::Activity, Kind::Task, Kind::Deal, Kind::ANY_OWN] {
            for spec in schema::fields(kind).iter().filter(|spec| super::super::gather::is_told(spec)) {
                let key = super::super::gather::key_of(spec.label);
                assert!(line(Lang::German, &key).is_some(), "{key}");
            }
        }
    }
}
