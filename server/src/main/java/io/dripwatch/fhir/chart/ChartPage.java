package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.Paging;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Rights;
import io.dripwatch.fhir.rest.Search;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search. The place in the journal at which the first page was made stands in the next link, and all
 * further pages are made as of that place: what happens meanwhile moves nothing.
 */
final class ChartPage<R extends Resource> {
    private static final int MOST_FOLDERS = 1000;
    private static final int MOST_SLICES = 20;
    private static final int MOST_SORTED = 5000;

    private final ChartType<R> type;
    private final Chart chart;
    private final Shelf shelf;
    private final Rights rights;
    private final ChartQuery<R> query;
    private final Search search;
    private final Instant now;
    private final Paging paging;
    private final Position start;
    private final List<R> found = new ArrayList<>();
    private @Nullable Position next;
    private String lastId = "";
    private long lastFolder;

    /**
     * Where a search stands.
     *
     * @param upTo the place in the journal as of which it is made
     * @param folder the place of the folder of the last resource that was sent; 0 for none
     * @param id of that resource; "" for none
     */
    private record Position(long upTo, long folder, String id) {
        static Position parse(String text) {
            String[] parts = text.split("~", -1);
            try {
                return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException notOurs) {
                throw Paging.badPage();
            }
        }

        String text() {
            return upTo + "~" + folder + "~" + id;
        }
    }

    /**
     * What can be seen.
     *
     * @param rights by whom
     */
    record Sight(Chart chart, Shelf shelf, Rights rights) {}

    ChartPage(ChartType<R> type, Sight sight, ChartQuery<R> query, Search search, Instant now) {
        this.type = type;
        this.chart = sight.chart;
        this.shelf = sight.shelf;
        this.rights = sight.rights;
        this.query = query;
        this.search = search;
        this.now = now;
        this.paging = Paging.of(search);
        this.start = paging.page() == null ? new Position(shelf.end(), 0, "") : Position.parse(paging.page());
    }

    Bundle bundle() {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.SEARCHSET);
        bundle.getMeta()
                .setLastUpdatedElement(
                        new InstantType(now.truncatedTo(ChronoUnit.MILLIS).toString()));
        if (paging.total() || paging.countOnly()) {
            bundle.setTotal(count());
        }
        Comparator<R> order = query.order();
        if (!paging.countOnly() && order != null) {
            findSorted(order);
        } else if (!paging.countOnly()) {
            find();
        }
        bundle.addLink().setRelation("self").setUrl(Search.link(search.url(), query.used(), null));
        if (next != null) {
            String page = Paging.encode(next.text());
            bundle.addLink().setRelation("next").setUrl(Search.link(search.url(), query.used(), page));
        }
        found.forEach(resource -> entry(bundle, resource, SearchEntryMode.MATCH));
        included().forEach(resource -> entry(bundle, resource, SearchEntryMode.INCLUDE));
        return bundle;
    }

    private int count() {
        int count = 0;
        for (Opened<R> opened : opened(0)) {
            count += (int) opened.resources().stream().filter(query::matches).count();
        }
        return count;
    }

    private Iterable<Opened<R>> opened(long from) {
        return () -> shelf.open(type, new Wanted(query.patients(), query.time(), from, start.upTo()));
    }

    private void find() {
        int most = type.from() == ChartType.From.ACCESS ? MOST_SLICES : MOST_FOLDERS;
        int count = 0;
        for (Opened<R> opened : opened(start.folder())) {
            boolean behind = opened.seq() == start.folder() && !start.id().isEmpty();
            for (R resource : opened.resources()) {
                String id = resource.getIdElement().getIdPart();
                if (behind) {
                    behind = !id.equals(start.id());
                } else if (query.matches(resource)) {
                    if (found.size() == paging.count()) {
                        next = last(opened);
                        return;
                    }
                    found.add(resource);
                    lastId = id;
                    lastFolder = opened.seq();
                }
            }
            if (++count == most) {
                next = new Position(start.upTo(), opened.last() + 1, "");
                return;
            }
        }
    }

    /** All matches are put in order anew for each page: as of one place in the journal they are the same. */
    private void findSorted(Comparator<R> order) {
        List<R> all = new ArrayList<>();
        for (Opened<R> opened : opened(0)) {
            opened.resources().stream().filter(query::matches).forEach(all::add);
            if (all.size() > MOST_SORTED) {
                throw new Problem(
                        400,
                        Problem.Issue.TOO_COSTLY,
                        "Parameter _sort: more than " + MOST_SORTED + " match; narrow the search, by date for example");
            }
        }
        all.sort(order);
        List<String> ids = all.stream()
                .map(resource -> resource.getIdElement().getIdPart())
                .toList();
        int from = ids.indexOf(start.id()) + 1;
        int to = Math.min(from + paging.count(), all.size());
        found.addAll(all.subList(from, to));
        next = to < all.size() ? new Position(start.upTo(), 0, ids.get(to - 1)) : null;
    }

    private Position last(Opened<R> current) {
        return lastId.isEmpty()
                ? new Position(start.upTo(), current.seq(), start.id())
                : new Position(start.upTo(), lastFolder, lastId);
    }

    private List<Resource> included() {
        Map<String, Resource> included = new LinkedHashMap<>();
        for (Search.Parameter include : query.includes()) {
            for (R resource : found) {
                for (Resource other : related(include, resource)) {
                    included.putIfAbsent(
                            other.fhirType() + "/" + other.getIdElement().getIdPart(), other);
                }
            }
        }
        return List.copyOf(included.values());
    }

    private List<Resource> related(Search.Parameter include, R resource) {
        String[] parts = include.value().split(":", 3);
        if (include.name().equals("_revinclude")) {
            if (!include.value().equals("Provenance:target")) {
                throw Problem.badValue("_revinclude", include.value(), "Provenance:target");
            }
            return provenance(resource);
        }
        List<Resource> related = new ArrayList<>();
        for (Parameter<R> known : type.parameters()) {
            boolean meant = parts.length > 1 && parts[0].equals(type.name()) && parts[1].equals(known.name());
            if (known.sort() == Parameter.Sort.REFERENCE && meant) {
                for (Object value : known.values().apply(resource)) {
                    Resource target = chart.follow((Reference) value);
                    if (target != null
                            && rights.reads(target.fhirType())
                            && (parts.length < 3 || parts[2].equals(target.fhirType()))) {
                        related.add(target);
                    }
                }
                return related;
            }
        }
        throw Problem.badValue(
                "_include", include.value(), "a reference of " + type.name() + " such as " + type.name() + ":patient");
    }

    private List<Resource> provenance(R resource) {
        if (type.from() != ChartType.From.SESSION) {
            return List.of();
        }
        String target = type.name() + "/" + resource.getIdElement().getIdPart();
        Folder folder = shelf.folderAt(Long.parseLong(resource.getIdElement().getIdPart()));
        ChartType<?> provenance = ChartType.ofName("Provenance");
        if (folder == null || provenance == null) {
            return List.of();
        }
        List<Resource> steps = new ArrayList<>();
        for (Resource step : shelf.in(folder, provenance, start.upTo())) {
            if (((Provenance) step)
                    .getTarget().stream().anyMatch(reference -> target.equals(reference.getReference()))) {
                steps.add(step);
            }
        }
        return steps;
    }

    private void entry(Bundle bundle, Resource resource, SearchEntryMode mode) {
        String base =
                search.url().substring(0, search.url().length() - type.name().length());
        bundle.addEntry()
                .setFullUrl(base + resource.fhirType() + "/"
                        + resource.getIdElement().getIdPart())
                .setResource(resource)
                .getSearch()
                .setMode(mode);
    }
}
