//! Measuring on made-up records: what is timed, and what came out.

use serde::{Deserialize, Serialize};

/// One thing that is measured in the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measured {
    /// From the sealed files to the first rows of the list, ms.
    Unlock,
    /// A letter typed into the list's search, to its rows, ms: the 95th of a hundred.
    Search,
    /// A letter typed into the palette, to the records of all kinds that fit, ms: the 95th of a hundred.
    Palette,
    /// The list in another order, ms: the slowest of three.
    Sort,
    /// The list of those with a tag, ms.
    Filter,
    /// The list grouped by a choice, with counts and sums, ms.
    Group,
    /// Columns of the board with their first cards, ms.
    Board,
    /// A record's page with its timeline, ms: the 95th of a hundred.
    Record,
    /// A thousand records changed in one step, sealed and on disk, ms.
    Bulk,
    /// Memory of the worker in all, bytes.
    Memory,
    /// Who may get the newsletter, to which everybody consented, ms; untold of very many people.
    Allowed,
    /// All text looked through for what is left of somebody, ms.
    Residue,
    /// The package of all that is held about somebody with two hundred notes, ms; untold of very many people.
    Package,
}

impl Measured {
    /// What lists are measured by, in this order. The first comes with the vault that is built.
    pub const LISTS: [Self; 10] = [
        Self::Unlock,
        Self::Search,
        Self::Palette,
        Self::Sort,
        Self::Filter,
        Self::Group,
        Self::Board,
        Self::Record,
        Self::Bulk,
        Self::Memory,
    ];

    /// What is measured last, since consents are made up for it.
    pub const PRIVACY: [Self; 3] = [Self::Allowed, Self::Residue, Self::Package];
}
