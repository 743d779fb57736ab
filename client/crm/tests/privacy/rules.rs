//! The sixteen rules.
