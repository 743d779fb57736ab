//! Sentences of the worker about what a team makes for itself: lists, objects, fields, pipelines, templates; and about
//! making one record of several.

pub(super) const SAID: &[(&str, &str)] = &[
    ("This cannot be done: {}.", "Das geht nicht: {}."),
    ("This cannot be a field: {}.", "Das kann kein Feld sein: {}."),
    ("This cannot be remembered: {}.", "Das lässt sich nicht merken: {}."),
    ("This template cannot be kept: {}.", "Diese Vorlage lässt sich nicht aufbewahren: {}."),
    ("There is a list of this name already.", "Eine Liste dieses Namens gibt es schon."),
    ("Add to that one, or choose another name.", "Fügen Sie dort hinzu, oder wählen Sie einen anderen Namen."),
    ("The list has no name yet, or too long a one.", "Die Liste hat noch keinen Namen oder einen zu langen."),
    ("Give it a short name.", "Geben Sie ihr einen kurzen Namen."),
    (
        "Take it out: whoever looks at it is written down, and a template would not be.",
        "Nehmen Sie es heraus: Wer es ansieht, wird festgehalten, und eine Vorlage würde es nicht.",
    ),
    ("Look at the list again; nothing was changed.", "Sehen Sie die Liste noch einmal an; es wurde nichts geändert."),
    (
        "Some records of this vault were written by a newer version of Tacit and cannot be changed here; they may belong to these.",
        "Einige Datensätze dieses Tresors hat eine neuere Version von Tacit geschrieben; sie lassen sich hier nicht ändern und könnten zu diesen gehören.",
    ),
    (
        "Load Tacit anew to get the newer version, then merge.",
        "Laden Sie Tacit neu, um die neuere Version zu bekommen, und führen Sie dann zusammen.",
    ),
    (
        "Some records of this vault are not here yet; they may belong to these.",
        "Einige Datensätze dieses Tresors sind noch nicht hier; sie könnten zu diesen gehören.",
    ),
    (
        "Merge when everything is here; you can go on with other work meanwhile.",
        "Führen Sie zusammen, wenn alles hier ist; bis dahin können Sie anderes tun.",
    ),
    (
        "The records were not merged, and some of what belongs to them was moved already and could not be moved back.",
        "Die Datensätze wurden nicht zusammengeführt, und einiges, was zu ihnen gehört, war schon umgehängt und ließ sich nicht zurückhängen.",
    ),
    (
        "Undo moves it back as soon as this device can write again; merging once more goes on from there.",
        "Rückgängig hängt es zurück, sobald dieses Gerät wieder schreiben kann; noch einmal zusammenführen macht dort weiter.",
    ),
    (
        "Undo moves it back as soon as nothing stands against it, such as a restriction; merging once more goes on from there.",
        "Rückgängig hängt es zurück, sobald nichts mehr dagegensteht, wie etwa eine Einschränkung; noch einmal zusammenführen macht dort weiter.",
    ),
    ("This is no length of time.", "Das ist keine Zeitspanne."),
    ("How delicate it is cannot be read.", "Wie heikel es ist, lässt sich nicht lesen."),
    ("Take one of the names that are offered.", "Nehmen Sie einen der angebotenen Namen."),
    ("a field needs a name of at most {} bytes", "ein Feld braucht einen Namen von höchstens {} Bytes"),
    ("there is a field of this name already", "ein Feld dieses Namens gibt es schon"),
    ("at most {} fields of one's own", "höchstens {} eigene Felder"),
    ("this field is not there any more", "dieses Feld gibt es nicht mehr"),
    ("a list needs a name of at most {} bytes", "eine Liste braucht einen Namen von höchstens {} Bytes"),
    ("there is a list of this name already", "eine Liste dieses Namens gibt es schon"),
    ("at most {} lists", "höchstens {} Listen"),
    ("this list is not there any more", "diese Liste gibt es nicht mehr"),
    ("there is an object of this name already", "ein Objekt dieses Namens gibt es schon"),
    ("at most {} objects of one's own", "höchstens {} eigene Objekte"),
    (
        "it still has records here ({}); delete them first",
        "davon gibt es hier noch Datensätze ({}); löschen Sie diese zuerst",
    ),
    ("this object is not there any more", "dieses Objekt gibt es nicht mehr"),
    (
        "the pipeline and each stage need a name of at most {} bytes",
        "die Pipeline und jede Stufe brauchen einen Namen von höchstens {} Bytes",
    ),
    ("two stages have the same name", "zwei Stufen heißen gleich"),
    ("this is the only pipeline", "das ist die einzige Pipeline"),
    ("at most {} pipelines", "höchstens {} Pipelines"),
    ("this pipeline was changed by somebody else meanwhile", "diese Pipeline hat inzwischen jemand anders geändert"),
    ("a template needs a name of at most {} bytes", "eine Vorlage braucht einen Namen von höchstens {} Bytes"),
    ("there is a template of this name already", "eine Vorlage dieses Namens gibt es schon"),
    ("a template needs a text", "eine Vorlage braucht einen Text"),
    ("at most {} templates", "höchstens {} Vorlagen"),
    ("this template is not there any more", "diese Vorlage gibt es nicht mehr"),
    (
        "there are no two records of one kind to tell apart",
        "es gibt keine zwei Datensätze einer Art, die zu unterscheiden wären",
    ),
    ("there are no two records to make one of", "es gibt keine zwei Datensätze, aus denen einer würde"),
    ("only records of one kind become one", "nur Datensätze einer Art werden zu einem"),
    (
        "more than {} records cannot become one at once",
        "mehr als {} Datensätze können nicht auf einmal zu einem werden",
    ),
    ("the record would be longer than one may be", "der Datensatz würde länger, als einer sein darf"),
];
