//! A hostile server, row by row of the threat model (docs/threat-model.md): each test is named after its row, and drives
//! the engine that the browser runs. The stage and the three assertions are in `tacit_tests::scene`.

mod account;
mod files;
mod forge;
mod garbage;
mod ghosts;
mod history;
mod invites;
mod life;
mod linking;
mod members;
mod records;
mod restore;
mod service;
mod witness;

use crate::SERVER;
use tacit_bridge::members::Role;
use tacit_tests::scene::Scene;

/// Anna and an editor.
async fn scene() -> Scene {
    Scene::new(SERVER, Role::Editor).await
}

/// Anna and somebody in this role.
async fn scene_with(role: Role) -> Scene {
    Scene::new(SERVER, role).await
}
