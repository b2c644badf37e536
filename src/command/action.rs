//! What a command does, as data; the state turns it into a change.
//!
//! It must not hold anything of the state.

use super::{Chord, Key};
use crate::model::Dimension;

/// A tab of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tab {
    /// The study at a glance.
    Overview,
    /// A table of facts of one dimension.
    Facts(Dimension),
    /// The live session.
    Brainstorm,
    /// The tree and its drawing.
    Fishbone,
}

impl Tab {
    /// Every tab, in the order of their digits.
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Facts(Dimension::Technology),
        Self::Facts(Dimension::Price),
        Self::Facts(Dimension::Brand),
        Self::Facts(Dimension::Ecosystem),
        Self::Brainstorm,
        Self::Fishbone,
        Self::Facts(Dimension::Strategy),
    ];
}

/// A movement of the cursor in a list, a tree or a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Motion {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
}

/// An edit of the line that is being typed; words and characters are graphemes' words and
/// graphemes, never bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "readline's own names")]
pub enum LineEdit {
    Left,
    Right,
    WordLeft,
    WordRight,
    Start,
    End,
    DeleteLeft,
    DeleteRight,
    DeleteWordLeft,
    DeleteWordRight,
    DeleteToStart,
    DeleteToEnd,
    Undo,
}

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Shows a tab.
    Go(Tab),
    /// Shows the tab this many places further, around the corner if need be.
    Turn(i8),
    /// Shows the table this many places further within the tab.
    TurnView(i8),
    /// Moves the cursor.
    Move(Motion),
    /// Opens what is under the cursor.
    Open,
    /// Starts a fuzzy search.
    Search,
    /// Drops whatever narrows the table.
    ClearFilter,
    /// Sorts by the next column.
    Sort,
    /// Turns the order around.
    ReverseSort,
    /// Moves the cursor among the columns.
    StepColumn(i8),
    /// Sorts by the column under the cursor, or turns its order around.
    SortColumn,
    /// Shows the chart of the table instead of the details, beside them, or no longer.
    Chart,
    /// Shows the next chart of the table.
    NextChart,
    /// Gives the keys to the chart beside the table, or back to the table.
    ChartCursor,
    /// Offers the values of columns with their counts.
    Facets,
    /// Picks the value under the cursor, or drops it.
    TogglePick,
    /// Asks for a condition on rows.
    Condition,
    /// Completes the name before the cursor.
    Complete,
    /// Drops the last of what narrows the table.
    DropChip,
    /// Shows how often each value of the column under the cursor stands there.
    Groups,
    /// Sorts the groups by the next figure.
    SortGroups,
    /// Keeps the rows of the group under the cursor.
    DrillDown,
    /// Moves to the next match of the words searched for, or to the one before.
    NextMatch(i8),
    /// Marks the row under the cursor, or takes the mark off.
    Mark,
    /// Shows marked rows only, or all of them again.
    MarkedOnly,
    /// Takes every mark off.
    Unmark,
    /// Goes back in the list of places, or forward.
    Jump(i8),
    /// Searches all facts of all tabs.
    Find,
    /// Hides the column under the cursor.
    HideColumn,
    /// Shows every column again.
    ShowColumns,
    /// Gives the list more columns of the page, or fewer.
    MoveSplit(i8),
    /// Shows the figures that are recomputed from the row under the cursor.
    Recompute,
    /// Shows the table as it was at first.
    ForgetView,
    /// Moves the cursor among the links of a fact.
    StepLink(i8),
    /// Goes where the link under the cursor leads.
    Follow,
    /// Offers the markets to compare.
    Markets,
    /// Moves to the next row in which the markets differ, or to the one before.
    Difference(i8),
    /// Asks "what if" of the fact under the cursor.
    WhatIf,
    /// Forgets everything that was asked "what if".
    ForgetWhatIf,
    /// Sends the fact under the cursor to the fishbone as a cause with evidence.
    SendAsEvidence,
    /// Offers what can be copied of the fact under the cursor and its table.
    Copy,
    /// Opens the address of the fact's source.
    OpenSource,
    /// Opens the fact's file in the editor.
    EditFile,
    /// Shows the help.
    Help,
    /// Shows the palette.
    Palette,
    /// Shows what is wrong with the study's files.
    Problems,
    /// Switches the language.
    Language,
    /// Switches between dark and light.
    Theme,
    /// Closes what lies on top, or leaves the line.
    Close,
    /// Confirms what was typed.
    Confirm,
    /// Edits the line that is being typed.
    Line(LineEdit),
    /// Undoes the last change of the board.
    Undo,
    /// Does an undone change again.
    Redo,
    /// Gives the keys to the capture line.
    Capture,
    /// Gives the keys to the board.
    Board,
    /// Speaks for this department, counted from 1.
    Department(Option<u8>),
    /// Speaks for the next department.
    NextDepartment,
    /// Adds a department.
    AddDepartment,
    /// Sends the idea under the cursor to this group, counted from 1; 0 takes it out.
    SendToGroup(Option<u8>),
    /// Adds a group, which is a bone.
    AddGroup,
    /// Adds a cause after the one under the cursor.
    AddCause,
    /// Adds a cause behind the one under the cursor: "why?".
    AskWhy,
    /// Edits the text under the cursor.
    Edit,
    /// Removes what is under the cursor with all behind it; undo brings it back.
    Remove,
    /// Counts a vote for the cause under the cursor, or takes one back.
    Vote(i8),
    /// Moves the node under the cursor among its siblings.
    Shift(i8),
    /// Puts the cause under the cursor behind the one above it.
    Indent,
    /// Puts the cause under the cursor beside its parent.
    Outdent,
    /// Marks the node under the cursor to be moved.
    Cut,
    /// Moves the marked node beside the one under the cursor, or into a group.
    PasteNode,
    /// Hides what is behind the node under the cursor, or shows it again.
    Fold,
    /// Offers the study's facts as evidence for the cause under the cursor.
    PickEvidence,
    /// Draws the fishbone in the next layout.
    NextLayout,
    /// Takes over the fishbone that the study brings.
    Adopt,
    /// Edits the topic, which is the effect.
    Topic,
    /// Writes the fishbone to a file.
    Export,
    /// Writes the minutes of the session to a file.
    Minutes,
    /// Enters the next phase of the session.
    NextPhase,
    /// Goes back to the phase before.
    PreviousPhase,
    /// Gives the phase this many minutes more.
    AddMinutes(i8),
    /// Switches between the room's view and the presenter's.
    Wall,
    /// Offers what a session can start from.
    SetUp,
    /// Picks the entry of a menu with this number, counted from 1.
    Pick(Option<u8>),
    /// Adds what is typed to a likely twin as another wording, counted from 1.
    MergeTyped(u8),
    /// Puts what is typed, or the idea under the cursor, into the parking lot, or takes it out.
    Park,
    /// Makes the two ideas of the pair one.
    Same,
    /// Says that the two ideas of the pair differ.
    Different,
    /// Leaves the pair for later.
    Later,
    /// Chooses which wording of the pair leads.
    SwapPair,
    /// Merges what was cut into what is under the cursor.
    MergeCut,
    /// Splits the group at the idea under the cursor.
    Split,
    /// Counts this many hands, or votes of the department that votes, and advances.
    Hands(Option<u8>),
    /// Shows the votes to the room, or hides them again.
    Reveal,
    /// Asks how many votes each department has.
    Budget,
    /// Keeps this many ideas at the top.
    KeepTop(Option<u8>),
    /// Keeps what stands above the cut line, with what is tied at it or without.
    DropRest(bool),
    /// Keeps or drops the idea under the cursor whatever its votes.
    ToggleKept,
    /// Draws the screen anew.
    Redraw,
    /// Suspends the program.
    Suspend,
    /// Leaves the program.
    Quit,
}

impl Action {
    /// The action for the key that was pressed: one that takes a digit has that of its key.
    #[must_use]
    pub fn by(self, chord: Chord) -> Self {
        let digit = match chord.folded().key {
            Key::Char(c) => c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()),
            _ => None,
        };
        match self {
            Self::Pick(_) => Self::Pick(digit),
            Self::Hands(_) => Self::Hands(digit),
            Self::KeepTop(_) => Self::KeepTop(digit),
            Self::Department(_) => Self::Department(digit),
            Self::SendToGroup(_) => Self::SendToGroup(digit),
            action => action,
        }
    }

    /// Whether nothing can be done before a digit says which or how many.
    #[must_use]
    pub fn lacks_digit(self) -> bool {
        matches!(
            self,
            Self::Pick(None)
                | Self::Hands(None)
                | Self::KeepTop(None)
                | Self::Department(None)
                | Self::SendToGroup(None)
        )
    }
}
