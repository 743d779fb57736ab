//! What to do when a device is lost or stolen, as it is told at the door too.

use crate::strings::en::lost::Lost;

pub(super) const TEXTS: Lost = Lost {
    title: "Ein Gerät ist verloren oder gestohlen",
    lede: "Gehen Sie so vor, in dieser Reihenfolge, an einem Gerät, dem Sie vertrauen.",
    one: "Sitzung beenden",
    one_words: "Es wird gesperrt, sobald es den Server erreicht, und braucht dann wieder Ihr Passwort.",
    two: "Passwort und Geheimschlüssel ändern",
    two_words: "Danach öffnen das alte Passwort und das alte Notfallblatt auf dem Server nichts mehr.",
    three: "War es entsperrt, oder kennt vielleicht jemand das Passwort?",
    three_words: "Dann hat diese Person womöglich die Schlüssel Ihrer Tresore selbst, und kein Passwort nimmt sie ihr wieder. Legen Sie über eine Einladung ein neues Konto an und lassen Sie das alte aus jedem Tresor entfernen: Erst das ändert den Schlüssel des Tresors. Was vorher lesbar war, bleibt für sie lesbar.",
    locked: "Entsperren Sie dieses Gerät. Diese Schritte finden Sie dann unter Einstellungen.",
    no_device: "Kein anderes Gerät zur Hand? Melden Sie sich in einem beliebigen Browser mit Ihrem Notfallblatt an.",
};
