//! Linking a new browser from a device that is open, and a passkey that does not unlock.

use crate::strings::en::linking::Linking;

pub(super) const TEXTS: Linking = Linking {
    go_link: "Mit einem anderen Gerät verbinden",
    link_title: "Diesen Browser verbinden",
    link_lede: "Ihr anderes Gerät öffnet hier Ihr Konto. Sie brauchen keinen Geheimschlüssel, nur Ihr Passwort.",
    step_open: "Öffnen Sie auf dem Gerät, auf dem Tacit offen ist, die Einstellungen.",
    step_choose: "Wählen Sie „Neues Gerät verbinden“.",
    step_type: "Geben Sie dort diese Zahl ein:",
    waiting: "Warten auf Ihr anderes Gerät",
    words_title: "Geben Sie dort diese Wörter ein",
    words_lede: "Auf Ihrem anderen Gerät, in dieser Reihenfolge. Es zeigt sie selbst nie an: Daran erkennen Sie, dass es Ihres ist.",
    words_ask: "Hat Ihr anderes Gerät diese Wörter angenommen?",
    words_yes: "Ja, angenommen",
    words_no: "Nein",
    refused_title: "Hier wurde nichts geöffnet",
    refused_words: "Haben Sie die Wörter genau so eingegeben und wurden sie abgelehnt, steht vielleicht jemand zwischen Ihren Geräten. Sagen Sie es dem Betreiber des Servers.",
    again: "Neu beginnen",
    password_lede: "Ihre Geräte kennen sich nun. Geben Sie zum Abschluss Ihr Passwort ein.",
    finish: "Mein Konto öffnen",
    passkey_unfit: "Die Passkeys dieses Geräts können Tacit nicht entsperren.",
    passkey_unfit_todo: "Verwenden Sie weiter Ihr Passwort. Es wurde nichts geändert.",
    passkey_none: "Ihr Gerät hat den Passkey nicht herausgegeben.",
    passkey_none_todo: "Versuchen Sie es noch einmal oder geben Sie Ihr Passwort ein.",
    time_left: |clock| format!("Noch {clock} gültig"),
};
