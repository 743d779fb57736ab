//! The journal as both sides verify it: a negative test for each check, the matrix of roles, a random model,
//! fresh devices, statements beside it, the codec, and known answers.

mod checks;
mod codec;
mod effects;
mod fresh;
mod genesis;
mod life;
mod model;
mod payload;
mod records;
mod roles;
mod rules;
mod vectors;
mod world;
