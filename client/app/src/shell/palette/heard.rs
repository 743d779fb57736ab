//! By which other words a place is found, in English and in German whatever the page speaks. They are typed and never
//! shown, so that no catalogue has them.

use crate::strings::Language;

/// Of locking. Whoever wants out finds the lock, and where this device signs out.
pub(super) const LOCK: &str = "logout log-out sign-out out leave sperren abmelden ausloggen";

/// Of an address.
pub(super) fn place(to: &str) -> &'static str {
    match to {
        "/day" => "today home start heute startseite tagesplan",
        "/dashboard" => "charts figures report forecast diagramme kennzahlen auswertung bericht prognose",
        "/people" => "persons contacts personen kontakte",
        "/companies" => "organisations organizations customers clients firmen unternehmen kunden mandanten",
        "/deals" => "pipeline sales board opportunities verkauf chancen geschäfte",
        "/tasks" => "to-do todo aufgaben wiedervorlage",
        "/activities" => "notes calls meetings e-mails emails aktivitäten notizen anrufe besprechungen",
        "/lists" => "segments groups mailing listen verteiler gruppen",
        "/calendar" => "month week schedule appointments kalender monat woche termine",
        "/feed" => "news changes neuigkeiten änderungen",
        "/members" => "team users colleagues roles invite mitglieder benutzer kollegen rollen einladen",
        "/privacy" => "gdpr protection datenschutz dsgvo",
        "/files" => "attachments documents dateien anhänge dokumente",
        "/tags" => "labels keywords schlagwörter etiketten",
        "/trash" => "deleted bin restore papierkorb gelöscht wiederherstellen",
        "/settings" => "preferences options configuration einstellungen optionen",
        "/duplicates" => "merge look-alikes dupes doubles twice dubletten doppelte duplikate zusammenführen",
        "/import" => "upload csv vcard excel importieren hochladen einlesen",
        "/lost" => "stolen theft lost verloren gestohlen diebstahl",
        _ => privacy(to),
    }
}

/// Of a language.
pub(super) fn language(of: Language) -> &'static str {
    match of {
        Language::English => "language english sprache englisch",
        Language::German => "language german sprache deutsch",
    }
}

/// Of a page of privacy.
fn privacy(to: &str) -> &'static str {
    match to {
        "/privacy/requests" => "access rights data-subject auskunft betroffenenrechte anfragen",
        "/privacy/export" => "download csv disclosure exportieren herunterladen weitergabe",
        "/privacy/purposes" => "notices legal basis zwecke hinweise rechtsgrundlage",
        "/privacy/ledger" => "consents opt-in newsletter einwilligungen zustimmung",
        "/privacy/third-parties" => "processors recipients contracts dritte auftragsverarbeiter empfänger verträge",
        "/privacy/fields" => "inventory columns minimisation felder inventar datensparsamkeit",
        "/privacy/suppressions" => {
            "do not contact opt-out unsubscribe blocklist nicht kontaktieren sperrliste widerspruch abmelden"
        }
        "/privacy/retention" => "deadlines holds expiry aufbewahrung fristen löschfristen",
        "/privacy/statistics" => "anonymous numbers statistik zahlen anonym",
        "/privacy/erasures" => "forgotten delete erase löschungen vergessen löschen",
        "/privacy/processing" => "ropa records article-30 verarbeitungsverzeichnis verzeichnis vvt",
        "/privacy/audit" => "journal log trail proof protokoll nachweis",
        _ => section(to),
    }
}

/// Of a section of Settings.
fn section(to: &str) -> &'static str {
    match to {
        "/settings?at=account" => "password kit recovery secret passwort notfallblatt konto wiederherstellung",
        "/settings?at=device" => {
            "lock passkey fingerprint forget logout log-out sign-out out gerät sperren vergessen abmelden ausloggen"
        }
        "/settings?at=devices" => "link phone second geräte verbinden telefon",
        "/settings?at=sessions" => "sign-out logout out browsers abmelden ausloggen angemeldet sitzungen",
        "/settings?at=appearance" => {
            "theme dark light colours colors language keys darstellung sprache farben dunkel hell tasten"
        }
        "/settings?at=vault" => "rename name tresor umbenennen",
        "/settings?at=controller" => "company imprint address verantwortlicher impressum anschrift",
        "/settings?at=objects" => "custom kinds types own objekte eigene arten",
        "/settings?at=fields" => "custom columns own eigene felder spalten",
        "/settings?at=pipelines" => "stages phases sales phasen stufen",
        "/settings?at=templates" => "snippets texts vorlagen textbausteine",
        "/settings?at=ending" => "leave owner rules policy verlassen übergeben inhaber regeln",
        "/settings?at=leaving" => "close account forget konto schließen kündigen vergessen",
        "/settings?at=files" => "space storage quota speicher platz",
        "/settings/speed" => "benchmark performance measure geschwindigkeit messen leistung",
        "/settings?at=seen" | "/settings/server" => "metadata sees encryption metadaten sieht verschlüsselung",
        _ => "",
    }
}
