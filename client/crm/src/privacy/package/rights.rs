//! The rights that a package tells of (GDPR Art. 15(1)(e) and (f), and the rest of chapter III).

use super::Lang;

/// Title and text, English and German.
const RIGHTS: &[[&str; 4]] = &[
    [
        "Correction",
        "You may have what is wrong corrected and what is missing added (GDPR Art. 16).",
        "Berichtigung",
        "Sie können Falsches berichtigen und Fehlendes ergänzen lassen (DSGVO Art. 16).",
    ],
    [
        "Erasure",
        "You may have your data erased, unless law or legal claims need it to be kept (Art. 17).",
        "Löschung",
        "Sie können Ihre Daten löschen lassen, soweit nicht Gesetze oder Rechtsansprüche sie erfordern (Art. 17).",
    ],
    [
        "Restriction",
        "You may have your data only stored and not used, for instance while its accuracy is disputed (Art. 18).",
        "Einschränkung",
        "Sie können verlangen, dass Ihre Daten nur gespeichert und nicht verwendet werden, etwa solange ihre Richtigkeit strittig ist (Art. 18).",
    ],
    [
        "Objection",
        "You may object at any time to direct marketing, without a reason, and on grounds of your situation to what rests on legitimate or public interest (Art. 21).",
        "Widerspruch",
        "Sie können Direktwerbung jederzeit ohne Grund widersprechen, und aus Gründen Ihrer Situation dem, was auf berechtigtem oder öffentlichem Interesse beruht (Art. 21).",
    ],
    [
        "Withdrawal",
        "You may withdraw a consent at any time, as easily as you gave it. What was done before stays lawful (Art. 7(3)).",
        "Widerruf",
        "Sie können eine Einwilligung jederzeit so einfach widerrufen, wie Sie sie erteilt haben. Was davor geschah, bleibt rechtmäßig (Art. 7 Abs. 3).",
    ],
    [
        "Taking your data along",
        "You may get what you provided in a form that machines read, and have it passed on (Art. 20). The JSON file and the vCard of this package are such forms.",
        "Datenübertragbarkeit",
        "Sie können, was Sie bereitgestellt haben, in maschinenlesbarer Form erhalten und weitergeben lassen (Art. 20). Die JSON-Datei und die vCard dieses Pakets sind solche Formen.",
    ],
    [
        "Complaint",
        "You may complain to a supervisory authority, in particular where you live, work, or where you think the law was broken (Art. 77).",
        "Beschwerde",
        "Sie können sich bei einer Aufsichtsbehörde beschweren, insbesondere dort, wo Sie wohnen, arbeiten oder das Recht verletzt sehen (Art. 77).",
    ],
];

/// Each right: title and text.
pub(super) fn rights(lang: Lang) -> Vec<(&'static str, &'static str)> {
    RIGHTS.iter().map(|[en, text, de, german]| (lang.pick(en, de), lang.pick(text, german))).collect()
}
