//! Each fault breaks what it says, and nothing when it is taken back.

use mynaportal_standin::Fault;

use crate::{
    healthy::verified,
    rig::{BOTH, Rig, Side},
};

/// Faults that are in the ID token itself.
const TOKEN_FAULTS: [Fault; 18] = [
    Fault::WrongIssuer,
    Fault::WrongAudience,
    Fault::ExtraAudience,
    Fault::WrongNonce,
    Fault::NoNonce,
    Fault::AlgNone,
    Fault::Hs256WithPublicKey,
    Fault::Hs256WithClientSecret,
    Fault::WrongSignature,
    Fault::ForeignKey,
    Fault::UnknownKid,
    Fault::EmbeddedJwk,
    Fault::Expired,
    Fault::IssuedInFuture,
    Fault::NotBefore,
    Fault::NoSubject,
    Fault::EmptySubject,
    Fault::HugeSubject,
];
/// Those that `openidconnect` does not look for; their claims are looked at one by one below.
const NOT_OF_THE_LIBRARY: [Fault; 3] = [Fault::NotBefore, Fault::EmptySubject, Fault::HugeSubject];

#[tokio::test]
async fn every_false_token_is_refused_by_a_careful_relying_party_and_the_next_honest_one_is_not() {
    let rig = Rig::start().await;
    for side in BOTH {
        for fault in TOKEN_FAULTS {
            if NOT_OF_THE_LIBRARY.contains(&fault)
                || side == Side::Card && fault == Fault::Hs256WithClientSecret
            {
                continue;
            }
            rig.standin.order(Some(fault));
            let tokens = rig.tokens(side, "hanako").await;
            let verdict = verified(&rig, side, tokens["id_token"].as_str().unwrap()).await;
            assert!(verdict.is_err(), "{fault:?} at {side:?} was taken");
            rig.standin.order(None);
            let tokens = rig.tokens(side, "hanako").await;
            verified(&rig, side, tokens["id_token"].as_str().unwrap()).await.unwrap();
        }
    }
}
