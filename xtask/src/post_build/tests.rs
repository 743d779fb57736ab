//! The hook on a small build like Trunk's.

use super::finish;
use std::fs;
use std::io::Read;
use std::path::Path;

const PAGE: &str = r#"<head><meta name="worker" content="/worker.js" data-files="">
<!-- Styles. -->
  <link rel="stylesheet" href="/base-0123456789abcdef.css"/>
  <link rel="stylesheet" href="/door-0123456789abcdef.css" integrity="sha384-x"/>
  <link rel="stylesheet" href="/list-0123456789abcdef.css" disabled integrity="sha384-y"/>
  <link rel="stylesheet" href="/mail-0123456789abcdef.css" disabled integrity="sha384-z"/>
<script type="module" src="/boot.js" data-js="/app-1.js" data-wasm="/app-1_bg.wasm"></script>
<link rel="modulepreload" href="/app-1.js" integrity="{js}"><link rel="preload" href="/app-1_bg.wasm" integrity="{wasm}"></head>"#;
const LINK: &str = r#"import { initSync } from "./{name}.js";
const load = () => fetch(new URL("./{name}-later.wasm", import.meta.url));"#;

fn built() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    fs::create_dir(folder.path().join("fonts")).expect("a folder");
    let integrity = |text: &str| super::digest::integrity(text.as_bytes());
    put("index.html", &PAGE.replace("{js}", &integrity("bound")).replace("{wasm}", &integrity("\0asm whole")));
    put("app-1.js", "bound");
    put("app-1_bg.wasm", "\0asm whole");
    for name in ["app", "worker"] {
        put(
            &format!("{name}.js"),
            &format!("import * as import1 from \"./{name}-parts.js\";{}", "export default 1;".repeat(50)),
        );
        put(&format!("{name}_bg.wasm"), "\0asm");
        put(&format!("{name}-parts.js"), &LINK.replace("{name}", name));
        put(&format!("{name}-later.wasm"), "\0asm later");
    }
    put("boot.js", "start();");
    put("sw.js", "self;");
    for (name, class) in [("base", "a"), ("door", "b"), ("list", "c"), ("mail", "d")] {
        put(&format!("{name}-0123456789abcdef.css"), &format!("/* About. */\n.{class} {{ top: 0; }}\n"));
    }
    put("fonts/inter.woff2", "font");
    put("fonts/LICENSE.txt", "free");
    folder
}

fn page(folder: &Path) -> String {
    fs::read_to_string(folder.join("index.html")).expect("a page")
}

fn attribute<'a>(page: &'a str, name: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("{name}=\"")).expect("the attribute");
    rest.split_once('"').expect("its end").0
}

#[test]
fn every_file_that_the_page_names_is_there() {
    let folder = built();
    finish(folder.path()).expect("finished");
    let page = page(folder.path());
    for file in attribute(&page, "data-files").split(' ').chain([attribute(&page, "src")]) {
        assert!(folder.path().join(&file[1..]).is_file(), "{file}");
    }
}

#[test]
fn the_worker_and_all_it_needs_are_kept_for_use_offline_and_nothing_else() {
    let folder = built();
    finish(folder.path()).expect("finished");
    let page = page(folder.path());
    let kept: Vec<&str> = attribute(&page, "data-files").split(' ').collect();
    let named = |start: &str| kept.iter().any(|file| file.starts_with(start));
    assert!(named("/worker-boot-") && named("/worker-") && named("/fonts/inter.woff2"));
    assert_eq!(kept.iter().filter(|file| file.contains("worker-")).count(), 5, "{kept:?}");
    assert_eq!(kept.iter().filter(|file| file.contains("app-")).count(), 1, "the part alone: {kept:?}");
    assert!(
        !named("/sw.js") && !named("/index.html") && !named("/boot") && !named("/base-") && !named("/fonts/LICENSE")
    );
}

#[test]
fn the_worker_script_names_its_files_and_the_integrity_of_the_wasm() {
    let folder = built();
    finish(folder.path()).expect("finished");
    let page = page(folder.path());
    let boot =
        page.split("name=\"worker\" content=\"/").nth(1).and_then(|rest| rest.split('"').next()).expect("a name");
    let script = fs::read_to_string(folder.path().join(boot)).expect("a script");
    let integrity = super::digest::integrity(b"\0asm");
    assert!(script.contains(&integrity) && script.contains("import start from \"/worker-"));
}

#[test]
fn styles_are_two_files_in_their_order_with_their_integrity_and_the_later_one_waits() {
    let folder = built();
    finish(folder.path()).expect("finished");
    let page = page(folder.path());
    let tags: Vec<&str> = page.split("<link ").filter(|link| link.starts_with("rel=\"stylesheet\"")).collect();
    assert_eq!(tags.iter().map(|tag| tag.contains(" disabled ")).collect::<Vec<_>>(), [false, true]);
    for (tag, css) in tags.iter().zip([".a{top:0}.b{top:0}", ".c{top:0}.d{top:0}"]) {
        let file = attribute(tag, "href");
        assert_eq!(fs::read_to_string(folder.path().join(&file[1..])).expect("styles"), css);
        assert_eq!(attribute(tag, "integrity"), super::digest::integrity(css.as_bytes()));
    }
    assert!(!page.contains("-0123456789abcdef.css") && !page.contains("<!--"));
    assert!(!super::files(folder.path()).expect("a listing").iter().any(|file| file.starts_with("/door-")));
}

#[test]
fn compressed_files_unfold_to_the_plain_ones() {
    let folder = built();
    finish(folder.path()).expect("finished");
    for entry in fs::read_dir(folder.path()).expect("a folder") {
        let path = entry.expect("an entry").path();
        let Some(plain) = path.to_str().and_then(|path| path.strip_suffix(".br")) else { continue };
        let mut text = Vec::new();
        let file = fs::File::open(&path).expect("opens");
        brotli::Decompressor::new(file, 4096).read_to_end(&mut text).expect("unfolds");
        assert_eq!(text, fs::read(plain).expect("the plain file"));
    }
    let worker = super::files(folder.path()).expect("a listing");
    assert!(worker.iter().any(|file| file.starts_with("/worker-") && file.ends_with(".js.br")));
}

#[test]
fn a_page_without_the_expected_places_is_refused() {
    let folder = built();
    fs::write(folder.path().join("index.html"), "<head></head>").expect("written");
    assert!(finish(folder.path()).is_err());
}

#[test]
fn parts_are_loaded_by_their_hashed_names_with_their_integrity() {
    let folder = built();
    finish(folder.path()).expect("finished");
    let page = page(folder.path());
    let text = |name: &str| fs::read_to_string(folder.path().join(name.trim_start_matches('/'))).expect(name);
    let preload = page.split("<link ").find(|link| link.contains("/app-parts-")).expect("the link script");
    let link = attribute(preload, "href");
    assert_eq!(attribute(preload, "integrity"), super::digest::integrity(text(link).as_bytes()));
    let js = attribute(&page, "data-js");
    assert!(text(js).contains(&format!("from \".{link}\"")) && text(link).contains(&format!("from \".{js}\"")));
    let (_, fetched) = text(link).split_once("fetch(\"").map(|(a, b)| (a.to_owned(), b.to_owned())).expect("a part");
    assert_eq!(text(fetched.split('"').next().expect("its name")), "\0asm later");
    assert!(fetched.contains(&super::digest::integrity(b"\0asm later")));
    assert!(!page.contains("app-1") && page.contains(&super::digest::integrity(text(js).as_bytes())));
}
