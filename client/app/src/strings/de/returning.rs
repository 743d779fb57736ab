//! Was zurückkommen muss, und dass Personen von der Herkunft ihrer Daten wissen.

use crate::format::counted;
use crate::strings::en::returning::Returning;

pub(super) const TEXTS: Returning = Returning {
    confirm: "Rückgabe bestätigen",
    confirm_title: "Die Daten sind zurückgegeben oder gelöscht",
    confirm_words: "Halten Sie fest, wie der Empfänger es bestätigt hat. Es wird unterschrieben, hakt die Aufgabe ab und lässt sich nicht rückgängig machen.",
    how: "Wie es bestätigt wurde",
    how_hint: "„E-Mail vom 3. Mai von der Datenschutzbeauftragten.“",
    save: "Festhalten",
    saved: "Festgehalten.",
    tick_words: "Das Abhaken dieser Aufgabe hält fest, dass es bestätigt wurde.",
    agreement: "Vertrag",
    agreement_hint: "Hängen Sie den unterschriebenen Vertrag an; er wird versiegelt wie jede Datei.",
    tell: "Als informiert vermerken",
    tell_title: "Über die Herkunft der Daten informiert",
    tell_words: "Für jede dieser Personen wird das dauerhaft festgehalten.",
    notice: "Mit welchem Hinweis",
    no_notice: "Ein anderer Text",
    way: "Wie",
    knew: "Sie wussten es schon",
    day: "Wann",
    all_here: "Alle auf dieser Seite",
    none_ticked: "Kreuzen Sie an, wen Sie informiert haben",
    choose: "Auswählen …",
    say_both: "Wählen Sie, mit welchem Hinweis und wie Sie informiert haben.",
    say_notice: "Wählen Sie, mit welchem Hinweis Sie informiert haben.",
    say_way: "Wählen Sie, wie Sie informiert haben.",
    say_day: "Wählen Sie den Tag, an dem Sie informiert haben.",
    told_title: "Über die Herkunft informiert",
    task: |party, purpose| format!("Daten zurück oder gelöscht? {party}, {purpose}"),
    confirmed: |day, by| format!("Bestätigt am {day} von {by}"),
    last_confirmed: |day| format!("zuletzt eine Löschung bestätigt am {day}"),
    by_day: |party, day| format!("{party} hat Daten, die bis {day} zurückzugeben oder zu löschen sind."),
    chosen: |number| counted(number, "Person", "Personen"),
    told_with: |way, notice| if notice.is_empty() { way.to_owned() } else { format!("{way}, Hinweis zu {notice}") },
};
