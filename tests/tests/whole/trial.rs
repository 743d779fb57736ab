//! Measuring on made-up records: the vault for it is a real one, and nobody else ever hears of it.

use crate::{SERVER, anna};
use tacit_bridge::members::Role;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{Kind, RowsRequest, VaultRef};
use tacit_bridge::trial::Measured;
use tacit_bridge::{Call, DoorCall, Reply};
use tacit_tests::person::{PASSWORD, Person};
use tacit_tests::run;
use tacit_tests::server::Server;

async fn begin(person: &Person, people: u32) -> VaultRef {
    match person.call(Call::BeginTrial { people }).await.expect("built") {
        Reply::Trial(vault, took) if took >= 0.0 => vault,
        _ => panic!("no vault for measuring"),
    }
}

fn trial_files(person: &Person) -> usize {
    person.profile.files.names().iter().filter(|name| name.starts_with("trial")).count()
}

#[test]
fn a_vault_for_measuring_is_used_like_any_other_and_leaves_nothing_behind() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        anna.add_person("Vera", "Quandt").await;
        anna.settled().await;
        let own = anna.vaults().await[0].vault;
        let vault = begin(&anna, 900).await;
        for what in Measured::LISTS.into_iter().skip(1).chain(Measured::PRIVACY) {
            match anna.call(Call::Measure(what)).await.expect("measured") {
                // Natively no memory is told.
                Reply::Measured(value) => assert_eq!(value.is_none(), what == Measured::Memory, "{what:?}"),
                _ => panic!("no figure"),
            }
        }
        let shown = match anna.call(Call::OpenVault(vault)).await.expect("opens") {
            Reply::Vault(view) => view,
            _ => panic!("no vault"),
        };
        assert_eq!((shown.role, shown.counts[0]), (Role::Owner, (Kind::Person, 900)));
        let all = RowsRequest { count: 1, ..RowsRequest::all(Kind::Company) };
        let Reply::Rows(rows) = anna.call(Call::Rows(all)).await.expect("a list") else { panic!("no rows") };
        assert_eq!(rows.total, 900);
        // It is on no list, and the bulk edit that was measured waits for no server.
        assert_eq!((anna.vaults().await.len(), trial_files(&anna)), (1, 1));
        anna.call(Call::OpenVault(own)).await.expect("the own one opens");
        anna.settled().await;
        let hex: String = vault.0.iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(anna.line.paths.borrow().iter().all(|path| !path.contains(&hex)));
        anna.call(Call::EndTrial).await.expect("thrown away");
        assert_eq!(trial_files(&anna), 0);
        let gone = anna.call(Call::OpenVault(vault)).await.expect_err("it is gone");
        assert_eq!(gone.kind, ProblemKind::Internal);
    });
}

#[test]
fn what_a_closed_tab_left_of_a_measurement_goes_at_the_next_unlock() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        begin(&anna, 100).await;
        anna.call(DoorCall::Lock).await.expect("locked");
        assert_eq!(trial_files(&anna), 1);
        anna.call(DoorCall::Unlock { password: PASSWORD.to_owned() }).await.expect("unlocked");
        assert_eq!((trial_files(&anna), anna.vaults().await.len()), (0, 1));
    });
}

#[test]
fn nobody_measures_with_more_than_a_million_people() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        for people in [0, 1_000_001] {
            let refused = anna.call(Call::BeginTrial { people }).await.expect_err("refused");
            assert_eq!(refused.kind, ProblemKind::BadInput);
        }
    });
}
