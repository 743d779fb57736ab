//! Linking a device, and unlocking with a passkey.

use crate::strings::en::devices::Devices;

pub(super) const TEXTS: Devices = Devices {
    // The new device.

    // The unlocked device.
    devices: "Geräte",
    link_new: "Neues Gerät verbinden",
    link_new_words: "Öffnet Ihr Konto in einem anderen Browser, ohne den Geheimschlüssel einzugeben.",
    link_do: "Gerät verbinden",
    number_lede: "Öffnen Sie Tacit auf dem neuen Gerät und wählen Sie „Mit einem anderen Gerät verbinden“. Es zeigt eine Zahl.",
    number: "Zahl auf dem neuen Gerät",
    number_hint: "Acht Ziffern, fünf Minuten gültig.",
    number_waiting: "Warten auf das neue Gerät",
    type_lede: "Geben Sie die vier Wörter ein, die das neue Gerät jetzt zeigt. Lesen Sie sie selbst von dessen Bildschirm ab und nehmen Sie sie von niemandem am Telefon oder per Nachricht an: Wessen Wörter angenommen werden, hat Ihr Konto.",
    accept: "Wörter prüfen",
    accepted: "Das sind die richtigen Wörter.",
    accepted_words: "Wählen Sie auf dem neuen Gerät „Ja, angenommen“ und geben Sie dort Ihr Passwort ein. Es darf sofort schreiben.",
    done: "Fertig",

    // Passkey.
    passkey: "Mit Passkey entsperren",
    passkey_words: "Fingerabdruck, Gesicht oder Geräte-PIN statt des Passworts, nur in diesem Browser.",
    passkey_on: "In diesem Browser eingerichtet. Das Passwort entsperrt wie bisher.",
    passkey_set_up: "Einrichten",
    passkey_remove: "Entfernen",
    passkey_removed: "Nun entsperrt nur noch Ihr Passwort.",
    passkey_kept: "Der Passkey entsperrt nun diesen Browser.",
    passkey_title: "Passkey einrichten",
    passkey_lede: "Geben Sie noch einmal Ihr Passwort ein. Dann fragt Ihr Gerät nach Fingerabdruck, Gesicht oder PIN. Der Server hat damit nichts zu tun.",
    nth_word: |number| format!("Wort {number}"),
};
