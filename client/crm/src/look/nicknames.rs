//! Short forms of given names, English and German, folded: "Bob" is called Robert in another list.

/// Short forms, each with the name that it stands for; where it stands for several, the most common. Those that are the
/// beginning of the whole name, as Alex of Alexander, need no line.
static SHORT: [(&str, &str); 92] = [
    ("abby", "abigail"),
    ("andi", "andreas"),
    ("andy", "andrew"),
    ("annie", "anna"),
    ("barb", "barbara"),
    ("basti", "sebastian"),
    ("becky", "rebecca"),
    ("beth", "elizabeth"),
    ("betty", "elizabeth"),
    ("bill", "william"),
    ("billy", "william"),
    ("bob", "robert"),
    ("bobby", "robert"),
    ("cathy", "catherine"),
    ("charlie", "charles"),
    ("chuck", "charles"),
    ("connie", "constance"),
    ("conny", "cornelia"),
    ("dave", "david"),
    ("debbie", "deborah"),
    ("dick", "richard"),
    ("didi", "dieter"),
    ("dolly", "dorothy"),
    ("dotty", "dorothy"),
    ("drew", "andrew"),
    ("ed", "edward"),
    ("eddie", "edward"),
    ("fran", "frances"),
    ("fred", "frederick"),
    ("fritz", "friedrich"),
    ("gabi", "gabriele"),
    ("gerd", "gerhard"),
    ("gina", "regina"),
    ("greta", "margarete"),
    ("gretel", "margarete"),
    ("hanna", "johanna"),
    ("hannes", "johannes"),
    ("hans", "johannes"),
    ("harry", "henry"),
    ("heiner", "heinrich"),
    ("heinz", "heinrich"),
    ("ina", "katharina"),
    ("jack", "john"),
    ("jenny", "jennifer"),
    ("jim", "james"),
    ("jimmy", "james"),
    ("jo", "joseph"),
    ("joe", "joseph"),
    ("johnny", "john"),
    ("jupp", "josef"),
    ("kate", "katherine"),
    ("kathi", "katharina"),
    ("kathy", "katherine"),
    ("katie", "katherine"),
    ("katja", "katharina"),
    ("kitty", "katherine"),
    ("klaus", "nikolaus"),
    ("larry", "lawrence"),
    ("lena", "magdalena"),
    ("leni", "magdalena"),
    ("lilli", "elisabeth"),
    ("lisa", "elisabeth"),
    ("liz", "elizabeth"),
    ("lizzie", "elizabeth"),
    ("lotte", "charlotte"),
    ("maggie", "margaret"),
    ("matze", "matthias"),
    ("max", "maximilian"),
    ("meg", "margaret"),
    ("micha", "michael"),
    ("mick", "michael"),
    ("mike", "michael"),
    ("molly", "mary"),
    ("ned", "edward"),
    ("nell", "eleanor"),
    ("peggy", "margaret"),
    ("penny", "penelope"),
    ("polly", "mary"),
    ("resi", "theresia"),
    ("rick", "richard"),
    ("rolf", "rudolf"),
    ("sally", "sarah"),
    ("sandy", "alexandra"),
    ("sepp", "josef"),
    ("steffi", "stefanie"),
    ("steve", "stephen"),
    ("susi", "susanne"),
    ("ted", "edward"),
    ("tina", "christina"),
    ("tony", "anthony"),
    ("uli", "ulrich"),
    ("willi", "wilhelm"),
];

/// The name that a folded given name is short for, or itself.
pub(super) fn in_full(given: &str) -> &str {
    SHORT.binary_search_by_key(&given, |(short, _)| *short).map_or(given, |at| SHORT[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_stand_in_order_and_stand_for_whole_names() {
        assert!(SHORT.is_sorted_by(|one, other| one.0 < other.0));
        for (short, full) in SHORT {
            assert_eq!(in_full(short), full);
            assert_eq!(in_full(full), full, "{full} is whole");
        }
        assert_eq!(in_full("ada"), "ada");
    }
}
