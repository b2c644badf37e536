//! The layers of the crate: each uses only those above it, and few know the terminal.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, from the one that knows nothing to the one that knows all.
const LAYERS: [&str; 10] =
    ["model", "load", "analysis", "session", "text", "layout", "exchange", "command", "tui", "cli"];

/// The terminal's libraries, and the first layer that may name them.
const TERMINAL: [&str; 2] = ["ratatui", "crossterm"];
const KNOWS_TERMINAL: &str = "tui";

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// Files with their layer and their code: tests of a file may look further down, comments may too.
fn code() -> Vec<(PathBuf, usize, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let of = |path: PathBuf| {
        let first = path.strip_prefix(&root).unwrap().iter().next().unwrap();
        let first = first.to_str().unwrap().trim_end_matches(".rs").to_owned();
        let layer = LAYERS.iter().position(|layer| *layer == first)?;
        let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        (!is_test).then(|| (path, layer, lines.collect::<Vec<_>>().join("\n")))
    };
    paths.into_iter().filter_map(of).collect()
}

/// The modules that follow `crate::`, each of a group such as `crate::{load, model::Lang}`.
fn named(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for after in code.split("crate::").skip(1) {
        let word = |text: &str| -> String {
            text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        match after.strip_prefix('{') {
            Some(group) => {
                let mut depth = 0;
                let parts = group.split(|c: char| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    c == ',' && depth == 0
                });
                names.extend(parts.map(word));
            }
            None => names.push(word(after)),
        }
    }
    names
}

#[test]
fn every_layer_uses_only_those_above_it() {
    let mut wrong = Vec::new();
    for (path, layer, code) in code() {
        for name in named(&code) {
            let used = LAYERS.iter().position(|layer| *layer == name);
            if used.is_some_and(|used| used > layer) {
                wrong.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point downwards:\n{}", wrong.join("\n"));
}

#[test]
fn only_the_interface_and_the_command_line_know_the_terminal() {
    let first = LAYERS.iter().position(|layer| *layer == KNOWS_TERMINAL).unwrap();
    for (path, layer, code) in code() {
        let names = TERMINAL.into_iter().find(|name| code.contains(name));
        assert!(layer >= first || names.is_none(), "{} names {names:?}", path.display());
    }
}

#[test]
fn every_layer_exists() {
    let all = code();
    for (index, layer) in LAYERS.iter().enumerate() {
        assert!(all.iter().any(|(_, of, _)| *of == index), "{layer} has no file");
    }
}
