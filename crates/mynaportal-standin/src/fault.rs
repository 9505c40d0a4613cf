//! What can be made to go wrong.

/// One thing that a provider does wrong, at both issuers where it applies; all the rest stays right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Every request but those of the developers' screen is answered 503.
    Down,
    /// The connection is accepted and nothing is answered, for a minute at most.
    Hangs,
    /// The answer begins, and then one byte comes every second, for a minute.
    SlowDrip,
    /// The discovery document is 32 MB long, and right otherwise.
    GiantDiscovery,
    /// The key set is 32 MB long, and right otherwise.
    GiantKeys,
    /// The token response is 32 MB long, and right otherwise.
    GiantToken,
    /// Discovery, keys and token response are a page of HTML that calls itself JSON.
    NotJson,
    /// Discovery redirects to another address, where the document is.
    RedirectsDiscovery,
    /// The discovery document names another issuer.
    DiscoveryOfAnotherIssuer,
    /// The key set is empty.
    NoKeys,
    /// The ID token's `iss` is another.
    WrongIssuer,
    /// The ID token's `aud` is another client.
    WrongAudience,
    /// The ID token's `aud` has an unknown client beside ours (and `azp` is ours).
    ExtraAudience,
    /// The ID token's `nonce` is another.
    WrongNonce,
    /// The ID token has no `nonce`.
    NoNonce,
    /// The token response has no ID token.
    NoIdToken,
    /// The ID token says `alg: none` and has no signature.
    AlgNone,
    /// The ID token is signed with HS256, keyed with the bytes of the public key's PEM.
    Hs256WithPublicKey,
    /// The ID token is signed with HS256, keyed with the client's secret (the portal's; the card's client has none).
    Hs256WithClientSecret,
    /// One bit of the ID token's signature is flipped.
    WrongSignature,
    /// The ID token is signed by a key that is not in the set, under the known `kid`.
    ForeignKey,
    /// The ID token's `kid` is in no key set, though the key is the right one.
    UnknownKid,
    /// The ID token is signed by a key that its own header carries (`jwk`).
    EmbeddedJwk,
    /// The ID token expired an hour ago.
    Expired,
    /// The ID token's `iat` lies an hour ahead.
    IssuedInFuture,
    /// The ID token's `nbf` lies an hour ahead.
    NotBefore,
    /// The ID token has no `sub`.
    NoSubject,
    /// The ID token's `sub` is empty.
    EmptySubject,
    /// The ID token's `sub` is 10 KB long (255 is the longest that is allowed).
    HugeSubject,
    /// The token endpoint answers 400 `invalid_grant`.
    TokenError,
    /// The token endpoint answers 500.
    TokenServerError,
    /// The authorization response has no `state`.
    MissingState,
    /// The authorization response's `state` is another.
    OtherState,
    /// The authorization response's `iss` is that of the other of our two issuers.
    MixedUpIssuer,
    /// The authorization response has no `iss`, though discovery promises it.
    NoIssInResponse,
    /// The authorization response is an error whose description carries a script.
    ErrorWithMarkup,
    /// `/userinfo` answers 503.
    UserInfoDown,
    /// `/userinfo` tells of another subject.
    UserInfoOtherSubject,
    /// `/userinfo` answers a page of HTML that calls itself JSON.
    UserInfoNotJson,
    /// The answer of `/userinfo` is 32 MB long, and right otherwise.
    UserInfoGiant,
}

impl Fault {
    /// Every fault, in the order of the developers' screen.
    pub const ALL: &[Self] = &[
        Self::Down,
        Self::Hangs,
        Self::SlowDrip,
        Self::GiantDiscovery,
        Self::GiantKeys,
        Self::GiantToken,
        Self::NotJson,
        Self::RedirectsDiscovery,
        Self::DiscoveryOfAnotherIssuer,
        Self::NoKeys,
        Self::WrongIssuer,
        Self::WrongAudience,
        Self::ExtraAudience,
        Self::WrongNonce,
        Self::NoNonce,
        Self::NoIdToken,
        Self::AlgNone,
        Self::Hs256WithPublicKey,
        Self::Hs256WithClientSecret,
        Self::WrongSignature,
        Self::ForeignKey,
        Self::UnknownKid,
        Self::EmbeddedJwk,
        Self::Expired,
        Self::IssuedInFuture,
        Self::NotBefore,
        Self::NoSubject,
        Self::EmptySubject,
        Self::HugeSubject,
        Self::TokenError,
        Self::TokenServerError,
        Self::MissingState,
        Self::OtherState,
        Self::MixedUpIssuer,
        Self::NoIssInResponse,
        Self::ErrorWithMarkup,
        Self::UserInfoDown,
        Self::UserInfoOtherSubject,
        Self::UserInfoNotJson,
        Self::UserInfoGiant,
    ];

    /// The fault of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fault| fault.name() == name)
    }

    /// The name in forms and tests: `wrong-issuer`.
    pub fn name(self) -> &'static str {
        self.texts().0
    }

    /// What the developers' screen says.
    pub fn label(self) -> &'static str {
        self.texts().1
    }

    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Down => ("down", "応答しない（503）"),
            Self::Hangs => ("hangs", "つながるが返事をしない"),
            Self::SlowDrip => ("slow-drip", "1バイトずつゆっくり返す"),
            Self::GiantDiscovery => ("giant-discovery", "設定情報が巨大"),
            Self::GiantKeys => ("giant-keys", "公開鍵の一覧が巨大"),
            Self::GiantToken => ("giant-token", "トークンの応答が巨大"),
            Self::NotJson => ("not-json", "JSONではないものを返す"),
            Self::RedirectsDiscovery => ("redirects-discovery", "設定情報が別の場所へ転送される"),
            Self::DiscoveryOfAnotherIssuer => ("discovery-of-another-issuer", "設定情報の発行者が別"),
            Self::NoKeys => ("no-keys", "公開鍵が一つもない"),
            Self::WrongIssuer => ("wrong-issuer", "IDトークンの発行者（iss）が違う"),
            Self::WrongAudience => ("wrong-audience", "IDトークンの宛先（aud）が違う"),
            Self::ExtraAudience => ("extra-audience", "IDトークンに知らない宛先が加わる"),
            Self::WrongNonce => ("wrong-nonce", "nonceが違う"),
            Self::NoNonce => ("no-nonce", "nonceがない"),
            Self::NoIdToken => ("no-id-token", "IDトークンがない"),
            Self::AlgNone => ("alg-none", "署名なし（alg none）"),
            Self::Hs256WithPublicKey => ("hs256-with-public-key", "公開鍵を共通鍵にしたHS256"),
            Self::Hs256WithClientSecret => ("hs256-with-client-secret", "クライアントの秘密によるHS256"),
            Self::WrongSignature => ("wrong-signature", "署名が壊れている"),
            Self::ForeignKey => ("foreign-key", "別の鍵による署名"),
            Self::UnknownKid => ("unknown-kid", "鍵の名前（kid）が一覧にない"),
            Self::EmbeddedJwk => ("embedded-jwk", "トークンに自分の鍵を入れてくる"),
            Self::Expired => ("expired", "期限切れ"),
            Self::IssuedInFuture => ("issued-in-future", "発行時刻が未来"),
            Self::NotBefore => ("not-before", "まだ有効でない（nbfが未来）"),
            Self::NoSubject => ("no-subject", "利用者の識別子（sub）がない"),
            Self::EmptySubject => ("empty-subject", "利用者の識別子（sub）が空"),
            Self::HugeSubject => ("huge-subject", "利用者の識別子（sub）が巨大"),
            Self::TokenError => ("token-error", "トークンの要求を断る（invalid_grant）"),
            Self::TokenServerError => ("token-server-error", "トークンの要求で500になる"),
            Self::MissingState => ("missing-state", "戻りにstateがない"),
            Self::OtherState => ("other-state", "戻りのstateが違う"),
            Self::MixedUpIssuer => ("mixed-up-issuer", "戻りの発行者（iss）が違う"),
            Self::NoIssInResponse => ("no-iss-in-response", "戻りに発行者（iss）がない"),
            Self::ErrorWithMarkup => ("error-with-markup", "エラーの説明にHTMLが入る"),
            Self::UserInfoDown => ("user-info-down", "4情報が取れない（503）"),
            Self::UserInfoOtherSubject => ("user-info-other-subject", "4情報が別の人のもの"),
            Self::UserInfoNotJson => ("user-info-not-json", "4情報がJSONではない"),
            Self::UserInfoGiant => ("user-info-giant", "4情報が巨大"),
        }
    }
}
