//! `schema`: the format of study files, for editors and for people.

use clap::{Args, ValueEnum};

use super::failure::{Exit, Outcome};
use super::scene::Scene;
use super::subcommand::Run;
use crate::exchange::schema::{json_schema, reference};

/// `herringbone schema`
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// JSON Schema for editors, or a page for people
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How the format is described.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Format {
    #[default]
    Json,
    Md,
}

impl Run for Schema {
    const ZH: &'static [(&'static str, &'static str)] =
        &[("format", "给编辑器的 JSON Schema，或给人看的说明")];

    fn run(self, scene: &mut Scene<'_>) -> Outcome {
        match self.format {
            Format::Json => writeln!(scene.out, "{:#}", json_schema(scene.lang))?,
            Format::Md => write!(scene.out, "{}", reference(scene.lang))?,
        }
        Ok(Exit::Done)
    }
}
