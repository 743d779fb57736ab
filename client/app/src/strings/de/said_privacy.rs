//! Sentences of the worker about consents that are written down, and about what only steps of their own may change.

pub(super) const SAID: &[(&str, &str)] = &[
    (
        "Nobody had been told about this purpose by that day.",
        "Bis zu diesem Tag war niemandem etwas über diesen Zweck gesagt worden.",
    ),
    (
        "Choose a day on which they had been told, or tell them now and ask again.",
        "Wählen Sie einen Tag, an dem es gesagt war, oder sagen Sie es jetzt und fragen Sie noch einmal.",
    ),
    ("They said no after that day.", "Nach diesem Tag wurde Nein gesagt."),
    (
        "Only what they say after that counts. If they came back since, choose that day.",
        "Es zählt nur, was danach gesagt wird. Kam die Person seitdem zurück, wählen Sie jenen Tag.",
    ),
    ("This changes by its own steps only.", "Das ändert sich nur in eigenen Schritten."),
    ("Change it where it stands, under Privacy.", "Ändern Sie es dort, wo es steht, unter Datenschutz."),
    ("A purpose that is over stays over.", "Ein beendeter Zweck bleibt beendet."),
    ("Make another one.", "Legen Sie einen neuen an."),
    (
        "What a purpose rests on for somebody changes only with a word in the ledger.",
        "Worauf ein Zweck für jemanden beruht, ändert sich nur mit einem Eintrag im Verlauf.",
    ),
    ("Set it on the person’s Privacy tab.", "Setzen Sie es im Reiter Datenschutz der Person."),
    (
        "Only admins and owners may hold a masked field for less delicate.",
        "Nur Admins und Inhaber dürfen ein verdecktes Feld für weniger heikel erklären.",
    ),
    ("Ask one of them; nothing was changed.", "Bitten Sie jemanden von ihnen; es wurde nichts geändert."),
    (
        "That a masked field is less delicate needs a reason.",
        "Dass ein verdecktes Feld weniger heikel ist, braucht eine Begründung.",
    ),
    (
        "Say why in the field’s settings; nothing was changed.",
        "Sagen Sie den Grund in den Einstellungen des Feldes; es wurde nichts geändert.",
    ),
    ("That version held the field for less delicate.", "In jener Version galt das Feld als weniger heikel."),
    (
        "Restore its last version, and change it then.",
        "Stellen Sie die letzte Version wieder her und ändern Sie es dann.",
    ),
    ("Who consented before did not consent to that.", "Wer vorher eingewilligt hat, hat darin nicht eingewilligt."),
    (
        "Change the purpose on its own page, and tell people by a notice.",
        "Ändern Sie den Zweck auf seiner eigenen Seite, und sagen Sie es mit einem Hinweis.",
    ),
    ("People consented to “{}” without this field.", "Es wurde in „{}“ ohne dieses Feld eingewilligt."),
    (
        "Add it on the page of the purpose, and tell them by a notice; until then it is not used for that.",
        "Nehmen Sie es auf der Seite des Zwecks auf, und sagen Sie es mit einem Hinweis; bis dahin wird es dafür nicht genutzt.",
    ),
    ("A field of people is for a purpose.", "Ein Feld von Personen dient einem Zweck."),
    (
        "Choose at least one; what no purpose needs is not collected.",
        "Wählen Sie mindestens einen; was kein Zweck braucht, wird nicht erhoben.",
    ),
    (
        "Add it on the page of the purpose, and tell them by a notice; nothing was changed.",
        "Nehmen Sie es auf der Seite des Zwecks auf, und sagen Sie es mit einem Hinweis; es wurde nichts geändert.",
    ),
    ("What proves that they confirmed is missing.", "Es fehlt, was die Bestätigung nachweist."),
    (
        "Say what they answered, or where it lies, and try again.",
        "Sagen Sie, was geantwortet wurde oder wo es liegt, und versuchen Sie es noch einmal.",
    ),
    ("What proves the consent is missing.", "Es fehlt, was die Einwilligung nachweist."),
    (
        "Say what was said, or where the form lies, and try again.",
        "Sagen Sie, was gesagt wurde oder wo das Formular liegt, und versuchen Sie es noch einmal.",
    ),
    ("Who said it for them is missing.", "Es fehlt, wer es für die Person gesagt hat."),
    (
        "Write their name and by what right they speak for the person, and try again.",
        "Schreiben Sie den Namen und mit welchem Recht für die Person gesprochen wird, und versuchen Sie es noch einmal.",
    ),
    ("Nobody confirms before they consent.", "Niemand bestätigt, bevor er einwilligt."),
    ("Choose the day on which they confirmed.", "Wählen Sie den Tag, an dem bestätigt wurde."),
    ("They said no.", "Es wurde Nein gesagt."),
    ("It is for them to come back; nobody asks them.", "Die Person kommt von selbst zurück; niemand fragt sie."),
    ("They declined less than six months ago.", "Es wurde vor weniger als sechs Monaten abgelehnt."),
    ("Ask again when six months are over.", "Fragen Sie wieder, wenn sechs Monate vorbei sind."),
    ("They consented already.", "Es wurde schon eingewilligt."),
    ("There is nothing to ask for.", "Es gibt nichts zu fragen."),
    ("The purpose is not active.", "Der Zweck läuft nicht."),
    ("Resume it first.", "Nehmen Sie ihn zuerst wieder auf."),
    ("That does not fit where the consent stands.", "Das passt nicht dazu, wie es um die Einwilligung steht."),
    (
        "Look at where it stands, and write down what fits.",
        "Sehen Sie nach, wie es steht, und tragen Sie ein, was passt.",
    ),
];
