//! What a team defines itself: fields, pipelines.

use crate::format::counted;
use tacit_bridge::records::{Form, Outcome};

texts! {
    Own {
        group: "Own fields",
        fields: "Fields of your own",
        of_kind: "For",
        add_field: "Add field",
        no_fields: "None yet. A field of your own stands on every record’s page, and can be a column, a filter and a group.",
        holds: "Holds",
        words: "Choices, one a line",
        sealed: "Its name and everything in it are sealed like all else.",
        form_stays: "What a field holds cannot be changed afterwards. Records keep words that are no longer listed.",
        field_saved: "Field saved.",
        field_removed: "Field removed. What records hold in it is kept, and comes back with the field.",
        ordered: "Moved.",
        pipelines: "Pipelines",
        add_pipeline: "Add pipeline",
        no_pipelines: "The first pipeline is made with your first deal.",
        new_pipeline: "New pipeline",
        edit_pipeline: "Edit pipeline",
        stages: "Stages",
        stage: "stage",
        stage_name: "Name of the stage",
        add_stage: "Add stage",
        means: "What it means",
        chance: "Chance in percent",
        first_stage: "New",
        won: "Won",
        lost: "Lost",
        pipeline_saved: "Pipeline saved.",
        pipeline_removed: "Pipeline removed.",
    }
    lists {
        /// What a form is called.
        form: fn(Form) -> &'static str = |form| match form {
            Form::Text => "Text",
            Form::LongText => "Long text",
            Form::Number => "Number",
            Form::Money => "Amount of money",
            Form::Date => "Date",
            Form::Choice => "One of several choices",
            Form::Choices => "Several choices",
            Form::YesNo => "Yes or no",
            Form::Email => "E-mail addresses",
            Form::Phone => "Phone numbers",
            Form::Address => "Postal addresses",
            Form::Link => "Web addresses",
            Form::Relation => "Other records",
            Form::Member => "Member",
        },
        /// What a stage means for its deals.
        outcome: fn(Outcome) -> &'static str = |outcome| match outcome {
            Outcome::Open => "Open",
            Outcome::Won => "Won",
            Outcome::Lost => "Lost",
        },
    }
    sentences {
        new_field: |many: &str| format!("New field for {many}"),
        edit_field: |many: &str| format!("Edit field for {many}"),
        up: |name: &str| format!("Move {name} up"),
        down: |name: &str| format!("Move {name} down"),
        edit: |name: &str| format!("Edit {name}"),
        remove: |name: &str| format!("Remove {name}"),
        /// "Number · in 12 records".
        about: |form: &str, used: u32| match used {
            0 => format!("{form} · not used yet"),
            _ => format!("{form} · in {}", counted(used, "record", "records")),
        },
    }
}
