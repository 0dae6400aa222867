package io.dripwatch.fhir.bulk;

import io.dripwatch.fhir.rest.Rendering;
import io.dripwatch.fhir.rest.Rights;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.fhir.rest.Search.Handling;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody wants to have exported.
 *
 * @param request the address that was asked, for the manifest
 * @param base the address of the API as the client knows it
 * @param by for whom it is made; nobody else gets it
 * @param atMs when it was asked, epoch milliseconds: nothing that came later is in the files
 * @param upTo the last place in the journal at that time
 * @param sinceMs only what changed at this moment or later, epoch milliseconds
 * @param part of the chart
 */
public record Order(String request, String base, String by, long atMs, long upTo, long sinceMs, Part part) {

    /**
     * Which part of the chart is wanted.
     *
     * @param types of the resources
     * @param group the id of the Group whose members alone are wanted; "" for all
     * @param patients the ids of the patients who alone are wanted; empty for all
     * @param filters for a type the searches of which a resource must match one; types without any come whole
     * @param elements the only ones that are wanted beside mandatory ones, such as {@code status} or {@code
     *     Patient.name}; empty for all
     * @param full whether all Observations, or only those of the chart of one a minute
     */
    public record Part(
            Set<String> types,
            String group,
            Set<String> patients,
            Map<String, List<List<Search.Parameter>>> filters,
            List<String> elements,
            boolean full) {
        /** What is about no patient, and so not in an export of some. */
        private static final String ACCESSES = "AuditEvent";

        public Part {
            types = Set.copyOf(types);
            patients = Set.copyOf(patients);
            filters = Map.copyOf(filters);
            elements = List.copyOf(elements);
        }

        /** The same of some patients alone. */
        Part of(String id) {
            Set<String> its =
                    types.stream().filter(type -> !type.equals(ACCESSES)).collect(Collectors.toSet());
            return new Part(its, id, patients, filters, elements, full);
        }
    }

    /**
     * Reads an order.
     *
     * @param search the parameters, under the address that was asked
     * @param inBody whether they came in a body, and so are no part of the address
     * @param known the types there are
     * @param rights what whoever asks may see: of the rest nothing is exported
     * @param upTo the last place in the journal
     * @throws io.dripwatch.fhir.rest.Problem naming the parameter that cannot be followed
     */
    public static Order read(
            Search search, boolean inBody, String base, Set<String> known, Rights rights, Instant now, long upTo) {
        OrderParameters read = new OrderParameters(search, known, rights);
        String request = inBody ? search.url() : Search.link(search.url(), search.parameters(), null);
        long until = Math.min(now.toEpochMilli(), read.untilMs());
        return new Order(request, base, rights.account(), until, upTo, read.sinceMs(), read.part());
    }

    /** The same of the members of a Group; who saw what is not about one patient. */
    public Order ofGroup(String id) {
        return new Order(request, base, by, atMs, upTo, sinceMs, part.of(id));
    }

    /** The searches of which a resource of a type must match one; none where all of them are wanted. */
    public List<Search> searches(String type) {
        return part.filters().getOrDefault(type, List.of()).stream()
                .map(parameters -> new Search(base + "/" + type, resolved(type, parameters), Handling.STRICT))
                .toList();
    }

    /** How many Observations are wanted is said by the order, unless the search says so itself. */
    private List<Search.Parameter> resolved(String type, List<Search.Parameter> parameters) {
        boolean said =
                parameters.stream().anyMatch(parameter -> parameter.name().equals("resolution"));
        return !part.full() || said || !type.equals("Observation")
                ? parameters
                : Stream.concat(parameters.stream(), Stream.of(new Search.Parameter("resolution", "full")))
                        .toList();
    }

    /** How resources of a type are written. */
    public Rendering rendering(String type) {
        List<String> its = part.elements().stream()
                .filter(element -> element.startsWith(type + ".") || element.indexOf('.') < 0)
                .map(element -> element.substring(element.indexOf('.') + 1))
                .toList();
        return new Rendering(false, false, its);
    }

    /** When everything that is in the files had come. */
    public Instant at() {
        return Instant.ofEpochMilli(atMs);
    }

    /** The types in the order in which their files are made. */
    List<String> inOrder() {
        return part.types().stream().sorted().toList();
    }
}
