//! Connections: whoever sends the headers of a request too slowly is hung up on, and at the end those under
//! way are answered first. `axum::serve` has no limit for headers.

use std::{net::SocketAddr, time::Duration};

use axum::{Router, extract::ConnectInfo, http::Request, serve::Listener};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::Service;

/// How long the headers of a request may take, and how long a connection may wait for its next request.
pub const HEADERS: Duration = Duration::from_secs(30);

/// Answers until `stop`; then takes no more connections and ends when those under way are answered.
pub async fn answer(mut listener: TcpListener, pages: Router, headers: Duration, stop: &CancellationToken) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(headers);
    let open = GracefulShutdown::new();
    // Waits out what the system refuses (too many open files).
    while let Some((stream, peer)) = stop.run_until_cancelled(Listener::accept(&mut listener)).await {
        let connection = http.serve_connection(TokioIo::new(stream), service_fn(pages_for(&pages, peer)));
        let connection = open.watch(connection);
        tokio::spawn(async move {
            if let Err(cause) = connection.await {
                tracing::debug!(cause = %cause, "a connection broke");
            }
        });
    }
    drop(listener);
    open.shutdown().await;
}

/// The pages, which are told who is at the other end.
fn pages_for(pages: &Router, peer: SocketAddr) -> impl Fn(Request<Incoming>) -> Answering + use<> {
    let pages = pages.clone();
    move |mut request| {
        request.extensions_mut().insert(ConnectInfo(peer));
        pages.clone().call(request)
    }
}

type Answering = <Router as Service<Request<Incoming>>>::Future;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpStream,
        sync::Semaphore,
        task::JoinHandle,
        time::timeout,
    };

    use super::*;

    /// Only a test that fails waits so long.
    const PATIENCE: Duration = Duration::from_secs(20);
    const LONG: Duration = Duration::from_secs(3600);
    const WHOLE: &str = "GET /who HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    /// A server that says who asks at `/who`, and at `/wait` answers only when it is let go.
    struct Served {
        address: SocketAddr,
        stop: CancellationToken,
        serving: JoinHandle<()>,
        arrived: Arc<Semaphore>,
        let_go: Arc<Semaphore>,
    }

    async fn served(headers: Duration) -> Served {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let [arrived, let_go] = [0, 0].map(|permits| Arc::new(Semaphore::new(permits)));
        let stages = (arrived.clone(), let_go.clone());
        let wait = async move || {
            stages.0.add_permits(1);
            stages.1.acquire().await.unwrap().forget();
            "waited"
        };
        let who = async |ConnectInfo(peer): ConnectInfo<SocketAddr>| peer.to_string();
        let pages = Router::new().route("/who", get(who)).route("/wait", get(wait));
        let stopping = stop.clone();
        let serving = tokio::spawn(async move { answer(listener, pages, headers, &stopping).await });
        Served { address, stop, serving, arrived, let_go }
    }

    impl Served {
        async fn sent(&self, text: &str) -> TcpStream {
            let mut stream = TcpStream::connect(self.address).await.unwrap();
            stream.write_all(text.as_bytes()).await.unwrap();
            stream
        }
    }

    /// Everything until the other end hangs up.
    async fn rest(mut stream: TcpStream) -> String {
        let mut text = String::new();
        // A connection that is cut may end with an error; what was read until then counts.
        let _ = timeout(PATIENCE, stream.read_to_string(&mut text)).await.expect("it hangs up");
        text
    }

    #[tokio::test]
    async fn whoever_does_not_finish_the_headers_in_time_is_hung_up_on() {
        let served = served(Duration::from_millis(20)).await;
        for beginning in ["", "G", "GET /who HTTP/1.1\r\nHost: x\r\nX-Slow: "] {
            let told = rest(served.sent(beginning).await).await;
            assert!(!told.contains("200 OK"), "{beginning:?}: {told}");
        }
    }

    #[tokio::test]
    async fn the_time_of_the_headers_does_not_cut_off_a_long_answer() {
        let served = served(Duration::from_millis(20)).await;
        let stream = served.sent("GET /wait HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
        served.arrived.acquire().await.unwrap().forget();
        // Longer than the limit: somebody else runs into it meanwhile.
        rest(served.sent("GET").await).await;
        served.let_go.add_permits(1);
        assert!(rest(stream).await.ends_with("waited"));
    }

    #[tokio::test]
    async fn pages_are_told_who_is_at_the_other_end() {
        let served = served(LONG).await;
        let stream = served.sent(WHOLE).await;
        let own = stream.local_addr().unwrap().to_string();
        assert!(rest(stream).await.ends_with(&own));
    }

    #[tokio::test]
    async fn when_told_to_stop_it_answers_what_is_under_way_and_takes_nothing_new() {
        let served = served(LONG).await;
        let mut idle = served.sent("GET /who HTTP/1.1\r\nHost: x\r\n\r\n").await;
        let mut answered = [0; 15];
        idle.read_exact(&mut answered).await.unwrap();
        assert_eq!(&answered, b"HTTP/1.1 200 OK");
        let busy = served.sent("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n").await;
        served.arrived.acquire().await.unwrap().forget();
        served.stop.cancel();
        rest(idle).await;
        assert!(!served.serving.is_finished(), "one request is under way");
        served.let_go.add_permits(1);
        assert!(rest(busy).await.contains("waited"));
        timeout(PATIENCE, served.serving).await.expect("it ends").unwrap();
        assert!(TcpStream::connect(served.address).await.is_err(), "nobody listens any more");
    }
}
