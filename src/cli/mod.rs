//! The command line: arguments, subcommands, exit codes.
//!
//! Standard output carries results only, messages go to standard error, and a reader that closes
//! the pipe early is no error. It must not compute anything about studies, boards or fishbones.
//!
//! ```text
//! arguments ── Cli ──> SUBCOMMANDS ── Run::run(Scene) ──> Ok(Exit) or Failure ──> exit code
//! ```

mod args;
mod changes;
mod check;
mod choice;
mod facts;
mod failure;
mod fenced;
mod fishbone;
mod help;
mod init;
mod language;
mod overview;
mod report;
mod scene;
mod schema;
mod session;
mod shell;
mod subcommand;
mod ui;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::FromArgMatches;

use args::Global;
use failure::{Exit, Failure, Outcome};
use scene::Scene;
use subcommand::SUBCOMMANDS;

/// Runs the program with the arguments and the streams of this process.
#[must_use]
pub fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let lang = language::choose(&args, |name| std::env::var(name).ok());
    let matches = match help::command(lang).try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version go to standard output, mistakes to standard error; a closed pipe is
            // nobody's fault.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let stdout = io::stdout();
    let terminal = stdout.is_terminal();
    // Not locked: the interface gives the terminal back from whatever thread panics.
    let mut out = io::BufWriter::with_capacity(1 << 16, stdout);
    let mut scene = Scene::new(lang, &mut out, terminal);
    let outcome = dispatch(&matches, &mut scene).and_then(|exit| {
        scene.out.flush()?;
        Ok(exit)
    });
    let exit = outcome.unwrap_or_else(|failure| scene.fail(&failure));
    exit.into()
}

fn dispatch(matches: &clap::ArgMatches, scene: &mut Scene<'_>) -> Outcome {
    let global = Global::from_arg_matches(matches).map_err(Failure::from)?;
    match matches.subcommand() {
        Some((name, _)) if global.study.study.is_some() => Err(global.study.misplaced(name, scene)),
        Some((name, matches)) => SUBCOMMANDS
            .iter()
            .find(|subcommand| subcommand.name == name)
            .map_or(Ok(Exit::Done), |subcommand| (subcommand.run)(matches, scene)),
        None => ui::open(global, scene),
    }
}
