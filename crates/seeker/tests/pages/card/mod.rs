//! マイナンバーカードを使って求職情報を登録 (seed 001, 2.1 ⑧), against デジタル認証アプリ played on this machine.

mod filling;
mod logs;
mod offers;
mod unread;
mod waiting;
mod world;
