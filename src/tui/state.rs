//! The state of the interface: what is loaded, what is shown, where the cursor is.
//!
//! Changed by [`super::update`] alone. The session inside hands its lines to a writer's thread and
//! never waits while the program runs; nothing else here touches the world.

mod context;
mod reading;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::Launch;
use super::brainstorm::{self, BoardPane};
use super::chart::ChartPane;
use super::claimed::Claimed;
use super::desk::Desk;
use super::facts::{FactsPane, Table};
use super::finder::{Job, Jobs, Question, Task};
use super::fishbone::FishbonePane;
use super::line::Line;
use super::links::linking;
use super::overview::OverviewPane;
use super::pages::Overlay;
use super::problems::Found;
use super::screen;
use super::theme::Theme;
use super::tree::Slot;
use super::views::Keeping;
use crate::analysis::filter::Halt;
use crate::analysis::finder::Rows;
use crate::analysis::search::{Index, Searchable};
use crate::analysis::what_if::WhatIf;
use crate::command::{Scope, Tab};
use crate::load::{Loaded, Origin};
use crate::model::board::{Board, Moment, Node};
use crate::model::{Dimension, FactId, Lang, NodeId, Pair, Study};
use crate::session::{Draft, Follower, Session};
use crate::text::{Glyphs, Measure};

/// The state of the interface.
#[derive(Debug)]
pub struct State {
    /// Shared with the thread that searches.
    pub(crate) loaded: Arc<Loaded>,
    /// Where the study comes from.
    pub(crate) origin: Origin,
    /// Where the earlier edition comes from that it is compared with.
    pub(crate) former: Option<Origin>,
    index: Arc<OnceLock<Index>>,
    jobs: Jobs,
    /// What came of recomputing the claims; computed when the first table is shown.
    claimed: OnceCell<Claimed>,
    /// What `check` finds, in the language of the screen.
    found: Found,
    /// The positions of the facts in the order of their ids; found when a link is first followed.
    by_id: OnceCell<Vec<usize>>,
    /// The facts that name other facts: problems, measures, strategies, claims.
    pub(crate) linking: Vec<usize>,
    pub(crate) session: Session,
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) glyphs: Glyphs,
    /// How the terminal measures characters of ambiguous width.
    pub(crate) measure: Measure,
    /// Columns and rows of the terminal.
    pub(crate) size: (u16, u16),
    pub(crate) tab: Tab,
    pub(crate) overview: OverviewPane,
    /// What is asked "what if" of; beside the study, never in it.
    pub(crate) what_if: WhatIf,
    facts: Vec<(Dimension, FactsPane)>,
    /// What is kept beside the tables.
    pub(crate) desk: Desk,
    pub(crate) board_pane: BoardPane,
    pub(crate) fishbone_pane: FishbonePane,
    /// The node of the tree under the cursor, on the board and in the fishbone alike.
    pub(crate) cursor: Option<NodeId>,
    /// The node that was cut and waits to be moved.
    pub(crate) cut: Option<NodeId>,
    /// Nodes whose causes are hidden.
    pub(crate) folded: HashSet<NodeId>,
    pub(crate) overlay: Option<Overlay>,
    pub(crate) prompt: Option<Prompt>,
    /// What was last written to a file, and the file if it was there already and may be replaced.
    pub(crate) writing: (Purpose, Option<PathBuf>),
    /// The text that is too long to be copied and waits for the name of a file.
    pub(crate) clip: Option<String>,
    /// Whether the user was told that quitting loses what could not be saved.
    pub(crate) warned: bool,
    /// What was said last; gone with the next key.
    pub(crate) notice: Option<String>,
    /// When the half-typed line is to be journalled.
    pub(crate) draft_due: Option<Moment>,
    /// The time of the last message.
    pub(crate) now: Moment,
    /// When the timer on the screen shows another second.
    pub(crate) tick_due: Option<Moment>,
    /// Whether the program is to end, and by which signal.
    pub(crate) ending: Option<Option<i32>>,
}

/// A line being typed below the tab, and what for.
#[derive(Debug)]
pub(crate) struct Prompt {
    pub(crate) purpose: Purpose,
    pub(crate) line: Line,
}

/// What a line is typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Narrowing the table.
    Search,
    /// Narrowing it by a condition.
    Condition,
    /// A change of the fact at this position, to see totals move.
    WhatIf(usize),
    /// The wording of a node.
    Rename(NodeId),
    /// A new node at this slot, and where the one after it goes.
    NewNode(Slot, Chain),
    /// A new group.
    NewGroup,
    /// A new department.
    NewDepartment,
    /// The topic.
    Topic,
    /// The group that takes over this idea and those after it.
    Split(NodeId),
    /// Votes per department.
    Budget,
    /// The file the fishbone is written to.
    Export,
    /// The file the minutes are written to.
    Minutes,
    /// The file for a text that is too long to be copied.
    Clip,
}

/// Where the next node goes when one is added: the line stays open until it is left empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chain {
    /// Beside the new one: a list of causes.
    Beside,
    /// Behind the new one: why, why, why.
    Behind,
}

/// The looks that were asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Looks {
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) glyphs: Glyphs,
    pub(crate) measure: Measure,
}

impl State {
    pub(crate) fn new(loaded: Loaded, session: Session, (looks, launch): (Looks, &Launch)) -> Self {
        let overview = OverviewPane::new(&loaded.study, looks.lang);
        let notice = session.notices().first().map(|notice| notice.message(looks.lang));
        let mut state = Self {
            overview,
            what_if: WhatIf::default(),
            facts: Dimension::ALL.map(|of| (of, FactsPane::new(of, &loaded.study))).into(),
            desk: Desk::new(Keeping::default()),
            board_pane: BoardPane::default(),
            fishbone_pane: FishbonePane::default(),
            cursor: None,
            cut: None,
            folded: HashSet::new(),
            writing: (Purpose::Export, None),
            clip: None,
            origin: launch.origin.clone(),
            former: launch.former.clone(),
            warned: false,
            overlay: None,
            prompt: None,
            notice,
            draft_due: None,
            now: Moment::default(),
            tick_due: None,
            ending: None,
            tab: Tab::Overview,
            size: (80, 24),
            lang: looks.lang,
            theme: looks.theme,
            glyphs: looks.glyphs.under(looks.measure),
            measure: looks.measure,
            index: Arc::default(),
            jobs: Jobs::default(),
            claimed: OnceCell::new(),
            found: Found::default(),
            by_id: OnceCell::new(),
            linking: linking(&loaded.study),
            loaded: Arc::new(loaded),
            session,
        };
        state.resume_draft();
        state
    }

    /// Puts the line that was half typed when the session ended back into the capture line.
    fn resume_draft(&mut self) {
        let departments = self.board().departments();
        self.board_pane.department = departments.first().map(|department| department.id);
        if let Some(draft) = self.session.draft() {
            let department = draft.department.or(self.board_pane.department);
            self.board_pane.line = Line::with(&draft.text);
            self.board_pane.department = department;
        }
    }

    /// Takes note of how the terminal measures ambiguous characters; lines follow.
    pub(crate) fn set_measure(&mut self, measure: Measure) {
        self.measure = measure;
        self.glyphs = self.glyphs.under(measure);
    }

    pub(crate) fn study(&self) -> &Study {
        &self.loaded.study
    }

    pub(crate) fn board(&self) -> &Board {
        self.session.board()
    }

    pub(crate) fn facts_pane(&self) -> Option<&FactsPane> {
        let Tab::Facts(dimension) = self.tab else { return None };
        self.facts.iter().find(|(of, _)| *of == dimension).map(|(_, pane)| pane)
    }

    /// The tab of facts with the study it shows.
    pub(crate) fn facts_pane_mut(&mut self) -> Option<(&mut FactsPane, Searchable<'_>)> {
        let Tab::Facts(dimension) = self.tab else { return None };
        let pane = self.facts.iter_mut().find(|(of, _)| *of == dimension).map(|(_, pane)| pane)?;
        Some((pane, Searchable { study: &self.loaded.study, index: &self.index }))
    }

    /// Whether something on the screen is being found out.
    pub(crate) fn is_waiting(&self) -> bool {
        let pane = self.facts_pane();
        let is_waiting = |pane: &FactsPane| {
            self.is_charting(pane) || pane.table().is_some_and(Table::is_waiting)
        };
        pane.is_some_and(is_waiting) || self.overlay.as_ref().is_some_and(Overlay::is_waiting)
    }

    /// Whether a chart of a tab is being made.
    pub(crate) fn is_charting(&self, pane: &FactsPane) -> bool {
        pane.chart.awaits(self.latest(Question::Chart))
    }

    /// Takes over rows that were found, unless others are wanted by now.
    pub(super) fn take_rows(&mut self, number: u64, rows: Result<Rows, Halt>) {
        let Some(table) = self.tables_mut().find(|table| table.awaits(number)) else { return };
        if let Err(fault) = table.take_found(rows) {
            self.notice = Some(fault.message(self.lang));
        }
    }

    /// A job for a task.
    pub(super) fn job(&mut self, task: Task) -> Job {
        self.jobs.next(task, (&self.loaded, &self.index))
    }

    /// The number of the latest job that answers a question.
    pub(super) fn latest(&self, question: Question) -> u64 {
        self.jobs.latest(question)
    }

    /// Every table that was shown, in whatever tab.
    pub(super) fn tables_mut(&mut self) -> impl Iterator<Item = &mut Table> {
        self.facts.iter_mut().flat_map(|(_, pane)| pane.tables_mut())
    }

    /// What is beside the tables, tab by tab.
    pub(super) fn charts_mut(&mut self) -> impl Iterator<Item = &mut ChartPane> {
        self.facts.iter_mut().map(|(_, pane)| &mut pane.chart)
    }

    /// Takes over the study as it was read again; every cursor stays on its fact.
    pub(crate) fn replace_study(&mut self, mut loaded: Loaded) {
        let study = &self.loaded.study;
        // Somebody picked these markets; a new reading of the files does not change that.
        if let Some(pair) =
            study.pair.carried(study, &loaded.study).filter(|_| study.pair != study.declared)
        {
            loaded.study.pair = pair;
        }
        let lang = self.lang;
        self.index = Arc::default();
        self.jobs.turn_over();
        self.claimed = OnceCell::new();
        self.found = Found::default();
        self.by_id = OnceCell::new();
        self.desk.marks.follow(&loaded.study);
        let new = Searchable { study: &loaded.study, index: &self.index };
        for (_, pane) in &mut self.facts {
            pane.rebuild((&self.loaded.study, new), (&self.desk.marks, lang));
        }
        self.linking = linking(&loaded.study);
        self.what_if.keep_known(&loaded.study);
        self.keep_asking(&loaded.study);
        self.loaded = Arc::new(loaded);
        self.overview.rebuild(&self.loaded.study, lang);
        if self.overlay.as_ref().is_some_and(Overlay::is_about_facts) {
            self.overlay = None;
        }
    }

    pub(crate) fn set_lang(&mut self, lang: Lang) {
        self.lang = lang;
        self.found = Found::default();
        let study = &self.loaded.study;
        for (_, pane) in &mut self.facts {
            pane.measure(study, lang);
        }
        self.overview.rebuild(study, lang);
    }

    /// Compares these two markets from now on; claims keep to the declared ones.
    pub(crate) fn set_pair(&mut self, pair: Pair) {
        // Copied only if a search still looks at it.
        Arc::make_mut(&mut self.loaded).study.pair = pair;
        self.jobs.turn_over();
        self.rebuild();
    }

    /// Takes other changes to see the totals move.
    pub(crate) fn set_what_if(&mut self, what_if: WhatIf) {
        self.what_if = what_if;
        self.facts.iter_mut().for_each(|(_, pane)| pane.forget_sums());
    }

    /// A line that is typed about a fact goes on about it in a new reading of the study; one about a
    /// fact that is gone is closed.
    fn keep_asking(&mut self, new: &Study) {
        let Some(Prompt { purpose: Purpose::WhatIf(row), .. }) = &mut self.prompt else { return };
        let id = self.loaded.study.facts.get(*row).map(|fact| &fact.id);
        match new.facts.iter().position(|fact| Some(&fact.id) == id) {
            Some(at) => *row = at,
            None => self.prompt = None,
        }
    }

    /// Whatever follows from the markets compared is derived anew; every cursor stays on its fact.
    fn rebuild(&mut self) {
        let lang = self.lang;
        let study = &self.loaded.study;
        let facts = Searchable { study, index: &self.index };
        for (_, pane) in &mut self.facts {
            pane.rebuild((study, facts), (&self.desk.marks, lang));
        }
        self.overview.rebuild(study, lang);
    }

    /// What has the keys.
    pub(crate) fn place(&self) -> Scope {
        match (&self.prompt, &self.overlay) {
            (Some(Prompt { purpose: Purpose::Condition, .. }), _) => Scope::CONDITION,
            (Some(_), _) => Scope::LINE,
            (None, Some(overlay)) => overlay.scope(),
            (None, None) => self.place_below(),
        }
    }

    /// What has the keys when nothing lies over the tab.
    pub(crate) fn place_below(&self) -> Scope {
        match self.tab {
            Tab::Overview => Scope::OVERVIEW,
            Tab::Facts(_) => Scope::FACTS,
            Tab::Brainstorm => brainstorm::place(self),
            Tab::Fishbone => Scope::FISHBONE,
        }
    }

    /// Whether something lies over the tab.
    pub(crate) fn is_covered(&self) -> bool {
        self.prompt.is_some() || self.overlay.is_some()
    }

    /// The fact under the cursor.
    pub(crate) fn fact_row(&self) -> Option<usize> {
        if let Some(
            Overlay::Details(row, _) | Overlay::Recomputation(row, _) | Overlay::Copy(row, _),
        ) = self.overlay
        {
            return Some(row);
        }
        match self.tab {
            Tab::Overview => self.overview.row(),
            Tab::Facts(_) => self.facts_pane()?.table()?.selected(),
            Tab::Brainstorm | Tab::Fishbone => None,
        }
    }

    /// Whether the study brings a fishbone and the board has nothing yet.
    pub(crate) fn can_adopt(&self) -> bool {
        self.board().is_empty() && self.study().fishbone.is_some() && !self.session.is_read_only()
    }

    /// The ideas and causes that a fact supports.
    pub(crate) fn nodes_with_evidence(&self, fact: &FactId) -> impl Iterator<Item = &Node> {
        let supports = move |node: &&Node| node.evidence.iter().any(|id| *id == fact.as_str());
        self.board().ideas().filter(supports)
    }

    /// Whether the room's view is on the screen.
    pub(crate) fn on_wall(&self) -> bool {
        self.board_pane.wall && matches!(self.tab, Tab::Brainstorm | Tab::Fishbone)
    }

    /// What is to be read to keep up with the window that writes the session; none if that is this
    /// one.
    #[must_use]
    pub fn follower(&self) -> Option<Follower> {
        self.session.follower()
    }

    /// When something is to be done even if nothing happens.
    pub(crate) fn due(&self) -> Option<Moment> {
        let views = self.desk.keeping.due;
        self.draft_due.into_iter().chain(self.tick_due).chain(views).min()
    }

    /// The parts of the screen at its present size.
    pub(crate) fn areas(&self) -> screen::Areas {
        screen::areas(self.size)
    }

    /// Ends the session: journals the half-typed line, writes the snapshot; returns whether
    /// everything is safe.
    #[must_use]
    pub(crate) fn close(mut self, now: Moment) -> bool {
        let draft = Draft {
            text: self.board_pane.line.text().to_owned(),
            department: self.board_pane.department,
        };
        self.session.write_draft(draft, now);
        self.session.close(now)
    }
}
