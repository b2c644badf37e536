//! Exposure per year, flagship events and named customers.

use crate::load::shape::{Shape, Ty, may, must};
use crate::model::{Body, Customer, Dimension, Event, Exposure, Kind, YEARS};

const YEAR: Ty = Ty::Whole(*YEARS.start() as i64, *YEARS.end() as i64);
const COUNT: Ty = Ty::Whole(0, u32::MAX as i64);

pub(super) static EXPOSURE: Shape = Shape {
    kind: Kind::Exposure,
    dimension: Some(Dimension::Brand),
    about: ("一年的博客与新功能数", "one year of blog posts and features"),
    fields: &[
        must("year", YEAR, "统计年份", "the year counted"),
        may("posts", COUNT, "关于研究对象的博客", "posts about the subject"),
        may("all_posts", COUNT, "全部博客", "all posts"),
        may("features", COUNT, "研究对象的新功能", "new features of the subject"),
        may("all_features", COUNT, "全部新功能", "all new features"),
    ],
    read: |entry| {
        Body::Exposure(Exposure {
            year: entry.whole("year").unwrap_or_default(),
            posts: entry.whole("posts"),
            all_posts: entry.whole("all_posts"),
            features: entry.whole("features"),
            all_features: entry.whole("all_features"),
        })
    },
};

pub(super) static EVENT: Shape = Shape {
    kind: Kind::Event,
    dimension: Some(Dimension::Brand),
    about: ("一场旗舰会议", "a flagship event"),
    fields: &[
        must("year", YEAR, "举办年份", "the year it took place"),
        may("market", Ty::Ref, "面向的市场", "the market it addressed"),
        may("sessions", COUNT, "关于研究对象的分会场", "sessions about the subject"),
        may("speakers", Ty::Texts, "登台的客户", "customers on stage"),
        may("home_speakers", COUNT, "其中本市场客户数", "how many are of the home market"),
    ],
    read: |entry| {
        Body::Event(Box::new(Event {
            year: entry.whole("year").unwrap_or_default(),
            market: entry.market("market"),
            sessions: entry.whole("sessions"),
            speakers: entry.texts("speakers"),
            home_speakers: entry.whole("home_speakers"),
        }))
    },
};

pub(super) static CUSTOMER: Shape = Shape {
    kind: Kind::Customer,
    dimension: Some(Dimension::Brand),
    about: ("具名的客户或案例", "a named customer or case"),
    fields: &[
        may("market", Ty::Ref, "案例发布的市场", "the market its case is published in"),
        may("home", Ty::Flag, "是否本市场的公司", "whether it is a company of the home market"),
        may("industry", Ty::Text, "行业", "its industry"),
        may("uses", Ty::Text, "使用什么", "what it uses"),
    ],
    read: |entry| {
        Body::Customer(Box::new(Customer {
            market: entry.market("market"),
            home: entry.flag("home"),
            industry: entry.text("industry"),
            uses: entry.text("uses"),
        }))
    },
};
