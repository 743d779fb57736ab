//! The ten traps.
