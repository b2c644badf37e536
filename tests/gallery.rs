//! The gallery shows what the program draws today, and every drawing in it reads as its fishbone.
//!
//! `UPDATE_GALLERY=1 cargo test --test gallery` draws it anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that panics has failed, which is what it is for"
)]

use std::fs;
use std::path::Path;

use herringbone::exchange::{WriteOptions, by_path, fenced, read};
use herringbone::layout::{Layout, Options, check, draw};
use herringbone::model::Lang;
use herringbone::text::{Glyphs, Measure};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");

#[test]
fn the_gallery_is_up_to_date() {
    let path = Path::new(FOLDER).join("gallery.md");
    let page = fs::read_to_string(&path).unwrap();
    let mut open =
        |name: &str| fs::read(Path::new(FOLDER).join(name)).map_err(|error| error.to_string());
    let redrawn = fenced::redraw(&page, &WriteOptions::default(), &mut open).unwrap();
    assert!(redrawn.blocks >= 40, "{} drawings", redrawn.blocks);
    if std::env::var_os("UPDATE_GALLERY").is_some() {
        fs::write(&path, redrawn.text).unwrap();
    } else {
        assert!(
            redrawn.stale.is_empty(),
            "out of date: lines {:?} of tests/gallery.md",
            redrawn.stale
        );
    }
}

#[test]
fn every_real_tree_reads_as_itself_on_every_page() {
    let mut files: Vec<_> = fs::read_dir(Path::new(FOLDER).join("gallery"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.push(Path::new(FOLDER).join("../data/sagemaker-china/fishbone.toml"));
    for (path, lang) in files.iter().flat_map(|path| [(path, Lang::Zh), (path, Lang::En)]) {
        let fishbone = read(&fs::read(path).unwrap(), by_path(path), lang).unwrap().fishbone;
        for layout in [Layout::Auto, Layout::Classic, Layout::Comb, Layout::Vertical] {
            for cols in [40, 50, 60, 72, 80, 100, 120, 140, 160, 200] {
                for (glyphs, measure) in [
                    (Glyphs::Unicode, Measure::Narrow),
                    (Glyphs::Ascii, Measure::Narrow),
                    (Glyphs::Ascii, Measure::Wide),
                ] {
                    let options = Options { layout, cols, glyphs, measure, ..Options::default() };
                    let text = draw(&fishbone, &options).unwrap().to_text();
                    let found = check::violations(&text, &fishbone, &options);
                    assert!(found.is_empty(), "{path:?} {layout:?} {cols} {found:#?}\n{text}");
                }
            }
        }
    }
}
