//! Who is responsible for the data of a vault: shown, and said by its owners.

use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum ControllerAsk {
    /// Who it is → [`ControllerView`].
    Get,
    /// It is this one → [`Reply::Changed`](crate::Reply::Changed). Nothing at all takes away what was said.
    Save(Controller),
}

/// The controller.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Controller {
    /// As it calls itself.
    pub name: String,
    /// Its postal address.
    pub address: String,
    /// How to reach it.
    pub contact: String,
    /// How to reach its data protection officer.
    pub officer: String,
}

/// The controller as far as somebody said who it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ControllerView {
    /// What was said; empty where nobody did.
    pub of: Controller,
    /// Who said so last, and when, ms since 1970.
    pub said: Option<(String, u64)>,
    /// Whether this member may say so.
    pub may_edit: bool,
}
