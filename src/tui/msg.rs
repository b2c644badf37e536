//! What happens to the program, and what it asks the world to do.
//!
//! Plain data between the threads that listen, the update and the effects; nothing is done here.

use std::path::PathBuf;

use super::finder::{Found, Job};
use crate::command::Chord;
use crate::load::Loaded;
use crate::session::{Replay, StoreError};

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
    /// A file is written, or not; this is to be said.
    Done(String),
    /// Something else was done; this is to be said.
    Said(String),
    /// A clipboard's tool failed; the terminal is to be asked instead.
    NotCopied(Clip, &'static str),
    /// A text is too long for the terminal to take to the clipboard.
    TooLong(Clip),
    /// The session that another window writes was read again, or cannot be read.
    Journal(Result<Box<Replay>, StoreError>),
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

/// A text for the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clip {
    /// The text.
    pub text: String,
    /// What it is, with its size, in the user's language.
    pub what: String,
    /// The name of a file that would hold it.
    pub file: String,
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
    /// Write what is remembered of the tables to a file, whole or not at all, and say nothing.
    SaveViews(PathBuf, String),
    /// Put a text on the clipboard by the best way there is, and say which.
    Copy(Clip),
    /// Ask the terminal to put a text on the clipboard, because this tool failed.
    CopyByTerminal(Clip, &'static str),
    /// Open an address in the browser; where there is none, copy it and say so.
    Open(String),
    /// Lend the terminal to the user's editor at this line of a file, then read the study again.
    Edit(PathBuf, u32),
    /// Read the study again.
    Reload,
    /// Find the rows of a table and say so; a newer job makes older ones useless.
    Find(Box<Job>),
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Take the terminal again and draw everything.
    Retake,
}
