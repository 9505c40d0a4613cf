//! 公開範囲 in the search: nobody learns from it who the employer is.

use domain::posting::Viewer::{Anyone, RegisteredSeeker};

use super::{Fixture, posting};

fn four_scopes() -> Fixture {
    let postings = [1, 2, 3, 4].map(|scope| {
        posting(
            scope,
            &[
                ("公開範囲", &scope.to_string()),
                ("事業所名", "株式会社　大塚マート"),
                ("事業所名カナ", "カブシキガイシャ　オオツカマート"),
                ("所在地", "東京都世田谷区北烏山3丁目3－9"),
                ("就業場所都道府県", "東京都"),
                ("就業場所市区町村", "品川区"),
                ("就業場所住所", "東京都品川区大崎1丁目22－22"),
                ("仕事の内容", "レジの仕事です。大塚マートで働きませんか。"),
                ("法人番号", "1234567890123"),
                ("代表者名", "山形　花子"),
                ("ホームページ", "https://example.jp/"),
                ("知られていない欄", "青空タワー"),
            ],
        )
    });
    Fixture::with(&postings)
}

const CLUES: [&str; 12] = [
    "大塚マート",
    "大塚",
    "株式会社大塚マート",
    "オオツカ",
    "北烏山",
    "大崎",
    "1234567890123",
    "山形",
    "花",
    "example",
    "青空タワー",
    "タワ",
];

#[test]
fn the_employer_is_found_by_everybody_in_scope_1_and_by_registered_seekers_in_scope_2_too() {
    let index = four_scopes();
    for clue in CLUES {
        assert_eq!(index.find(&[("words", clue)], Anyone), (1, vec![1]), "{clue}");
        assert_eq!(index.find(&[("words", clue)], RegisteredSeeker), (2, vec![2, 1]), "{clue}");
    }
}

#[test]
fn the_employer_together_with_open_words_tells_nothing_either() {
    let index = four_scopes();
    assert_eq!(index.find(&[("words", "レジ 大塚マート 品川区")], Anyone), (1, vec![1]));
    assert_eq!(index.find(&[("words", "レジ 大塚マート 品川区")], RegisteredSeeker), (2, vec![2, 1]));
}

#[test]
fn what_does_not_tell_the_employer_is_found_in_scopes_1_to_3() {
    let index = four_scopes();
    for words in ["レジの仕事", "品川区", "東京都", "職員", "13010-00000", "正社員", "レ"] {
        for viewer in [Anyone, RegisteredSeeker] {
            assert_eq!(index.find(&[("words", words)], viewer), (3, vec![3, 2, 1]), "{words}");
        }
    }
}

#[test]
fn a_posting_of_scope_4_is_found_by_nothing() {
    let index = four_scopes();
    for viewer in [Anyone, RegisteredSeeker] {
        assert_eq!(index.find(&[], viewer), (3, vec![3, 2, 1]));
        assert_eq!(index.find(&[("words", "13010-00000004")], viewer), (0, vec![]));
    }
}

#[test]
fn a_posting_that_moves_to_another_scope_is_found_by_its_new_scope_only() {
    let index = Fixture::with(&[posting(1, &[("事業所名", "大塚マート"), ("公開範囲", "1")])]);
    assert_eq!(index.words("大塚"), [1]);
    index.put(&[posting(1, &[("事業所名", "大塚マート"), ("公開範囲", "2")])]);
    index.commit(2);
    assert_eq!(index.words("大塚"), [0_u64; 0]);
    assert_eq!(index.find(&[("words", "大塚")], RegisteredSeeker), (1, vec![1]));
    index.put(&[posting(1, &[("事業所名", "大塚マート"), ("公開範囲", "4")])]);
    index.commit(3);
    assert_eq!(index.find(&[], RegisteredSeeker), (0, vec![]));
}
