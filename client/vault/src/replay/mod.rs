//! What this device believes of a vault, and how it comes to believe it: following the journal from what it already
//! verified, or starting fresh from a membership chain and a base entry (docs/protocol.md, "Fresh and returning
//! clients"). Every state here follows from signed entries; nothing follows from what the server says.

mod audit;
mod chain;
mod ended;
mod follow;
mod fresh;
mod history;
mod news;
mod save;
mod state;

pub use audit::{Audit, AuditError};
pub use follow::{Followed, PullError};
pub use fresh::{FreshChain, FreshError, FreshStart};
pub use history::{HistoryError, Written};
pub use news::{Changed, MemberNews};
pub use save::LoadError;
pub use state::{Standing, Stop, VaultState};

pub(crate) use chain::MembershipChain;
pub(crate) use state::Trust;
