//! What can be made to go wrong.

/// The faults, each with its name and its label in one place.
macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $fault:ident $name:literal $label:literal;)+) => {
        /// One thing that a provider does wrong, at both issuers where it applies; all the rest stays right.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Fault {
            $($(#[doc = $doc])+ $fault,)+
        }

        impl Fault {
            /// Every fault, in the order of the developers' screen.
            pub const ALL: &[Self] = &[$(Self::$fault),+];

            /// The name in forms and tests: `wrong-issuer`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$fault => $name,)+
                }
            }

            /// What the developers' screen says, in Japanese.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$fault => $label,)+
                }
            }
        }
    };
}

impl Fault {
    /// The fault of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fault| fault.name() == name)
    }
}

faults! {
    /// Every request but those of the developers' screen is answered 503.
    Down "down" "応答しない（503）";
    /// The connection is accepted and nothing is answered, for a minute at most.
    Hangs "hangs" "つながるが返事をしない";
    /// The answer begins, and then one byte comes every second, for a minute.
    SlowDrip "slow-drip" "1バイトずつゆっくり返す";
    /// The discovery document is 32 MB long, and right otherwise.
    GiantDiscovery "giant-discovery" "設定情報が巨大";
    /// The key set is 32 MB long, and right otherwise.
    GiantKeys "giant-keys" "公開鍵の一覧が巨大";
    /// The token response is 32 MB long, and right otherwise.
    GiantToken "giant-token" "トークンの応答が巨大";
    /// Discovery, keys and token response are a page of HTML that calls itself JSON.
    NotJson "not-json" "JSONではないものを返す";
    /// Discovery redirects to another address, where the document is.
    RedirectsDiscovery "redirects-discovery" "設定情報が別の場所へ転送される";
    /// The discovery document names another issuer.
    DiscoveryOfAnotherIssuer "discovery-of-another-issuer" "設定情報の発行者が別";
    /// The key set is empty.
    NoKeys "no-keys" "公開鍵が一つもない";
    /// The ID token's `iss` is another.
    WrongIssuer "wrong-issuer" "IDトークンの発行者（iss）が違う";
    /// The ID token's `aud` is another client.
    WrongAudience "wrong-audience" "IDトークンの宛先（aud）が違う";
    /// The ID token's `aud` has an unknown client beside ours (and `azp` is ours).
    ExtraAudience "extra-audience" "IDトークンに知らない宛先が加わる";
    /// The ID token's `nonce` is another.
    WrongNonce "wrong-nonce" "nonceが違う";
    /// The ID token has no `nonce`.
    NoNonce "no-nonce" "nonceがない";
    /// The ID token's `at_hash` is that of another access token.
    WrongAccessTokenHash "wrong-access-token-hash" "アクセストークンの指紋（at_hash）が違う";
    /// The token response has no ID token.
    NoIdToken "no-id-token" "IDトークンがない";
    /// The ID token says `alg: none` and has no signature.
    AlgNone "alg-none" "署名なし（alg none）";
    /// The ID token is signed with HS256, keyed with the bytes of the public key's PEM.
    Hs256WithPublicKey "hs256-with-public-key" "公開鍵を共通鍵にしたHS256";
    /// The ID token is signed with HS256, keyed with the client's secret (the portal's; the card's client has none).
    Hs256WithClientSecret "hs256-with-client-secret" "クライアントの秘密によるHS256";
    /// One bit of the ID token's signature is flipped.
    WrongSignature "wrong-signature" "署名が壊れている";
    /// The ID token is signed by a key that is not in the set, under the known `kid`.
    ForeignKey "foreign-key" "別の鍵による署名";
    /// The ID token's `kid` is in no key set, though the key is the right one.
    UnknownKid "unknown-kid" "鍵の名前（kid）が一覧にない";
    /// The ID token is signed by a key that its own header carries (`jwk`).
    EmbeddedJwk "embedded-jwk" "トークンに自分の鍵を入れてくる";
    /// The ID token expired an hour ago.
    Expired "expired" "期限切れ";
    /// The ID token's `iat` lies an hour ahead.
    IssuedInFuture "issued-in-future" "発行時刻が未来";
    /// The ID token's `nbf` lies an hour ahead.
    NotBefore "not-before" "まだ有効でない（nbfが未来）";
    /// The ID token has no `sub`.
    NoSubject "no-subject" "利用者の識別子（sub）がない";
    /// The ID token's `sub` is empty.
    EmptySubject "empty-subject" "利用者の識別子（sub）が空";
    /// The ID token's `sub` is 10 KB long (255 is the longest that is allowed).
    HugeSubject "huge-subject" "利用者の識別子（sub）が巨大";
    /// The token endpoint answers 400 `invalid_grant`.
    TokenError "token-error" "トークンの要求を断る（invalid_grant）";
    /// The token endpoint answers 500.
    TokenServerError "token-server-error" "トークンの要求で500になる";
    /// The authorization response has no `state`.
    MissingState "missing-state" "戻りにstateがない";
    /// The authorization response's `state` is another.
    OtherState "other-state" "戻りのstateが違う";
    /// The authorization response's `iss` is that of the other of our two issuers.
    MixedUpIssuer "mixed-up-issuer" "戻りの発行者（iss）が違う";
    /// The authorization response has no `iss`, though discovery promises it.
    NoIssInResponse "no-iss-in-response" "戻りに発行者（iss）がない";
    /// The authorization response is an error whose description carries a script.
    ErrorWithMarkup "error-with-markup" "エラーの説明にHTMLが入る";
    /// `/userinfo` answers 503.
    UserInfoDown "user-info-down" "4情報が取れない（503）";
    /// `/userinfo` tells of another subject.
    UserInfoOtherSubject "user-info-other-subject" "4情報が別の人のもの";
    /// `/userinfo` answers a page of HTML that calls itself JSON.
    UserInfoNotJson "user-info-not-json" "4情報がJSONではない";
    /// The answer of `/userinfo` is 32 MB long, and right otherwise.
    UserInfoGiant "user-info-giant" "4情報が巨大";
}
