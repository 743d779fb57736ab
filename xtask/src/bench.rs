//! The design's figures, each beside its goal.

use crate::setup::{self, For, Tools};
use crate::shell::{follow, root, run as run_command};
use crate::{build, size};
use anyhow::Result;
use serde_json::Value;
use std::path::PathBuf;

/// One line of the table; a goal is the most that is allowed, unless the figure is a rate (unit "x"): then the least.
struct Row {
    figure: String,
    measured: f64,
    unit: String,
    goal: Option<f64>,
}

/// Natively: what the bench of `tacit-crm` prints, and the goals of those that have one.
const LISTS: [(&str, f64); 9] = [
    ("search as you type, p95", 5.0),
    ("palette as you type, p95", 5.0),
    ("window of 50 rows, p95", 3.0),
    ("sort by company", 50.0),
    ("filter by tag", 50.0),
    ("group by status", 50.0),
    ("privacy: who may get the newsletter", 80.0),
    ("privacy: search for what is left", 3_000.0),
    ("privacy: access package", 2_000.0),
];

/// Measures everything and prints the table.
pub(crate) fn run() -> Result<()> {
    let tools = setup::tools(For::Testing)?;
    let server = build::all(&tools)?;
    let mut rows = sizes()?;
    follow(tools.cargo().args(["bench", "--locked", "-p", "tacit-crm"]), |line| rows.extend(from_lists(line)))?;
    let protocol = ["bench", "--locked", "-p", "tacit-vault", "--features", "test-entropy", "--bench", "figures"];
    follow(tools.cargo().args(protocol), |line| rows.extend(from_lists(line)))?;
    let browser = root().join("tests/browser");
    let mut opening = tools.command("node");
    opening.arg(browser.join("opening.mjs")).env("TACIT_OPENING", opening_example(&tools)?);
    follow(&mut opening, |line| rows.extend(from_json(line)))?;
    for script in ["bench.mjs", "trial.mjs", "large.mjs"] {
        let mut whole = tools.command("node");
        whole.arg(browser.join(script)).env("TACIT_SERVER", &server);
        follow(&mut whole, |line| rows.extend(from_json(line)))?;
    }
    print(&rows);
    Ok(())
}

/// Builds the worker's example that opens records, as the worker itself is built; where it is then.
fn opening_example(tools: &Tools) -> Result<PathBuf> {
    let wasm = ["--target", "wasm32-unknown-unknown", "--profile", "worker"];
    run_command(tools.cargo().args(["build", "--locked", "-p", "tacit-worker", "--example", "opening"]).args(wasm))?;
    let target = build::target(tools.cargo())?;
    let folder = target.join("opening");
    let example = target.join("wasm32-unknown-unknown/worker/examples/opening.wasm");
    let bind = ["--target", "web", "--no-typescript", "--out-dir"];
    run_command(tools.command("wasm-bindgen").args(bind).arg(&folder).arg(example))?;
    Ok(folder)
}

fn sizes() -> Result<Vec<Row>> {
    let row = |part: size::Part| Row {
        figure: part.name.to_owned(),
        measured: part.bytes as f64 / 1e3,
        unit: "kB".to_owned(),
        goal: part.goal.map(|goal| goal as f64 / 1e3),
    };
    Ok(size::parts()?.into_iter().map(row).collect())
}

/// `what … 1.23 ms`, in columns.
fn from_lists(line: &str) -> Option<Row> {
    let (figure, rest) = line.split_at_checked(48)?;
    let (measured, unit) = rest.trim().split_once(' ').filter(|(_, unit)| !unit.trim().contains(' '))?;
    let figure = figure.trim();
    let goal = LISTS.iter().find(|(what, _)| *what == figure).map(|(_, goal)| *goal);
    Some(Row {
        figure: format!("{figure} (native)"),
        measured: measured.parse().ok()?,
        unit: unit.trim().to_owned(),
        goal,
    })
}

/// `{"figure": "…", "measured": 1.2, "unit": "s", "goal": 2.0}`, as the browser's bench prints.
fn from_json(line: &str) -> Option<Row> {
    let value: Value = serde_json::from_str(line).ok()?;
    Some(Row {
        figure: value["figure"].as_str()?.to_owned(),
        measured: value["measured"].as_f64()?,
        unit: value["unit"].as_str()?.to_owned(),
        goal: value["goal"].as_f64(),
    })
}

fn print(rows: &[Row]) {
    println!("\n{:<64} {:>12} {:>12} {:>7}", "figure", "goal", "measured", "ratio");
    for row in rows {
        let goal = row.goal.map_or(String::new(), |goal| format!("{goal} {}", row.unit));
        let ratio = row.goal.map_or(String::new(), |goal| format!("{:.2}", row.measured / goal));
        println!("{:<64} {goal:>12} {:>12} {ratio:>7}", row.figure, format!("{:.2} {}", row.measured, row.unit));
    }
}

#[cfg(test)]
mod tests {
    use super::{from_json, from_lists};

    #[test]
    fn lines_of_both_benches_become_rows() {
        let list = from_lists(&format!("{:<48} {:>9.2} ms", "search as you type, p95", 3.9)).expect("a row");
        assert_eq!((list.measured, list.goal, list.unit.as_str()), (3.9, Some(5.0), "ms"));
        let json = from_json(r#"{"figure":"unlock","measured":0.5,"unit":"s","goal":0.8}"#).expect("a row");
        assert_eq!((json.figure.as_str(), json.goal), ("unlock", Some(0.8)));
        assert!(from_lists("test result: ok. 0 passed; 0 failed; 21 ignored; 0 measured; 0 filtered out").is_none());
        assert!(from_lists("100000 people").is_none() && from_json("{}").is_none());
    }
}
