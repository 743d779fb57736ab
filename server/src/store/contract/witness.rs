//! What every store promises of head statements.

use crate::store::{HeadRow, Store};
use tacit_shared::ids::VaultId;

/// In a vault that is there and has none yet.
pub(super) async fn head_statements(store: &dyn Store, vault: &VaultId) {
    let row =
        |member, seq, at, arrived| HeadRow { member, seq, at, arrived, bytes: vec![member as u8, seq as u8, at as u8] };
    let heads = async |after| store.heads(vault, after).await.expect("reads");
    let keep = async |row: HeadRow| store.keep_head(vault, &row).await.expect("writes");
    assert_eq!(heads(0).await, []);
    keep(row(0, 3, 50, 1000)).await;
    keep(row(1, 2, 60, 2000)).await;
    assert_eq!(heads(0).await, [row(0, 3, 50, 1000), row(1, 2, 60, 2000)]);
    assert_eq!(heads(1000).await, [row(1, 2, 60, 2000)], "only what came after the mark");
    assert_eq!(heads(2000).await, []);

    // Lower in seq, or the same seq at an earlier or the same time: no news.
    keep(row(0, 2, 99, 3000)).await;
    keep(row(0, 3, 49, 3000)).await;
    keep(row(0, 3, 50, 3000)).await;
    assert_eq!(heads(2000).await, []);
    keep(row(0, 3, 51, 3000)).await;
    assert_eq!(heads(2000).await, [row(0, 3, 51, 3000)]);
    assert_eq!(heads(0).await.len(), 2, "one for each member");

    // A clock that went back, and two in one millisecond: the marks rise all the same.
    keep(row(1, 4, 1, 10)).await;
    keep(row(2, 4, 1, 10)).await;
    assert_eq!(heads(3000).await, [row(1, 4, 1, 3001), row(2, 4, 1, 3002)]);

    let nowhere = VaultId([0; 32]);
    store.keep_head(&nowhere, &row(0, 1, 1, 1)).await.expect("writes nothing");
    assert_eq!(store.heads(&nowhere, 0).await.expect("reads"), []);
}
