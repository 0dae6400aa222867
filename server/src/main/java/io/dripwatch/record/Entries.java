package io.dripwatch.record;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The journal for those who retell it, entry by entry and as of a place in it. Every method blocks, may be called from
 * any thread that may, and throws {@link RecordUnavailable} where the store does not answer.
 */
public final class Entries {
    private final JournalReader journal;

    private interface Question<T> {
        T ask() throws SQLException;
    }

    public Entries(JournalReader journal) {
        this.journal = journal;
    }

    /** The last place in the journal; 0 where nothing has happened yet. */
    public long lastSeq() {
        return answer(journal::lastSeq);
    }

    /** As {@link JournalReader#entries}. */
    public List<Entry> of(String subject, long upTo) {
        return answer(() -> journal.entries(subject, upTo));
    }

    /** As {@link JournalReader#beginnings}. */
    public List<Entry> beginnings(long after) {
        return answer(() -> journal.beginnings(after));
    }

    /** As {@link JournalReader#subjectAt}. */
    public @Nullable String subjectAt(long seq) {
        return answer(() -> Optional.ofNullable(journal.subjectAt(seq))).orElse(null);
    }

    /** As {@link JournalReader#found}; {@link Found#AT_ONCE} where there is nothing. */
    public Found found(String subject) {
        return answer(() -> Optional.ofNullable(journal.found(subject))).orElse(Found.AT_ONCE);
    }

    /** As {@link JournalReader#alarms}. */
    public List<Entry> alarms(String session, long after) {
        return answer(() -> journal.alarms(session, after));
    }

    /** As {@link JournalReader#alarmsBehind}. */
    public List<Entry> alarmsBehind(long after) {
        return answer(() -> journal.alarmsBehind(after));
    }

    /** As {@link JournalReader#turns}. */
    public List<Entry> turns(long after, long upTo) {
        return answer(() -> journal.turns(after, upTo));
    }

    /** As {@link JournalReader#accesses(long, long, long, long, int)}. */
    public List<Entry> accesses(long after, long upTo, long fromMs, long toMs, int most) {
        return answer(() -> journal.accesses(after, upTo, fromMs, toMs, most));
    }

    private static <T> T answer(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw new RecordUnavailable(e);
        }
    }
}
