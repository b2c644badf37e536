//! What a command needs to know of the state to say whether it is possible, and why not.
//!
//! Filled in by the state; it must not know where the answers come from.

use crate::model::Lang;

/// Why a command is not possible now, in Chinese and English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal(pub &'static str, pub &'static str);

impl Refusal {
    /// The reason in one language.
    #[must_use]
    pub fn text(self, lang: Lang) -> &'static str {
        lang.pick(self.0, self.1)
    }
}

/// The state, as far as conditions of commands look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each asked by name")]
pub struct Context {
    /// Whether the cursor stands on a fact.
    pub on_fact: bool,
    /// Whether the list under the cursor has rows.
    pub has_rows: bool,
    /// Whether the tab has more than one table.
    pub has_views: bool,
    /// Whether the table has charts.
    pub has_chart: bool,
    /// Whether the marks of the chart that is shown, if one is, lead anywhere.
    pub chart_leads: bool,
    /// Whether the chart has the keys.
    pub on_mark: bool,
    /// Whether a search or a filter narrows the table.
    pub searching: bool,
    /// Whether there are words whose matches can be gone through.
    pub has_words: bool,
    /// Whether a row of the table is marked.
    pub has_marks: bool,
    /// Whether a row anywhere is marked.
    pub any_marks: bool,
    /// Whether there is a place to go back to.
    pub can_go_back: bool,
    /// Whether there is a place to go forward to.
    pub can_go_forward: bool,
    /// Whether a figure is recomputed from the fact under the cursor.
    pub is_claimed: bool,
    /// How many columns the table shows.
    pub columns: usize,
    /// Whether columns are hidden.
    pub has_hidden: bool,
    /// Whether details stand beside the table.
    pub has_side: bool,
    /// Whether the details have links.
    pub has_links: bool,
    /// Whether the cursor stands on an idea or a cause.
    pub on_cause: bool,
    /// Whether the cursor stands on any node of the tree, the effect aside.
    pub on_node: bool,
    /// Whether a node is marked to be moved.
    pub has_cut: bool,
    /// Whether the line that is being typed is the text of a node.
    pub typing_node: bool,
    /// Whether the line that is being typed is empty.
    pub line_is_empty: bool,
    /// How many groups the board has.
    pub groups: u8,
    /// How many departments take part.
    pub departments: u8,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to redo.
    pub can_redo: bool,
    /// Whether the board may be changed.
    pub can_edit: bool,
    /// Whether the study brings a fishbone that the board has not taken over.
    pub can_adopt: bool,
    /// Whether the files of the study have problems.
    pub has_problems: bool,
    /// How many likely twins of the line being typed are shown.
    pub twins: u8,
    /// Whether a digit picks a template of groups.
    pub picks_template: bool,
    /// Whether a pair of ideas waits to be judged.
    pub has_pair: bool,
    /// How many ideas can be voted on.
    pub ideas: usize,
    /// Whether there is a phase after this one.
    pub has_next_phase: bool,
    /// Whether there is a phase before this one.
    pub has_previous_phase: bool,
    /// Whether the room's view is shown.
    pub on_wall: bool,
    /// Whether the fact under the cursor can be asked "what if" of.
    pub can_ask: bool,
    /// Whether something is asked "what if" of.
    pub has_asked: bool,
    /// Whether there are two markets to compare.
    pub has_markets: bool,
    /// Whether the fishbone has anything in it.
    pub has_bones: bool,
}
