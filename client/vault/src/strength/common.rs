//! What guessers try first, without digits and symbols at the ends: passwords and first names at the top of every
//! published list.

/// All lower case, each once.
pub(super) const COMMON: &str = "password passwort motdepasse contrasena senha qwerty qwertz azerty letmein welcome \
willkommen bienvenue admin administrator root user guest login master secret geheim default changeme test testing \
demo iloveyou ichliebedich loveyou lovely love sunshine princess prinzessin dragon monkey football fussball soccer \
baseball basketball hockey superman batman spiderman pokemon starwars shadow killer hunter ranger trustno freedom \
whatever nothing computer internet google facebook samsung apple iphone android microsoft windows linux server \
summer winter spring autumn sommer herbst fruehling monday tuesday wednesday thursday friday saturday sunday january \
february march april june july august september october november december hello hallo bonjour hola ciao cheese \
cookie chocolate banana orange pepper ginger flower blume butterfly rainbow angel engel heaven diamond silver golden \
purple yellow black white green blue red tiger lion panther eagle falcon phoenix wolf bear horse pferd dolphin hello \
mustang ferrari porsche mercedes corvette harley yamaha honda toyota jordan michael michelle jennifer jessica ashley \
amanda daniel david andrew joshua matthew anthony robert william thomas charlie george james john peter paul mark \
martin stefan andreas christian alexander sebastian maximilian nicole sabine anna maria julia laura lena sophie emma \
hannah sarah lisa katharina elisabeth claudia petra monika susanne birgit frank klaus juergen wolfgang hans max moritz \
felix lukas leon jonas tim tobias florian patrick oliver marcel dennis kevin brian jason justin nicholas tyler brandon \
austin taylor morgan madison chelsea arsenal liverpool barcelona bayern juventus madrid london paris berlin hamburg \
muenchen koeln wien zuerich newyork america germany deutschland france company firma office business money geld \
access pass passw temp temporary private privat mein meine unser dieter family familie mother mutter father vater \
baby schatz liebe herz heart forever friends freunde jesus christ god gott blessed church matrix merlin gandalf \
hobbit naruto minecraft fortnite gamer player winner champion legend ninja samurai zombie pirate cowboy yankees \
lakers cowboys steelers tacit crm kunde kunden customer client klient praxis kanzlei doctor lawyer anwalt";

#[cfg(test)]
mod tests {
    use super::COMMON;

    #[test]
    fn the_list_is_plain() {
        assert!(COMMON.split(' ').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())));
    }
}
