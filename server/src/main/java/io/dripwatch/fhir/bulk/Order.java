package io.dripwatch.fhir.bulk;

import io.dripwatch.fhir.rest.DateValue;
import io.dripwatch.fhir.rest.Escapes;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Rights;
import io.dripwatch.fhir.rest.Search;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What somebody wants to have exported.
 *
 * @param request the address that was asked, for the manifest
 * @param base the address of the API as the client knows it
 * @param atMs when it was asked, epoch milliseconds: nothing that came later is in the files
 * @param upTo the last place in the journal at that time
 * @param sinceMs only what changed at this moment or later, epoch milliseconds
 * @param types of the resources
 * @param group the id of the Group whose members alone are wanted; "" for all
 * @param by for whom it is made; nobody else gets it
 * @param full whether all Observations, or only those of the chart of one a minute
 */
public record Order(
        String request,
        String base,
        long atMs,
        long upTo,
        long sinceMs,
        Set<String> types,
        String group,
        String by,
        boolean full) {
    private static final Set<String> FORMATS =
            Set.of("application/fhir+ndjson", "application/ndjson", "ndjson", "application/fhir ndjson");

    public Order {
        types = Set.copyOf(types);
    }

    /**
     * Reads an order.
     *
     * @param search the parameters, under the address that was asked
     * @param known the types there are
     * @param rights what whoever asks may see: of the rest nothing is exported
     * @param upTo the last place in the journal
     * @throws Problem naming the parameter that cannot be followed
     */
    public static Order read(Search search, String base, Set<String> known, Rights rights, Instant now, long upTo) {
        long since = Long.MIN_VALUE;
        long until = now.toEpochMilli();
        Set<String> types = known.stream().filter(rights::searches).collect(Collectors.toSet());
        boolean full = false;
        for (Search.Parameter parameter : search.parameters()) {
            switch (parameter.name()) {
                case "_outputFormat" -> format(parameter);
                case "_since" -> since = moment(parameter);
                case "_until" -> until = Math.min(until, moment(parameter));
                case "_type" -> types = types(parameter, known, rights);
                case "resolution" -> full = full(parameter);
                default -> unknown(search, parameter);
            }
        }
        if (types.isEmpty()) {
            throw Problem.forbidden("*", "s");
        }
        String request = Search.link(search.url(), search.parameters(), null);
        return new Order(request, base, until, upTo, since, types, "", rights.account(), full);
    }

    /** The same of the members of a Group; who saw what is not about one patient. */
    public Order ofGroup(String id) {
        Set<String> its =
                types.stream().filter(type -> !type.equals("AuditEvent")).collect(Collectors.toSet());
        return new Order(request, base, atMs, upTo, sinceMs, its, id, by, full);
    }

    private static void format(Search.Parameter parameter) {
        if (!FORMATS.contains(parameter.value())) {
            throw Problem.badValue("_outputFormat", parameter.value(), "application/fhir+ndjson");
        }
    }

    private static long moment(Search.Parameter parameter) {
        return DateValue.parse(parameter.name(), parameter.value()).range().fromMs();
    }

    private static boolean full(Search.Parameter parameter) {
        return switch (parameter.value()) {
            case "full" -> true;
            case "charted" -> false;
            default -> throw Problem.badValue("resolution", parameter.value(), "charted or full");
        };
    }

    private static Set<String> types(Search.Parameter parameter, Set<String> known, Rights rights) {
        Set<String> wanted = new TreeSet<>();
        for (String value : parameter.values()) {
            String type = Escapes.undo(value);
            if (!known.contains(type)) {
                throw Problem.badValue("_type", type, "types of resources that are here, such as Observation");
            }
            if (!rights.searches(type)) {
                rights.part(type, "$export", true);
                throw Problem.forbidden(type, "s");
            }
            wanted.add(type);
        }
        return wanted;
    }

    private static void unknown(Search search, Search.Parameter parameter) {
        if (!search.lenient()) {
            throw new Problem(
                    400,
                    Problem.Issue.NOT_SUPPORTED,
                    "Parameter " + parameter.name() + " is not supported by an export; with Prefer: handling=lenient"
                            + " it is passed over");
        }
    }

    /** The types in the order in which their files are made. */
    List<String> inOrder() {
        return types.stream().sorted().toList();
    }
}
