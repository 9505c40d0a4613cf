//! The history of 求職情報: what was changed after the page was opened, written with the change itself.

use domain::{clock::Timestamp, job_seeker::Change};
use uuid::Uuid;

use crate::sql::{Conn, Result, Tx, instant, micros};

/// Everything that one save has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeDeed {
    /// When it was saved.
    pub changed_at: Timestamp,
    /// Code of the office that changed it; `None` when the person did.
    pub office_code: Option<String>,
    /// The page (step) that was saved, as it is called.
    pub step: String,
    /// What differs.
    pub changes: Vec<Change>,
}

#[derive(sqlx::FromRow)]
struct ChangeRow {
    deed: Uuid,
    changed_at: i64,
    office_code: Option<String>,
    step: String,
    item: String,
    value_before: String,
    value_after: String,
}

impl Conn {
    /// The changes of an account, newest first: `limit` deeds after the first `offset`.
    ///
    /// # Errors
    /// The database fails.
    pub async fn changes(&mut self, account: Uuid, limit: i64, offset: i64) -> Result<Vec<ChangeDeed>> {
        let rows: Vec<ChangeRow> = all!(
            self,
            "SELECT deed, changed_at, office_code, step, item, value_before, value_after
             FROM job_seeker_change
             WHERE account = $1 AND deed IN (
                 SELECT deed FROM job_seeker_change WHERE account = $1 AND position = 0
                 ORDER BY changed_at DESC, deed DESC LIMIT $2 OFFSET $3)
             ORDER BY changed_at DESC, deed DESC, position",
            account,
            limit,
            offset,
        );
        let mut deeds: Vec<(Uuid, ChangeDeed)> = Vec::new();
        for row in rows {
            let change = Change::new(row.item, row.value_before, row.value_after);
            match deeds.last_mut() {
                Some((deed, last)) if *deed == row.deed => last.changes.push(change),
                _ => deeds.push((
                    row.deed,
                    ChangeDeed {
                        changed_at: instant(row.changed_at)?,
                        office_code: row.office_code,
                        step: row.step,
                        changes: vec![change],
                    },
                )),
            }
        }
        Ok(deeds.into_iter().map(|(_, deed)| deed).collect())
    }

    /// How many saves have changed something.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_changes(&mut self, account: Uuid) -> Result<u64> {
        let count: Option<(i64,)> = maybe!(
            self,
            "SELECT COUNT(*) FROM job_seeker_change WHERE account = $1 AND position = 0",
            account
        );
        Ok(count.map_or(0, |(count,)| count.unsigned_abs()))
    }
}

impl Tx {
    /// Makes the account's row of 求職情報, if it has none yet, and holds it until the end of the unit of
    /// work: whoever reads after this reads what no other save can change any more.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn hold_job_seeker(&mut self, account: Uuid, now: Timestamp) -> Result<()> {
        run!(
            self,
            "INSERT INTO job_seeker (account, saved_at) VALUES ($1, $2)
             ON CONFLICT (account) DO UPDATE SET saved_at = excluded.saved_at",
            account,
            micros(now),
        );
        Ok(())
    }

    /// Writes down what a save of `step` has changed, if the page is open: before, nothing is promised to
    /// anybody yet. `office_code` is the office that changed it, `None` when the person did. No change,
    /// no line.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_changes(
        &mut self,
        account: Uuid,
        (step, office_code): (&str, Option<&str>),
        changes: &[Change],
        now: Timestamp,
    ) -> Result<()> {
        let deed = Uuid::now_v7();
        for (position, change) in (0_i64..).zip(changes) {
            run!(
                self,
                "INSERT INTO job_seeker_change (deed, position, account, changed_at, office_code, step, item,
                     value_before, value_after)
                 SELECT $1, $2, j.account, $4, $5, $6, $7, $8, $9
                 FROM job_seeker j WHERE j.account = $3 AND j.number IS NOT NULL",
                deed,
                position,
                account,
                micros(now),
                office_code,
                step,
                change.item.as_str(),
                change.before.as_str(),
                change.after.as_str(),
            );
        }
        Ok(())
    }
}
