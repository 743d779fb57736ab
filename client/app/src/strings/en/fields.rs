//! Fields, their groups and their choices. The worker says them in English; what people made themselves is shown as
//! they wrote it in every language.

use tacit_bridge::records::{FieldKey, Kind};

texts! {
    Fields {
        yes: "yes",
        no: "no",
    }
    sentences {
        /// What a field is called; the worker's own word where there is no other.
        label: |_kind: Kind, _field: FieldKey, own: String| own,
        /// The heading of a group of fields.
        group: |own: String| own,
        /// A contact point's label as it is shown.
        point: |kept: &str| kept.to_owned(),
        /// A contact point's label as it is kept.
        kept_point: |typed: &str| typed.to_owned(),
        /// A choice as it is shown.
        choice: |_field: FieldKey, kept: &str| kept.to_owned(),
    }
}
