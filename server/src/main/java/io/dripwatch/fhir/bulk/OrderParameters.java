package io.dripwatch.fhir.bulk;

import io.dripwatch.fhir.rest.DateValue;
import io.dripwatch.fhir.rest.Escapes;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Rights;
import io.dripwatch.fhir.rest.Search;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the parameters of an export (Bulk Data Access 2.0.0, and {@code _until} of 3.0.0). */
final class OrderParameters {
    private static final Set<String> FORMATS =
            Set.of("application/fhir+ndjson", "application/ndjson", "ndjson", "application/fhir ndjson");
    private static final Pattern ELEMENT = Pattern.compile("([A-Z][A-Za-z]{0,63}\\.)?[a-z][A-Za-z0-9]{0,63}");
    private static final Pattern PATIENT = Pattern.compile("(Patient/)?[A-Za-z0-9.-]{1,64}");
    private static final int MOST_FILTERS = 100;

    private final Search search;
    private final Set<String> known;
    private final Rights rights;
    private final Map<String, List<List<Search.Parameter>>> filters = new HashMap<>();
    private final List<String> elements = new ArrayList<>();
    private final Set<String> patients = new HashSet<>();
    private Set<String> types;
    private long sinceMs = Long.MIN_VALUE;
    private long untilMs = Long.MAX_VALUE;
    private boolean full;

    /**
     * Reads them.
     *
     * @throws Problem naming the parameter that cannot be followed
     */
    OrderParameters(Search search, Set<String> known, Rights rights) {
        this.search = search;
        this.known = known;
        this.rights = rights;
        this.types = known.stream().filter(rights::searches).collect(Collectors.toSet());
        search.parameters().forEach(this::read);
        if (types.isEmpty()) {
            throw Problem.forbidden("*", "s");
        }
        for (String type : filters.keySet()) {
            if (!types.contains(type)) {
                throw Problem.badValue("_typeFilter", type, "types of resources that are exported");
            }
        }
    }

    long sinceMs() {
        return sinceMs;
    }

    long untilMs() {
        return untilMs;
    }

    Order.Part part() {
        Order.Part part = new Order.Part(types, "", patients, filters, elements, full);
        return patients.isEmpty() ? part : part.of("");
    }

    private void read(Search.Parameter parameter) {
        switch (parameter.name()) {
            case "_outputFormat" -> format(parameter);
            case "_since" -> sinceMs = moment(parameter);
            case "_until" -> untilMs = moment(parameter);
            case "_type" -> types = types(parameter);
            case "_typeFilter" -> commas(parameter).forEach(this::filter);
            case "_elements" -> commas(parameter).forEach(this::element);
            case "patient" -> commas(parameter).forEach(this::patient);
            case "resolution" -> full = full(parameter);
            default -> unknown(parameter);
        }
    }

    private static Stream<String> commas(Search.Parameter parameter) {
        return parameter.values().stream().map(Escapes::undo).map(String::strip);
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

    private Set<String> types(Search.Parameter parameter) {
        Set<String> wanted = new TreeSet<>();
        commas(parameter).forEach(type -> {
            if (!known.contains(type)) {
                throw Problem.badValue("_type", type, "types of resources that are here, such as Observation");
            }
            if (!rights.searches(type)) {
                rights.part(type, "$export", true);
                throw Problem.forbidden(type, "s");
            }
            wanted.add(type);
        });
        return wanted;
    }

    /** A search such as {@code Observation?code=8867-4}; a comma in it is escaped, or percent-encoded twice. */
    private void filter(String text) {
        int mark = text.indexOf('?');
        String type = mark < 0 ? "" : text.substring(0, mark);
        if (!known.contains(type) || mark == text.length() - 1) {
            throw Problem.badValue("_typeFilter", text, "a search such as Observation?code=8867-4");
        }
        List<List<Search.Parameter>> its = filters.computeIfAbsent(type, unused -> new ArrayList<>());
        its.add(Search.Parameter.inQuery(text.substring(mark + 1)));
        if (its.size() > MOST_FILTERS) {
            throw Problem.badValue("_typeFilter", type, "at most " + MOST_FILTERS + " searches of a type");
        }
    }

    private void element(String text) {
        if (!ELEMENT.matcher(text).matches()) {
            throw Problem.badValue("_elements", text, "names of elements at the top such as status or Patient.name");
        }
        elements.add(text);
    }

    private void patient(String text) {
        if (!PATIENT.matcher(text).matches()) {
            throw Problem.badValue("patient", text, "references to patients such as Patient/12");
        }
        patients.add(text.substring(text.indexOf('/') + 1));
    }

    private void unknown(Search.Parameter parameter) {
        if (!search.lenient()) {
            throw new Problem(
                    400,
                    Problem.Issue.NOT_SUPPORTED,
                    "Parameter " + parameter.name() + " is not supported by an export; with Prefer: handling=lenient"
                            + " it is passed over");
        }
    }
}
