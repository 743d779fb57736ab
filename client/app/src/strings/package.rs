//! What a package of somebody's data says in its own language, whatever the page's is.

/// What is said of automated decisions unless somebody says otherwise, by language of the package.
pub(crate) const AUTOMATED: [(&str, &str, &str); 2] = [
    ("en", "English", "No decision about you is made by automated means alone."),
    ("de", "Deutsch", "Über Sie wird keine Entscheidung allein durch automatisierte Verarbeitung getroffen."),
];
