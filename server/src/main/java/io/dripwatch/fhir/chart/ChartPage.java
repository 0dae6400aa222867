package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.Paging;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Search;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

    private final ChartType<R> type;
    private final Chart chart;
    private final Shelf shelf;
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

    ChartPage(ChartType<R> type, Chart chart, Shelf shelf, ChartQuery<R> query, Search search, Instant now) {
        this.type = type;
        this.chart = chart;
        this.shelf = shelf;
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
        if (!paging.countOnly()) {
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
        for (Folder folder : folders()) {
            count += (int) resources(folder).stream().filter(query::matches).count();
        }
        return count;
    }

    /** Equipment is one folder, which stands before all others. */
    private List<Folder> folders() {
        return type.from() == ChartType.From.EQUIPMENT
                ? List.of(new Folder(0, "", Folder.Content.SESSION, null))
                : shelf.folders(type.from(), query.patients(), start.upTo());
    }

    private List<R> resources(Folder folder) {
        return type.from() == ChartType.From.EQUIPMENT ? shelf.equipment(type) : shelf.in(folder, type, start.upTo());
    }

    private void find() {
        int opened = 0;
        for (Folder folder : folders()) {
            if (folder.seq() < start.folder()) {
                continue;
            }
            boolean behind = folder.seq() == start.folder() && !start.id().isEmpty();
            for (R resource : resources(folder)) {
                String id = resource.getIdElement().getIdPart();
                if (behind) {
                    behind = !id.equals(start.id());
                } else if (query.matches(resource)) {
                    if (found.size() == paging.count()) {
                        next = last(folder);
                        return;
                    }
                    found.add(resource);
                    lastId = id;
                    lastFolder = folder.seq();
                }
            }
            if (++opened == MOST_FOLDERS) {
                next = new Position(start.upTo(), folder.seq() + 1, "");
                return;
            }
        }
    }

    private Position last(Folder current) {
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
                    if (target != null && (parts.length < 3 || parts[2].equals(target.fhirType()))) {
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
