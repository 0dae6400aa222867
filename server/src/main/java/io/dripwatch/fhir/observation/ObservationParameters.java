package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.DateValue;
import io.dripwatch.fhir.rest.Escapes;
import io.dripwatch.fhir.rest.Paging;
import io.dripwatch.fhir.rest.PatientIds;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.fhir.rest.Search.Parameter;
import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.fhir.rest.Spans.Span;
import io.dripwatch.fhir.rest.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a search of Observations. A parameter that is repeated must match each time. */
final class ObservationParameters {
    private static final String RESOLUTION = "resolution";
    private static final String REVINCLUDE = "_revinclude";
    private static final List<String> OWN = List.of(
            "patient",
            "subject",
            "encounter",
            "device",
            "code",
            "combo-code",
            "component-code",
            "category",
            "date",
            "status",
            RESOLUTION,
            "_id",
            "_lastUpdated",
            "_sort",
            REVINCLUDE);
    private static final List<String> KNOWN =
            Stream.concat(OWN.stream(), Paging.PARAMETERS.stream()).toList();
    private static final Set<String> FHIR_STATUSES = Set.of(
            "registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown");

    private final Observations source;
    private final Instant now;
    private final List<Parameter> used = new ArrayList<>();
    private @Nullable Set<Long> patients;
    private @Nullable Set<ObservationId> ids;
    private @Nullable Set<Long> visits;
    private @Nullable Set<String> devices;
    private final Set<Kind> kinds = new HashSet<>(Kind.all());
    private final Set<Status> statuses = EnumSet.allOf(Status.class);
    private Spans spans = Spans.ALL;
    private Spans updated = Spans.ALL;
    private boolean full;
    private boolean provenance;
    private boolean newestFirst = true;

    private enum Resolution {
        CHARTED,
        FULL
    }

    /**
     * A reader of one search.
     *
     * @param source to look patients up in
     * @param now when the first page was asked for
     */
    ObservationParameters(Observations source, Instant now) {
        this.source = source;
        this.now = now;
    }

    /**
     * Reads all of them.
     *
     * @throws Problem naming the parameter that cannot be followed
     */
    ObservationQuery read(Search search, PageToken start) {
        ObservationQuery query = filter(search, start);
        if (patients == null && ids == null && visits == null) {
            throw new Problem(
                    400,
                    Problem.Issue.REQUIRED,
                    "A search of Observations needs patient, subject or encounter (or _id): the store of all"
                            + " patients is not searched at once");
        }
        return query;
    }

    /**
     * The same where it is said elsewhere whose.
     *
     * @throws Problem naming the parameter that cannot be followed
     */
    ObservationQuery filter(Search search, PageToken start) {
        for (Parameter parameter : search.parameters()) {
            if (read(search, parameter)) {
                used.add(parameter);
            }
        }
        return new ObservationQuery(
                patients,
                ids,
                visits,
                devices,
                Set.copyOf(kinds),
                EnumSet.copyOf(statuses),
                spans,
                updated,
                full || ids != null,
                newestFirst,
                start);
    }

    /** The parameters that were understood. Identifiers of patients are replaced by ids, to stay out of addresses. */
    List<Parameter> used() {
        return used;
    }

    /** Whether it is wanted where they come from. */
    boolean provenance() {
        return provenance;
    }

    private void provenance(Parameter parameter) {
        if (!parameter.value().equals("Provenance:target")) {
            throw Problem.badValue(REVINCLUDE, parameter.value(), "Provenance:target");
        }
        provenance = true;
    }

    private boolean read(Search search, Parameter parameter) {
        switch (parameter.name()) {
            case "patient", "subject", "patient:Patient", "subject:Patient" -> patients(references(parameter, search));
            case "patient.identifier",
                    "subject.identifier",
                    "patient:identifier",
                    "subject:identifier",
                    "subject:Patient.identifier",
                    "patient:Patient.identifier" -> {
                patients(identified(parameter));
                used.add(new Parameter("patient", known()));
                return false;
            }
            case "encounter", "encounter:Encounter" -> visits(parameter, search);
            case "device", "device:Device" ->
                devices = and(devices, targets(parameter, search, "Device").toList());
            case "code", "combo-code" -> codes(parameter, Kind::carries);
            case "component-code" -> codes(parameter, Kind::hasComponent);
            case "category" -> {
                List<Token> tokens = parameter.tokens();
                kinds.removeIf(kind -> tokens.stream()
                        .noneMatch(token -> token.means(kind.category().coding())));
            }
            case "status" -> status(parameter);
            case "date" -> spans = spans.and(moments(parameter));
            case "_lastUpdated" -> updated = updated.and(moments(parameter));
            case RESOLUTION ->
                full = parameter.word(Resolution.class, parameter.value(), "charted or full") == Resolution.FULL;
            case "_id" -> ids(parameter);
            case REVINCLUDE -> provenance(parameter);
            case "_sort" -> newestFirst = sort(parameter);
            default -> {
                return Paging.PARAMETERS.contains(parameter.name()) || unknown(search, parameter);
            }
        }
        return true;
    }

    private static boolean unknown(Search search, Parameter parameter) {
        search.unknown(parameter, KNOWN);
        return false;
    }

    private void patients(Set<Long> more) {
        if (patients == null) {
            patients = more;
        } else {
            patients.retainAll(more);
        }
    }

    private static Set<Long> references(Parameter parameter, Search search) {
        return targets(parameter, search, "Patient")
                .map(PatientIds::key)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The ids in references to resources of a type: bare, relative or with our own address. */
    private static Stream<String> targets(Parameter parameter, Search search, String type) {
        String own = search.url().replaceAll("Observation$", "");
        String prefix = type + "/";
        return parameter.values().stream()
                .map(Escapes::undo)
                .map(value -> value.startsWith(own) ? value.substring(own.length()) : value)
                .map(value -> value.startsWith(prefix) ? value.substring(prefix.length()) : value);
    }

    private Set<Long> identified(Parameter parameter) {
        Set<Long> found = new TreeSet<>();
        for (Token token : parameter.tokens()) {
            PatientIds.find(source.history(), token, parameter.name()).forEach(patient -> found.add(patient.key()));
        }
        return found;
    }

    /** No patient has the key 0, so that the next page finds nobody either where nobody was found. */
    private String known() {
        return patients == null || patients.isEmpty()
                ? "0"
                : patients.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private void status(Parameter parameter) {
        List<Token> tokens = parameter.tokens();
        for (Token token : tokens) {
            if (!FHIR_STATUSES.contains(token.code())) {
                throw Problem.badValue("status", token.code(), "a status of an Observation such as final");
            }
        }
        statuses.removeIf(status -> tokens.stream().noneMatch(token -> token.means(Status.SYSTEM, status.code())));
    }

    private Spans moments(Parameter parameter) {
        List<Span> any = new ArrayList<>();
        for (String value : parameter.values()) {
            any.addAll(DateValue.parse(parameter.name(), value).moments(now).list());
        }
        return Spans.of(any);
    }

    private void codes(Parameter parameter, BiPredicate<Kind, Token> carries) {
        List<Token> tokens = parameter.tokens();
        kinds.removeIf(kind -> tokens.stream().noneMatch(token -> carries.test(kind, token)));
    }

    private void visits(Parameter parameter, Search search) {
        List<Long> keys = targets(parameter, search, "Encounter")
                .map(PatientIds::key)
                .filter(Objects::nonNull)
                .toList();
        visits = and(visits, keys);
    }

    private static <T> Set<T> and(@Nullable Set<T> before, List<T> more) {
        Set<T> both = new HashSet<>(more);
        if (before != null) {
            both.retainAll(before);
        }
        return both;
    }

    private void ids(Parameter parameter) {
        Set<ObservationId> named = new HashSet<>();
        for (String value : parameter.values()) {
            ObservationId id = ObservationId.parse(Escapes.undo(value));
            if (id != null) {
                named.add(id);
            }
        }
        if (ids == null) {
            ids = named;
        } else {
            ids.retainAll(named);
        }
    }

    private static boolean sort(Parameter parameter) {
        return switch (parameter.value()) {
            case "-date" -> true;
            case "date" -> false;
            default -> throw Problem.badValue("_sort", parameter.value(), "date or -date");
        };
    }
}
