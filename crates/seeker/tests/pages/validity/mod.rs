//! 求職登録の有効・無効, and お知らせ.

mod closed;
mod notices;
mod switching;
