//! How long a fishbone takes from tree to text: 6 bones with 5 causes each, and 1,000 nodes.

use divan::{Bencher, black_box};
use herringbone::exchange::{WriteOptions, by_id, read, write};
use herringbone::layout::{Layout, Options, draw};
use herringbone::model::{Category, Cause, Fishbone, Lang};

fn main() {
    divan::main();
}

const LAYOUTS: [&str; 4] = ["auto", "classic", "comb", "vertical"];

/// A fishbone of so many bones with so many causes each, every fourth of them with two causes behind it.
fn fishbone(bones: usize, causes: usize) -> Fishbone {
    let words = [
        "GPU 实例型号少",
        "Slow quota approval",
        "跨境网络延迟",
        "Few JumpStart models",
        "文档未翻译",
    ];
    let text = |index: usize| words.get(index % words.len()).copied().unwrap_or_default();
    let cause = |index: usize| {
        let deeper = if index.is_multiple_of(4) { 2 } else { 0 };
        Cause {
            causes: (0..deeper).map(|at| Cause::new(text(index + at))).collect(),
            ..Cause::new(text(index))
        }
    };
    let bone = |index: usize| Category {
        name: format!("Category {index}"),
        causes: (0..causes).map(|at| cause(index + at)).collect(),
        ..Category::default()
    };
    Fishbone {
        effect: "SageMaker in China lags the global regions".into(),
        categories: (0..bones).map(bone).collect(),
    }
    .numbered()
}

fn drawing(bencher: Bencher<'_, '_>, fishbone: &Fishbone, (layout, cols): (&str, usize)) {
    let layout = Layout::from_id(layout).unwrap_or_default();
    let options = Options { layout, cols, ..Options::default() };
    bencher.bench(|| draw(black_box(fishbone), &options).map(|drawing| drawing.to_text()));
}

#[divan::bench(args = LAYOUTS)]
fn six_by_five_at_120(bencher: Bencher<'_, '_>, layout: &str) {
    drawing(bencher, &fishbone(6, 5), (layout, 120));
}

#[divan::bench(args = LAYOUTS)]
fn six_by_five_at_80(bencher: Bencher<'_, '_>, layout: &str) {
    drawing(bencher, &fishbone(6, 5), (layout, 80));
}

/// 8 bones with 83 causes each.
#[divan::bench(args = LAYOUTS)]
fn thousand_nodes_at_160(bencher: Bencher<'_, '_>, layout: &str) {
    drawing(bencher, &fishbone(8, 83), (layout, 160));
}

/// 60 bones with 10 causes each: many decks.
#[divan::bench(args = LAYOUTS)]
fn sixty_bones_at_100(bencher: Bencher<'_, '_>, layout: &str) {
    drawing(bencher, &fishbone(60, 10), (layout, 100));
}

#[divan::bench(args = ["json", "toml", "md", "mermaid", "opml", "freemind", "csv"])]
fn thousand_nodes_read(bencher: Bencher<'_, '_>, id: &str) {
    let Some(format) = by_id(id) else { return };
    let written = write(&fishbone(8, 83), format, &WriteOptions::default()).unwrap_or_default();
    bencher.bench(|| read(black_box(written.text.as_bytes()), Some(format), Lang::En).is_ok());
}
