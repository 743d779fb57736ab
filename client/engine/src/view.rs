//! From the domain's types to what the page shows, and back. No rule lives here.

use tacit_bridge::import as bi;
use tacit_bridge::records as br;
use tacit_crm as crm;
use tacit_crm::import as ci;

pub(crate) fn id(id: crm::RecordId) -> br::Id {
    br::Id(id.0)
}

pub(crate) fn record_id(id: br::Id) -> crm::RecordId {
    crm::RecordId(id.0)
}

pub(crate) fn kind(kind: br::Kind) -> crm::Kind {
    match kind {
        br::Kind::Person => crm::Kind::Person,
        br::Kind::Company => crm::Kind::Company,
    }
}

/// `None` for kinds that have no page.
pub(crate) fn shown_kind(kind: crm::Kind) -> Option<br::Kind> {
    match kind {
        crm::Kind::Person => Some(br::Kind::Person),
        crm::Kind::Company => Some(br::Kind::Company),
        _ => None,
    }
}

pub(crate) fn field_key(key: br::FieldKey) -> crm::FieldKey {
    crm::FieldKey(key.0)
}

fn shown_key(key: crm::FieldKey) -> br::FieldKey {
    br::FieldKey(key.0)
}

fn shape(shape: crm::Shape) -> Option<br::Shape> {
    Some(match shape {
        crm::Shape::Text => br::Shape::Text,
        crm::Shape::LongText => br::Shape::LongText,
        crm::Shape::Emails => br::Shape::Emails,
        crm::Shape::Phones => br::Shape::Phones,
        crm::Shape::Links => br::Shape::Links,
        crm::Shape::Addresses => br::Shape::Addresses,
        crm::Shape::Date => br::Shape::Date,
        crm::Shape::Choice(words) => br::Shape::Choice(words.iter().map(|word| (*word).to_owned()).collect()),
        crm::Shape::Tags => br::Shape::Tags,
        crm::Shape::Link(to) => br::Shape::Link(shown_kind(to)?),
        crm::Shape::Number | crm::Shape::Bytes => return None,
    })
}

/// The fields of a kind that people see.
pub(crate) fn fields(of: br::Kind) -> Vec<br::FieldSpec> {
    crm::schema::fields(kind(of))
        .iter()
        .filter(|spec| !spec.hidden)
        .filter_map(|spec| {
            Some(br::FieldSpec {
                key: shown_key(spec.key),
                label: spec.label.to_owned(),
                group: spec.group.to_owned(),
                shape: shape(spec.shape)?,
                column: spec.column,
                sortable: spec.sortable,
            })
        })
        .collect()
}

/// A value as shown; links carry the name of what they point to.
pub(crate) fn value(book: &crm::Book, value: crm::Value) -> br::Value {
    match value {
        crm::Value::Text(text) => br::Value::Text(text),
        crm::Value::Points(points) => br::Value::Points(
            points.into_iter().map(|point| br::Point { label: point.label, value: point.value }).collect(),
        ),
        crm::Value::Tags(tags) => br::Value::Tags(tags),
        crm::Value::Link(to) => br::Value::Link(id(to), book.name(&to)),
        crm::Value::Empty | crm::Value::Number(_) | crm::Value::Bytes(_) => br::Value::Empty,
    }
}

/// A value as typed.
pub(crate) fn typed(value: br::Value) -> crm::Value {
    match value {
        br::Value::Empty => crm::Value::Empty,
        br::Value::Text(text) => crm::Value::text(text),
        br::Value::Points(points) => crm::Value::Points(
            points
                .into_iter()
                .filter(|point| !point.value.trim().is_empty())
                .map(|point| crm::Point::new(point.label, point.value))
                .collect(),
        ),
        br::Value::Tags(tags) => crm::Value::Tags(tags),
        br::Value::Link(to, _) => crm::Value::Link(record_id(to)),
    }
}

pub(crate) fn view(request: &br::RowsRequest) -> crm::View {
    crm::View {
        kind: kind(request.kind),
        search: request.search.clone(),
        company: request.company.map(record_id),
        tag: request.tag.clone(),
        sort: request.sort.map(field_key),
        descending: request.descending,
    }
}

pub(crate) fn rows(rows: crm::Rows, waiting: impl Fn(&crm::RecordId) -> bool) -> br::Rows {
    br::Rows {
        total: rows.total,
        all: rows.all,
        first: rows.first,
        rows: rows.rows.into_iter().map(|one| row(one, &waiting)).collect(),
    }
}

fn row(row: crm::Row, waiting: &impl Fn(&crm::RecordId) -> bool) -> br::Row {
    br::Row {
        waiting: waiting(&row.id),
        id: id(row.id),
        name: row.name,
        second: row.second.map(|(of, name)| (of.map(id), name)),
        email: row.email,
        phone: row.phone,
        detail: row.detail,
        status: row.status,
        tags: row.tags,
        changed_at: row.changed_at,
    }
}

pub(crate) fn preview(preview: ci::Preview) -> bi::Preview {
    bi::Preview {
        files: preview.files.into_iter().map(file).collect(),
        plan: bi::ImportPlan {
            targets: preview.plan.targets.into_iter().map(|file| file.into_iter().map(target).collect()).collect(),
            on_duplicate: match preview.plan.on_duplicate {
                ci::OnDuplicate::Skip => bi::OnDuplicate::Skip,
                ci::OnDuplicate::Merge => bi::OnDuplicate::Merge,
                ci::OnDuplicate::Add => bi::OnDuplicate::Add,
            },
        },
        issues: preview.issues.into_iter().map(issue).collect(),
        issues_total: preview.issues_total,
        people_new: preview.counts.people_new,
        people_merged: preview.counts.people_merged,
        rows_skipped: preview.counts.rows_skipped,
        companies_new: preview.counts.companies_new,
        sample: preview.sample,
    }
}

fn file(file: ci::FilePreview) -> bi::FilePreview {
    let column = |column: ci::Column| bi::Column {
        header: column.header,
        samples: column.samples,
        filled: column.filled,
        target: target(column.target),
        confidence: column.confidence,
        caution: column.caution,
    };
    bi::FilePreview {
        name: file.name,
        format: file.format,
        rows: file.rows,
        columns: file.columns.into_iter().map(column).collect(),
    }
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
    }
}

fn target(target: ci::Target) -> bi::Target {
    match target {
        ci::Target::Skip => bi::Target::Skip,
        ci::Target::Person { field, label } => bi::Target::Person { field: shown_key(field), label },
        ci::Target::FullName => bi::Target::FullName,
        ci::Target::Company { field } => bi::Target::Company { field: shown_key(field) },
        ci::Target::Note => bi::Target::Note,
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
    };
    ci::Plan {
        targets: plan.targets.into_iter().map(|file| file.into_iter().map(target).collect()).collect(),
        on_duplicate: match plan.on_duplicate {
            bi::OnDuplicate::Skip => ci::OnDuplicate::Skip,
            bi::OnDuplicate::Merge => ci::OnDuplicate::Merge,
            bi::OnDuplicate::Add => ci::OnDuplicate::Add,
        },
    }
}
