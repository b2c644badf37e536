//! Studies of any size, of facts as people write them: eight keys, two languages, about 300 bytes.

use std::fmt::Write;

use herringbone::load::StudyFile;

const HEADER: &str = "format = 1
id = \"bench\"
title = \"Bench\"
as_of = 2022-12-31
market = [{ id = \"home\", name = \"Home\" }, { id = \"abroad\", name = \"Abroad\" }]
category = [{ id = \"data\", name = \"Data\" }]
source = [{ id = \"made\", title = \"Made\" }]
";

const WORDS: [(&str, &str); 4] = [
    ("自动标注", "automatic labelling"),
    ("推理芯片", "inference chip"),
    ("对象存储", "object storage"),
    ("弹性网络", "elastic network"),
];

/// A study of `rows` facts in so many files beside its header.
pub(crate) fn study(rows: usize, files: usize) -> Vec<StudyFile> {
    let file = |name: String, text: String| StudyFile {
        name: name.into(),
        text: text.into(),
        fault: None,
    };
    let part = |part: usize| {
        let mut text = String::new();
        for row in (part..rows).step_by(files) {
            push_fact(&mut text, row);
        }
        file(format!("facts-{part}.toml"), text)
    };
    let mut study = vec![file("study.toml".to_owned(), HEADER.to_owned())];
    study.extend((0..files).map(part));
    study
}

fn push_fact(text: &mut String, row: usize) {
    let (zh, en) = WORDS[row % WORDS.len()];
    let (day, score) = (1 + row % 28, 1 + row % 5);
    let _ = write!(
        text,
        "[[release]]\nid = \"row-{row}\"\nname = {{ zh = \"{zh}第 {row} 号\", en = \"{en}, number {row}\" }}\n\
         category = \"data\"\nsource = \"made\"\nat = {{ zh = \"表 4.1\", en = \"table 4.1\" }}\n\
         as_of = 2022-12-{day:02}\ndates = {{ home = 2022-03-{day:02}, abroad = 2021-11-{day:02} }}\n\
         impact = {score}\n\n"
    );
}
