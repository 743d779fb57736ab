//! What colleagues confirmed, and changes of who is in the vault.

use crate::strings::en::witness::Witness;

pub(super) const TEXTS: Witness = Witness {
    never: "Hat den Verlauf noch nicht bestätigt",
    verified: "Wörter verglichen",
    verified_why: "Sie haben diese Person nach dem Vergleich von sechs Wörtern hereingelassen, also sind es ihre Schlüssel.",
    lags: "Ohne den neuesten Schlüssel",
    renew: "Schlüssel erneuern",
    renew_why: "Dem Gerät eines Mitglieds fehlt der neueste Schlüssel, und von selbst bekommt es ihn nicht. Ein neuer behebt das.",
    renewed: "Ein neuer Schlüssel ist auf dem Weg zu allen Mitgliedern.",
    aging: "Seit drei Tagen hat niemand sonst die neuesten Änderungen bestätigt",
    old: "Seit zwei Wochen hat niemand sonst die neuesten Änderungen bestätigt",
    aging_words: "Jeder Browser bestätigt, was er geprüft hat. Wenn andere arbeiten und das hier bleibt, rufen Sie jemanden an und vergleichen Sie unten die Verläufe.",
    changed: "Die Mitglieder dieses Tresors haben sich geändert",
    role_changed: "Ihre Rolle in diesem Tresor hat sich geändert",
    changed_words: "Was Sie schreiben, wartet hier, bis Sie es angesehen haben.",
    changed_reads: "Sie können hier jetzt nur lesen.",
    understood: "Verstanden",
    open_members: "Mitglieder",
    compared: "nach Vergleich der Wörter",
    not_compared: "ohne Vergleich der Wörter",
    compare: "Verläufe vergleichen",
    compare_why: "Wer denselben Verlauf dieses Tresors sieht, sieht beim selben Eintrag dieselben zwölf Wörter. Einigen Sie sich auf eine Nummer, die kleinere Ihrer beiden neuesten, und lesen Sie sich die Wörter vor.",
    entry: "Eintrag",
    no_number: "Geben Sie die Nummer eines Eintrags ein.",
    same: "Sie sind gleich",
    differ: "Sie weichen ab",
    differ_sure: "Weichen sie ab, zeigt der Server einem von Ihnen einen anderen Verlauf. Dieser Browser sendet dann nie wieder; lesen geht weiter.",
    same_means: "Sind sie gleich, war es ein Irrtum oder jemand anderes, und die Arbeit geht weiter.",
    everything: |when| format!("Hat all dies bestätigt, {when}"),
    up_to: |when| format!("Zuletzt bestätigt {when}"),
    other_device: |when| format!("Ein anderes Ihrer Geräte hat bestätigt, {when}"),
    seen_by: |seen, of, missing| format!("Gesehen von {seen} von {of}, nicht von {missing}"),
    not_since: |name, when| match when {
        Some(when) => format!("{name} seit {when}"),
        None => name.to_owned(),
    },
    invited_and_let_in: |by, name, role| format!("{by} hat {name} eingeladen und als {role} hereingelassen"),
    let_in: |by, name, role, inviter| format!("{by} hat {name} als {role} hereingelassen, eingeladen von {inviter}"),
    let_in_here: |name, role, inviter| format!("{inviter} hat {name} als {role} eingeladen; Ihr Browser hat geöffnet"),
    role: |by, name, role| format!("{by} hat die Rolle von {name} geändert: {role}"),
    role_of_mine: |by, a_role, may| format!("{by} hat Sie zum {a_role} gemacht. Sie dürfen jetzt {may}"),
    removed: |by, names| format!("{by} hat {names} entfernt"),
    rules: |by| format!("{by} hat die Regeln dieses Tresors geändert"),
    more: |number| format!("und {number} weitere"),
    suspected: |name, me| match me {
        true => "Ein anderes Ihrer Geräte nennt einen anderen Verlauf dieses Tresors".to_owned(),
        false => format!("Der Browser von {name} nennt einen anderen Verlauf dieses Tresors"),
    },
    suspected_ask: |name, me, seq| match me {
        true => format!(
            "Öffnen Sie auf Ihrem anderen Gerät Mitglieder, Verläufe vergleichen, Eintrag {seq}. Sind die zwölf Wörter dort diese?"
        ),
        false => format!(
            "Rufen Sie {name} an oder treffen Sie sich. Fragen Sie nach Mitglieder, Verläufe vergleichen, Eintrag {seq}. Sind die zwölf Wörter dort dieselben wie diese?"
        ),
    },
};
