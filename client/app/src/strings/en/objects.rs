//! Kinds of records that a team defines itself.

texts! {
    Objects {
        objects: "Objects of your own",
        add: "Add object",
        none: "None yet. Matters, grants, animals, events: whatever you work with besides people, companies and deals, with a list, pages, fields, tasks and files of its own.",
        new_object: "New object",
        edit_object: "Edit object",
        one: "One is called",
        many: "Several are called",
        one_example: "Matter",
        many_example: "Matters",
        sign: "Sign",
        sealed: "Its name is sealed like all else: the server does not learn what you work with.",
        saved: "Object saved.",
        removed: "Object removed.",
        ordered: "Moved.",
        unknown: "Records",
        record: "record",
        records: "records",
        empty_words: "Add the first one. Fields of your own are made in Settings.",
        add_record: "Add",
        no_related: "None yet.",
    }
    lists {
        /// What a sign shows, by its name.
        sign_name: fn(&str) -> &'static str = |name| match name {
            "briefcase" => "Briefcase",
            "scale" => "Scales",
            "folder" => "Folder",
            "heart" => "Heart",
            "home" => "House",
            "book" => "Book",
            "flag" => "Flag",
            "map-pin" => "Place",
            "megaphone" => "Megaphone",
            "shield" => "Shield",
            "sparkles" => "Sparkles",
            _ => "Box",
        },
    }
    sentences {
        /// "New matter".
        new_one: |one: &str| format!("New {}", one.to_lowercase()),
        /// "No matters yet".
        empty: |many: &str| format!("No {} yet", many.to_lowercase()),
    }
}
