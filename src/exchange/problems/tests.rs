use super::*;
use crate::load::{StudyFile, from_files};

fn study(body: &str) -> Loaded {
    let header = "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"home\"\nname = \"家\"\n\
                  [[source]]\nid = \"own\"\ntitle = \"O\"\n";
    let file =
        |name: &str, text: String| StudyFile { name: name.into(), text: text.into(), fault: None };
    from_files(vec![file("study.toml", header.into()), file("facts.toml", body.into())])
}

fn drawn(body: &str, lang: Lang) -> String {
    let loaded = study(body);
    let list: Vec<Finding> = loaded.problems.iter().map(|p| Finding::of(p, lang)).collect();
    Findings { loaded: &loaded, list: &list, verdicts: &[], lang }.to_text(false)
}

#[test]
fn the_caret_stands_under_a_key_that_follows_chinese_text() {
    let text = drawn(
        "[[count]]\nid=\"a\"\nsource=\"own\"\ndimension=\"brand\"\nname={ zh=\"数量\", enn=\"n\" }\nunit=\"个\"\nvalues={home=1}\n",
        Lang::En,
    );
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(text.matches("error[").count(), 1, "one mistake, one message: {text}");
    let at = lines.iter().position(|line| line.contains("enn=")).unwrap();
    let measure = crate::text::Measure::Narrow;
    let key = measure.cols(lines[at].split("enn").next().unwrap());
    let caret = measure.cols(lines[at + 1].split('^').next().unwrap());
    assert_eq!(key, caret, "{text}");
    assert!(text.contains("did you mean `en`?"), "{text}");
}

#[test]
fn a_duplicate_id_shows_both_places() {
    let fact = "[[count]]\nid=\"a\"\nsource=\"own\"\ndimension=\"brand\"\nname=\"x\"\nunit=\"y\"\nvalues={home=1}\n";
    let text = drawn(&format!("{fact}{}", fact.replace("\"x\"", "\"z\"")), Lang::Zh);
    assert!(text.contains("错误[HB021]"), "{text}");
    assert!(text.contains("facts.toml:9:4") && text.contains("facts.toml:2:4"), "{text}");
    assert!(text.contains("第一次用在这里"), "{text}");
}

#[test]
fn every_finding_has_a_place_in_json_and_sarif() {
    let loaded = study("[[count]]\nid=\"a\"\nnmae=\"中\"\n");
    let list: Vec<Finding> = loaded.problems.iter().map(|p| Finding::of(p, Lang::En)).collect();
    let findings = Findings { loaded: &loaded, list: &list, verdicts: &[], lang: Lang::En };
    let json = findings.to_json();
    let key = json["problems"].as_array().unwrap().iter().find(|p| p["code"] == "HB010").unwrap();
    assert_eq!((&key["line"], &key["column"]), (&3.into(), &1.into()));
    let sarif = findings.to_sarif();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), list.len());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], sarif["runs"][0]["tool"]["driver"]["rules"][index]["id"]);
    }
}

#[test]
fn a_wrong_figure_is_a_warning_and_a_doubted_one_a_note() {
    let claim = |doubt: &str| {
        format!(
            "[[count]]\nid=\"n\"\nsource=\"own\"\ndimension=\"brand\"\nname=\"x\"\nunit=\"y\"\nvalues={{home=7}}\n\
             [[claim]]\nid=\"c\"\nsource=\"own\"\ndimension=\"brand\"\nname=\"合计\"\ntext=\"t\"\n\
             printed_value = \"8\"\nrows=[\"n\"]\nexpr='rows[0].values.home'\n{doubt}"
        )
    };
    let found = |text: &str| {
        let loaded = study(text);
        let verdicts = crate::analysis::claims::verdicts(&loaded.study);
        let list = findings(&loaded, &verdicts, Lang::En);
        let text = Findings { loaded: &loaded, list: &list, verdicts: &verdicts, lang: Lang::En };
        (list[0].severity, text.to_text(false))
    };
    let (severity, text) = found(&claim(""));
    assert_eq!(severity, Severity::Warning);
    assert!(text.contains("printed 8, recomputed 7, off by 1"), "{text}");
    assert!(text.contains("facts.toml:14:17") && text.contains("n.values.home = 7"), "{text}");
    assert_eq!(found(&claim("doubt=\"known\"\n")).0, Severity::Note);
    let (severity, text) = found(&claim("").replace("home'", "hoem'"));
    assert_eq!(severity, Severity::Error);
    assert!(text.contains("did you mean `home`?"), "{text}");
}

/// A study of one file that is right, with some of its text replaced.
fn changed(changes: &[(&str, &str)]) -> Loaded {
    let mut text = "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"de\"\nname = \"DE\"\n\
        [[market]]\nid = \"cn\"\nname = \"CN\"\n[[category]]\nid = \"cat\"\nname = \"Cat\"\n\
        [[source]]\nid = \"own\"\ntitle = \"O\"\n[defaults]\nsource = \"own\"\ndimension = \"brand\"\n\
        [[count]]\nid = \"sold\"\nname = \"Sold\"\nunit = \"u\"\ncategory = \"cat\"\n\
        values = { de = 1, cn = 2 }\n\
        [[claim]]\nid = \"c\"\nname = \"C\"\ntext = \"t\"\nprinted_value = \"1\"\nrows = [\"sold\"]\n\
        expr = \"rows[0].values.de\"\n\
        [[problem]]\nid = \"p\"\nname = \"P\"\ntext = \"t\"\nevidence = [\"sold\"]\n"
        .to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    from_files(vec![StudyFile { name: "study.toml".into(), text: text.into(), fault: None }])
}

fn found(loaded: &Loaded) -> Vec<Finding> {
    findings(loaded, &crate::analysis::claims::verdicts(&loaded.study), Lang::En)
}

#[test]
fn one_mistake_is_one_finding_whatever_is_computed_from_it() {
    let sold = "id = \"sold\"";
    for (code, from, to) in [
        ("HB022", "rows = [\"sold\"]", "rows = [\"sodl\"]"),
        ("HB020", "id = \"de\"", "id = \"DE\""),
        ("HB020", "id = \"cat\"", "id = \"Cat\""),
        ("HB020", "id = \"own\"", "id = \"Own\""),
        ("HB020", sold, "id = \"Sold\""),
        ("HB010", sold, "idd = \"sold\""),
        ("HB011", sold, ""),
        ("HB012", sold, "id = 1"),
        ("HB003", sold, "id = sold"),
        ("HB010", "[[count]]", "[[cuont]]"),
        ("HB010", "values = {", "valeus = {"),
        ("HB022", "{ de = 1", "{ dee = 1"),
        ("HB012", "{ de = 1", "{ de = \"1\""),
        ("HB012", "printed_value = \"1\"", "printed_value = 1"),
        ("HB011", "printed_value = \"1\"", ""),
        ("HB043", "rows[0].values.de", "facts('claim')[0].verdict"),
        ("HB043", "rows[0].values.de", "rows[0].values.de +"),
        ("HB042", "rows[0].values.de", "rows[1].values.de"),
        ("HB040", "printed_value = \"1\"", "printed_value = \"2\""),
    ] {
        let list = found(&changed(&[(from, to)]));
        let codes: Vec<&str> = list.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [code], "{from} -> {to}: {list:#?}");
        assert!(list[0].help.is_some(), "{list:#?}");
    }
    assert_eq!(found(&changed(&[])), []);
}

#[test]
fn two_mistakes_are_two_findings() {
    let codes = |changes: &[(&str, &str)]| {
        found(&changed(changes)).iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    let title = ("title = \"S\"", "titel = \"S\"");
    let evidence = ("evidence = [\"sold\"]", "evidence = [\"sodl\"]");
    assert_eq!(codes(&[title, evidence]), ["HB010", "HB022"], "no fact can be lost by a title");
    let expr = ("rows[0].values.de", "rows[0].valeus.de");
    assert_eq!(codes(&[("{ de = 1", "{ de = \"1\""), expr]), ["HB012", "HB043"]);
}

/// A fault of every code that loading gives, and of every variant that words its advice by itself.
fn faults() -> Vec<Fault> {
    use crate::load::Referent;
    use crate::model::{Kind, Word};
    let (id, day) = (|| Box::<str>::from("x"), chrono::NaiveDate::default());
    let reference = |referent| Fault::UnknownReference { referent, id: id(), near: None };
    let referents = [
        Referent::Fact,
        Referent::Market,
        Referent::Platform,
        Referent::Category,
        Referent::Source,
        Referent::Rate,
    ];
    let mut all: Vec<Fault> = referents.map(reference).into();
    all.extend([Referent::Source, Referent::Rate].map(|r| Fault::Unused { referent: r, id: id() }));
    all.extend([
        Fault::Unreadable("why".into()),
        Fault::NoFile(("是文件夹", "it is a folder")),
        Fault::Encoding { looks: None, byte: 0xFF },
        Fault::Syntax("why".into(), None),
        Fault::NoStudyFile,
        Fault::NoHeader,
        Fault::EmptyHeader,
        Fault::UnknownKey { key: id(), expected: vec!["name"] },
        Fault::MissingKey { key: "name" },
        Fault::WrongType {
            wanted: ("数字", "a number"), found: ("表", "a table"), advice: None
        },
        Fault::UnknownWord { word: id(), allowed: vec!["late"] },
        Fault::Blank,
        Fault::TooManyDigits,
        Fault::BadId(id()),
        Fault::DuplicateId(id()),
        Fault::WrongKind { id: id(), found: Kind::Claim, wanted: &[Kind::Problem] },
        Fault::Circle(id()),
        Fault::SamePair(id()),
        Fault::OutOfRange { allowed: (1, 5) },
        Fault::NotPositive,
        Fault::BadCurrency(id()),
        Fault::StrangeCurrency { code: id(), near: id() },
        Fault::StrangeKey { key: id(), near: id() },
        Fault::DuplicateRate { from: id(), to: id() },
        Fault::RateToItself(id()),
        Fault::OneLanguage { lacks: Lang::Zh },
        Fault::Version,
        Fault::NoSource,
        Fault::TooLarge,
        Fault::TooDeep,
        Fault::SameName(id()),
        Fault::LateDate { study: day },
        Fault::BeyondSource { date: day, published: day },
        Fault::SeriesGap { between: (Word::new("a"), Word::new("b")) },
        Fault::RepeatedPeriod(Word::new("a")),
        Fault::PeriodOrder { between: (Word::new("a"), Word::new("b")) },
        Fault::MixedCurrency { here: id(), first: id() },
    ]);
    all
}

#[test]
fn every_mistake_says_what_is_wrong_and_what_to_do_in_both_languages() {
    let faults = faults();
    for lang in [Lang::Zh, Lang::En] {
        for fault in &faults {
            let (message, hint) = (fault.message(lang), fault.hint(lang));
            assert!(!message.is_empty() && !hint.is_empty(), "{fault:?}: {message}: {hint}");
        }
    }
    let known: std::collections::BTreeSet<&str> = faults.iter().map(Fault::code).collect();
    let claims = ["HB040", "HB041", "HB042", "HB043"];
    let documented = CODES.iter().map(|code| code.id).filter(|id| !claims.contains(id));
    assert_eq!(known.into_iter().collect::<Vec<_>>(), documented.collect::<Vec<_>>());
}
