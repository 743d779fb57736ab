//! The form for a new record.

use crate::format::counted;

texts! {
    Create {
        add_person: "Add person",
        add_company: "Add company",
        add_deal: "Add deal",
        add_task: "Add task",
        add_activity: "Save",
        lookalike: "Perhaps here already",
        name_needed: "Give at least a name or an e-mail address.",
        company_needed: "Give the company a name.",
        title_needed: "Give it a title.",
        text_needed: "Write something down first.",
        commas: "Several, with commas between them.",
        when_now: "Left empty, it is now.",
        kept: "Your draft is kept.",
        anew: "Start anew",
        put_aside: "Your draft is put aside.",
        bring_back: "Bring the draft back",
        kept_for_later: "What you typed is kept for when you open this form again.",
        given_up: "Draft given up.",
        no_purpose: "None of your purposes needs these. Ask for them only if you have one.",
    }
    sentences {
        special: |names: &str| format!("{names}: of a special category. Fill it on the person’s page, once its basis is there."),
        more_fields: |number: u32| counted(number, "more field", "more fields"),
        added: |name: &str| format!("{name} added."),
    }
}
