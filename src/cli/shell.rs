//! `completions` and `man`: what a shell and a manual reader want to know of the command line.
//!
//! Both are made from the command itself; nothing may be written by hand.

use clap::Args;

use super::failure::{Exit, Outcome};
use super::help;
use super::scene::Scene;
use super::subcommand::Run;
use crate::model::Lang;

/// `herringbone completions SHELL`
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell to complete for
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

impl Run for Completions {
    const ZH: &'static [(&'static str, &'static str)] = &[("shell", "为哪种命令行补全")];

    fn run(self, scene: &mut Scene<'_>) -> Outcome {
        let mut script = Vec::new();
        clap_complete::generate(
            self.shell,
            &mut help::command(scene.lang),
            "herringbone",
            &mut script,
        );
        scene.out.write_all(&script)?;
        Ok(Exit::Done)
    }
}

/// `herringbone man`
#[derive(Debug, Args)]
pub(super) struct Man {}

impl Run for Man {
    const ZH: &'static [(&'static str, &'static str)] = &[];

    fn run(self, scene: &mut Scene<'_>) -> Outcome {
        // The manual is in English in either language: man pages of other languages live elsewhere.
        let mut root = help::command(Lang::En);
        root.build();
        scene.out.by(|mut out| {
            clap_mangen::Man::new(root.clone()).render(&mut out)?;
            for subcommand in root.get_subcommands() {
                let page = clap_mangen::Man::new(subcommand.clone());
                page.render_name_section(&mut out)?;
                page.render_synopsis_section(&mut out)?;
                page.render_options_section(&mut out)?;
            }
            Ok(())
        })?;
        Ok(Exit::Done)
    }
}
