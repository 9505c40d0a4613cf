//! Counting typed 求職番号 in one statement (rules: `domain::job_seeker`, 求職番号の入力).

use domain::{clock::Date, job_seeker::WRONG_NUMBERS_A_DAY};

use crate::sql::{Result, Tx};

impl Tx {
    /// Counts a number that is typed and decides whether it may be looked at: of any number of parallel ones no more
    /// than [`WRONG_NUMBERS_A_DAY`] are. Whoever comes with an earlier day, as at midnight, is counted on the later one.
    /// `guesser` is a keyed hash of the network.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_number_try(&mut self, guesser: &str, today: Date) -> Result<bool> {
        let row: Option<(i64,)> = maybe!(
            self,
            "INSERT INTO number_try (guesser, day, wrong) VALUES ($1, $2, 1)
             ON CONFLICT (guesser) DO UPDATE SET
                 wrong = CASE WHEN number_try.day < $2 THEN 1 ELSE number_try.wrong + 1 END,
                 day = CASE WHEN number_try.day < $2 THEN $2 ELSE number_try.day END
             WHERE number_try.day < $2 OR number_try.wrong < $3
             RETURNING wrong",
            guesser,
            today.to_string(),
            i64::from(WRONG_NUMBERS_A_DAY),
        );
        Ok(row.is_some())
    }

    /// The number was right: it does not count.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forgive_number_try(&mut self, guesser: &str, today: Date) -> Result<()> {
        run!(
            self,
            "UPDATE number_try SET wrong = wrong - 1 WHERE guesser = $1 AND day >= $2 AND wrong > 0",
            guesser,
            today.to_string(),
        );
        Ok(())
    }

    /// Forgets the tries of earlier days.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_number_tries(&mut self, today: Date) -> Result<u64> {
        Ok(run!(self, "DELETE FROM number_try WHERE day < $1", today.to_string()))
    }
}
