//! A service that takes events, or does not.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU16, Ordering},
};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use tokio::net::TcpListener;

/// What a pushed event looked like.
#[derive(Clone)]
pub struct Pushed {
    pub headers: HeaderMap,
    pub token: String,
}

/// The receiving end of `/sso/events`.
#[derive(Clone)]
pub struct Service {
    pub base_url: String,
    status: Arc<AtomicU16>,
    pushed: Arc<Mutex<Vec<Pushed>>>,
}

impl Service {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let service = Self { base_url, status: Arc::new(AtomicU16::new(202)), pushed: Arc::default() };
        let router = Router::new().route("/sso/events", post(take)).with_state(service.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        service
    }

    /// What is answered from now on.
    pub fn answer(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    pub fn pushed(&self) -> Vec<Pushed> {
        self.pushed.lock().unwrap().clone()
    }
}

async fn take(State(service): State<Service>, headers: HeaderMap, token: String) -> StatusCode {
    service.pushed.lock().unwrap().push(Pushed { headers, token });
    StatusCode::from_u16(service.status.load(Ordering::SeqCst)).unwrap()
}
