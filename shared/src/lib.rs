//! What the server and every client agree on, and nothing more: identifiers, the canonical codec,
//! the journal and its one verification function, the frames of sealed bytes, and the messages of
//! the HTTP interface. No cipher and no customer field is known here.

pub mod api;
pub mod codec;
pub mod ids;
