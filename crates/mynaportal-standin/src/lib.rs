//! Development only: an OpenID provider that plays マイナポータル and デジタル認証アプリ, with the
//! もっとつながる screens, and with faults to order.
