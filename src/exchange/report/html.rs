//! Reports as one HTML page that needs nothing from elsewhere and prints well.

use std::fmt::Write;

use super::Report;
use super::blocks::Block;
use crate::exchange::xml::escape;

const STYLE: &str = "\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: 0.875rem; display: block; overflow-x: auto; }
th, td { border: 1px solid #8884; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
th { background: #8882; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
pre { overflow-x: auto; }
svg { max-width: 100%; height: auto; background: #fff; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #8884; }
@media print { h2 { break-after: avoid; } tr { break-inside: avoid; } }";

pub(super) fn render(report: &Report<'_>, blocks: &[Block]) -> String {
    let lang = report.lang.code();
    let title = escape(report.study.title.get(report.lang));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{STYLE}\n</style>\n</head>\n<body>\n"
    );
    for block in blocks {
        page.push_str(&element(block));
        page.push('\n');
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn element(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => format!("<h{level}>{}</h{level}>", escape(text)),
        Block::Text(text) => format!("<p>{}</p>", escape(text)),
        Block::List(items) => {
            let items: String =
                items.iter().map(|item| format!("<li>{}</li>\n", escape(item))).collect();
            format!("<ul>\n{items}</ul>")
        }
        Block::Table(rows, numeric) => table(rows, numeric),
        Block::Drawing(_, svg) if svg.contains("<svg") => {
            svg.get(svg.find("<svg").unwrap_or(0)..).unwrap_or_default().to_owned()
        }
        Block::Drawing(text, _) => format!("<pre>{}</pre>", escape(text)),
    }
}

fn table(rows: &[Vec<String>], numeric: &[bool]) -> String {
    let mut html = String::from("<table>\n");
    for (index, row) in rows.iter().enumerate() {
        let cell = if index == 0 { "th" } else { "td" };
        html.push_str("<tr>");
        for (text, numeric) in row.iter().zip(numeric) {
            let class = if *numeric { " class=\"n\"" } else { "" };
            let _ = write!(html, "<{cell}{class}>{}</{cell}>", escape(text));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</table>");
    html
}
