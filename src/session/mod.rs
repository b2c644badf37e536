//! The journal of edits of one brainstorm: undo, redo, replay, and the crash-safe store.
