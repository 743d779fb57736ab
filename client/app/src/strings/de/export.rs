//! Exporte von Personen, und was hinausging.

use crate::format::{count, counted};
use crate::strings::en::export::Export;

pub(super) const TEXTS: Export = Export {
    title: "Personen exportieren",
    title_records: "Einträge exportieren",
    whose: "Was exportiert wird",
    their_people: "Deren Personen",
    export: "Exportieren …",
    what_for: "1. Wofür",
    purpose: "Zweck",
    channel: "Genutzt über",
    to_whom: "2. Für wen",
    recipient: "Empfänger",
    us: "Wir selbst",
    return_by: "Zurückgegeben oder gelöscht bis",
    which: "3. Welche Felder",
    which_words: "Nur was der Zweck braucht. Heikle Felder wie der Geburtstag stehen in keinem Export; von Adressen und Nummern gehen nur die mit, die genutzt werden dürfen.",
    which_records: "Nur was der Zweck an solchen Angaben über Menschen braucht. Verdeckte Felder stehen in keinem Export. Freie Texte werden nicht nach Namen durchsucht: Lesen Sie sie, bevor sie hinausgehen.",
    no_fields: "Dieser Zweck braucht keine solchen Angaben.",
    file: "Datei",
    who: "4. Wer dabei ist",
    who_records: "4. Was dabei ist",
    refused: "Dieser Empfänger darf es nicht bekommen",
    why: "5. Warum",
    reason_label: "Grund",
    reason_hint: "Steht bei dem, was hinausging.",
    make: "Exportieren",
    making: "Datei wird geschrieben",
    done: "Export bereit",
    again: "Noch einmal speichern",
    another: "Weiterer Export",
    sha256: "SHA-256 der Datei",
    disclosures: "Was hinausging",
    nothing_left: "Noch wurde nichts exportiert.",
    what: "Was weitergegeben wurde und auf welcher Grundlage",
    fields: "Felder",
    left_out: "Ausgelassen",
    ground: "Grundlage",
    device: "Gerät",
    relied_on: "Einwilligung",
    forgotten: "Was ausgewählt war, ist nicht mehr bekannt",
    forgotten_words: "Eine Auswahl wird vergessen, wenn die Seite neu geladen oder gesperrt wird, wenn Sie in einen anderen Tresor wechseln, und nach 16 neueren. Wählen Sie in der Liste noch einmal aus.",
    everybody: "Export von allen",
    of_all: "Es geht um alle in diesem Tresor.",
    of_list: "Es geht um alle in der Liste, wie sie gezeigt war.",
    of_whole_list: "Es geht um jeden Eintrag der Liste, wie sie gezeigt war. Einer geht nur mit, wenn alle mitgehen dürfen, die er nennt.",
    format: |format| match format {
        "csv" => "CSV",
        "csv-bom" => "CSV für Tabellenprogramme (mit BOM)",
        "vcard" => "vCard 4.0",
        "json" => "JSON",
        _ => "",
    },
    reason: |reason| super::privacy::reason(reason).to_owned(),
    refusal: |refusal| {
        let category = "the recipient may not have data of this kind: ";
        match refusal {
            "there is no such purpose" => "der Zweck ist nicht vorhanden".to_owned(),
            "the recipient is not approved" => "die Freigabe".to_owned(),
            "the recipient is due for review" => "die fällige Überprüfung".to_owned(),
            "there is no valid agreement with the recipient" => "ein gültiger Vertrag".to_owned(),
            "the recipient’s country is not known" => "das Land des Empfängers".to_owned(),
            "the transfer to the recipient’s country rests on nothing" => {
                "eine Grundlage der Übermittlung in das Land des Empfängers".to_owned()
            }
            "the recipient may not have data for this purpose" => "die Erlaubnis für diesen Zweck".to_owned(),
            "there is no date by which the data is returned or deleted" => {
                "ein Tag, bis zu dem zurückgegeben oder gelöscht wird".to_owned()
            }
            other => match other.strip_prefix(category) {
                Some(word) => format!("die Erlaubnis für {}", (super::parties::TEXTS.category)(word)),
                None => other.to_owned(),
            },
        }
    },
    included: |included, asked| format!("{} von {} dabei", count(included), count(asked)),
    missing: |what| format!("Es fehlt: {what}."),
    without: |fields| format!("Nicht in dieser Datei: {fields}."),
    left_out_for: |reason| format!("Nicht dabei: {reason}"),
    and_more: |number| format!("Und {} weitere.", count(number)),
    of_selected: |number| {
        format!(
            "Gefragt wird nach {}, mit den Personen ausgewählter Unternehmen.",
            counted(number, "ausgewähltem Datensatz", "ausgewählten Datensätzen")
        )
    },
    of_records: |number| {
        format!(
            "Gefragt wird nach {}. Ein Eintrag geht nur mit, wenn alle mitgehen dürfen, die er nennt.",
            counted(number, "ausgewähltem Eintrag", "ausgewählten Einträgen")
        )
    },
    done_records: |records, name, size| {
        format!(
            "{} in {name}, {size}. Was exportiert wurde, ist festgehalten, auch bei allen, die genannt sind.",
            counted(records, "Eintrag", "Einträge")
        )
    },
    done_words: |people, name, size| {
        format!(
            "{} in {name}, {size}. Was exportiert wurde, ist bei jeder Person festgehalten.",
            counted(people, "Person", "Personen")
        )
    },
    sum: |purpose, fields, form| format!("{purpose} · {} · {form}", counted(fields, "Feld", "Felder")),
    older: |older| {
        let left = if older == 1 { "die früher hinausging" } else { "die früher hinausgingen" };
        format!("Und {}, {left}.", counted(older, "Datei", "Dateien"))
    },
    left: |people, form, by| format!("{}, {form}, von {by}", counted(people, "Person", "Personen")),
    left_records: |records, form, by| format!("{records}, {form}, von {by}"),
    by_consent: |people| format!("{} mit Einwilligung", counted(people, "Person", "Personen")),
    back_by: |day| format!("zurückgegeben oder gelöscht bis {day}"),
};
