//! 求職者情報・設定: the account, and what is kept of the person.

mod email;
mod landing;
mod my_data;
mod password;
mod records;
mod recovery;
