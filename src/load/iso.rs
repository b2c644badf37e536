//! The codes of currencies, to question what is none of them.
//!
//! A code outside the list may be meant: it is questioned only if it looks like another. It must not
//! report.

use super::fault::nearest;

/// The codes of ISO 4217 in use, and a few that older sources quote.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD \
    BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DEM DJF DKK DOP DZD EGP ERN \
    ESP ETB EUR FJD FKP FRF GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK ITL \
    JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU \
    MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB \
    RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS \
    UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XCD XCG XDR XOF XPF XTS XXX YER ZAR ZMW \
    ZWG ZWL";

/// What is often written for a currency and is no code.
const OTHERS: [(&str, &str); 8] = [
    ("RMB", "CNY"),
    ("CNH", "CNY"),
    ("YUA", "CNY"),
    ("YEN", "JPY"),
    ("UKP", "GBP"),
    ("NTD", "TWD"),
    ("STG", "GBP"),
    ("EUO", "EUR"),
];

/// The code that an unlisted one most likely means; none if it is listed, known to the study, or
/// looks like no other.
pub(super) fn likely(code: &str, known: &[Box<str>]) -> Option<Box<str>> {
    if known.iter().any(|known| **known == *code) || CODES.split(' ').any(|listed| listed == code) {
        return None;
    }
    let other = OTHERS.iter().find(|(other, _)| *other == code).map(|(_, meant)| *meant);
    other.or_else(|| nearest(code, known.iter().map(|known| &**known))).map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_no_currency_and_looks_like_one_is_questioned() {
        let known = [Box::from("EUR"), Box::from("XBT")];
        assert_eq!(likely("RMB", &known).as_deref(), Some("CNY"));
        assert_eq!(likely("EUE", &known).as_deref(), Some("EUR"));
        for code in ["USD", "AUD", "XBT", "QQQ"] {
            assert_eq!(likely(code, &known), None, "{code}");
        }
    }
}
