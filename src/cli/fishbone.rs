//! `fishbone`: a diagram from a file, from standard input or from the built-in study, in any format.
//!
//! Reads bytes and writes text; which formats there are and how a fish is drawn is known elsewhere.

use std::fs;
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::args::{Ambiguous, not_found};
use super::failure::{Exit, Failure, Outcome};
use super::fenced;
use super::scene::Scene;
use super::subcommand::Run;
use crate::exchange::{self, Format, ReadError, WriteOptions};
use crate::layout::{self, Layout, Misfit, Order};
use crate::load::{self, Origin};
use crate::model::{Fishbone, Lang};
use crate::text::Glyphs;

/// Columns of a page that nobody has given a width.
const COLS: usize = 80;

/// `herringbone fishbone [FILE|-]`
#[derive(Debug, Args)]
pub(super) struct FishboneArgs {
    /// File with a fishbone, `-` for standard input, or the folder of a study; without it, the
    /// fishbone of the built-in study
    file: Option<PathBuf>,
    /// Format of the input
    #[arg(long, default_value = "auto", value_parser = readable())]
    from: String,
    /// Format of the output
    #[arg(long, default_value = "text", value_parser = writable())]
    to: String,
    /// Which drawing
    #[arg(long, default_value = "auto", value_parser = ["auto", "classic", "comb", "vertical"])]
    layout: String,
    /// Columns of the page [default: the terminal's, else 80]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    width: Option<u16>,
    /// Draw lines in ASCII
    #[arg(long)]
    ascii: bool,
    /// How terminals show characters of ambiguous width
    #[arg(long, value_enum, default_value_t)]
    ambiguous_width: Ambiguous,
    /// Shrink the drawing to its labels, or spread it over the page
    #[arg(long, value_enum, default_value_t, num_args = 0..=1, require_equals = true,
        default_missing_value = "labels")]
    fit: Fit,
    /// Colours in a drawing as text: on a terminal, always or never
    #[arg(long, value_enum, default_value_t, num_args = 0..=1, require_equals = true,
        default_missing_value = "always")]
    color: When,
    /// Order of bones and causes: as in the data, or most votes nearest the head
    #[arg(long, value_enum, default_value_t)]
    order: OrderArg,
    /// Fail if a drawing inside the Markdown FILE is out of date
    #[arg(long, requires = "file", conflicts_with = "update")]
    check: bool,
    /// Redraw the drawings inside the Markdown FILE
    #[arg(long, requires = "file")]
    update: bool,
}

/// When a drawing is coloured.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum When {
    #[default]
    Auto,
    Always,
    Never,
}

fn readable() -> clap::builder::PossibleValuesParser {
    let formats = exchange::FORMATS.iter().filter(|format| format.reads()).map(|format| format.id);
    std::iter::once("auto").chain(formats).collect::<Vec<_>>().into()
}

pub(super) fn writable() -> clap::builder::PossibleValuesParser {
    let formats = exchange::FORMATS.iter().filter(|format| format.writes());
    formats.map(|format| format.id).collect::<Vec<_>>().into()
}

/// See [`layout::Options::fit`].
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Fit {
    #[default]
    Labels,
    Page,
}

/// See [`Order`].
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum OrderArg {
    #[default]
    Data,
    Weight,
}

impl Run for FishboneArgs {
    const ZH: &'static [(&'static str, &'static str)] = &[
        ("file", "鱼骨图文件，`-` 表示标准输入，或研究文件夹；不写则用内置研究的鱼骨图"),
        ("from", "输入格式"),
        ("to", "输出格式"),
        ("layout", "画法"),
        ("width", "页宽（列）[默认：终端宽度，否则 80]"),
        ("ascii", "用 ASCII 画线"),
        ("fit", "收紧到文字，或铺满页宽"),
        ("color", "文本图是否着色：在终端上、总是或从不"),
        ("order", "次序：按数据，或票多者靠近鱼头"),
        ("check", "Markdown 文件里的图若已过时则失败"),
        ("update", "重画 Markdown 文件里的图"),
    ];

    fn run(self, scene: &mut Scene<'_>) -> Outcome {
        if let Some(path) = self.file.as_ref().filter(|_| self.check || self.update) {
            // A file is drawn for its readers, not for whoever redraws it.
            let mut usual = self.options(scene);
            usual.layout.cols = self.width.map_or(COLS, usize::from);
            let act = if self.check { fenced::check } else { fenced::update };
            return act(path, &usual, scene);
        }
        let fishbone = self.read(scene)?;
        let Some(to) = exchange::by_id(&self.to) else { return Ok(Exit::Usage) };
        if to.id == "text" && self.in_colour(scene) {
            return self.draw_in_colour(&fishbone, scene);
        }
        let written = exchange::write(&fishbone, to, &self.options(scene))
            .map_err(|misfit| does_not_fit(&misfit, scene.lang))?;
        for warning in &written.warnings {
            scene.warn(warning.message.get(scene.lang));
        }
        scene.out.write_all(written.text.as_bytes())?;
        if !written.text.ends_with('\n') {
            scene.out.write_all(b"\n")?;
        }
        Ok(Exit::Done)
    }
}

fn does_not_fit(misfit: &Misfit, lang: Lang) -> Failure {
    Failure::wrong(misfit.message(lang)).hint(lang.pick(
        format!("用 --width {} 或更宽，或 --to outline", misfit.needs),
        format!("use --width {} or more, or --to outline", misfit.needs),
    ))
}

impl FishboneArgs {
    fn in_colour(&self, scene: &Scene<'_>) -> bool {
        match self.color {
            When::Auto => scene.colours(),
            When::Always => true,
            When::Never => false,
        }
    }

    fn draw_in_colour(&self, fishbone: &Fishbone, scene: &mut Scene<'_>) -> Outcome {
        let drawing = layout::draw(fishbone, &self.options(scene).layout)
            .map_err(|misfit| does_not_fit(&misfit, scene.lang))?;
        if let Some(misfit) = drawing.misfit() {
            scene.warn(&misfit.message(scene.lang));
        }
        scene.out.write_all(exchange::ansi(&drawing).as_bytes())?;
        Ok(Exit::Done)
    }

    fn options(&self, scene: &Scene<'_>) -> WriteOptions {
        let layout = layout::Options {
            layout: Layout::from_id(&self.layout).unwrap_or_default(),
            cols: self.width.map(usize::from).or_else(|| scene.cols()).unwrap_or(COLS),
            glyphs: if self.ascii { Glyphs::Ascii } else { Glyphs::Unicode },
            measure: self.ambiguous_width.into(),
            order: match self.order {
                OrderArg::Data => Order::Data,
                OrderArg::Weight => Order::Weight,
            },
            fit: matches!(self.fit, Fit::Labels),
            ..layout::Options::default()
        };
        WriteOptions { layout, lang: scene.lang }
    }

    fn read(&self, scene: &Scene<'_>) -> Outcome<Fishbone> {
        let lang = scene.lang;
        let (name, bytes) = match &self.file {
            None => return of_study(&Origin::BuiltIn, lang),
            Some(path) if path.is_dir() => return of_study(&Origin::Path(path.clone()), lang),
            Some(path) if path == Path::new("-") => {
                let mut bytes = Vec::new();
                stdin().lock().read_to_end(&mut bytes).map_err(|why| {
                    let failed = lang.pick("无法读取标准输入：", "standard input cannot be read: ");
                    Failure::wrong(format!("{failed}{why}"))
                })?;
                (lang.pick("标准输入", "standard input").to_owned(), bytes)
            }
            Some(path) => {
                let name = path.display().to_string();
                let bytes =
                    fs::read(path).map_err(|error| Failure::wrong(format!("{name}: {error}")))?;
                (name, bytes)
            }
        };
        let reading = exchange::read(&bytes, self.source(), lang)
            .map_err(|error| unreadable(&name, &error, lang))?;
        for warning in &reading.warnings {
            let line = warning.line.map_or(String::new(), |line| format!(":{line}"));
            scene.warn(&format!("{name}{line}: {}", warning.message.get(lang)));
        }
        Ok(reading.fishbone)
    }

    /// The format asked for, else the one the file's name points to.
    fn source(&self) -> Option<&'static Format> {
        let by_name = || exchange::by_path(self.file.as_ref()?).filter(|format| format.reads());
        exchange::by_id(&self.from).or_else(by_name)
    }
}

fn unreadable(name: &str, error: &ReadError, lang: Lang) -> Failure {
    let place = match (error.line, error.column) {
        (0, _) => String::new(),
        (line, 0) => format!(":{line}"),
        (line, column) => format!(":{line}:{column}"),
    };
    let failure = Failure::wrong(format!("{name}{place}: {}", error.message(lang)));
    match error.hint(lang) {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// The fishbone of a study.
fn of_study(origin: &Origin, lang: Lang) -> Outcome<Fishbone> {
    let loaded = load::load(origin).map_err(|error| not_found(&error, lang))?;
    let fishbone = loaded.study.fishbone.ok_or_else(|| {
        Failure::wrong(lang.pick("这份研究没有鱼骨图", "the study has no fishbone")).hint(
            lang.pick(
                "在某个文件里写 [fishbone]，或给出一个鱼骨图文件",
                "write a [fishbone] in one of its files, or name a file that holds one",
            ),
        )
    })?;
    Ok(fishbone.in_lang(lang))
}
