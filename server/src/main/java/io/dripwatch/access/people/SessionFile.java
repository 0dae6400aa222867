package io.dripwatch.access.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dripwatch.access.file.FileUnusable;
import io.dripwatch.access.file.SmallFile;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in where, so that no screen goes dark because the server starts again. Not in backups: what comes back
 * from one has other screens.
 */
public final class SessionFile {
    /** Its name in a data directory. */
    public static final String NAME = "screens-signed-in.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SmallFile file;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Until(String until, @Nullable String atProvider) {
        Until(Shift shift) {
            this(shift.until().toString(), shift.atProvider());
        }

        Shift shift() {
            return new Shift(Instant.parse(until), atProvider);
        }
    }

    private record Entry(String sha256, String account, String proven, Map<String, Until> shifts) {
        Entry(Session session) {
            this(
                    session.hash(),
                    session.account(),
                    session.proven().toString(),
                    session.shifts().entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, each -> new Until(each.getValue()))));
        }

        /** Locked: who comes back after a restart proves that it is still them. */
        Session session() {
            Map<String, Shift> kept = shifts.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, each -> each.getValue().shift()));
            return new Session(sha256, account, Instant.parse(proven), kept, Instant.EPOCH, true, 0, Instant.EPOCH);
        }
    }

    private record Content(List<Entry> sessions) {}

    /** @param data the data directory */
    public SessionFile(Path data) {
        this.file = new SmallFile(data, NAME);
    }

    /**
     * Those that were kept; all of them locked.
     *
     * @throws FileUnusable where the file cannot be read
     */
    List<Session> sessions() {
        String text = file.text();
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            return JSON.readValue(text, Content.class).sessions().stream()
                    .map(Entry::session)
                    .toList();
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException | NullPointerException e) {
            throw file.unusable("holds no sessions", e);
        }
    }

    /** @throws FileUnusable where it cannot be written */
    void keep(Collection<Session> sessions) {
        List<Entry> entries = new ArrayList<>();
        sessions.forEach(session -> entries.add(new Entry(session)));
        file.change(before -> {
            try {
                return JSON.writeValueAsString(new Content(entries));
            } catch (JsonProcessingException e) {
                throw file.unusable("cannot be written", e);
            }
        });
    }
}
