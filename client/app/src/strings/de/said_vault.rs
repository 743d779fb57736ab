//! Sentences of the worker about accounts, devices, vaults and their members.

/// `{}` stands for a name or number.
pub(super) const SAID: &[(&str, &str)] = &[
    // Account.
    ("Choose another sign-in name.", "Wählen Sie einen anderen Anmeldenamen."),
    ("A sign-in name is needed.", "Ein Anmeldename ist nötig."),
    ("A sign-in name has at most 64 characters.", "Ein Anmeldename hat höchstens 64 Zeichen."),
    ("A password has at least ten characters.", "Ein Passwort hat mindestens zehn Zeichen."),
    ("A password has at most 1,024 characters.", "Ein Passwort hat höchstens 1.024 Zeichen."),
    ("Choose another password.", "Wählen Sie ein anderes Passwort."),
    ("Use a longer one, or the suggested passphrase.", "Nehmen Sie ein längeres oder die vorgeschlagene Passphrase."),
    ("That password would be guessed quickly.", "Dieses Passwort wäre schnell erraten."),
    ("That Secret Key has a typing mistake.", "In diesem Geheimschlüssel ist ein Tippfehler."),
    (
        "Compare it with the printed kit: six groups of five letters and digits.",
        "Vergleichen Sie ihn mit dem gedruckten Notfallblatt: sechs Gruppen aus fünf Buchstaben und Ziffern.",
    ),
    ("This browser already holds an account.", "In diesem Browser liegt schon ein Konto."),
    ("Unlock it, or sign out first.", "Entsperren Sie es, oder melden Sie sich zuerst ab."),
    (
        "It is not certain whether the change arrived at the server.",
        "Es ist nicht sicher, ob die Änderung beim Server angekommen ist.",
    ),
    (
        "When you unlock next, try the new password first, then the old one. Keep both kits until then.",
        "Versuchen Sie beim nächsten Entsperren zuerst das neue Passwort, dann das alte. Bewahren Sie bis dahin beide Notfallblätter auf.",
    ),
    ("That is the password you have.", "Das ist Ihr jetziges Passwort."),
    ("Choose another one.", "Wählen Sie ein anderes."),
    ("There is no new kit.", "Es gibt kein neues Notfallblatt."),
    ("Make a new one first.", "Legen Sie zuerst ein neues an."),
    ("The server did not make the change.", "Der Server hat die Änderung nicht vorgenommen."),
    (
        "Your password and kit are what they were. Try again later.",
        "Ihr Passwort und Ihr Notfallblatt gelten wie bisher. Versuchen Sie es später noch einmal.",
    ),
    ("That is not your password.", "Das ist nicht Ihr Passwort."),
    ("Type the password that you unlock with.", "Geben Sie das Passwort ein, mit dem Sie entsperren."),
    ("You are the only owner of {}.", "Sie sind der einzige Inhaber von {}."),
    (
        "Wait until all of them are shown: nobody can tell whether you are the only owner of one.",
        "Warten Sie, bis alle zu sehen sind: Niemand kann sagen, ob Sie von einem der einzige Inhaber sind.",
    ),
    ("Not all of your vaults are on this device yet.", "Noch sind nicht alle Ihre Tresore auf diesem Gerät."),
    (
        "Wait until everything is synced, then try again.",
        "Warten Sie, bis alles abgeglichen ist, und versuchen Sie es noch einmal.",
    ),
    ("Changes of yours are still waiting to be sent.", "Änderungen von Ihnen sind noch nicht gesendet."),
    ("That is not the group asked for.", "Das ist nicht die Gruppe, nach der gefragt wurde."),
    (
        "Read it from the printed kit and type it again.",
        "Lesen Sie sie vom gedruckten Notfallblatt ab und geben Sie sie noch einmal ein.",
    ),
    ("That password does not open your account.", "Dieses Passwort öffnet Ihr Konto nicht."),
    ("Type it again.", "Geben Sie es noch einmal ein."),
    ("This passkey cannot unlock Tacit.", "Dieser Passkey kann Tacit nicht entsperren."),
    ("Go on with your password.", "Verwenden Sie weiter Ihr Passwort."),
    ("This passkey does not unlock this browser.", "Dieser Passkey entsperrt diesen Browser nicht."),
    ("Type your password.", "Geben Sie Ihr Passwort ein."),
    (
        "Your password was changed since this passkey was set up.",
        "Seit dieser Passkey eingerichtet wurde, hat sich Ihr Passwort geändert.",
    ),
    (
        "Type the new password. Then you can set up the passkey again in Settings.",
        "Geben Sie das neue Passwort ein. Danach können Sie den Passkey in den Einstellungen neu einrichten.",
    ),
    (
        "Your passkey no longer unlocks this browser, because your password or Secret Key was changed.",
        "Ihr Passkey entsperrt diesen Browser nicht mehr, weil Passwort oder Geheimschlüssel geändert wurden.",
    ),
    ("Set it up again in Settings, if you want it.", "Richten Sie ihn bei Bedarf in den Einstellungen neu ein."),
    ("Too many tries in a short time.", "Zu viele Versuche in kurzer Zeit."),
    ("Wait {} seconds, then try again.", "Warten Sie {} Sekunden und versuchen Sie es noch einmal."),
    // Strength of a password.
    ("Strong: this would outlast a determined attacker.", "Stark: Das hält auch einem entschlossenen Angreifer stand."),
    (
        "Type a password, or let Tacit suggest one.",
        "Geben Sie ein Passwort ein oder lassen Sie sich eines vorschlagen.",
    ),
    (
        "It contains your own name, which is tried first.",
        "Es enthält Ihren eigenen Namen, und der wird zuerst probiert.",
    ),
    ("It is built on one of the most common passwords.", "Es beruht auf einem der häufigsten Passwörter."),
    (
        "It is a phrase that everybody knows, which is tried early.",
        "Das ist ein Satz, den jeder kennt, und der wird früh probiert.",
    ),
    (
        "Few words are guessed quickly: use five or six that have nothing to do with each other.",
        "Wenige Wörter sind schnell erraten: Nehmen Sie fünf oder sechs, die nichts miteinander zu tun haben.",
    ),
    (
        "Good; one more unrelated word would make it strong.",
        "Gut; ein weiteres Wort ohne Zusammenhang würde es stark machen.",
    ),
    ("Repeating something adds almost nothing.", "Wiederholungen bringen fast nichts."),
    ("Sequences such as abc or 123 add almost nothing.", "Folgen wie abc oder 123 bringen fast nichts."),
    ("Neighbouring keys are tried early.", "Benachbarte Tasten werden früh probiert."),
    ("Dates and years are tried early.", "Daten und Jahreszahlen werden früh probiert."),
    (
        "It reads like words or names: make it longer, or let Tacit suggest one.",
        "Es liest sich wie Wörter oder Namen: Machen Sie es länger oder lassen Sie sich eines vorschlagen.",
    ),
    (
        "It is short: make it longer, or let Tacit suggest one.",
        "Es ist kurz: Machen Sie es länger oder lassen Sie sich eines vorschlagen.",
    ),
    ("Good; a few characters more would make it strong.", "Gut; ein paar Zeichen mehr würden es stark machen."),
    // Devices.
    ("The number on the new device has eight digits.", "Die Zahl auf dem neuen Gerät hat acht Ziffern."),
    ("Type all of them.", "Geben Sie alle ein."),
    ("No device waits under this number.", "Unter dieser Zahl wartet kein Gerät."),
    (
        "Compare it with the new device. It is good for five minutes and for one try.",
        "Vergleichen Sie sie mit dem neuen Gerät. Sie gilt fünf Minuten und für einen Versuch.",
    ),
    ("This linking is over.", "Diese Verbindung ist beendet."),
    (
        "Nothing was handed over. Start again on the new device.",
        "Es wurde nichts übergeben. Beginnen Sie auf dem neuen Gerät von vorn.",
    ),
    (
        "These are not the words that belong to this linking.",
        "Das sind nicht die Wörter, die zu dieser Verbindung gehören.",
    ),
    (
        "Nothing was handed over. If you typed them as the new device shows them, somebody sits between your devices: tell who runs the server. Otherwise start again on the new device.",
        "Es wurde nichts übergeben. Haben Sie die Wörter so eingegeben, wie das neue Gerät sie zeigt, steht jemand zwischen Ihren Geräten: Sagen Sie es dem Betreiber des Servers. Sonst beginnen Sie auf dem neuen Gerät von vorn.",
    ),
    ("What arrived does not come from your other device.", "Was ankam, kommt nicht von Ihrem anderen Gerät."),
    (
        "It was refused and nothing was opened. Tell who runs the server, and start again on the new device.",
        "Es wurde abgelehnt und nichts geöffnet. Sagen Sie es dem Betreiber des Servers und beginnen Sie auf dem neuen Gerät von vorn.",
    ),
    ("The five minutes are over.", "Die fünf Minuten sind vorbei."),
    ("The other device gave up, or its time is over.", "Das andere Gerät hat aufgegeben, oder seine Zeit ist vorbei."),
    // Vaults and members.
    ("No vault is open.", "Kein Tresor ist offen."),
    ("Choose a vault first.", "Wählen Sie zuerst einen Tresor."),
    ("That is not the name of this vault.", "Das ist nicht der Name dieses Tresors."),
    ("Type it exactly as it is shown.", "Geben Sie ihn genau so ein, wie er gezeigt wird."),
    ("This vault is still in use.", "Dieser Tresor ist noch in Gebrauch."),
    ("Leave it first.", "Verlassen Sie ihn zuerst."),
    ("Who is it for?", "Für wen ist sie?"),
    ("Type the colleague's name.", "Geben Sie den Namen der Person ein."),
    ("The vault needs a name.", "Der Tresor braucht einen Namen."),
    ("Type one and try again.", "Geben Sie einen ein und versuchen Sie es noch einmal."),
    ("Your own name is missing.", "Ihr eigener Name fehlt."),
    (
        "Type it as colleagues are to see it, and try again.",
        "Geben Sie ihn ein, wie andere ihn sehen sollen, und versuchen Sie es noch einmal.",
    ),
    ("A name is needed.", "Ein Name ist nötig."),
    ("Type a name and try again.", "Geben Sie einen Namen ein und versuchen Sie es noch einmal."),
    ("Choose a shorter name.", "Wählen Sie einen kürzeren Namen."),
    ("A name is too long.", "Ein Name ist zu lang."),
    ("Use at most 100 characters.", "Verwenden Sie höchstens 100 Zeichen."),
    ("An invite is good for at most 14 days.", "Eine Einladung gilt höchstens 14 Tage."),
    ("Choose a shorter time.", "Wählen Sie eine kürzere Zeit."),
    ("{} removed you from this vault.", "{} hat Sie aus diesem Tresor entfernt."),
    ("{} deleted this vault.", "{} hat diesen Tresor gelöscht."),
    (
        "{} changed the vault's key and did not hand on every older one.",
        "{} hat den Schlüssel des Tresors geändert und nicht alle älteren weitergegeben.",
    ),
    (
        "{} gave you a key that does not fit this vault.",
        "{} hat Ihnen einen Schlüssel gegeben, der nicht zu diesem Tresor passt.",
    ),
    ("A record written by {} cannot be read.", "Ein Datensatz, den {} geschrieben hat, kann nicht gelesen werden."),
    (
        "{} signed a state of this vault that does not add up.",
        "{} hat einen Stand dieses Tresors signiert, der nicht aufgeht.",
    ),
    (
        "{} names another history of this vault than the one here.",
        "{} nennt einen anderen Verlauf dieses Tresors als den hiesigen.",
    ),
    (
        "Nothing is sent for now. Compare the words of both histories, then say what you found.",
        "Vorerst wird nichts gesendet. Vergleichen Sie die Wörter beider Verläufe und sagen Sie, was Sie gefunden haben.",
    ),
    (
        "{} vouched for newer changes than the server shows.",
        "{} hat für neuere Änderungen gebürgt, als der Server zeigt.",
    ),
    (
        "It may only be late. If this stays, ask that colleague and whoever runs the server.",
        "Vielleicht ist es nur verspätet. Bleibt es so, fragen Sie das Mitglied und den Betreiber des Servers.",
    ),
    (
        "The server had lost one change of this vault; this browser gave it back.",
        "Der Server hatte eine Änderung dieses Tresors verloren; dieser Browser hat sie zurückgegeben.",
    ),
    (
        "The server had lost {} changes of this vault; this browser gave them back.",
        "Der Server hatte {} Änderungen dieses Tresors verloren; dieser Browser hat sie zurückgegeben.",
    ),
    (
        "You need not do anything. Tell who runs the server if nobody restored a backup.",
        "Sie müssen nichts tun. Sagen Sie es dem Betreiber, falls niemand eine Sicherungskopie eingespielt hat.",
    ),
    (
        "The members of this vault changed while you compared.",
        "Die Mitglieder dieses Tresors haben sich geändert, während Sie verglichen.",
    ),
    ("Compare the new list and its words.", "Vergleichen Sie die neue Liste und ihre Wörter."),
    (
        "What that device names has changed while you compared.",
        "Was jenes Gerät nennt, hat sich geändert, während Sie verglichen.",
    ),
    ("Compare the words that are shown now.", "Vergleichen Sie die Wörter, die jetzt gezeigt werden."),
    ("This device has not verified that entry.", "Dieses Gerät hat jenen Eintrag nicht geprüft."),
    ("Agree on a lower number that both of you know.", "Einigen Sie sich auf eine kleinere Nummer, die beide kennen."),
    ("The server does not show this vault to you.", "Der Server zeigt Ihnen diesen Tresor nicht."),
    (
        "What you had is unchanged. Ask an admin of the vault, and who runs the server.",
        "Was Sie hatten, ist unverändert. Fragen Sie einen Admin des Tresors und den Betreiber.",
    ),
    (
        "The server says that this vault was deleted, without a word of an owner that this device can check.",
        "Der Server sagt, dieser Tresor sei gelöscht, ohne Erklärung eines Inhabers, die dieses Gerät prüfen kann.",
    ),
    (
        "What you had is unchanged. Ask an owner of the vault, and who runs the server.",
        "Was Sie hatten, ist unverändert. Fragen Sie einen Inhaber des Tresors und den Betreiber.",
    ),
    // This browser.
    ("The sealed data on this device are damaged.", "Die versiegelten Daten auf diesem Gerät sind beschädigt."),
    (
        "Sign out and forget this device, then sign in again: the server has everything that was confirmed.",
        "Melden Sie sich ab, vergessen Sie dieses Gerät und melden Sie sich neu an: Der Server hat alles Bestätigte.",
    ),
    (
        "This browser does not let Tacit keep its sealed data ({}).",
        "Dieser Browser lässt Tacit seine versiegelten Daten nicht aufbewahren ({}).",
    ),
    (
        "Use a current browser outside private mode, and open Tacit over https.",
        "Verwenden Sie einen aktuellen Browser außerhalb des privaten Modus und öffnen Sie Tacit über https.",
    ),
];
