//! メッセージ: threads with establishments about a posting, and with offices (domain 6.5).

use domain::{clock::Timestamp, job_hunt::MessageSender, posting::PostingNumber};
use uuid::Uuid;

use crate::{
    StoredPosting,
    postings::stored,
    sql::{Conn, Error, Result, Tx, instant, micros},
};

/// A line in the list of threads. Without `Debug`: what people write does not belong into logs.
#[derive(Clone, PartialEq)]
pub struct MessageThread {
    /// Internal id.
    pub id: Uuid,
    /// 件名
    pub subject: String,
    /// The posting it is about; `None` for a thread with an office.
    pub posting: Option<StoredPosting>,
    /// The office of a thread with an office, by its official name.
    pub office: Option<String>,
    /// When its newest message was sent.
    pub newest_at: Timestamp,
    /// Messages in it.
    pub messages: u64,
    /// Those that the person received and has not opened.
    pub unread: u64,
}

/// One thread with its messages, the oldest first.
#[derive(Clone, PartialEq)]
pub struct Thread {
    /// 件名
    pub subject: String,
    /// The posting it is about.
    pub posting: Option<StoredPosting>,
    /// The office of a thread with an office.
    pub office: Option<String>,
    /// The messages that are still kept.
    pub messages: Vec<Message>,
}

/// A message.
#[derive(Clone, PartialEq)]
pub struct Message {
    /// Who wrote it.
    pub sender: MessageSender,
    /// Its text with its line breaks.
    pub body: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// When the person opened it; of a received one.
    pub read_at: Option<Timestamp>,
}

/// Whom a new thread is with.
#[derive(Clone, Copy, Debug)]
pub enum NewThread<'a> {
    /// The establishment of a posting.
    Posting(PostingNumber),
    /// An office, by its code.
    Office(&'a str),
}

type Line = (Uuid, String, Option<String>, Option<i64>, Option<String>, i64, i64, i64);

/// Subject, content of the posting, when it was closed, name of the office.
type HeadRow = (String, Option<String>, Option<i64>, Option<String>);

impl Conn {
    /// A page of a person's threads that have messages, the one with the newest message first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn message_threads(
        &mut self,
        account: Uuid,
        offset: i64,
        limit: i64,
    ) -> Result<Vec<MessageThread>> {
        let rows: Vec<Line> = all!(
            self,
            "SELECT t.id, t.subject, p.content, p.closed_at, o.official_name, m.newest_at, m.total, m.unread
             FROM message_thread t
             JOIN (SELECT thread, MAX(sent_at) AS newest_at, COUNT(*) AS total,
                       COUNT(CASE WHEN read_at IS NULL AND sender <> 'seeker' THEN 1 END) AS unread
                   FROM message WHERE account = $1 GROUP BY thread) AS m ON m.thread = t.id
             LEFT JOIN posting p ON p.number = t.posting
             LEFT JOIN office o ON o.code = t.office_code
             WHERE t.account = $1 ORDER BY m.newest_at DESC, t.id DESC LIMIT $2 OFFSET $3",
            account,
            limit,
            offset,
        );
        rows.into_iter().map(line).collect()
    }

    /// How many threads of a person have messages.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_message_threads(&mut self, account: Uuid) -> Result<u64> {
        let row: Option<(i64,)> =
            maybe!(self, "SELECT COUNT(DISTINCT thread) FROM message WHERE account = $1", account);
        Ok(row.map_or(0, |(count,)| count.unsigned_abs()))
    }

    /// One thread of a person; `None` when it is none of this person's, or all its messages are gone.
    ///
    /// # Errors
    /// The database fails.
    pub async fn message_thread(&mut self, account: Uuid, thread: Uuid) -> Result<Option<Thread>> {
        let head: Option<HeadRow> = maybe!(
            self,
            "SELECT t.subject, p.content, p.closed_at, o.official_name
             FROM message_thread t LEFT JOIN posting p ON p.number = t.posting
             LEFT JOIN office o ON o.code = t.office_code
             WHERE t.account = $1 AND t.id = $2",
            account,
            thread,
        );
        let Some((subject, content, closed_at, office)) = head else { return Ok(None) };
        let rows: Vec<(String, String, i64, Option<i64>)> = all!(
            self,
            "SELECT sender, body, sent_at, read_at FROM message
             WHERE account = $1 AND thread = $2 ORDER BY sent_at, id",
            account,
            thread,
        );
        let posting = content.map(|content| StoredPosting::of(&content, closed_at)).transpose()?;
        let messages = rows.into_iter().map(message).collect::<Result<Vec<_>>>()?;
        Ok((!messages.is_empty()).then_some(Thread { subject, posting, office, messages }))
    }
}

impl Tx {
    /// Opens a thread, or finds the one that the person has about this posting already.
    ///
    /// # Errors
    /// The database fails.
    pub async fn open_thread(
        &mut self,
        account: Uuid,
        with: NewThread<'_>,
        subject: &str,
        now: Timestamp,
    ) -> Result<Uuid> {
        let (posting, office) = match with {
            NewThread::Posting(number) => (Some(stored(number)), None),
            NewThread::Office(code) => (None, Some(code)),
        };
        let id = Uuid::now_v7();
        let row: Option<(Uuid,)> = maybe!(
            self,
            "INSERT INTO message_thread (id, account, posting, office_code, subject, opened_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (account, posting) WHERE posting IS NOT NULL DO UPDATE SET
                 subject = CASE WHEN message_thread.subject = '' THEN excluded.subject ELSE message_thread.subject END
             RETURNING id",
            id,
            account,
            posting,
            office,
            subject,
            micros(now),
        );
        Ok(row.map_or(id, |(known,)| known))
    }

    /// The thread of an office with this person under a subject: the one that there is, else a new one.
    ///
    /// # Errors
    /// The database fails.
    pub async fn office_thread(
        &mut self,
        account: Uuid,
        (office_code, subject): (&str, &str),
        now: Timestamp,
    ) -> Result<Uuid> {
        let known: Option<(Uuid,)> = maybe!(
            self,
            "SELECT id FROM message_thread WHERE account = $1 AND office_code = $2 AND subject = $3
             ORDER BY opened_at DESC, id DESC LIMIT 1",
            account,
            office_code,
            subject,
        );
        match known {
            Some((id,)) => Ok(id),
            None => self.open_thread(account, NewThread::Office(office_code), subject, now).await,
        }
    }

    /// True when this very text was sent to a thread of this person by an office since an instant.
    ///
    /// # Errors
    /// The database fails.
    pub async fn office_has_written(
        &mut self,
        account: Uuid,
        (thread, body): (Uuid, &str),
        since: Timestamp,
    ) -> Result<bool> {
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT CAST(COUNT(*) AS BIGINT) FROM message
             WHERE account = $1 AND thread = $2 AND sender = 'office' AND body = $3 AND sent_at >= $4",
            account,
            thread,
            body,
            micros(since),
        );
        Ok(row.is_some_and(|(count,)| count > 0))
    }

    /// Adds a message to a thread of this person. False when the thread is another's.
    ///
    /// # Errors
    /// The database fails.
    pub async fn add_message(
        &mut self,
        account: Uuid,
        thread: Uuid,
        (sender, body): (MessageSender, &str),
        now: Timestamp,
    ) -> Result<bool> {
        let touched = run!(
            self,
            "INSERT INTO message (id, thread, account, sender, body, sent_at)
             SELECT $1, t.id, t.account, $4, $5, $6 FROM message_thread t WHERE t.account = $2 AND t.id = $3",
            Uuid::now_v7(),
            account,
            thread,
            sender.code(),
            body,
            micros(now),
        );
        Ok(touched > 0)
    }

    /// Notes that the person has opened a thread: what was received up to now is read.
    ///
    /// # Errors
    /// The database fails.
    pub async fn read_messages(&mut self, account: Uuid, thread: Uuid, now: Timestamp) -> Result<()> {
        run!(
            self,
            "UPDATE message SET read_at = $3 WHERE account = $1 AND thread = $2 AND read_at IS NULL
             AND sender <> 'seeker' AND sent_at <= $3",
            account,
            thread,
            micros(now),
        );
        Ok(())
    }
}

fn line(row: Line) -> Result<MessageThread> {
    let (id, subject, content, closed_at, office, newest_at, messages, unread) = row;
    Ok(MessageThread {
        id,
        subject,
        posting: content.map(|content| StoredPosting::of(&content, closed_at)).transpose()?,
        office,
        newest_at: instant(newest_at)?,
        messages: messages.unsigned_abs(),
        unread: unread.unsigned_abs(),
    })
}

fn message((sender, body, sent_at, read_at): (String, String, i64, Option<i64>)) -> Result<Message> {
    Ok(Message {
        sender: MessageSender::from_code(&sender).ok_or(Error::Broken("message.sender"))?,
        body,
        sent_at: instant(sent_at)?,
        read_at: read_at.map(instant).transpose()?,
    })
}
