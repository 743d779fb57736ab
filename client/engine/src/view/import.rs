//! What an import would do, as the page shows it, and its choices back.

use super::{field_key, kind, shown_key, shown_kind};
use tacit_bridge::import as bi;
use tacit_crm::import as ci;

pub(crate) fn preview(preview: ci::Preview) -> bi::Preview {
    bi::Preview {
        files: preview.files.into_iter().map(file).collect(),
        plan: bi::ImportPlan {
            subjects: preview.plan.subjects.into_iter().map(|subject| subject.and_then(shown_kind)).collect(),
            targets: preview.plan.targets.into_iter().map(|file| file.into_iter().map(target).collect()).collect(),
            on_duplicate: match preview.plan.on_duplicate {
                ci::OnDuplicate::Skip => bi::OnDuplicate::Skip,
                ci::OnDuplicate::Merge => bi::OnDuplicate::Merge,
                ci::OnDuplicate::Add => bi::OnDuplicate::Add,
            },
        },
        issues: preview.issues.into_iter().map(issue).collect(),
        issues_total: preview.issues_total,
        mended: preview.mended,
        people_new: preview.counts.people_new,
        people_merged: preview.counts.people_merged,
        rows_skipped: preview.counts.rows_skipped,
        companies_new: preview.counts.companies_new,
        claims: preview.counts.claims,
        opted_out: preview.counts.opted_out,
        sample: preview.sample,
        own: preview.own.into_iter().filter_map(own_tally).collect(),
        own_samples: preview.own_samples.into_iter().filter_map(own_sample).collect(),
    }
}

/// What comes of rows of a kind of the team's own.
pub(crate) fn own_tally(of: ci::Tally) -> Option<bi::OwnTally> {
    Some(bi::OwnTally { kind: shown_kind(of.kind)?, made: of.made, merged: of.merged })
}

fn own_sample(of: ci::OwnSample) -> Option<bi::OwnSample> {
    let fields = of.fields.into_iter().map(shown_key).collect();
    Some(bi::OwnSample { kind: shown_kind(of.kind)?, fields, rows: of.rows })
}

fn file(file: ci::FilePreview) -> bi::FilePreview {
    let column = |column: ci::Column| bi::Column {
        header: column.header,
        samples: column.samples,
        filled: column.filled,
        target: target(column.target),
        confidence: column.confidence,
        caution: column.caution,
        notes: column.notes.into_iter().map(note).collect(),
    };
    bi::FilePreview {
        name: file.name,
        format: file.format,
        rows: file.rows,
        columns: file.columns.into_iter().map(column).collect(),
    }
}

fn note(note: ci::ColumnNote) -> bi::ColumnNote {
    bi::ColumnNote { rows: note.rows, value: note.value, what: note.what, todo: note.todo }
}

fn issue(issue: ci::RowIssue) -> bi::RowIssue {
    bi::RowIssue {
        file: issue.file,
        row: issue.row,
        column: issue.column,
        value: issue.value,
        what: issue.what,
        todo: issue.todo,
        blocks: issue.blocks,
        mendable: issue.mendable,
    }
}

fn target(target: ci::Target) -> bi::Target {
    match target {
        ci::Target::Skip => bi::Target::Skip,
        ci::Target::Person { field, label } => bi::Target::Person { field: shown_key(field), label },
        ci::Target::FullName => bi::Target::FullName,
        ci::Target::Company { field } => bi::Target::Company { field: shown_key(field) },
        ci::Target::Note => bi::Target::Note,
        ci::Target::Claim => bi::Target::Claim,
        ci::Target::OptOut(to) => bi::Target::OptOut(no_to(to)),
        ci::Target::Own { field } => bi::Target::Own { field: shown_key(field) },
    }
}

fn no_to(to: ci::NoTo) -> bi::NoTo {
    match to {
        ci::NoTo::Email => bi::NoTo::Email,
        ci::NoTo::Phone => bi::NoTo::Phone,
        ci::NoTo::Post => bi::NoTo::Post,
        ci::NoTo::All => bi::NoTo::All,
    }
}

fn own_no_to(to: bi::NoTo) -> ci::NoTo {
    match to {
        bi::NoTo::Email => ci::NoTo::Email,
        bi::NoTo::Phone => ci::NoTo::Phone,
        bi::NoTo::Post => ci::NoTo::Post,
        bi::NoTo::All => ci::NoTo::All,
    }
}

/// The plan as chosen on the page.
pub(crate) fn plan(plan: bi::ImportPlan) -> ci::Plan {
    let target = |target: bi::Target| match target {
        bi::Target::Skip => ci::Target::Skip,
        bi::Target::Person { field, label } => ci::Target::Person { field: field_key(field), label },
        bi::Target::FullName => ci::Target::FullName,
        bi::Target::Company { field } => ci::Target::Company { field: field_key(field) },
        bi::Target::Note => ci::Target::Note,
        bi::Target::Claim => ci::Target::Claim,
        bi::Target::OptOut(to) => ci::Target::OptOut(own_no_to(to)),
        bi::Target::Own { field } => ci::Target::Own { field: field_key(field) },
    };
    ci::Plan {
        subjects: plan.subjects.into_iter().map(|subject| subject.map(kind)).collect(),
        targets: plan.targets.into_iter().map(|file| file.into_iter().map(target).collect()).collect(),
        on_duplicate: match plan.on_duplicate {
            bi::OnDuplicate::Skip => ci::OnDuplicate::Skip,
            bi::OnDuplicate::Merge => ci::OnDuplicate::Merge,
            bi::OnDuplicate::Add => ci::OnDuplicate::Add,
        },
    }
}
