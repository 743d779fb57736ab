//! Exports of people, and what left.

use crate::format::{count, counted};

texts! {
    Export {
        title: "Export people",
        title_records: "Export records",
        whose: "What is exported",
        their_people: "Their people",
        export: "Export…",
        what_for: "1. For what",
        purpose: "Purpose",
        channel: "Used by",
        to_whom: "2. To whom",
        recipient: "Recipient",
        us: "Ourselves",
        return_by: "Returned or deleted by",
        which: "3. Which fields",
        which_words: "Only what the purpose needs. Delicate fields, such as a birthday, are in no export; of addresses and numbers only those go that may be used.",
        which_records: "Only what the purpose needs of such data about people. Masked fields are in no export. What is written freely is not searched for names: read it before it goes.",
        no_fields: "This purpose needs no such data.",
        file: "File",
        who: "4. Who goes",
        who_records: "4. Which go",
        refused: "This recipient may not have it",
        why: "5. Why",
        reason_label: "Reason",
        reason_hint: "Kept with the record of what left.",
        make: "Export",
        making: "Writing the file",
        done: "Export ready",
        again: "Save it again",
        another: "Another export",
        sha256: "SHA-256 of the file",
        disclosures: "What left",
        nothing_left: "Nothing was exported yet.",
        what: "What went, and on what ground",
        fields: "Fields",
        left_out: "Left out",
        ground: "Ground",
        device: "Device",
        relied_on: "Consent",
        forgotten: "What was selected is not known any more",
        forgotten_words: "A selection is forgotten when the page is reloaded or locked, when you go to another vault, and after 16 newer ones. Go to the list and select again.",
        everybody: "Export of everybody",
        of_all: "It is about everybody in this vault.",
        of_list: "It is about everybody in the list as it was shown.",
        of_whole_list: "It is about every record of the list as it was shown. One goes only if everybody whom it names may go.",
    }
    lists {
        /// In which form.
        format: fn(&str) -> &'static str = |format| match format {
            "csv" => "CSV",
            "csv-bom" => "CSV for spreadsheets (with byte order mark)",
            "vcard" => "vCard 4.0",
            "json" => "JSON",
            _ => "",
        },
        /// Why somebody is left out.
        reason: fn(&str) -> String = |reason| crate::strings::en::privacy::reason(reason).to_owned(),
        /// Why a recipient may not have data.
        refusal: fn(&str) -> String = |refusal| match refusal.split_once(": ") {
            Some((before, category)) => format!("{before}: {}", crate::strings::en::parties::category(category)),
            None => refusal.to_owned(),
        },
    }
    sentences {
        included: |included: u32, asked: u32| format!("{} of {} included", count(included), count(asked)),
        missing: |what: &str| format!("Missing: {what}."),
        without: |fields: &str| format!("Not in this file: {fields}."),
        left_out_for: |reason: &str| format!("Left out: {reason}"),
        and_more: |number: u32| format!("And {} more.", count(number)),
        of_selected: |number: u32| format!("Asked about: {}, with the people of companies among them.", counted(number, "selected record", "selected records")),
        of_records: |number: u32| format!("Asked about: {}. One goes only if everybody whom it names may go.", counted(number, "selected record", "selected records")),
        done_records: |records: u32, name: &str, size: &str| format!("{} in {name}, {size}. What was exported is recorded, also on everybody whom the records name.", counted(records, "record", "records")),
        done_words: |people: u32, name: &str, size: &str| format!("{} in {name}, {size}. What was exported is recorded on each person.", counted(people, "person", "people")),
        sum: |purpose: &str, fields: u32, form: &str| format!("{purpose} · {} · {form}", counted(fields, "field", "fields")),
        older: |older: u32| format!("And {} that left earlier.", counted(older, "file", "files")),
        left: |people: u32, form: &str, by: &str| format!("{}, {form}, by {by}", counted(people, "person", "people")),
        left_records: |records: &str, form: &str, by: &str| format!("{records}, {form}, by {by}"),
        by_consent: |people: u32| format!("{} by their consent", counted(people, "person", "people")),
        back_by: |day: &str| format!("returned or deleted by {day}"),
    }
}
