//! Lists of ids in one field: `fact-a; fact-b`.
//!
//! It must not trim what was written: `;` and `\` inside an item are escaped.

/// The items in one field.
pub(super) fn join(items: &[String]) -> String {
    let escape = |item: &String| item.replace('\\', "\\\\").replace(';', "\\;");
    items.iter().map(escape).collect::<Vec<_>>().join(";")
}

/// The items of a field; blanks around them are passed over.
pub(super) fn split(field: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut chars = field.chars();
    while let Some(c) = chars.next() {
        match (c, items.last_mut()) {
            (';' | '；', _) => items.push(String::new()),
            ('\\', Some(item)) => item.extend(chars.next()),
            (c, Some(item)) => item.push(c),
            (_, None) => {}
        }
    }
    items.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_back() {
        let items = vec!["a;b".to_owned(), "c\\".to_owned()];
        assert_eq!(split(&join(&items)), items);
        assert_eq!(split(" a ; b；"), ["a", "b"]);
    }
}
