//! Cuts the code of page and worker where `wasm_split` marks it: what a first visit needs, and parts that are loaded after
//! it. Trunk has no step for this, so what it bound is bound anew here, and made small here instead of there.

use super::digest::{hashed_name, integrity, read, rename};
use super::document::Document;
use super::glue;
use crate::shell::run;
use anyhow::{Context, Result, anyhow, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;
use wasm_split_cli_support::{Options, transform};

/// What the compiler was allowed to use (`.cargo/config.toml`), in the words of wasm-opt.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-simd",
];

/// One of the two programs.
pub(super) struct Program {
    /// What its files are called.
    pub(super) name: &'static str,
    /// The profile it was built with, and so the folder.
    pub(super) profile: &'static str,
    /// How wasm-opt treats it: small, or quick.
    pub(super) level: &'static str,
}

pub(super) const PAGE: Program = Program { name: "app", profile: "page", level: "-Oz" };
pub(super) const WORKER: Program = Program { name: "worker", profile: "worker", level: "-O3" };

/// Cuts a program from cargo's target folder into `NAME.js`, `NAME_bg.wasm`, `NAME-parts.js`, and a `NAME-PART.wasm` each.
pub(super) fn cut(folder: &Path, target: &Path, program: &Program) -> Result<()> {
    let Program { name, profile, level } = program;
    let built = target.join("wasm32-unknown-unknown").join(profile).join(format!("{name}.wasm"));
    let code = fs::read(&built).with_context(|| format!("cannot read {}", built.display()))?;
    let pieces = folder.join(format!("{name}-pieces"));
    let whole = pieces.join("whole.wasm");
    let (link, main) = (format!("./{name}-parts.js"), format!("./{name}.js"));
    let mut options = Options::new(&code);
    (options.output_dir, options.main_out_path) = (&pieces, &whole);
    (options.link_name, options.main_module) = (&link, &main);
    let parts = transform(options).map_err(|error| anyhow!("cannot cut {name}: {error:#}"))?;
    let bind = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", name, "--out-dir"];
    run(Command::new("wasm-bindgen").args(bind).arg(folder).arg(&whole))?;
    let (script, bound) = (folder.join(format!("{name}.js")), folder.join(format!("{name}_bg.wasm")));
    glue::drop_streams(&script, &bound)?;
    small(level, &bound, &bound)?;
    glue::shorten(&script, &bound)?;
    for part in &parts.split_modules {
        let stem = part.file_stem().unwrap_or_default().to_string_lossy();
        let part_name = stem.trim_start_matches("split_").replace('_', "-");
        small(level, part, &folder.join(format!("{name}-{part_name}.wasm")))?;
    }
    let script = glue::trimmed(&fs::read_to_string(pieces.join(&link))?)?;
    fs::write(
        folder.join(&link),
        script.replace("./split_", &format!("./{name}-")).replace("./chunk_", &format!("./{name}-chunk-")),
    )?;
    fs::remove_dir_all(pieces).context("cannot tidy up")
}

fn small(level: &str, from: &Path, to: &Path) -> Result<()> {
    run(Command::new("wasm-opt").arg(level).args(FEATURES).args([from, Path::new("-o"), to]))
}

/// Gives the parts names with their hashes, and writes these and their integrity where they are loaded.
pub(super) fn name(folder: &Path, program: &str) -> Result<Named> {
    let link = format!("{program}-parts.js");
    let mut script = String::from_utf8(read(folder, &link)?).context("a script that is not UTF-8")?;
    for part in parts_in(&script) {
        let stem = part.trim_end_matches(".wasm");
        let named = rename(folder, stem, ".wasm")?;
        let options =
            format!("{{ integrity: \"{}\", credentials: \"same-origin\" }}", integrity(&read(folder, &named)?));
        script = replaced(
            &script,
            &format!("fetch(new URL(\"./{part}\", import.meta.url))"),
            &format!("fetch(\"/{named}\", {options})"),
        )?;
    }
    let (js, wasm) = (format!("{program}.js"), format!("{program}_bg.wasm"));
    let mut main = String::from_utf8(read(folder, &js)?).context("a script that is not UTF-8")?;
    // The two scripts name each other, so neither name can be of the other's final bytes: it is of what both are made of.
    let both = [script.as_bytes(), main.as_bytes(), &read(folder, &wasm)?].concat();
    let named = Named {
        js: hashed_name(program, ".js", &both),
        wasm: hashed_name(program, "_bg.wasm", &both),
        link: hashed_name(&format!("{program}-parts"), ".js", &both),
    };
    script = replaced(&script, &format!("from \"./{js}\""), &format!("from \"./{}\"", named.js))?;
    ensure!(main.contains(&format!("from \"./{link}\"")), "{js} does not load {link}");
    main = main.replace(&format!("from \"./{link}\""), &format!("from \"./{}\"", named.link));
    for (old, new, text) in [(&js, &named.js, main), (&link, &named.link, script)] {
        fs::remove_file(folder.join(old))?;
        fs::write(folder.join(new), text)?;
    }
    fs::rename(folder.join(wasm), folder.join(&named.wasm))?;
    Ok(named)
}

/// What a program's files are called in the end.
pub(super) struct Named {
    pub(super) js: String,
    pub(super) wasm: String,
    pub(super) link: String,
}

/// Files of parts that the script loads.
fn parts_in(script: &str) -> Vec<String> {
    let begun = script.split("fetch(new URL(\"./").skip(1);
    begun.filter_map(|rest| rest.split_once('"')).map(|(part, _)| part.to_owned()).collect()
}

fn replaced(text: &str, from: &str, to: &str) -> Result<String> {
    ensure!(text.matches(from).count() == 1, "expected `{from}` once");
    Ok(text.replace(from, to))
}

/// Puts the page's new files in place of those that Trunk named.
pub(super) fn in_document(folder: &Path, document: &mut Document, named: &Named) -> Result<()> {
    let js = document.attribute("data-js")?;
    let wasm = document.attribute("data-wasm")?;
    for (old, new) in [(js, &named.js), (wasm, &named.wasm)] {
        let old = old.trim_start_matches('/');
        document.replace(&integrity(&read(folder, old)?), &integrity(&read(folder, new)?))?;
        document.replace_all(&format!("/{old}\""), &format!("/{new}\""));
        fs::remove_file(folder.join(old))?;
    }
    let preload = format!(
        "<link rel=\"modulepreload\" href=\"/{}\" crossorigin=\"anonymous\" integrity=\"{}\">",
        named.link,
        integrity(&read(folder, &named.link)?)
    );
    document.replace("</head>", &format!("{preload}</head>"))
}
