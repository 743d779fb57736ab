//! Whole systems, natively: real clients and the real server as a process of its own. They are one program: what they
//! share is linked once.

mod by_hand;
mod calendar;
mod carried;
mod cells;
mod centre;
mod controller;
mod corrected;
mod credentials;
mod disclosed;
mod drafts;
mod erasure;
mod fields;
mod files;
mod halfway;
mod heard;
mod hostile;
mod imported;
mod kept;
mod killed;
mod ledger;
mod life;
mod lists;
mod long;
mod mail_files;
mod main_job;
mod masked;
mod merge;
mod own;
mod own_days;
mod own_export;
mod own_form;
mod own_import;
mod own_records;
mod passkey;
mod presence;
mod privacy;
mod published;
mod purposes;
mod record_page;
mod requests;
mod restore;
mod retention;
mod returning;
mod said_late;
mod served;
mod server_view;
mod set_aside;
mod several;
mod statistics;
mod suppressions;
mod taken_out;
mod team;
mod told_by;
mod trail;
mod trial;
mod unmasked;
mod views;
mod waiting;
mod widened;
mod work;

use tacit_tests::person::Person;
use tacit_tests::server::Server;

/// The server that each test starts.
const SERVER: &str = env!("CARGO_BIN_EXE_test-server");

/// Anna with an account and a vault.
async fn anna(server: &Server) -> Person {
    let anna = Person::new(&server.origin()).await;
    anna.sign_up("anna@example.org", &server.sign_up()).await;
    anna.create_vault("Kanzlei Berg", "Anna Berg").await;
    anna
}
