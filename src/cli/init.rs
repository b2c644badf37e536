//! `init`: a new study from a template, commented and ready to pass `check`.
//!
//! Writes into an empty or new folder only; nothing is ever overwritten.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::failure::{Exit, Failure, Outcome};
use super::scene::Scene;
use super::subcommand::Run;
use crate::exchange::schema::json_schema;
use crate::load::BUILT_IN;
use crate::model::Lang;
use crate::model::board::TEMPLATES;
use crate::session::{Readers, replace};

/// The file with the causes.
const FISHBONE_FILE: &str = "fishbone.toml";

/// The file that `#:schema` points to.
const SCHEMA_FILE: &str = "study.schema.json";

/// `herringbone init DIR`
#[derive(Debug, Args)]
pub(super) struct Init {
    /// New or empty folder for the study
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// What kind of study: markets compared, an incident, defects; or the built-in study itself
    #[arg(long, value_enum, default_value_t)]
    template: Template,
}

/// The templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Template {
    #[default]
    Strategy,
    Postmortem,
    Quality,
    /// The study inside the program, to be changed.
    BuiltIn,
}

macro_rules! files {
    ($folder:literal) => {
        [
            ("study.toml", include_str!(concat!("../../data/templates/", $folder, "/study.toml"))),
            ("facts.toml", include_str!(concat!("../../data/templates/", $folder, "/facts.toml"))),
            (
                "fishbone.toml",
                include_str!(concat!("../../data/templates/", $folder, "/fishbone.toml")),
            ),
        ]
    };
}

impl Template {
    /// The set of categories its fishbone has.
    fn set(self) -> Option<&'static str> {
        match self {
            Self::Strategy => Some("8p"),
            Self::Postmortem => Some("4s"),
            Self::Quality => Some("6m"),
            Self::BuiltIn => None,
        }
    }

    fn files(self) -> Vec<(&'static str, &'static str)> {
        let own = |(name, text): &(&'static str, &'static str)| {
            (name.rsplit_once('/').map_or(*name, |(_, name)| name), *text)
        };
        match self {
            Self::Strategy => files!("strategy").to_vec(),
            Self::Postmortem => files!("postmortem").to_vec(),
            Self::Quality => files!("quality").to_vec(),
            Self::BuiltIn => BUILT_IN.iter().map(own).collect(),
        }
    }
}

impl Run for Init {
    const ZH: &'static [(&'static str, &'static str)] = &[
        ("folder", "新的或空的文件夹"),
        ("template", "哪一类研究：市场比较、事故复盘、质量缺陷；或内置研究本身"),
    ];

    fn run(self, scene: &mut Scene<'_>) -> Outcome {
        let lang = scene.lang;
        let folder = &self.folder;
        let shown = folder.display();
        if fs::metadata(folder).is_ok_and(|found| !found.is_dir()) {
            return Err(Failure::wrong(lang.pick(
                format!("{shown} 是文件，不是文件夹"),
                format!("{shown} is a file, not a folder"),
            ))
            .hint(lang.pick("换一个新的文件夹名", "name a folder that does not exist yet")));
        }
        if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(Failure::wrong(
                lang.pick(format!("{shown} 不是空文件夹"), format!("{shown} is not empty")),
            )
            .hint(lang.pick("换一个新的文件夹名", "name a folder that does not exist yet")));
        }
        self.write(lang).map_err(|error| Failure::wrong(format!("{shown}: {error}")))?;
        scene.say(&lang.pick(
            format!("已建立 {shown}：用 `herringbone check {shown}` 检查，用 `herringbone {shown}` 打开"),
            format!("{shown} is ready: `herringbone check {shown}` checks it, `herringbone {shown}` opens it"),
        ));
        Ok(Exit::Done)
    }
}

impl Init {
    fn write(&self, lang: Lang) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let id = slug(&self.folder);
        for (name, text) in self.template.files() {
            let text = match &id {
                Some(id) => text.replace("id = \"my-study\"", &format!("id = \"{id}\"")),
                None => text.to_owned(),
            };
            // Editors complete keys from this line.
            let has_schema = text.starts_with("#:schema");
            let schema =
                if has_schema { String::new() } else { format!("#:schema ./{SCHEMA_FILE}\n") };
            let others = self.template.set().filter(|_| name == FISHBONE_FILE);
            let text = schema + &text + &others.map_or(String::new(), other_sets);
            replace(&self.folder.join(name), text.as_bytes(), Readers::Usual)?;
        }
        let schema = format!("{:#}\n", json_schema(lang));
        replace(&self.folder.join(SCHEMA_FILE), schema.as_bytes(), Readers::Usual)
    }
}

/// The other usual sets of categories, as comments that are ready to be used.
fn other_sets(own: &str) -> String {
    let mut text = "\n# Other usual bones: take the # away from one set, and the bones above that it replaces.\n\
                    # 其他常用的大骨：去掉一组的 #，并删去上面被它代替的大骨。\n"
        .to_owned();
    for set in TEMPLATES.iter().filter(|set| set.id != own) {
        let [zh, en] = set.name;
        text.push_str(&format!("\n# {en} {zh}\n"));
        for [zh, en] in set.groups {
            let name = format!("name = {{ zh = \"{zh}\", en = \"{en}\" }}");
            text.push_str(&format!("# [[fishbone.category]]\n# {name}\n"));
        }
    }
    text
}

/// An id made of the folder's name, if enough of it can be in one.
fn slug(folder: &Path) -> Option<String> {
    let name = folder.file_name()?.to_str()?.to_ascii_lowercase();
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    (!slug.is_empty()).then_some(slug)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::claims::{Outcome, verdicts};
    use crate::load::{StudyFile, from_files};

    #[test]
    fn every_template_passes_check_and_its_claims_agree() {
        // The built-in study reports figures that do not agree; that is a part of what it says.
        for template in [Template::Strategy, Template::Postmortem, Template::Quality] {
            let file = |(name, text): (&str, &'static str)| StudyFile {
                name: name.into(),
                text: text.into(),
                fault: None,
            };
            let loaded = from_files(template.files().into_iter().map(file).collect());
            assert!(loaded.problems.is_empty(), "{template:?}: {:?}", loaded.problems);
            let verdicts = verdicts(&loaded.study);
            assert!(verdicts.len() >= 2);
            for verdict in verdicts {
                let agrees = matches!(verdict.outcome, Outcome::Agrees | Outcome::Rounded);
                assert!(agrees, "{template:?} {}: {:?}", verdict.claim, verdict);
            }
        }
    }

    #[test]
    fn the_bones_of_a_template_are_the_usual_ones() {
        for (template, id) in
            [(Template::Strategy, "8p"), (Template::Postmortem, "4s"), (Template::Quality, "6m")]
        {
            let groups = TEMPLATES.iter().find(|groups| groups.id == id).unwrap();
            let files = template.files();
            let ((name, text), study) = (files[2], files[0].1);
            let file = |name: &str, text: &'static str| StudyFile {
                name: name.into(),
                text: text.into(),
                fault: None,
            };
            let loaded = from_files(vec![file("study.toml", study), file(name, text)]);
            let fishbone = loaded.study.fishbone.unwrap();
            for lang in [Lang::Zh, Lang::En] {
                let bones = fishbone.in_lang(lang).categories;
                let names: Vec<_> = bones.iter().map(|bone| bone.name.as_str()).collect();
                assert_eq!(names, groups.groups(lang).collect::<Vec<_>>(), "{id}");
            }
        }
    }

    #[test]
    fn the_other_sets_of_bones_are_ready_to_be_used() {
        for template in [Template::Strategy, Template::Postmortem, Template::Quality] {
            let others = other_sets(template.set().unwrap());
            let tables = others.lines().filter_map(|line| line.strip_prefix("# "));
            let tables: Vec<_> = tables
                .filter(|line| line.starts_with("[[") || line.starts_with("name = "))
                .collect();
            let text = format!("{}\n{}\n", template.files()[2].1, tables.join("\n"));
            let file = |name: &str, text: String| StudyFile {
                name: name.into(),
                text: text.into(),
                fault: None,
            };
            let study = template.files()[0].1.to_owned();
            let loaded = from_files(vec![file("study.toml", study), file("fishbone.toml", text)]);
            let bones = loaded.study.fishbone.unwrap().categories.len();
            assert_eq!(bones, TEMPLATES.iter().map(|set| set.groups.len()).sum::<usize>());
            assert!(others.lines().all(|line| line.is_empty() || line.starts_with("# ")));
        }
    }

    #[test]
    fn every_kind_of_table_is_explained_where_it_comes_first() {
        for template in [Template::Strategy, Template::Postmortem, Template::Quality] {
            for (name, text) in template.files() {
                let mut before = "";
                let mut seen = Vec::new();
                for line in text.lines() {
                    if line.starts_with('[') && !seen.contains(&line) {
                        assert!(before.starts_with('#'), "{template:?} {name}: {line}");
                        seen.push(line);
                    }
                    before = line;
                }
            }
        }
    }

    #[test]
    fn a_folder_becomes_an_id() {
        assert_eq!(slug(Path::new("/x/My Study_2")), Some("my-study-2".into()));
        assert_eq!(slug(Path::new("研究")), None);
    }
}
