//! Two nodes at once: a mailed key for another address, and an address that two accounts want.

use domain::{account::EmailAddress, address_change::AddressUse};
use store::{NewAddressChange, Store};
use testkit::stores;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::job_seekers::world::{account, now};

const NODES: usize = 8;

fn email(name: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{name}@example.jp")).unwrap()
}

async fn asks(store: &Store, account: Uuid, name: &str) -> Uuid {
    let purpose = AddressUse::Id;
    let address = email(name);
    let mut tx = store.begin().await.unwrap();
    let new = NewAddressChange { account, purpose, email: &address, key_hash: Some("hash") };
    tx.add_address_change(new, now()).await.unwrap();
    tx.commit().await.unwrap();
    store.read().await.unwrap().address_change(account, purpose).await.unwrap().unwrap().id
}

#[tokio::test]
async fn of_many_nodes_that_take_the_same_key_at_once_one_uses_it_up() {
    for store in stores().await {
        let id = account(&store, "a").await;
        let request = asks(&store, id, "new").await;
        let mut nodes = JoinSet::new();
        for _ in 0..NODES {
            let node: Store = (*store).clone();
            nodes.spawn(async move {
                let mut tx = node.begin().await.unwrap();
                let used = tx.use_address_change(request, now()).await.unwrap();
                tx.commit().await.unwrap();
                used
            });
        }
        let used = nodes.join_all().await.into_iter().filter(|used| *used).count();
        assert_eq!(used, 1, "{}", store.name);
    }
}

#[tokio::test]
async fn of_two_accounts_that_take_the_same_address_at_once_one_has_it() {
    for store in stores().await {
        let mut nodes = JoinSet::new();
        for name in ["a", "b"] {
            let id = account(&store, name).await;
            let node: Store = (*store).clone();
            nodes.spawn(async move {
                let mut tx = node.begin().await.unwrap();
                match tx.change_email(id, &email("wanted")).await {
                    Ok(changed) => tx.commit().await.map(|()| changed).unwrap(),
                    Err(error) => {
                        assert!(error.is_duplicate(), "{error}");
                        false
                    }
                }
            });
        }
        let changed = nodes.join_all().await.into_iter().filter(|changed| *changed).count();
        assert_eq!(changed, 1, "{}", store.name);
        let found = store.read().await.unwrap().account_by_email(&email("wanted")).await.unwrap();
        assert!(found.is_some(), "{}", store.name);
    }
}
