package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Chunks;
import io.dripwatch.fhir.rest.JsonBytes;
import io.dripwatch.fhir.rest.Paging;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.fhir.rest.Search.Parameter;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a search of Observations, made chunk by chunk: a chunk and a slice of each lane in memory, no more. */
public final class ObservationPage implements Chunks {
    private static final int CHUNK = 256 * 1024;
    private static final int ROOM_FOR_THE_LAST = 4 * 1024;
    private static final int MOST_LOOKED_AT = 200_000;

    private final String url;
    private final List<Parameter> used;
    private final ObservationQuery query;
    private final Course course;
    private final int count;
    private final long total;
    private final JsonBytes out = new JsonBytes(CHUNK + ROOM_FOR_THE_LAST);
    private final Entries entries;
    private final boolean provenance;
    private int written;
    private int lookedAt;
    private @Nullable ObservationId last;
    private boolean done;

    /**
     * Begins a page; reads from the store.
     *
     * @throws Problem where the search cannot be followed
     */
    ObservationPage(Observations source, Search search, Instant now) {
        Paging paging = Paging.of(search);
        String page = paging.page();
        PageToken start =
                page == null ? new PageToken(now.toEpochMilli(), PageToken.NOT_COUNTED, null) : PageToken.parse(page);
        ObservationParameters parameters = new ObservationParameters(source, Instant.ofEpochMilli(start.snapshotMs()));
        this.url = search.url();
        this.query = parameters.read(search, start);
        this.used = parameters.used();
        this.provenance = parameters.provenance();
        this.count = paging.countOnly() ? 0 : paging.count();
        List<Lane> lanes = query.lanes(source);
        boolean counting = (paging.total() || paging.countOnly()) && start.total() == PageToken.NOT_COUNTED;
        this.total = counting ? count(new Course(source, query, lanes, Paging.MOST)) : start.total();
        this.course = new Course(source, query, count == 0 ? List.of() : lanes, count);
        this.entries = new Entries(out, url, false);
        begin(start);
    }

    private long count(Course all) {
        long matches = 0;
        for (LaneReader head = all.head(); head != null; head = all.head()) {
            if (query.matches(head)) {
                matches++;
            }
            all.advance();
        }
        return matches;
    }

    private void begin(PageToken start) {
        out.ascii("{\"resourceType\":\"Bundle\",\"meta\":{\"lastUpdated\":\"").instant(start.snapshotMs());
        out.ascii("\"},\"type\":\"searchset\"");
        if (total != PageToken.NOT_COUNTED) {
            out.ascii(",\"total\":").number(total);
        }
    }

    @Override
    public Buffer next() {
        while (!done && out.size() < CHUNK) {
            step();
        }
        return out.take();
    }

    @Override
    public boolean done() {
        return done;
    }

    private void step() {
        LaneReader head = course.head();
        if (head == null) {
            end(null);
        } else if (written == count || lookedAt == MOST_LOOKED_AT) {
            end(new PageToken(query.start().snapshotMs(), total, last));
        } else {
            if (query.matches(head)) {
                entry(head);
            }
            lookedAt++;
            last = head.id();
            course.advance();
        }
    }

    private void entry(LaneReader head) {
        out.ascii(written == 0 ? ",\"entry\":[" : "");
        entries.write(head);
        if (provenance) {
            entries.provenance(head);
        }
        written++;
    }

    /** Only now is it known whether there is a next page; the order of members means nothing in JSON. */
    private void end(@Nullable PageToken next) {
        out.ascii(written == 0 ? "" : "]").ascii(",\"link\":[");
        link("self", Search.link(url, used, null));
        if (next != null) {
            out.ascii(",");
            link("next", Search.link(url, used, Paging.encode(next.text())));
        }
        out.ascii("]}");
        done = true;
    }

    private void link(String relation, String address) {
        out.ascii("{\"relation\":\"")
                .ascii(relation)
                .ascii("\",\"url\":")
                .string(address)
                .ascii("}");
    }
}
