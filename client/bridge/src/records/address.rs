//! How a list stands, as a link says it: sealed by the worker, so that the page's address holds no word of it.

use super::{Kind, Look};
use serde::{Deserialize, Serialize};

/// How a list stands.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Stand {
    /// Of which kind its rows are.
    pub kind: Kind,
    /// As typed.
    pub search: String,
    /// How it looks.
    pub look: Look,
}

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum AddressAsk {
    /// Say it for a link → [`Reply::Text`](crate::Reply::Text); empty if it is more than a link holds.
    Seal(Box<Stand>),
    /// What a link says → [`Reply::Stand`](crate::Reply::Stand); nothing if it was not made in the open vault.
    Open(String),
}
