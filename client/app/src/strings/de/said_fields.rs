//! Sentences of the worker about fields that are declared delicate or taken away, columns that nobody needs, and rules of
//! retention.

pub(super) const SAID: &[(&str, &str)] = &[
    (
        "None of your purposes needs this. Bring it in only if you have one.",
        "Keiner Ihrer Zwecke braucht das. Nehmen Sie es nur mit, wenn Sie einen haben.",
    ),
    (
        "Of Tacit’s own fields only what no purpose needs is taken away.",
        "Von den Feldern, die Tacit mitbringt, wird nur geleert, was kein Zweck braucht.",
    ),
    ("Take the field out of its purposes first.", "Nehmen Sie das Feld zuerst aus seinen Zwecken."),
    (
        "Values of {} people have no basis for that: no active purpose names this field.",
        "Für die Werte von {} Personen gibt es keine Grundlage dafür: Kein laufender Zweck nennt dieses Feld.",
    ),
    (
        "Values of {} people have no basis for that: no purpose that names this field rests on explicit consent or another basis of Art. 9(2).",
        "Für die Werte von {} Personen gibt es keine Grundlage dafür: Kein Zweck, der dieses Feld nennt, beruht auf ausdrücklicher Einwilligung oder einer anderen Grundlage nach Art. 9(2).",
    ),
    (
        "Values of {} people have no basis for that: the person has not given the explicit consent that this field needs.",
        "Für die Werte von {} Personen gibt es keine Grundlage dafür: Es fehlt die ausdrückliche Einwilligung, die dieses Feld braucht.",
    ),
    (
        "See to the basis first, or take these values away; nothing was changed.",
        "Sorgen Sie zuerst für die Grundlage, oder nehmen Sie diese Werte weg; es wurde nichts geändert.",
    ),
    ("The purpose is missing.", "Der Zweck fehlt."),
    ("Only people consent.", "Nur Personen willigen ein."),
    ("Choose people, or another start.", "Wählen Sie Personen oder einen anderen Beginn."),
    (
        "This filter shows something else to each who asks, or is too large for a rule.",
        "Dieser Filter zeigt jedem etwas anderes, oder er ist zu groß für eine Regel.",
    ),
    (
        "Name members instead of “me”, or take some conditions off.",
        "Nennen Sie Mitglieder statt „Ich“, oder nehmen Sie Bedingungen weg.",
    ),
];
