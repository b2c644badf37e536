//! What happens to the program, and what it asks the world to do.
//!
//! Plain data between the threads that listen, the update and the effects; nothing is done here.

use std::path::PathBuf;

use super::finder::{Found, Job};
use crate::command::Chord;
use crate::load::Loaded;

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted, or committed by an input method that delivers it so.
    Paste(String),
    /// The mouse did something at a cell.
    Mouse(MouseAct, u16, u16),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// Files of the study changed on disk.
    FilesChanged,
    /// The study was read again.
    Loaded(Box<Loaded>),
    /// The rows of a table were found.
    Found(Box<Found>),
    /// A file that is not to be replaced unasked is there already.
    Exists(PathBuf),
    /// An effect is done; this is to be said.
    Done(String),
    /// The journal is further, or failing.
    Saving,
    /// The time asked for has come.
    Wake,
    /// The program is asked to stop for a while.
    Suspend,
    /// The program goes on after it was stopped from outside.
    Continued,
    /// The program is asked to end by this signal, or the terminal is gone.
    End(Option<i32>),
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAct {
    /// The main button was pressed.
    Press,
    /// The wheel turned away from the user.
    WheelUp,
    /// The wheel turned towards the user.
    WheelDown,
}

/// Whether a file that is there already may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    /// Ask first.
    Ask,
    /// The user said so.
    Yes,
}

/// Something to be done outside the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Write a text to a file, whole or not at all, and say so; a file that is there already is
    /// replaced only if that is said.
    WriteFile(PathBuf, String, Replace),
    /// Read the study again.
    Reload,
    /// Find the rows of a table and say so; a newer job makes older ones useless.
    Find(Box<Job>),
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Take the terminal again and draw everything.
    Retake,
}
