//! Fills a form in as a browser would: what the page holds already, hidden fields and ticked boxes
//! included, and what the test types over it. A field that is not on the page cannot be typed into.

use scraper::{ElementRef, Html, Selector};

use crate::page::{plain, selector};

/// A form that is ready to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Filled {
    /// `get` or `post`.
    pub method: String,
    /// Where it goes; empty for the page's own address.
    pub action: String,
    /// Names and values in the order of the page.
    pub pairs: Vec<(String, String)>,
}

/// The form whose submit button says `button`, with `typed` filled in. The first of each pair of
/// `typed` is a field's name or its label (the mark ※必須 apart).
///
/// # Panics
/// When the page has no such button or field, or the field cannot hold the value.
pub(crate) fn fill(html: &Html, button: &str, typed: &[(&str, &str)]) -> Filled {
    let press = find_button(html, button);
    let form = form_of(html, press);
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut used = vec![false; typed.len()];
    for control in controls(html, form) {
        let name = control.attr("name").unwrap_or_default();
        if name.is_empty() || control.attr("disabled").is_some() {
            continue;
        }
        let mine: Vec<usize> = (0..typed.len()).filter(|&at| is_called(html, control, typed[at].0)).collect();
        for value in values_of(control, &mine, typed, &mut used) {
            pairs.push((name.to_owned(), value));
        }
    }
    for (at, used) in used.iter().enumerate() {
        assert!(used, "the form of 「{button}」 has no place for {:?}", typed[at]);
    }
    if let Some(name) = press.attr("name") {
        pairs.push((name.to_owned(), press.attr("value").unwrap_or_default().to_owned()));
    }
    Filled {
        method: press.attr("formmethod").or(form.attr("method")).unwrap_or("get").to_lowercase(),
        action: press.attr("formaction").or(form.attr("action")).unwrap_or_default().to_owned(),
        pairs,
    }
}

fn find_button<'a>(html: &'a Html, words: &str) -> ElementRef<'a> {
    let buttons: Vec<ElementRef<'a>> =
        html.select(&selector("button:not([type=button]):not([type=reset]), input[type=submit]")).collect();
    let said = |button: &ElementRef<'_>| match button.attr("value") {
        Some(value) if button.value().name() == "input" => plain(value),
        _ => plain(&button.text().collect::<String>()),
    };
    buttons.iter().find(|button| said(button) == plain(words)).copied().unwrap_or_else(|| {
        let have: Vec<String> = buttons.iter().map(said).collect();
        panic!("no button 「{words}」; the page has {have:?}")
    })
}

fn form_of<'a>(html: &'a Html, control: ElementRef<'a>) -> ElementRef<'a> {
    if let Some(id) = control.attr("form") {
        return html
            .select(&selector(&format!("form[id=\"{id}\"]")))
            .next()
            .unwrap_or_else(|| panic!("no form {id}"));
    }
    control
        .ancestors()
        .filter_map(ElementRef::wrap)
        .find(|element| element.value().name() == "form")
        .unwrap_or_else(|| panic!("a button outside of a form: {}", control.html()))
}

/// Everything of the form that can hold a value, in the order of the page.
fn controls<'a>(html: &'a Html, form: ElementRef<'a>) -> Vec<ElementRef<'a>> {
    let skipped = ["submit", "button", "reset", "image"];
    html.select(&selector("input, select, textarea"))
        .filter(|control| !skipped.contains(&control.attr("type").unwrap_or_default()))
        .filter(|control| match control.attr("form") {
            Some(id) => form.attr("id") == Some(id),
            None => control.ancestors().any(|above| above.id() == form.id()),
        })
        .collect()
}

/// True when the field is called so: by its name or by its label.
fn is_called(html: &Html, control: ElementRef<'_>, called: &str) -> bool {
    control.attr("name") == Some(called)
        || label_of(html, control).is_some_and(|label| label == plain(called))
}

/// The words of the field's label without ※必須 and ※任意.
pub(crate) fn label_of(html: &Html, control: ElementRef<'_>) -> Option<String> {
    let by_id = control.attr("id").and_then(|id| {
        let labels = Selector::parse(&format!("label[for=\"{id}\"]")).ok()?;
        html.select(&labels).next()
    });
    let around =
        || control.ancestors().filter_map(ElementRef::wrap).find(|above| above.value().name() == "label");
    let words = plain(&by_id.or_else(around)?.text().collect::<String>());
    Some(words.replace("※必須", "").replace("※任意", ""))
}

fn values_of(
    control: ElementRef<'_>,
    mine: &[usize],
    typed: &[(&str, &str)],
    used: &mut [bool],
) -> Vec<String> {
    let kind = control.attr("type").unwrap_or("text");
    let own = control.attr("value");
    let mut take = |at: usize| {
        used[at] = true;
        typed[at].1.to_owned()
    };
    match (control.value().name(), kind) {
        ("input", "checkbox" | "radio") => {
            let value = own.unwrap_or("on").to_owned();
            if mine.is_empty() {
                return if control.attr("checked").is_some() { vec![value] } else { vec![] };
            }
            // An empty value clears the box, "on" ticks it, any other ticks the box that has this value.
            let fits = |at: &usize| ["", "on", value.as_str()].contains(&typed[*at].1);
            let chosen: Vec<String> = mine.iter().copied().filter(fits).map(&mut take).collect();
            let ticked = chosen.iter().any(|chosen| !chosen.is_empty());
            if ticked { vec![value] } else { vec![] }
        }
        ("select", _) if !mine.is_empty() => mine
            .iter()
            .map(|&at| {
                let chosen = take(at);
                assert!(
                    options(control).iter().any(|(value, _)| *value == chosen),
                    "{} has no option {chosen:?}",
                    control.attr("name").unwrap_or_default()
                );
                chosen
            })
            .collect(),
        ("select", _) => {
            let all = options(control);
            let chosen: Vec<String> =
                all.iter().filter(|(_, on)| *on).map(|(value, _)| value.clone()).collect();
            match (chosen.is_empty(), control.attr("multiple")) {
                (true, None) => all.into_iter().map(|(value, _)| value).take(1).collect(),
                _ => chosen,
            }
        }
        ("textarea", _) if mine.is_empty() => vec![control.text().collect()],
        ("input", "hidden") if !mine.is_empty() => {
            panic!("{} is hidden: nobody types into it", control.html())
        }
        _ if mine.is_empty() => vec![own.unwrap_or_default().to_owned()],
        _ => mine.first().map(|&at| take(at)).into_iter().collect(),
    }
}

/// Values of a list, and whether each is chosen.
fn options(select: ElementRef<'_>) -> Vec<(String, bool)> {
    select
        .select(&selector("option"))
        .map(|option| {
            let text = || option.text().collect::<String>().trim().to_owned();
            (option.attr("value").map_or_else(text, str::to_owned), option.attr("selected").is_some())
        })
        .collect()
}
