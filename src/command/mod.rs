//! Everything a user can invoke: one table of commands with their keys, names and conditions.
//!
//! Dispatch, hint bar, help, palette and the key table of the README are all read from
//! [`COMMANDS`]. This layer says what a command means, never how it is done or drawn.

mod action;
mod context;
mod key;
mod listing;
mod scope;
mod table;

pub use action::{Action, LineEdit, Motion, Tab};
pub use context::{Context, Refusal};
pub use key::{Chord, Key};
pub use listing::{key_table, keys_text, places_text};
pub use scope::Scope;
pub use table::{COMMANDS, Command, find, possible};
