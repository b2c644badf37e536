//! What the README shows is what the program does: screens, fishbone and keys are generated.
//!
//! `UPDATE_README=1 cargo test --test readme` writes the parts anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that panics has failed, which is what it is for"
)]

mod common;

use common::App;
use herringbone::command::key_table;
use herringbone::exchange::{WriteOptions, by_id, write};
use herringbone::layout::{Layout, Options};
use herringbone::load::{Origin, load};
use herringbone::model::Lang;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

fn fenced(text: &str) -> String {
    format!("```text\n{}\n```\n", text.trim_end())
}

fn overview() -> String {
    let folder = tempfile::tempdir().unwrap();
    fenced(&App::on_disk(folder.path(), (112, 28), Lang::En).screen())
}

/// The study's fishbone in one language and layout, with the command that prints it.
fn fishbone(lang: Lang, layout: Layout, cols: usize) -> String {
    let study = load(&Origin::BuiltIn).unwrap().study;
    let fishbone = study.fishbone.unwrap().in_lang(lang);
    let options = WriteOptions { layout: Options { layout, cols, ..Options::default() }, lang };
    let text = write(&fishbone, by_id("text").unwrap(), &options).unwrap().text;
    let command =
        format!("$ herringbone --lang {lang} fishbone --layout {} --width {cols}", layout.id());
    fenced(&format!("{command}\n{text}"))
}

fn fishbones() -> String {
    [fishbone(Lang::Zh, Layout::Classic, 120), fishbone(Lang::En, Layout::Comb, 80)].join("\n")
}

/// What the program says of itself.
fn usage() -> String {
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_herringbone"))
        .args(["--lang", "en", "--help"])
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    fenced(&String::from_utf8(program.stdout).unwrap())
}

/// The text between two markers, and what stands around it.
fn part<'t>(readme: &'t str, name: &str) -> (&'t str, &'t str, &'t str) {
    let (before, rest) = readme.split_once(&format!("<!-- begin {name} -->\n")).expect(name);
    let (inside, after) = rest.split_once(&format!("<!-- end {name} -->")).expect(name);
    (before, inside, after)
}

fn check(name: &str, wanted: &str) {
    let readme = std::fs::read_to_string(PATH).unwrap();
    let (before, inside, after) = part(&readme, name);
    if std::env::var_os("UPDATE_README").is_some() {
        let text = format!("{before}<!-- begin {name} -->\n{wanted}<!-- end {name} -->{after}");
        std::fs::write(PATH, text).unwrap();
        return;
    }
    assert_eq!(inside, wanted, "run `UPDATE_README=1 cargo test --test readme`");
}

// One test, so that writing the parts anew does not race.
#[test]
fn the_readme_shows_what_the_program_does() {
    check("overview", &overview());
    check("fishbone", &fishbones());
    check("usage", &usage());
    check("keys", &key_table(Lang::En));
}
