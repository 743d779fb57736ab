//! Phrases that everybody knows: many words, and still among the first that guessers try.

/// Without spaces, capitals and punctuation, as they are compared; each once, umlauts both as they are and as two letters.
pub(super) const PHRASES: &str = "correcthorsebatterystaple correctbatteryhorsestaple tobeornottobethatisthequestion \
tobeornottobe romeoromeowhereforeartthou allthatglittersisnotgold letmeinplease openthedoor opensesame \
thisismypassword thisisapassword whatisthepassword iforgotmypassword ihatepasswords maytheforcebewithyou \
iamyourfather youshallnotpass oneringtorulethemall winteriscoming valarmorghulis iwillbeback hastalavistababy \
houstonwehaveaproblem beammeupscotty livelongandprosper resistanceisfutile allyourbasearebelongtous hakunamatata \
abracadabra supercalifragilisticexpialidocious thequickbrownfoxjumpsoverthelazydog thequickbrownfox \
loremipsumdolorsitamet loremipsum itwasadarkandstormynight itwasthebestoftimes callmeishmael onceuponatime \
happilyeverafter inthebeginninggodcreated inthebeginningwastheword lettherebelight ourfatherwhoartinheaven \
ourfatherinheaven thelordismyshepherd forgodsolovedtheworld ihaveadream wethepeople keepcalmandcarryon \
iloveyousomuch iloveyouforever ilovemywife ilovemyfamily allyouneedislove imagineallthepeople stairwaytoheaven \
isthisthereallife wewillrockyou nevergonnagiveyouup twinkletwinklelittlestar happybirthdaytoyou rowrowrowyourboat \
maryhadalittlelamb merrychristmas rosesareredvioletsareblue rosesarered carpediem cogitoergosum venividivici \
anappleaday timeismoney knowledgeispower ithinkthereforeiam franzjagtimkomplettverwahrlostentaxiquerdurchbayern \
franzjagtimkomplett zwölfboxkämpferjagen zwoelfboxkaempferjagen seinodernichtseindasisthierdiefrage \
seinodernichtsein habenunachphilosophie werreitetsospätdurchnachtundwind werreitetsospaetdurchnachtundwind \
freudeschönergötterfunken freudeschoenergoetterfunken vaterunserimhimmel vaterunserderdubistimhimmel \
imanfangwardaswort imanfangschufgotthimmelunderde eswareinmal undwennsienichtgestorbensind allemeineentchen \
stillenachtheiligenacht einigkeitundrechtundfreiheit allesgutezumgeburtstag ichliebedichüberalles \
ichliebedichueberalles dasistmeinpasswort ichhabekeinpasswort alleswirdgut derfrühevogelfängtdenwurm \
derfruehevogelfaengtdenwurm übungmachtdenmeister uebungmachtdenmeister morgenstundhatgoldimmund \
fischersfritzefischtfrischefische blaukrautbleibtblaukraut ichbineinberliner";

#[cfg(test)]
mod tests {
    use super::PHRASES;

    #[test]
    fn the_list_is_plain_and_holds_each_once() {
        let phrases: Vec<&str> = PHRASES.split(' ').collect();
        let is_plain = |phrase: &&str| !phrase.is_empty() && phrase.chars().all(char::is_lowercase);
        assert!(phrases.iter().all(is_plain));
        assert_eq!(phrases.iter().collect::<std::collections::HashSet<_>>().len(), phrases.len());
        let in_two = |phrase: &str| phrase.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss");
        let all: Vec<String> = phrases.iter().map(|phrase| in_two(phrase)).collect();
        let missing: Vec<&String> = all.iter().filter(|phrase| !phrases.contains(&phrase.as_str())).collect();
        assert!(missing.is_empty(), "in two letters: {missing:?}");
    }
}
