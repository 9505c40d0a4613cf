use proptest::prelude::*;

use super::*;

fn country() -> Vec<Municipality> {
    [
        ("01101", "札幌市中央区"),
        ("01233", "伊達市"),
        ("07213", "伊達市"),
        ("11107", "さいたま市浦和区"),
        ("11222", "越谷市"),
        ("11241", "鶴ヶ島市"),
        ("11301", "北足立郡伊奈町"),
        ("13101", "千代田区"),
        ("13102", "中央区"),
        ("13206", "府中市"),
        ("13361", "大島町"),
        ("13401", "八丈島八丈町"),
        ("14103", "横浜市西区"),
        ("17212", "野々市市"),
        ("27128", "大阪市中央区"),
        ("29210", "大和郡山市"),
        ("29441", "吉野郡吉野町"),
        ("34208", "府中市"),
        ("34302", "安芸郡府中町"),
    ]
    .map(|(code, name)| Municipality { code: code.into(), name: name.into() })
    .to_vec()
}

fn formatted(text: &str) -> AddressClaim {
    AddressClaim { formatted: text.into(), ..AddressClaim::default() }
}

/// Prefecture, municipality's code, town and building, divided by `|`; empty when nothing was found.
fn read(claim: &AddressClaim) -> String {
    let all = country();
    address(claim, &all).map_or_else(String::new, |found| {
        [
            found.prefecture.name(),
            found.municipality.map_or("", |one| one.code.as_str()),
            found.town.as_ref().map_or("", Town::as_str),
            found.building.as_ref().map_or("", BuildingName::as_str),
        ]
        .join("|")
    })
}

#[test]
fn an_address_is_divided_into_the_fields_of_the_form() {
    for (text, fields) in [
        ("東京都千代田区霞が関一丁目2番2号", "東京都|13101|霞が関一丁目2番2号|"),
        ("大阪府大阪市中央区大手前四丁目1番67号", "大阪府|27128|大手前四丁目1番67号|"),
        ("北海道札幌市中央区北一条西二丁目", "北海道|01101|北一条西二丁目|"),
        ("奈良県吉野郡吉野町大字上市80番地の1", "奈良県|29441|大字上市80番地の1|"),
        ("奈良県大和郡山市北郡山町248番地4", "奈良県|29210|北郡山町248番地4|"),
        ("東京都八丈島八丈町大賀郷2551番地2", "東京都|13401|大賀郷2551番地2|"),
        ("石川県野々市市三納一丁目1番地", "石川県|17212|三納一丁目1番地|"),
        ("埼玉県越谷市", "埼玉県|11222||"),
    ] {
        assert_eq!(read(&formatted(text)), fields, "{text}");
    }
}

#[test]
fn width_spaces_and_variants_make_no_difference() {
    for (text, fields) in [
        ("埼玉県　越谷市　東越谷１－５－６", "埼玉県|11222|東越谷1-5-6|"),
        ("埼玉県さいたま市 浦和区常盤６丁目４－４", "埼玉県|11107|常盤6丁目4-4|"),
        ("埼玉県鶴ケ島市大字三ツ木１６番地１", "埼玉県|11241|大字三ツ木16番地1|"),
        ("埼玉県北足立郡伊奈町中央四丁目355番地", "埼玉県|11301|中央四丁目355番地|"),
        ("埼玉県伊奈町中央四丁目355番地", "埼玉県|11301|中央四丁目355番地|"),
        ("石川県野野市市三納1", "石川県|17212|三納1|"),
        ("埼玉県越谷市\n東越谷1-5-6\nﾒｿﾞﾝ越谷101", "埼玉県|11222|東越谷1-5-6|メゾン越谷101"),
    ] {
        assert_eq!(read(&formatted(text)), fields, "{text}");
    }
}

#[test]
fn the_building_begins_behind_the_number_and_a_space() {
    for (rest, town, building) in [
        ("みなとみらい二丁目2番1号　明日ハイツ3305号室", "みなとみらい二丁目2番1号", "明日ハイツ3305号室"),
        ("東越谷1-5-6 メゾン越谷 101", "東越谷1-5-6", "メゾン越谷 101"),
        ("東越谷12番地 メゾン", "東越谷12番地", "メゾン"),
        ("東越谷 1-5-6 メゾン", "東越谷 1-5-6", "メゾン"),
        ("東越谷1丁目 5番6号 メゾン", "東越谷1丁目 5番6号", "メゾン"),
        // Not certain: left together for the person.
        ("東越谷1-5-6メゾン越谷101", "東越谷1-5-6メゾン越谷101", ""),
        ("東越谷1-5-6 101号室", "東越谷1-5-6 101号室", ""),
        ("東越谷1丁目 字中山", "東越谷1丁目 字中山", ""),
        ("東越谷1 番地", "東越谷1 番地", ""),
        ("東越谷 中山", "東越谷 中山", ""),
    ] {
        assert_eq!(split_building(&one_line(rest)), (town, building), "{rest}");
    }
}

#[test]
fn without_its_prefecture_an_address_is_read_where_only_one_can_be_meant() {
    for (text, fields) in [
        ("千代田区霞が関1-2-2", "東京都|13101|霞が関1-2-2|"),
        ("大阪市中央区大手前4-1-67", "大阪府|27128|大手前4-1-67|"),
        ("吉野郡吉野町大字上市80", "奈良県|29441|大字上市80|"),
        // 中央区 is also a ward of 札幌 and 大阪, 府中 and 伊達 are there twice, and a town of such a
        // name is also the name of a part of a city.
        ("中央区日本橋1-1", ""),
        ("府中市宮西町2-24", ""),
        ("伊達市梁川町1", ""),
        ("府中町大通三丁目5番1号", ""),
        ("大島町元町1", ""),
    ] {
        assert_eq!(read(&formatted(text)), fields, "{text}");
    }
}

#[test]
fn what_is_not_in_the_table_stays_empty_behind_its_prefecture() {
    assert_eq!(read(&formatted("東京都田無市本町1-1")), "東京都|||", "a city that is no more");
    assert_eq!(read(&formatted("北海道札幌市北一条西2丁目")), "北海道|||", "the ward is missing");
    assert_eq!(read(&formatted("東京都越谷市東越谷1")), "東京都|||", "another prefecture's");
    for nothing in ["", "　", "1-2-2 Kasumigaseki, Tokyo", "東京千代田区", "〒100-0013", "海外カナダ"]
    {
        assert_eq!(read(&formatted(nothing)), "", "{nothing}");
    }
}

#[test]
fn what_the_form_would_refuse_stays_empty() {
    let sixty = "あ".repeat(58) + "11";
    let long = format!("あ{sixty}");
    assert_eq!(read(&formatted(&format!("埼玉県越谷市{sixty}"))), format!("埼玉県|11222|{sixty}|"));
    assert_eq!(read(&formatted(&format!("埼玉県越谷市{long}"))), "埼玉県|11222||");
    assert_eq!(
        read(&formatted(&format!("埼玉県越谷市東越谷1 {sixty}"))),
        format!("埼玉県|11222|東越谷1|{sixty}")
    );
    assert_eq!(read(&formatted(&format!("埼玉県越谷市東越谷1 {long}"))), "埼玉県|11222|東越谷1|");
}

#[test]
fn an_address_in_parts_is_read_too() {
    let parts = |region: &str, locality: &str, street: &str| AddressClaim {
        region: region.into(),
        locality: locality.into(),
        street_address: street.into(),
        ..AddressClaim::default()
    };
    assert_eq!(read(&parts("東京都", "千代田区", "霞が関1-2-2")), "東京都|13101|霞が関1-2-2|");
    assert_eq!(read(&parts("", "千代田区", "霞が関1-2-2")), "東京都|13101|霞が関1-2-2|");
    assert_eq!(
        read(&parts("埼玉県", "越谷市", "東越谷1-5-6\nメゾン101")),
        "埼玉県|11222|東越谷1-5-6|メゾン101"
    );
    assert_eq!(read(&parts("", "", "千代田区1-2-2")), "", "a street alone says too little");
    let both = AddressClaim {
        formatted: "埼玉県越谷市東越谷1".into(), ..parts("Saitama", "Koshigaya", "1")
    };
    assert_eq!(read(&both), "埼玉県|11222|東越谷1|", "the writing that can be read is taken");
    let half =
        AddressClaim { formatted: "埼玉県越谷市東越谷1".into(), ..parts("埼玉県", "", "1") };
    assert_eq!(read(&half), "埼玉県|11222|東越谷1|", "the writing that says more is taken");
}

#[test]
fn a_postal_code_that_is_said_is_kept_apart() {
    let all = country();
    let said = |claim: &AddressClaim| address(claim, &all)?.postal_code.map(|code| code.to_string());
    for text in
        ["〒343-0023 埼玉県越谷市東越谷1", "343-0023埼玉県越谷市東越谷1", "3430023 埼玉県越谷市東越谷1"]
    {
        assert_eq!(read(&formatted(text)), "埼玉県|11222|東越谷1|", "{text}");
        assert_eq!(said(&formatted(text)).as_deref(), Some("343-0023"), "{text}");
    }
    let apart = AddressClaim { postal_code: "3430023".into(), ..formatted("埼玉県越谷市東越谷1") };
    assert_eq!(said(&apart).as_deref(), Some("343-0023"));
    let unreadable =
        AddressClaim { postal_code: "34300".into(), ..formatted("埼玉県越谷市東越谷1") };
    assert_eq!(said(&unreadable), None);
}

#[test]
fn an_address_in_a_log_shows_nothing() {
    let all = country();
    let found = address(&formatted("埼玉県越谷市東越谷1"), &all);
    assert_eq!(format!("{found:?}"), "Some(FoundAddress { .. })");
}

proptest! {
    #[test]
    fn any_text_is_read_or_left(
        texts in proptest::array::uniform5(any::<String>()),
        likely in "(〒|埼玉県|東京都|越谷市|中央区|伊奈町|吉野郡|[0-9 　丁目番地号々の-]|\\PC){0,12}",
    ) {
        let all = country();
        let [formatted, region, locality, street_address, postal_code] = texts;
        address(&AddressClaim { formatted, region, locality, street_address, postal_code }, &all);
        address(&AddressClaim { formatted: likely, ..AddressClaim::default() }, &all);
    }

    #[test]
    fn every_municipality_is_found_behind_its_prefecture(at in 0..country().len(), number in 1..999) {
        let all = country();
        let prefecture = Prefecture::of_municipality(&all[at].code).map_or("", Prefecture::name);
        let claim = formatted(&format!("{prefecture}{}山下{number}番地", all[at].name));
        let found = address(&claim, &all);
        prop_assert_eq!(found.as_ref().and_then(|found| found.municipality), Some(&all[at]));
        let town = found.and_then(|found| found.town).map(|town| town.to_string());
        prop_assert_eq!(town, Some(format!("山下{number}番地")));
    }
}
