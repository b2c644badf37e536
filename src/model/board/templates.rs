//! Ready sets of groups a session can start from.
//!
//! Must hold data only; turning a set into groups is `compose`'s task.

use crate::model::Lang;

/// A named set of groups in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupTemplate {
    /// The short id used in settings and commands.
    pub id: &'static str,
    /// The name, Chinese and English.
    pub name: [&'static str; 2],
    /// The groups in order, each Chinese and English.
    pub groups: &'static [[&'static str; 2]],
}

impl GroupTemplate {
    /// The name in `lang`.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &'static str {
        let [zh, en] = self.name;
        lang.pick(zh, en)
    }

    /// The groups' names in `lang`, in order.
    pub fn groups(&self, lang: Lang) -> impl Iterator<Item = &'static str> + use<> {
        self.groups.iter().map(move |[zh, en]| lang.pick(*zh, *en))
    }
}

/// All templates, in the order they are offered.
pub const TEMPLATES: &[GroupTemplate] = &[
    GroupTemplate {
        id: "6m",
        name: ["6M（制造）", "6M (manufacturing)"],
        groups: &[
            ["人员", "Manpower"],
            ["机器", "Machine"],
            ["材料", "Material"],
            ["方法", "Method"],
            ["测量", "Measurement"],
            ["环境", "Mother Nature"],
        ],
    },
    GroupTemplate {
        id: "4s",
        name: ["4S（服务）", "4S (service)"],
        groups: &[
            ["周边环境", "Surroundings"],
            ["供应方", "Suppliers"],
            ["系统", "Systems"],
            ["技能", "Skills"],
        ],
    },
    GroupTemplate {
        id: "8p",
        name: ["8P（营销）", "8P (marketing)"],
        groups: &[
            ["产品", "Product"],
            ["价格", "Price"],
            ["渠道", "Place"],
            ["促销", "Promotion"],
            ["人员", "People"],
            ["流程", "Process"],
            ["有形展示", "Physical evidence"],
            ["绩效", "Performance"],
        ],
    },
    GroupTemplate {
        id: "dimensions",
        name: ["四个维度", "Four dimensions"],
        groups: &[
            ["技术", "Technology"],
            ["价格", "Price"],
            ["品牌", "Brand"],
            ["生态链", "Ecosystem"],
        ],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_template_names_each_group_once_in_both_languages() {
        for template in TEMPLATES {
            for lang in [Lang::Zh, Lang::En] {
                let names: BTreeSet<&str> = template.groups(lang).collect();
                assert_eq!(names.len(), template.groups.len(), "{}", template.id);
                assert!(!template.name(lang).is_empty() && !names.contains(""));
            }
        }
        let ids: BTreeSet<&str> = TEMPLATES.iter().map(|template| template.id).collect();
        assert_eq!(ids.len(), TEMPLATES.len());
    }
}
