//! The usual words of each reason why something cannot be done.

use tacit_bridge::problem::ProblemKind::{self, *};

/// What happened, and what to do now.
pub(super) fn usual(kind: ProblemKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Offline => (
            "Der Server ist nicht erreichbar.",
            "Arbeiten Sie weiter: Änderungen bleiben hier und werden später gesendet.",
        ),
        CannotUnlock => (
            "Damit ließ sich Ihr Konto nicht öffnen.",
            "Prüfen Sie Anmeldename, Geheimschlüssel und Passwort und versuchen Sie es noch einmal.",
        ),
        BadInput => ("So kann das nicht übernommen werden.", "Korrigieren Sie es und versuchen Sie es noch einmal."),
        Stale => (
            "Der Server zeigt einen älteren Stand dieses Tresors, als dieses Gerät gesehen hat, und nahm nicht zurück, was ihm fehlt.",
            "Vorerst wird nichts gesendet. Lesen geht wie gewohnt. Wurde der Server wiederhergestellt, muss der Betreiber die Wiederherstellung starten.",
        ),
        Recovering => (
            "Der Server wurde aus einer Sicherungskopie wiederhergestellt und nimmt nichts Neues an, bevor er zurückhat, was er verlor.",
            "Was Sie schreiben, wartet hier und wird danach gesendet. Versuchen Sie es wieder, wenn die Browser der anderen verbunden waren.",
        ),
        Fork => (
            "Der Server zeigt einen anderen Verlauf dieses Tresors, als dieses Gerät gesehen hat.",
            "Es wird nichts mehr gesendet. Vergleichen Sie die Wörter der Mitglieder mit jemandem aus dem Team, bevor Sie einer Seite trauen.",
        ),
        ForkSuspected => (
            "Das Gerät eines Mitglieds nennt einen anderen Verlauf dieses Tresors.",
            "Vorerst wird nichts gesendet. Vergleichen Sie mit dieser Person die Wörter beider Verläufe.",
        ),
        Withheld => (
            "Ein Mitglied hat für neuere Änderungen gebürgt, als der Server zeigt.",
            "Versuchen Sie es später noch einmal; bleibt es so, fragen Sie das Mitglied und den Betreiber des Servers.",
        ),
        Incomplete => (
            "Der Server hat nicht alles herausgegeben, was zu diesem Tresor gehört.",
            "Was Sie hatten, ist unverändert. Versuchen Sie es später noch einmal und sagen Sie es dem Betreiber.",
        ),
        BadChain => (
            "Der Server hat einen Eintrag gesendet, der die Prüfung nicht besteht.",
            "Er wurde abgelehnt, und was Sie hatten, ist unverändert. Sagen Sie es dem Betreiber des Servers.",
        ),
        Malformed => (
            "Die Antwort des Servers ergibt keinen Sinn.",
            "Sie wurde verworfen, und was Sie hatten, ist unverändert. Versuchen Sie es später noch einmal und sagen Sie es dem Betreiber.",
        ),
        MissingBox => (
            "Der Server hält Ihren Schlüssel zu allem Neuen zurück.",
            "Was vorher kam, können Sie lesen. Bitten Sie einen Admin, den Schlüssel des Tresors zu erneuern.",
        ),
        BadRoot => (
            "Ein Mitglied hat einen Stand dieses Tresors signiert, der nicht aufgeht.",
            "Er wurde abgelehnt, und was Sie hatten, ist unverändert. Sagen Sie es dem Mitglied und dem Betreiber.",
        ),
        BadRecord => (
            "Ein Datensatz, den ein Mitglied geschrieben hat, kann nicht gelesen werden.",
            "Die Version davor bleibt erhalten. Bitten Sie das Mitglied, ihn noch einmal zu speichern.",
        ),
        BadBox => (
            "Ein Mitglied hat Ihnen einen Schlüssel gegeben, der nicht zu diesem Tresor passt.",
            "Was vorher kam, können Sie lesen. Bitten Sie einen anderen Admin, den Schlüssel zu erneuern.",
        ),
        BadHistory => (
            "Ein Mitglied hat den Schlüssel des Tresors geändert und nicht alle älteren weitergegeben.",
            "Hier ist nichts verloren. Bitten Sie einen anderen Admin, den Schlüssel zu erneuern.",
        ),
        BadKey => (
            "Wer auf diese Einladung antwortet, hat einen unbrauchbaren Schlüssel gesendet.",
            "Nehmen Sie die Einladung zurück und erstellen Sie eine neue.",
        ),
        AccountStale => (
            "Der Server zeigt ein älteres Konto, als dieses Gerät gesehen hat.",
            "Ihre Daten hier sind unverändert. Sagen Sie es dem Betreiber des Servers.",
        ),
        AccountFork => (
            "Der Server zeigt ein anderes Konto, als dieses Gerät gesehen hat.",
            "Ihre Daten hier sind unverändert. Sagen Sie es dem Betreiber des Servers.",
        ),
        CredentialsChanged => (
            "Der Server nimmt das Passwort dieses Geräts nicht mehr an.",
            "Wurde es auf einem anderen Gerät geändert, geben Sie das neue ein. Bis dahin können Sie lesen, und was Sie schreiben, wartet hier.",
        ),
        Refused => (
            "Der Server lehnt Ihre Änderungen immer wieder ab.",
            "Sie liegen sicher auf diesem Gerät. Sagen Sie es dem Betreiber des Servers.",
        ),
        RemovalUnconfirmed => (
            "Die Entfernung ist noch nicht bestätigt.",
            "Vorher wird nichts anderes gesendet. Es geht weiter, sobald der Server sie annimmt.",
        ),
        MembersChanged => (
            "Die Mitglieder dieses Tresors haben sich geändert.",
            "Sehen Sie sich die Änderungen zuerst an; was Sie schreiben, wartet so lange hier.",
        ),
        Unconfirmed => (
            "Noch hat niemand für das gebürgt, was der Server diesem neuen Gerät zeigt.",
            "Vergleichen Sie die Mitgliederliste und ihre sechs Wörter mit jemandem aus dem Team und bestätigen Sie dann. Bis dahin können Sie lesen; was Sie schreiben, wartet hier.",
        ),
        LinkFailed => (
            "Die beiden Geräte kamen nicht zusammen.",
            "Es wurde nichts übergeben. Beginnen Sie auf dem neuen Gerät von vorn.",
        ),
        LinkMismatch => (
            "Der Server zeigt diesem Browser etwas anderes, als Ihr anderes Gerät geprüft hat.",
            "Es wurde abgelehnt. Sagen Sie es dem Betreiber des Servers und melden Sie sich hier auch sonst nicht an.",
        ),
        NeedUpdate => (
            "Dieser Tresor wurde von einer neueren Version von Tacit geändert.",
            "Laden Sie die Seite neu, um die neue Version zu bekommen. Bis dahin können Sie lesen.",
        ),
        NoRight => ("Ihre Rolle erlaubt das nicht.", "Fragen Sie einen Admin oder Inhaber des Tresors."),
        Removed => (
            "Sie sind nicht mehr Mitglied dieses Tresors.",
            "Was dieses Gerät schon hat, bleibt hier lesbar; Neues kommt nicht an.",
        ),
        Left => (
            "Sie haben diesen Tresor verlassen.",
            "Was dieses Gerät schon hat, bleibt hier lesbar; Neues kommt nicht an.",
        ),
        Deleted => (
            "Ein Inhaber hat diesen Tresor gelöscht.",
            "Auf dem Server ist er für alle verschwunden. Was dieses Gerät schon hat, bleibt hier lesbar.",
        ),
        OnlyOwner => (
            "Sie sind der einzige Inhaber eines Tresors.",
            "Machen Sie jemand anderen zum Inhaber oder löschen Sie den Tresor, und versuchen Sie es noch einmal.",
        ),
        InviteInvalid => (
            "Dieser Einladungslink gilt hier nicht.",
            "Prüfen Sie, ob Sie den ganzen Link haben, oder bitten Sie um einen neuen.",
        ),
        InviteUsed => (
            "Mit diesem Link ist schon jemand beigetreten.",
            "Waren Sie das nicht, sagen Sie es sofort der Person, die Sie eingeladen hat.",
        ),
        InviteRevoked => (
            "Diese Einladung wurde zurückgenommen.",
            "Bitten Sie die Person, die Sie eingeladen hat, um einen neuen Link.",
        ),
        InviteExpired => {
            ("Diese Einladung ist zu alt.", "Bitten Sie die Person, die Sie eingeladen hat, um einen neuen Link.")
        }
        InviteContested => (
            "Zwei verschiedene Personen haben auf diese Einladung geantwortet.",
            "Niemand wurde aufgenommen. Nehmen Sie die Einladung zurück und erstellen Sie eine neue.",
        ),
        NoPermit => (
            "Dieser Server nimmt neue Konten nur auf Einladung an.",
            "Öffnen Sie den Anmelde- oder Einladungslink, den Sie bekommen haben.",
        ),
        Gone => ("Diesen Datensatz gibt es hier nicht mehr.", "Vielleicht hat ihn jemand gelöscht."),
        BadFile => (
            "Diese Datei kann nicht gelesen werden.",
            "Speichern Sie sie noch einmal als CSV (UTF-8) oder vCard und versuchen Sie es erneut.",
        ),
        Restricted => (
            "Die Verarbeitung der Daten dieser Person ist eingeschränkt: Sie werden gespeichert, sonst nichts.",
            "Heben Sie zuerst die Einschränkung auf, im Bereich Datenschutz der Person.",
        ),
        NotAllowed => {
            ("Dieser Empfänger darf die Daten nicht bekommen.", "Ergänzen Sie zuerst den Eintrag des Dritten.")
        }
        Stopped => ("Es wurde angehalten.", "Nichts wurde geschrieben."),
        FileDamaged => (
            "Der Server hat nicht die Datei herausgegeben, die angehängt wurde.",
            "Was er sandte, wurde verworfen, und nichts davon wird gezeigt. Versuchen Sie es später noch einmal und sagen Sie es dem Betreiber.",
        ),
        QuotaFull => (
            "In diesem Tresor ist kein Platz mehr für Dateien.",
            "Sie wartet auf diesem Gerät. Löschen Sie Dateien, die niemand braucht, oder bitten Sie den Betreiber um mehr Platz.",
        ),
        Storage => (
            "Dieses Gerät konnte die Änderung nicht speichern.",
            "Schaffen Sie Platz und versuchen Sie es noch einmal. Nichts Bestätigtes ist verloren.",
        ),
        Server => (
            "Der Server hatte ein Problem.",
            "Ihre Änderungen liegen sicher auf diesem Gerät; es wird von selbst noch einmal versucht.",
        ),
        OtherTab => ("Ein anderer Tab ist am Zug.", "Verwenden Sie jenen Tab oder schließen Sie ihn."),
        Internal => {
            ("In Tacit selbst ist etwas schiefgegangen.", "Laden Sie die Seite neu. Nichts Gespeichertes ist verloren.")
        }
    })
}
