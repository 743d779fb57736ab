//! Sentences of the worker about what rules of privacy ask for before something is done.

pub(super) const SAID: &[(&str, &str)] = &[
    ("Nothing was written down.", "Es wurde nichts festgehalten."),
    ("How it was said is missing.", "Es fehlt, wie es gesagt wurde."),
    ("Choose how, and try again.", "Wählen Sie, wie, und versuchen Sie es noch einmal."),
    ("Ask one of them.", "Bitten Sie jemanden von ihnen."),
    (
        "Choose to be asked instead, or ask one of them.",
        "Lassen Sie sich stattdessen fragen, oder bitten Sie jemanden von ihnen.",
    ),
    (
        "Look for the name and addresses once more, and decide on each place.",
        "Suchen Sie Namen und Adressen noch einmal, und entscheiden Sie über jede Stelle.",
    ),
    (
        "Choose two different fields of a few values each, of which none is masked.",
        "Wählen Sie zwei verschiedene Felder mit jeweils wenigen Werten, von denen keines verdeckt ist.",
    ),
    (
        "This filter asks what is masked, or shows something else to each who asks.",
        "Dieser Filter fragt nach Verdecktem oder zeigt jedem, der fragt, etwas anderes.",
    ),
    (
        "It was refused, and what you had is unchanged. Tell that colleague and who runs the server.",
        "Er wurde abgelehnt, und was Sie hatten, ist unverändert. Sagen Sie es dem Mitglied und dem Betreiber.",
    ),
    (
        "A place that named this person was neither edited nor kept.",
        "Eine Stelle, die diese Person nannte, wurde weder geändert noch behalten.",
    ),
    ("Values of {} people have no basis for that: {}.", "Für die Werte von {} Personen fehlt dazu eine Grundlage: {}."),
    (
        "Open the record again to see what it holds.",
        "Öffnen Sie den Datensatz noch einmal, um zu sehen, was darin steht.",
    ),
    (
        "Name a purpose for the field first; nothing was changed.",
        "Nennen Sie zuerst einen Zweck für das Feld; es wurde nichts geändert.",
    ),
    (
        "Set the basis of its purpose first; nothing was changed.",
        "Legen Sie zuerst die Grundlage seines Zwecks fest; es wurde nichts geändert.",
    ),
    (
        "Record the person\u{2019}s explicit consent first; nothing was changed.",
        "Halten Sie zuerst die ausdrückliche Einwilligung der Person fest; es wurde nichts geändert.",
    ),
    ("{} holds data of a special category: {}.", "{} enthält Daten einer besonderen Kategorie: {}."),
    ("no active purpose names this field", "kein verfolgter Zweck nennt dieses Feld"),
    (
        "no purpose that names this field rests on explicit consent or another basis of Art. 9(2)",
        "kein Zweck, der dieses Feld nennt, beruht auf ausdrücklicher Einwilligung oder einer anderen Grundlage nach Art. 9 Abs. 2",
    ),
    (
        "the person has not given the explicit consent that this field needs",
        "die Person hat die ausdrückliche Einwilligung nicht gegeben, die dieses Feld braucht",
    ),
    ("The kind is missing.", "Es fehlt die Art."),
    ("What starts the time is missing.", "Es fehlt, was die Zeit beginnen lässt."),
    ("The date field is missing.", "Es fehlt das Datumsfeld."),
    ("What happens then is missing.", "Es fehlt, was dann geschieht."),
    ("The purpose is missing.", "Es fehlt der Zweck."),
    ("The name is missing.", "Es fehlt der Name."),
    (
        "Only admins and owners may end what is kept by law, or who said so.",
        "Nur Admins und Inhaber dürfen beenden, was aufgrund eines Gesetzes festgehalten wird, oder wer es gesagt hat.",
    ),
    (
        "Only admins and owners may make or change a rule that takes records away.",
        "Nur Admins und Inhaber dürfen eine Regel anlegen oder ändern, die Datensätze wegnimmt.",
    ),
    ("No value of this field is older than it is kept.", "Kein Wert dieses Feldes ist älter, als es aufbewahrt wird."),
    ("The server was not asked yet.", "Der Server wurde noch nicht gefragt."),
    ("Ask again.", "Fragen Sie noch einmal."),
    ("No server has this vault.", "Kein Server hat diesen Tresor."),
    ("Open a vault that is synchronised.", "Öffnen Sie einen Tresor, der abgeglichen wird."),
    ("Records of this kind are not told apart by that.", "Datensätze dieser Art werden danach nicht unterschieden."),
    ("Take that condition off.", "Nehmen Sie diese Bedingung weg."),
    ("What was said stays on the record.", "Was gesagt wurde, bleibt festgehalten."),
    ("A correction can be added to it.", "Eine Berichtigung lässt sich hinzufügen."),
    (
        "Nothing is lost here. Ask another admin to renew the key.",
        "Hier ist nichts verloren. Bitten Sie einen anderen Admin, den Schlüssel zu erneuern.",
    ),
    (
        "You can read what came before. Ask another admin to renew the key.",
        "Was vorher kam, können Sie lesen. Bitten Sie einen anderen Admin, den Schlüssel zu erneuern.",
    ),
    (
        "The version before is kept. Ask that colleague to save it again.",
        "Die Version davor bleibt erhalten. Bitten Sie das Mitglied, ihn noch einmal zu speichern.",
    ),
    (
        "What this device already holds stays readable here; nothing new arrives.",
        "Was dieses Gerät schon hat, bleibt hier lesbar; Neues kommt nicht mehr.",
    ),
    (
        "It is gone for everybody on the server. What this device already holds stays readable here.",
        "Auf dem Server ist er für alle fort. Was dieses Gerät schon hat, bleibt hier lesbar.",
    ),
    ("a filter of that kind is not for statistics", "ein Filter dieser Art ist nicht für Statistiken"),
    ("fewer than {} in all", "weniger als {} insgesamt"),
    ("they said no; it is for them to come back", "sie haben Nein gesagt; es ist an ihnen, darauf zurückzukommen"),
    ("a consent needs the notice that was shown", "eine Einwilligung braucht den Hinweis, der gezeigt wurde"),
    ("a consent needs a time after which it ends", "eine Einwilligung braucht eine Zeit, nach der sie endet"),
    ("it does not say which entry it is about", "es sagt nicht, um welchen Eintrag es geht"),
    ("it needs a reason", "es braucht einen Grund"),
    ("that reason is not for what is put there by hand", "dieser Grund gilt nicht für das, was von Hand dort steht"),
    (
        "that channel does not reach a contact point of this kind",
        "auf diesem Weg wird eine solche Kontaktstelle nicht erreicht",
    ),
    ("that purpose is not here any more", "diesen Zweck gibt es hier nicht mehr"),
    (
        "the person was erased; only a new consent of theirs takes it off",
        "die Person wurde endgültig gelöscht; nur eine neue Einwilligung von ihr hebt es auf",
    ),
    (
        "mails came back; only a new consent at this address takes it off",
        "E-Mails kamen zurück; nur eine neue Einwilligung unter dieser Adresse hebt es auf",
    ),
    ("it does not say what proves it", "es sagt nicht, was es belegt"),
    ("it is no claim any more", "es ist keine Angabe mehr"),
    ("the recipient may not have data of this kind: {}", "der Empfänger darf Daten dieser Art nicht haben: {}"),
];
