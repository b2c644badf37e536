//! Random edits for property tests, most of which fit the board they are made for.
//!
//! Must not be compiled into the program.

use proptest::prelude::*;

use super::{
    Attribution, Board, DepartmentId, Edit, Moment, Node, Parent, Phase, PhaseStart, State,
};
use crate::model::NodeId;

/// Texts a room, a paste or an enemy may send.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z ]{1,12}",
        4 => "[一-龥，。]{1,8}",
        1 => Just("\u{0}\u{1b}[31m\"\\\r\n\t\u{2028}".to_owned()),
        1 => Just("\u{202e}مرحبا\u{200d}👩\u{200d}💻🇨🇳e\u{301}".to_owned()),
        1 => Just("  \n".to_owned()),
        2 => any::<String>(),
    ]
}

fn any_node() -> impl Strategy<Value = NodeId> {
    (0u32..40).prop_map(NodeId)
}

fn any_department() -> impl Strategy<Value = DepartmentId> {
    (0u32..6).prop_map(DepartmentId)
}

fn any_parent() -> impl Strategy<Value = Parent> {
    prop_oneof![
        2 => Just(Parent::Groups),
        3 => Just(Parent::Inbox),
        4 => any_node().prop_map(Parent::Under),
        1 => any_node().prop_map(Parent::Merged),
    ]
}

fn any_index() -> impl Strategy<Value = Option<usize>> {
    prop_oneof![Just(None), (0usize..6).prop_map(Some), Just(Some(usize::MAX))]
}

fn any_phase() -> impl Strategy<Value = Phase> {
    (0..Phase::ALL.len()).prop_map(|place| Phase::ALL[place])
}

fn any_delta() -> impl Strategy<Value = i32> {
    prop_oneof![6 => -3i32..6, 1 => Just(i32::MAX), 1 => Just(i32::MIN)]
}

fn tree_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        6 => (any_node(), any_parent(), any_index(), any_text(), any::<Option<u8>>()).prop_map(
            |(id, parent, index, text, department)| {
                let department = department.map(|number| DepartmentId(u32::from(number % 6)));
                Edit::Add { id, parent, index, text, department }
            }
        ),
        4 => (any_node(), any_parent(), any_index())
            .prop_map(|(id, parent, index)| Edit::Move { id, parent, index }),
        3 => (any_node(), any_node()).prop_map(|(into, from)| Edit::Merge { into, from }),
        2 => any_node().prop_map(|id| Edit::Remove { id }),
        1 => (any_node(), any_parent(), any_node(), any_text(), any_index()).prop_map(
            |(id, parent, child, text, index)| {
                let root = Node::new(id, parent, text.clone(), Moment::default());
                let below = Node::new(child, Parent::Under(id), text, Moment::default());
                Edit::Restore { nodes: vec![root, below], index }
            }
        ),
    ]
}

fn node_edit() -> impl Strategy<Value = Edit> {
    let fact = || prop_oneof![Just("release-inf1".to_owned()), "[a-c]{0,2}"];
    prop_oneof![
        (any_node(), any_text()).prop_map(|(id, text)| Edit::SetText { id, text }),
        (any_node(), any_department(), any_delta())
            .prop_map(|(id, department, delta)| { Edit::Raise { id, department, delta } }),
        (any_node(), proptest::option::of(any_department()), any_delta())
            .prop_map(|(id, department, delta)| Edit::Vote { id, department, delta }),
        (any_node(), fact(), any_index()).prop_map(|(id, fact, index)| Edit::LinkEvidence {
            id,
            fact,
            index
        }),
        (any_node(), fact()).prop_map(|(id, fact)| Edit::UnlinkEvidence { id, fact }),
        (any_node(), proptest::option::of(any_text()))
            .prop_map(|(id, note)| Edit::SetNote { id, note }),
        (any_node(), 0..3usize).prop_map(|(id, state)| {
            Edit::SetState { id, state: [State::Open, State::Parked, State::Dropped][state] }
        }),
    ]
}

fn setting_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => (any_department(), any_text(), any_index())
            .prop_map(|(id, name, index)| Edit::AddDepartment { id, name, index }),
        1 => (any_department(), any_text())
            .prop_map(|(id, name)| Edit::RenameDepartment { id, name }),
        1 => any_department().prop_map(|id| Edit::RemoveDepartment { id }),
        1 => any_text().prop_map(|topic| Edit::SetTopic { topic }),
        1 => proptest::collection::vec(any_text(), 0..4).prop_map(|rules| Edit::SetRules { rules }),
        1 => any_phase().prop_map(|phase| Edit::SetPhase { phase }),
        1 => any_phase().prop_map(|phase| Edit::SetPhases {
            phases: vec![PhaseStart { phase, at: Moment::default() }]
        }),
        1 => (any_phase(), any::<Option<u32>>())
            .prop_map(|(phase, minutes)| Edit::SetMinutes { phase, minutes }),
        1 => any::<bool>().prop_map(|revealed| Edit::RevealVotes { revealed }),
        1 => any::<Option<u32>>().prop_map(|votes| Edit::SetBudget { votes }),
        1 => any::<bool>().prop_map(|hidden| Edit::SetAttribution {
            attribution: if hidden { Attribution::Hidden } else { Attribution::FromGrouping }
        }),
    ]
}

/// Any edit; many do not fit the board at hand, as many of a room's wishes do not.
pub(crate) fn any_edit() -> impl Strategy<Value = Edit> {
    let single = || prop_oneof![5 => tree_edit(), 4 => node_edit(), 2 => setting_edit()];
    prop_oneof![
        20 => single(),
        2 => proptest::collection::vec(single(), 0..5).prop_map(|edits| Edit::Batch { edits }),
        1 => proptest::collection::vec(single(), 0..20).prop_map(|edits| {
            let mut board = Board::default();
            for edit in &edits {
                let _ = board.apply(edit, Moment::default());
            }
            Edit::Replace { board: Box::new(board) }
        }),
    ]
}
