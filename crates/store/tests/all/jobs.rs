//! Jobs: queued once, done by one worker, tried again, given up.

use domain::clock::{Date, Timestamp};
use jiff::{SignedDuration, ToSpan as _};
use serde::{Deserialize, Serialize};
use store::{
    Store,
    jobs::{ClaimedJob, JOB_CLAIM_LIFE, JOB_TRIES, Job, JobError, daily_key},
};
use testkit::stores;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Sweep {
    day: Date,
}

impl Job for Sweep {
    const NAME: &'static str = "sweep";
    fn key(&self) -> Option<String> {
        Some(daily_key(Self::NAME, self.day))
    }
}

#[derive(Serialize, Deserialize)]
struct Count {
    number: u32,
}

impl Job for Count {
    const NAME: &'static str = "count";
}

fn start() -> Timestamp {
    "2026-11-20T00:00:00Z".parse().unwrap()
}

fn sweep(day: &str) -> Sweep {
    Sweep { day: day.parse().unwrap() }
}

async fn queue<J: Job + Sync>(store: &Store, job: &J, due: Timestamp) -> bool {
    let mut tx = store.begin().await.unwrap();
    let added = tx.queue(job, due, start()).await.unwrap();
    tx.commit().await.unwrap();
    added
}

async fn claim(store: &Store, now: Timestamp) -> Option<ClaimedJob> {
    let mut tx = store.begin().await.unwrap();
    let claimed = tx.claim_job(now).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

#[tokio::test]
async fn a_job_carries_its_fields_and_waits_until_it_is_due() {
    for store in stores().await {
        assert!(queue(&store, &sweep("2026-11-20"), start() + SignedDuration::from_mins(5)).await);
        assert!(claim(&store, start()).await.is_none(), "{}", store.name);
        let job = claim(&store, start() + SignedDuration::from_mins(5)).await.unwrap();
        assert_eq!(job.name, "sweep", "{}", store.name);
        assert_eq!(
            serde_json::from_str::<Sweep>(&job.payload).unwrap(),
            sweep("2026-11-20"),
            "{}",
            store.name
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_nodes_queue_the_work_of_a_day_once() {
    for store in stores().await {
        let mut nodes = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let store = store.store.clone();
            nodes.spawn(async move { queue(&store, &sweep("2026-11-20"), start()).await });
        }
        let queued = nodes.join_all().await.into_iter().filter(|added| *added).count();
        assert_eq!(queued, 1, "{}", store.name);

        let mut tx = store.begin().await.unwrap();
        let job = tx.claim_job(start()).await.unwrap().unwrap();
        tx.job_is_done(&job, start()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!queue(&store, &sweep("2026-11-20"), start()).await, "{}: done is known too", store.name);
        assert!(queue(&store, &sweep("2026-11-21"), start()).await, "{}: the next day is new", store.name);
        let mut read = store.read().await.unwrap();
        assert!(read.job_is_known("sweep/2026-11-20").await.unwrap(), "{}", store.name);
        assert!(!read.job_is_known("sweep/2026-11-22").await.unwrap(), "{}", store.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_workers_one_does_the_job() {
    for store in stores().await {
        for number in 0..20 {
            assert!(queue(&store, &Count { number }, start()).await, "{}: no key, no limit", store.name);
        }
        let mut workers = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let store = store.store.clone();
            workers.spawn(async move {
                let mut mine = Vec::new();
                while store.read().await.unwrap().jobs_are_due(start()).await.unwrap() {
                    mine.extend(claim(&store, start()).await.map(|job| job.id));
                }
                mine
            });
        }
        let mut all = workers.join_all().await.concat();
        let claims = all.len();
        all.sort();
        all.dedup();
        assert_eq!((claims, all.len()), (20, 20), "{}", store.name);
    }
}

#[tokio::test]
async fn a_job_of_a_dead_worker_is_done_by_another_and_a_living_one_keeps_it() {
    for store in stores().await {
        queue(&store, &sweep("2026-11-20"), start()).await;
        let first = claim(&store, start()).await.unwrap();
        let half = start() + JOB_CLAIM_LIFE - 1.microsecond();
        assert!(claim(&store, half).await.is_none(), "{}", store.name);

        let mut tx = store.begin().await.unwrap();
        assert!(tx.renew_job(&first, half).await.unwrap(), "{}", store.name);
        tx.commit().await.unwrap();
        assert!(claim(&store, start() + JOB_CLAIM_LIFE).await.is_none(), "{}: renewed", store.name);

        let second = claim(&store, half + JOB_CLAIM_LIFE).await.unwrap();
        assert_eq!((second.id, second.tries), (first.id, 2), "{}", store.name);
        let mut tx = store.begin().await.unwrap();
        assert!(!tx.renew_job(&first, half).await.unwrap(), "{}: the first lost it", store.name);
        tx.job_is_done(&first, half).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.read().await.unwrap().job_state().await.unwrap().waiting, 1, "{}", store.name);
    }
}

#[tokio::test]
async fn a_job_is_tried_again_and_given_up_in_the_end() {
    for store in stores().await {
        queue(&store, &sweep("2026-11-20"), start()).await;
        let mut now = start();
        let mut given_up = false;
        for tries in 1..=JOB_TRIES {
            assert!(!given_up, "{}: given up too early", store.name);
            let mut tx = store.begin().await.unwrap();
            let job = tx.claim_job(now).await.unwrap().unwrap();
            given_up = tx.job_failed(&job, &JobError::Retry("away".into()), now).await.unwrap();
            tx.commit().await.unwrap();
            let due = now + SignedDuration::from_mins(1 << tries);
            assert!(claim(&store, due - 1.microsecond()).await.is_none(), "{}", store.name);
            now = due;
        }
        assert!(given_up, "{}", store.name);
        assert_eq!(store.read().await.unwrap().job_state().await.unwrap().failed, 1, "{}", store.name);
    }
}

#[tokio::test]
async fn a_job_that_cannot_succeed_is_given_up_at_once() {
    for store in stores().await {
        queue(&store, &sweep("2026-11-20"), start()).await;
        let mut tx = store.begin().await.unwrap();
        let job = tx.claim_job(start()).await.unwrap().unwrap();
        assert!(tx.job_failed(&job, &JobError::Fail("no such row".into()), start()).await.unwrap());
        assert_eq!(tx.forget_jobs_before(start()).await.unwrap(), 0, "{}", store.name);
        assert_eq!(tx.forget_jobs_before(start() + 1.microsecond()).await.unwrap(), 1, "{}", store.name);
        tx.commit().await.unwrap();
    }
}
