//! A query as the pairs of its one address.

use super::{
    CHOICES, LineRange, NewSince, PAGE_SIZE, SearchQuery, Sort,
    free_words::{Piece, written},
    time_code,
};

/// The pairs as they grow.
#[derive(Default)]
struct Pairs(Vec<(&'static str, String)>);

impl Pairs {
    fn put(&mut self, name: &'static str, values: impl IntoIterator<Item = impl ToString>) {
        self.0.extend(values.into_iter().map(|value| (name, value.to_string())));
    }

    fn put_text(&mut self, name: &'static str, text: String) {
        self.put(name, Some(text).filter(|text| !text.is_empty()));
    }

    fn put_if(&mut self, name: &'static str, holds: bool, value: &str) {
        self.put(name, holds.then_some(value));
    }
}

impl SearchQuery {
    /// The pairs of the one URL that says this query: defaults are left out, the order is fixed. Reading them
    /// back ([`SearchQuery::from_pairs`]) gives the same query and no notices.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Pairs::default();
        self.put_words(&mut pairs);
        pairs.put("prefecture", self.prefecture.iter().chain(&self.further_prefectures).map(|it| it.code()));
        pairs.put("municipality", &self.municipalities);
        pairs.put("line", self.lines.iter().map(|run| run.text()));
        pairs.put("category", self.time.map(time_code));
        pairs.put("employment", self.employments.iter().map(|kind| kind.code()));
        pairs.put("job", self.jobs.iter().map(|job| job.code()));
        pairs.put("occupation", &self.occupations);
        pairs.put("industry", self.industries.iter().map(|industry| industry.code()));
        self.put_numbers(&mut pairs);
        self.put_employer(&mut pairs);
        for choices in &CHOICES {
            pairs.put(choices.name, self.boxes.of(choices.item).map(|value| value.code));
        }
        self.put_list(&mut pairs);
        pairs.0
    }

    fn put_words(&self, pairs: &mut Pairs) {
        let piece = |quoted: bool| move |text: &String| Piece { text: text.clone(), quoted };
        let words: Vec<Piece> =
            self.words.iter().map(piece(false)).chain(self.phrases.iter().map(piece(true))).collect();
        pairs.put_text("words", written(&words));
        pairs.put_if("match", self.any_word, "any");
        // A space tells a phrase from a word here: both are taken to the letter.
        let excluded = self.excluded_words.iter();
        let excluded: Vec<Piece> =
            excluded.map(|text| Piece { text: text.clone(), quoted: text.contains(' ') }).collect();
        pairs.put_text("not", written(&excluded));
        pairs.put("in", self.word_fields.iter().map(|field| field.code()));
    }

    fn put_numbers(&self, pairs: &mut Pairs) {
        let clock = |minutes: u16| format!("{}:{:02}", minutes / 60, minutes % 60);
        pairs.put("age", self.age);
        pairs.put("wage_month", self.wage.month);
        pairs.put("wage_hour", self.wage.hour);
        pairs.put_if("allowances", self.wage.with_allowances, "1");
        pairs.put("from", self.hours.from.map(clock));
        pairs.put("to", self.hours.to.map(clock));
        pairs.put("overtime_max", self.overtime_max);
        pairs.put("annual_holidays", self.annual_holidays);
        pairs.put("retirement_age", self.retirement_age);
        pairs.put("licence", &self.licences);
        pairs.put("licence_not", &self.excluded_licences);
    }

    fn put_employer(&self, pairs: &mut Pairs) {
        pairs.put_text("employer", self.employer.clone());
        pairs.put_if("employer_not", self.without_employer, "1");
        pairs.put("number", &self.numbers);
        pairs.put("establishment", self.establishment);
        pairs.put("new", self.new.map(NewSince::code));
    }

    fn put_list(&self, pairs: &mut Pairs) {
        pairs.put_if("sort", self.sort != Sort::default(), self.sort.code());
        pairs.put("size", (self.page_size != PAGE_SIZE).then_some(self.page_size));
        pairs.put("page", (self.page > 1).then_some(self.page));
        pairs.put("after", self.after);
    }
}

impl LineRange {
    /// Its value in an address: `001`, or `001-002`.
    pub fn text(self) -> String {
        let (from, to) = (self.from.code(), self.to.code());
        if from == to { from } else { format!("{from}-{to}") }
    }
}
