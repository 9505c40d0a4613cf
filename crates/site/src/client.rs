//! Who is at the other end of the line.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};

use crate::App;

/// The network address of the visitor: the peer, or what a trusted proxy says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<App> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
        Ok(Self(client_address(peer, &parts.headers, &app.settings.trusted_proxies)))
    }
}

fn client_address(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let peer = peer.to_canonical();
    let is_proxy = |address: &IpAddr| proxies.iter().any(|proxy| proxy.to_canonical() == *address);
    if !is_proxy(&peer) {
        return peer;
    }
    let lines = headers.get_all("x-forwarded-for").iter().map(|value| value.to_str().unwrap_or(""));
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    // From the end, the first that is not a proxy of ours was written by a proxy of ours. Behind one that
    // cannot be read stands only what the visitor wrote: nothing of it is believed.
    let hops = hops.into_iter().rev().map_while(hop_address);
    hops.into_iter().find(|hop| !is_proxy(hop)).unwrap_or(peer)
}

/// An address in the list of hops; some proxies write the port as well.
fn hop_address(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let with_port = || hop.parse::<SocketAddr>().map(|hop| hop.ip());
    hop.parse().or_else(|_| with_port()).ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::*;

    fn client(peer: &str, forwarded: &[&'static str]) -> IpAddr {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        let proxies = ["10.0.0.1", "10.0.0.2"].map(|proxy| proxy.parse().unwrap());
        client_address(peer.parse().unwrap(), &headers, &proxies)
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(client("192.0.2.1", &["203.0.113.9"]), ip("192.0.2.1"));
        assert_eq!(client("10.0.0.1", &["203.0.113.9"]), ip("203.0.113.9"));
        assert_eq!(client("10.0.0.1", &["203.0.113.9, 10.0.0.2"]), ip("203.0.113.9"));
        assert_eq!(client("10.0.0.1", &[]), ip("10.0.0.1"));
    }

    #[test]
    fn what_the_visitor_wrote_before_the_proxy_is_never_taken() {
        assert_eq!(client("10.0.0.1", &["1.1.1.1, 203.0.113.9"]), ip("203.0.113.9"));
        assert_eq!(client("10.0.0.1", &["1.1.1.1", "203.0.113.9"]), ip("203.0.113.9"));
        // Some proxies write the port too, and some write words.
        assert_eq!(client("10.0.0.1", &["1.1.1.1, 203.0.113.9:4711"]), ip("203.0.113.9"));
        assert_eq!(client("10.0.0.1", &["1.1.1.1, [2001:db8::1]:4711"]), ip("2001:db8::1"));
        assert_eq!(client("10.0.0.1", &["1.1.1.1, unknown"]), ip("10.0.0.1"));
        assert_eq!(client("10.0.0.1", &["1.1.1.1, "]), ip("10.0.0.1"));
    }

    #[test]
    fn an_ipv4_address_in_ipv6_clothes_is_the_same_address() {
        assert_eq!(client("::ffff:10.0.0.1", &["203.0.113.9"]), ip("203.0.113.9"));
        assert_eq!(client("10.0.0.1", &["::ffff:203.0.113.9, ::ffff:10.0.0.2"]), ip("203.0.113.9"));
    }
}
