package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.JsonBytes;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Search;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The latest Observations of each code: {@code Observation/$lastn}. */
final class Latest {
    private static final int MOST = 100;
    private static final int MOST_LOOKED_AT = 100_000;

    private final Observations source;
    private final ObservationQuery query;
    private final int max;
    private final JsonBytes out = new JsonBytes();
    private final Entries entries;

    /**
     * Reads what is wanted.
     *
     * @param search with {@code max}, how many of each code; 1 where left out
     * @throws Problem where it cannot be followed, or names neither code nor category
     */
    Latest(Observations source, Search search, Instant now) {
        this.source = source;
        List<Search.Parameter> others = new ArrayList<>();
        int most = 1;
        boolean narrowed = false;
        for (Search.Parameter parameter : search.parameters()) {
            if (parameter.name().equals("max")) {
                most = max(parameter.value());
            } else {
                others.add(parameter);
                narrowed |= parameter.name().equals("code") || parameter.name().equals("category");
            }
        }
        if (!narrowed) {
            throw new Problem(400, Problem.Issue.REQUIRED, "$lastn needs code or category beside the patient");
        }
        others.add(new Search.Parameter("resolution", "full"));
        this.max = most;
        this.query = new ObservationParameters(source, now)
                .read(
                        new Search(search.url(), others, search.handling()),
                        new PageToken(now.toEpochMilli(), PageToken.NOT_COUNTED, null));
        this.entries = new Entries(out, search.url(), false);
    }

    private static int max(String value) {
        if (!value.matches("[1-9]\\d{0,3}")) {
            throw Problem.badValue("max", value, "a number from 1");
        }
        return Math.min(Integer.parseInt(value), MOST);
    }

    /** As a searchset, code by code, the latest first; blocks. */
    Buffer bundle() {
        out.ascii("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[");
        Map<Integer, List<Lane>> groups = query.lanes(source).stream()
                .collect(Collectors.groupingBy(lane -> lane.group().rank(), TreeMap::new, Collectors.toList()));
        groups.values().forEach(this::latest);
        return out.ascii("]}").take();
    }

    /** What one group has: a panel, and pressures that were measured alone. */
    private void latest(List<Lane> lanes) {
        Course course = new Course(source, query, lanes, max);
        int[] found = new int[2];
        int lookedAt = 0;
        for (LaneReader head = course.head();
                head != null && lookedAt < MOST_LOOKED_AT && (found[0] < max || found[1] < max);
                head = course.head()) {
            Kind kind = Kind.of(head.lane().group(), head.observed().present());
            int code = kind.components().isEmpty() ? 0 : 1;
            if (found[code] < max && query.matches(head)) {
                entries.write(head);
                found[code]++;
            }
            if (!head.lane().group().isPressure() && found[0] == max) {
                return;
            }
            lookedAt++;
            course.advance();
        }
    }
}
