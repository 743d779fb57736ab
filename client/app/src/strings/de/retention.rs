//! Wann Daten verschwinden: Regeln, was fällig ist, was aufbewahrt wird.

use crate::format::{count, counted};
use crate::strings::en::retention::Retention;
use tacit_bridge::privacy::retention::Waits;

pub(super) const TEXTS: Retention = Retention {
    title: "Aufbewahrung",
    words: "Daten verschwinden, wenn ihre Zeit vorbei ist. Eine Regel sagt, wann; was fällig ist, wartet hier, bis jemand hinsieht, und wird ausgeführt, wenn es niemand tut.",
    rules: "Regeln",
    no_rules: "Noch keine Regel: Nichts verschwindet von selbst, und nichts bittet um einen Blick.",
    add: "Regel hinzufügen",
    edit: "Bearbeiten",
    edit_title: "Regel bearbeiten",
    end: "Regel beenden",
    ended: "Regel beendet.",
    saved: "Regel gespeichert.",
    save: "Speichern",
    of: "Welche Datensätze",
    trigger_label: "Gezählt ab",
    date_field: "Welches Datum",
    purpose: "Welcher Zweck",
    filter: "Nur, worauf zutrifft",
    filter_hint: "Ohne Bedingung gilt die Regel für alle.",
    after: "Nach",
    action_label: "Dann",
    grace: "Nachfrist",
    queue: "Fällig",
    nothing: "Nichts ist fällig.",
    holds: "Aufbewahrungspflichten",
    no_holds: "Nichts wird festgehalten.",
    hold: "Festhalten",
    hold_more: "Gesetzlich festhalten…",
    hold_title: "Aufgrund eines Gesetzes festhalten",
    hold_words: "Festgehaltene Datensätze werden weder gelöscht noch umgeschrieben, was immer eine Regel oder eine Person verlangt, bis das Festhalten endet.",
    snooze: "Aufschieben",
    snooze_title: "Aufschieben",
    snooze_words: "An diesem Tag sind sie wieder fällig.",
    until: "Bis",
    until_open: "Bis (leer: bis es beendet wird)",
    held_said: "Festgehalten.",
    snoozed_said: "Aufgeschoben.",
    end_hold: "Beenden",
    hold_ended: "Beendet.",
    all: "Alle diese",
    apply: "Jetzt ausführen",
    apply_title: "Regeln jetzt ausführen?",
    apply_words: "Was gelöscht wird, verschwindet mit allen früheren Versionen, und niemand kann es zurückholen. Was davon in Worten anderer übrig ist, steht dann unter Löschungen.",
    fields: "Felder, die eine Zeit lang aufbewahrt werden",
    fields_words: "Ihre Werte sind fällig, wenn ihre Zeit vorbei ist, und werden nach 14 Tagen geleert, wenn niemand hinsieht.",
    apply_fields: "Geleerte Felder sind leer, und kein Rückgängig bringt ihre Werte zurück. Frühere Versionen der Datensätze bleiben.",
    applied: "Erledigt. Unter Löschungen steht, wie weit es ist.",
    by_others: "Überfälliges wird nach der nächsten Synchronisierung eines Admins ausgeführt.",
    by_us: "Überfälliges führt dieses Gerät nach einer Synchronisierung aus.",
    by_law: "aufgrund eines Gesetzes",
    put_off: "aufgeschoben",
    trigger: |trigger| match trigger {
        "created" => "Anlegen",
        "last_activity" => "letzter Aktivität",
        "deal_closed" => "Abschluss",
        "date_field" => "einem Datum",
        "consent_ended" => "dem Ende einer Einwilligung",
        "purpose_retired" => "dem Ende eines Zwecks",
        _ => "",
    },
    action: |action| match action {
        "review" => "nachfragen",
        "restrict" => "einschränken",
        "anonymise" => "anonymisieren",
        "erase" => "endgültig löschen",
        "clear" => "das Feld leeren",
        _ => "",
    },
    span: |span| match span {
        "P14D" => "14 Tage",
        "P30D" => "30 Tage",
        "P3M" => "3 Monate",
        "P6M" => "6 Monate",
        "P12M" => "1 Jahr",
        "P24M" => "2 Jahre",
        "P36M" => "3 Jahre",
        "P72M" => "6 Jahre",
        "P120M" => "10 Jahre",
        _ => "",
    },
    state: |state| ["Überfällig", "Fällig", "Aufgeschoben", "Festgehalten"].get(state).copied().unwrap_or(""),
    some_of: |kind| format!("Einige {kind}"),
    waits: |waits| match waits {
        Waits::Request => {
            "Eine Anfrage dieser Person ist offen: Von selbst geschieht nichts. Beantworten Sie sie zuerst, oder entscheiden Sie hier."
        }
        Waits::Member => {
            "Zuletzt hat jemand dieses Feld geändert, der Daten nicht endgültig löschen darf: Von selbst geschieht nichts. Entscheiden Sie hier, oder lassen Sie das Feld von einem Admin speichern."
        }
        Waits::Restriction => {
            "Diese Person ist eingeschränkt: Von selbst geschieht nichts. Heben Sie die Einschränkung auf, oder entscheiden Sie hier."
        }
    },
    says: |kind, after, trigger, action| format!("{kind}: {after} nach {trigger}: {action}"),
    kept: |kind, period| format!("{kind}: {period} aufbewahrt"),
    due: |due, counts| format!("{} fällig von {}", count(due), counted(counts, "Datensatz", "Datensätzen")),
    since: |day, rule| format!("seit {day} · {rule}"),
    done_on: |action, day| format!("{action} am {day}"),
    shown: |shown, all| format!("{} von {} gezeigt", count(shown), count(all)),
    chosen: |number| format!("{} ausgewählt", count(number)),
    held_by: |why, by| format!("{why} ({by})"),
    until_day: |day| format!("bis {day}"),
    and_more: |number| format!("und {} weitere", count(number)),
};
