//! Passkeys (パスキー, WebAuthn Level 3), the side of the service. The ceremonies are verified by `webauthn_rp`;
//! what must be remembered between their two halves is given out as text (base64url), for the caller to keep and use once.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use url::{Host, Url};
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthenticationServerState, DiscoverableCredentialRequestOptions,
    PublicKeyCredentialCreationOptions, RegistrationServerState,
    bin::{Decode, Encode},
    request::{
        AsciiDomain, PublicKeyCredentialDescriptor, RpId,
        auth::AuthenticationVerificationOptions,
        register::{
            CredProtect, Nickname, PublicKeyCredentialUserEntity, RegistrationVerificationOptions,
            UserHandle, Username,
        },
    },
    response::{
        AuthTransports, CredentialId,
        auth::DiscoverableAuthentication,
        register::{DynamicState, Registration, StaticState},
    },
};

/// Bytes of the name by which an authenticator knows the person: a hash, so that it tells nothing.
pub const HANDLE: usize = 32;

/// What came back from a browser proves nothing. The reasons of the library stay out: they may repeat what was
/// sent, and end in logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    /// It is not the answer of an authenticator.
    #[error("it is not the answer of an authenticator")]
    Unreadable,
    /// It does not prove what it should.
    #[error("it does not prove what it should")]
    Refused,
}

impl Unproven {
    fn of<E>(_: E) -> Self {
        Self::Refused
    }
}

/// A ceremony that has begun.
#[derive(Clone, Debug)]
pub struct Begun {
    /// What the second half needs. It holds the challenge.
    pub state: String,
    /// What the browser is given, as JSON.
    pub options: String,
}

/// A passkey as it is kept, each part as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name, given by the authenticator.
    pub credential_id: String,
    /// Its public key, and what never changes.
    pub public_part: String,
    /// Its counter and flags.
    pub changing_part: String,
    /// How browsers reach it, as bits.
    pub transports: u8,
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(text: &str) -> Result<Vec<u8>, Unproven> {
    URL_SAFE_NO_PAD.decode(text).map_err(Unproven::of)
}

/// The answer of a browser to a sign-in, not yet verified.
pub struct SignInAnswer(DiscoverableAuthentication<HANDLE>);

impl SignInAnswer {
    /// Reads the JSON that the browser sent.
    ///
    /// # Errors
    /// It is none, or of another kind.
    pub fn parse(json: &str) -> Result<Self, Unproven> {
        DiscoverableAuthentication::from_json_relaxed(json.as_bytes())
            .map(Self)
            .map_err(|_| Unproven::Unreadable)
    }

    /// The passkey that it names.
    pub fn credential_id(&self) -> String {
        text(self.0.raw_id().as_ref())
    }
}

/// This service, as authenticators know it.
pub struct RelyingParty {
    id: RpId,
    origin: String,
}

impl RelyingParty {
    /// The service at an address. `None` where browsers know no passkeys: passkeys belong to a name, not to the
    /// number of a machine.
    pub fn at(base_url: &str) -> Option<Self> {
        let url = Url::parse(base_url).ok()?;
        let Some(Host::Domain(name)) = url.host() else { return None };
        let id = RpId::Domain(AsciiDomain::try_from(name.to_owned()).ok()?);
        Some(Self { id, origin: url.origin().ascii_serialization() })
    }

    /// Begins to add a passkey for somebody whom authenticators know by `handle` and call `name`. Those in
    /// `known` are not added twice.
    ///
    /// # Errors
    /// The name cannot be shown by authenticators.
    pub fn begin_adding(
        &self,
        handle: &[u8; HANDLE],
        name: &str,
        known: &[(String, u8)],
    ) -> Result<Begun, Unproven> {
        let id = UserHandle::decode(*handle).map_err(Unproven::of)?;
        let known = known.iter().filter_map(|(id, transports)| {
            let id = CredentialId::<Vec<u8>>::decode(bytes(id).ok()?).ok()?;
            let transports = AuthTransports::decode(*transports).ok()?;
            Some(PublicKeyCredentialDescriptor { id, transports })
        });
        let user = PublicKeyCredentialUserEntity {
            name: Username::try_from(name).map_err(Unproven::of)?,
            id: &id,
            display_name: Some(Nickname::try_from(name).map_err(Unproven::of)?),
        };
        let mut options = PublicKeyCredentialCreationOptions::passkey(&self.id, user, known.collect());
        // Many authenticators do not know this extension, and would refuse. Every sign-in asks for verification.
        options.extensions.cred_protect = CredProtect::None;
        let (server, client) = options.start_ceremony().map_err(Unproven::of)?;
        let state = text(&server.encode().map_err(Unproven::of)?);
        Ok(Begun { state, options: serde_json::to_string(&client).map_err(Unproven::of)? })
    }

    /// Finishes adding a passkey: what is to be kept of it.
    ///
    /// # Errors
    /// The answer does not belong to what was begun, or to this service, or nobody was verified.
    pub fn finish_adding(&self, state: &str, json: &str) -> Result<Kept, Unproven> {
        let state = RegistrationServerState::<HANDLE>::decode(&bytes(state)?).map_err(Unproven::of)?;
        let answer = Registration::from_json_relaxed(json.as_bytes()).map_err(|_| Unproven::Unreadable)?;
        let origins = [self.origin.as_str()];
        let options = RegistrationVerificationOptions::<&str, &str> {
            allowed_origins: &origins,
            error_on_unsolicited_extensions: false,
            ..Default::default()
        };
        let added = state.verify(&self.id, &answer, &options).map_err(Unproven::of)?;
        let (id, transports, _, fixed, changing, _) = added.into_parts();
        Ok(Kept {
            credential_id: text(id.as_ref()),
            public_part: text(&fixed.encode().map_err(Unproven::of)?),
            changing_part: text(&changing.encode().map_err(Unproven::of)?),
            transports: transports.encode().map_err(Unproven::of)?,
        })
    }

    /// Begins a sign-in with whatever passkey the person chooses. The authenticator must verify the person.
    ///
    /// # Errors
    /// The ceremony cannot be written down.
    pub fn begin_sign_in(&self) -> Result<Begun, Unproven> {
        let options = DiscoverableCredentialRequestOptions::passkey(&self.id);
        let (server, client) = options.start_ceremony().map_err(Unproven::of)?;
        let state = text(&server.encode().map_err(Unproven::of)?);
        Ok(Begun { state, options: serde_json::to_string(&client).map_err(Unproven::of)? })
    }

    /// Finishes a sign-in: the new changing part of the passkey.
    ///
    /// # Errors
    /// The answer was not signed by this passkey of this person for what was begun here, nobody was verified, or
    /// the counter has not grown, so that the passkey may be a copy.
    pub fn finish_sign_in(
        &self,
        state: &str,
        answer: &SignInAnswer,
        (kept, handle): (&Kept, &[u8; HANDLE]),
    ) -> Result<String, Unproven> {
        let state = DiscoverableAuthenticationServerState::decode(&bytes(state)?).map_err(Unproven::of)?;
        let handle = UserHandle::decode(*handle).map_err(Unproven::of)?;
        let id = bytes(&kept.credential_id)?;
        let id = CredentialId::<&[u8]>::decode(&id).map_err(Unproven::of)?;
        let fixed = StaticState::decode(bytes(&kept.public_part)?.as_slice()).map_err(Unproven::of)?;
        let changing = bytes(&kept.changing_part)?.as_slice().try_into().map_err(Unproven::of)?;
        let changing = DynamicState::decode(changing).map_err(Unproven::of)?;
        let mut credential =
            AuthenticatedCredential::new(id, &handle, fixed, changing).map_err(Unproven::of)?;
        let origins = [self.origin.as_str()];
        let options = AuthenticationVerificationOptions::<&str, &str> {
            allowed_origins: &origins,
            error_on_unsolicited_extensions: false,
            ..Default::default()
        };
        state.verify(&self.id, &answer.0, &mut credential, &options).map_err(Unproven::of)?;
        Ok(text(&credential.dynamic_state().encode().map_err(Unproven::of)?))
    }
}
