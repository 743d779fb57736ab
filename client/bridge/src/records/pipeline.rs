//! Pipelines and their stages.

use super::Id;
use serde::{Deserialize, Serialize};

/// What a stage means for its deals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// They go on.
    Open,
    /// They were won.
    Won,
    /// They were lost.
    Lost,
}

/// A stage of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stage {
    /// Which.
    pub id: Id,
    /// As shown.
    pub name: String,
    /// What it means for its deals.
    pub outcome: Outcome,
    /// How likely they are to be won, in percent.
    pub chance: u8,
}

/// A way that deals take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pipeline {
    /// Which.
    pub id: Id,
    /// As shown.
    pub name: String,
    /// In order.
    pub stages: Vec<Stage>,
}
