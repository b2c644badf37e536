//! A study as a report: overview, tables, claims, fishbone, sources, in three formats.
//!
//! [`write()`] builds one list of blocks; a format lays blocks out and knows nothing of studies.

mod blocks;
mod html;
mod markdown;
mod plain;

use crate::analysis::claims::Verdict;
use crate::model::{Lang, Study};
use blocks::Block;

/// A format of reports.
#[derive(Debug)]
pub struct ReportFormat {
    /// The name used on the command line.
    pub id: &'static str,
    render: fn(&Report<'_>, &[Block]) -> String,
}

/// Every format of reports.
pub static REPORT_FORMATS: [ReportFormat; 3] = [
    ReportFormat { id: "md", render: markdown::render },
    ReportFormat { id: "html", render: html::render },
    ReportFormat { id: "text", render: plain::render },
];

/// What is reported.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The study.
    pub study: &'a Study,
    /// What came of recomputing its claims.
    pub verdicts: &'a [Verdict],
    /// The language.
    pub lang: Lang,
}

/// The report of a study in a format.
#[must_use]
pub fn write(report: &Report<'_>, format: &ReportFormat) -> String {
    (format.render)(report, &blocks::blocks(report))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::claims::verdicts;
    use crate::load::{Origin, load};

    fn written(id: &str, lang: Lang) -> String {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let verdicts = verdicts(&study);
        let format = REPORT_FORMATS.iter().find(|format| format.id == id).unwrap();
        write(&Report { study: &study, verdicts: &verdicts, lang }, format)
    }

    #[test]
    fn every_format_tells_the_longest_delay_the_wrong_ratio_and_the_sources() {
        for format in &REPORT_FORMATS {
            for lang in [Lang::Zh, Lang::En] {
                let text = written(format.id, lang);
                for told in ["444", "16.219963", "https://", "Inf1"] {
                    assert!(text.contains(told), "{} lacks {told}", format.id);
                }
            }
        }
    }

    #[test]
    fn every_format_has_the_charts_of_each_dimension_a_page_as_pictures() {
        for told in ["8,133,766 (77 %) saved", "Release delays in days", "10.84 %"] {
            for format in &REPORT_FORMATS {
                let text = written(format.id, Lang::En);
                assert!(text.contains(told), "{} lacks {told}", format.id);
            }
        }
        assert!(written("html", Lang::En).matches("class=\"hb-chart\"").count() >= 15);
        assert!(!written("md", Lang::En).contains("<svg"));
    }

    #[test]
    fn disputed_figures_are_marked_in_every_format_and_a_note_says_so() {
        for format in &REPORT_FORMATS {
            let text = written(format.id, Lang::En).replace("&gt;", ">");
            for told in [
                ">1,000 against >100,000 ≠",
                "Partners (talk of November 2021) ≠",
                "S3, dearest against cheapest ≠",
                "≠ a claim disagrees with this figure",
                "≠ Improvement in 2022, over these rows: printed 25.8, recomputed 25.418327",
            ] {
                assert!(text.contains(told), "{} lacks {told}", format.id);
            }
            assert!(!text.contains("JupyterLab 3 in SageMaker Studio and notebooks ≠"));
        }
    }

    fn tariff() -> Study {
        let header = "format = 1\nid = \"s\"\ntitle = \"S\"\ncurrency = \"CNY\"\n\
            market = [{ id = \"cn\", name = \"China\" }, { id = \"us\", name = \"Global\" }]\n\
            source = [{ id = \"z\", title = \"Price list\" }]\n\
            rate = [{ from = \"USD\", to = \"CNY\", rate = 7, date = 2022-12-31, source = \"z\" }]\n\
            [defaults]\nsource = \"z\"\ndimension = \"price\"\n";
        let price = |(id, unit): (&str, &str)| {
            format!(
                "[[price]]\nid = \"{id}\"\nname = \"The {id}\"\nservice = \"{id}\"\nunit = \"{unit}\"\n\
                 values = {{ cn = 14, us = 1 }}\ncurrency = {{ us = \"USD\" }}\n"
            )
        };
        let prices: String = [("disk", "GB"), ("chip", "hour")].map(price).concat();
        let text = format!("{header}{prices}").into();
        let file = crate::load::StudyFile { name: "s.toml".into(), text, fault: None };
        let loaded = crate::load::from_files(vec![file]);
        assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
        loaded.study
    }

    #[test]
    fn prices_have_their_figures_a_chart_per_unit_and_notes_of_what_was_done_to_them() {
        let study = tariff();
        for format in &REPORT_FORMATS {
            let text = write(&Report { study: &study, verdicts: &[], lang: Lang::En }, format);
            for told in [
                "Prices listed: 2",
                "Cheapest market: China 0, Global 2",
                "Largest ratio: 2 The disk",
                "Prices by tier, one plot per unit",
                "CNY/GB",
                "CNY/hour",
                "a price with * is the cheapest of its row",
                "1 USD = 7 CNY (2022-12-31); source: Price list",
            ] {
                assert!(text.contains(told), "{} lacks {told}\n{text}", format.id);
            }
            assert!(!text.contains("in other units"), "{}", format.id);
        }
    }

    #[test]
    fn a_page_needs_nothing_from_elsewhere_and_its_markup_is_closed() {
        let page = written("html", Lang::Zh);
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh\">"));
        for element in ["table", "tr", "td", "section", "pre", "h2"] {
            let opened = page.matches(&format!("<{element}>")).count()
                + page.matches(&format!("<{element} ")).count();
            assert_eq!(opened, page.matches(&format!("</{element}>")).count(), "{element}");
        }
        assert!(!page.contains("<script") && !page.contains("<link"));
    }
}
