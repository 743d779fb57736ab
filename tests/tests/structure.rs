//! The direction in which parts may depend on each other, and what must not be reachable from where: the promises of
//! the architecture, read from the build itself.

use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand, PackageId};
use std::collections::{BTreeMap, BTreeSet};

fn metadata(platform: &str) -> Metadata {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let filter = ["--filter-platform".to_owned(), platform.to_owned()];
    let mut command = MetadataCommand::new();
    command.manifest_path(manifest).features(CargoOpt::AllFeatures).other_options(filter);
    command.exec().expect("the workspace is readable")
}

/// Everything that a package links, by name, without what only builds or tests it.
fn linked(metadata: &Metadata, name: &str) -> BTreeSet<String> {
    let resolve = metadata.resolve.as_ref().expect("resolved");
    let nodes: BTreeMap<&PackageId, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let package = metadata.packages.iter().find(|package| package.name.as_str() == name).expect("a package of ours");
    let (mut seen, mut open) = (BTreeSet::new(), vec![&package.id]);
    while let Some(id) = open.pop() {
        for dependency in &nodes[id].deps {
            let normal = dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
            if normal && seen.insert(&dependency.pkg) {
                open.push(&dependency.pkg);
            }
        }
    }
    metadata
        .packages
        .iter()
        .filter(|package| seen.contains(&package.id))
        .map(|package| package.name.to_string())
        .collect()
}

const NATIVE: &str = "x86_64-unknown-linux-gnu";
const WASM: &str = "wasm32-unknown-unknown";

#[test]
fn parts_depend_only_in_build_direction() {
    let allowed: [(&str, &[&str]); 8] = [
        ("tacit-shared", &[]),
        ("tacit-crm", &[]),
        ("tacit-bridge", &[]),
        ("tacit-vault", &["tacit-shared"]),
        ("tacit-server", &["tacit-shared"]),
        ("tacit-engine", &["tacit-bridge", "tacit-crm", "tacit-shared", "tacit-vault"]),
        ("tacit-worker", &["tacit-bridge", "tacit-crm", "tacit-engine", "tacit-shared", "tacit-vault"]),
        ("tacit-app", &["tacit-bridge"]),
    ];
    let metadata = metadata(WASM);
    for (part, allowed) in allowed {
        let ours: Vec<String> = linked(&metadata, part).into_iter().filter(|name| name.starts_with("tacit-")).collect();
        assert_eq!(ours, allowed, "{part}");
    }
}

#[test]
fn the_server_links_no_cipher() {
    let linked = linked(&metadata(NATIVE), "tacit-server");
    assert!(linked.contains("ed25519-dalek"), "the test sees the tree");
    for cipher in
        ["chacha20poly1305", "chacha20", "poly1305", "aead", "hpke", "x25519-dalek", "ml-kem", "argon2", "aes-gcm"]
    {
        assert!(!linked.contains(cipher), "{cipher}");
    }
}

/// The first gives a seeded generator, cheap stretching and the private signing key, the second a set clock and dice.
#[test]
fn no_product_part_turns_on_what_only_tests_may_have() {
    const HAZARDS: [&str; 2] = ["test-entropy", "simulation"];
    let metadata = metadata(NATIVE);
    let mut users = BTreeSet::new();
    for package in metadata.workspace_packages() {
        let normal = package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development);
        let asks =
            normal.flat_map(|dependency| &dependency.features).any(|feature| HAZARDS.contains(&feature.as_str()));
        // A feature of its own that turns on another's, the default ones included.
        let of_hazards = |feature: &String| HAZARDS.iter().any(|hazard| feature.ends_with(hazard));
        let forwards = package.features.values().flatten().any(of_hazards);
        if asks || forwards {
            users.insert(package.name.to_string());
        }
    }
    assert_eq!(users, BTreeSet::from(["tacit-decoders".to_owned(), "tacit-tests".to_owned()]));
}

#[test]
fn keys_domain_and_messages_know_no_browser_network_or_runtime() {
    let metadata = metadata(NATIVE);
    for part in ["tacit-shared", "tacit-vault", "tacit-crm", "tacit-bridge", "tacit-engine"] {
        let linked = linked(&metadata, part);
        for outside in ["wasm-bindgen", "web-sys", "js-sys", "tokio", "mio", "socket2", "hyper", "reqwest", "async-std"]
        {
            assert!(!linked.contains(outside), "{part} links {outside}");
        }
    }
}

#[test]
fn the_page_cannot_reach_a_key() {
    let linked = linked(&metadata(WASM), "tacit-app");
    assert!(linked.contains("leptos"), "the test sees the tree");
    for inner in
        ["tacit-vault", "tacit-engine", "tacit-crm", "chacha20poly1305", "hpke", "argon2", "ed25519-dalek", "idb"]
    {
        assert!(!linked.contains(inner), "{inner}");
    }
}

#[test]
fn plain_records_reach_the_wire_only_through_the_seal() {
    // The domain knows no message of the wire, and whoever knows both is the engine alone.
    let metadata = metadata(NATIVE);
    for part in ["tacit-crm", "tacit-bridge"] {
        assert!(!linked(&metadata, part).contains("tacit-shared"), "{part}");
    }
    for part in ["tacit-shared", "tacit-vault", "tacit-server"] {
        assert!(!linked(&metadata, part).contains("tacit-crm"), "{part}");
    }
}
