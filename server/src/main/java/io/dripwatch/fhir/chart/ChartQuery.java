package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.Coding;
import io.dripwatch.fhir.rest.DateValue;
import io.dripwatch.fhir.rest.Escapes;
import io.dripwatch.fhir.rest.Paging;
import io.dripwatch.fhir.rest.PatientIds;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.fhir.rest.Spans.Span;
import io.dripwatch.fhir.rest.Token;
import io.dripwatch.trend.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Which resources of a type are wanted. A parameter that is repeated must match each time. */
final class ChartQuery<R extends Resource> {
    private static final List<String> RESULTS = List.of("_include", "_revinclude", "_elements");

    private final ChartType<R> type;
    private final History history;
    private final Search search;
    private final Instant now;
    private final List<Search.Parameter> used = new ArrayList<>();
    private final List<Search.Parameter> includes = new ArrayList<>();
    private @Nullable Set<String> ids;
    private @Nullable Set<Long> patients;
    private @Nullable Comparator<R> order;
    private Spans within = Spans.ALL;
    private Predicate<R> wanted = resource -> true;

    /**
     * Reads a search.
     *
     * @throws io.dripwatch.fhir.rest.Problem naming the parameter that cannot be followed
     */
    ChartQuery(ChartType<R> type, History history, Search search, Instant now) {
        this.type = type;
        this.history = history;
        this.search = search;
        this.now = now;
        search.parameters().forEach(this::read);
    }

    /** The parameters that were understood; identifiers of patients are replaced by ids, to stay out of addresses. */
    List<Search.Parameter> used() {
        return used;
    }

    /** {@code _include} and {@code _revinclude}. */
    List<Search.Parameter> includes() {
        return includes;
    }

    /** The ids that are wanted; null for any. */
    @Nullable
    Set<String> ids() {
        return ids;
    }

    /** The keys of the patients that are wanted; null for any. */
    @Nullable
    Set<Long> patients() {
        return patients;
    }

    /** In which order they are wanted; null for that in which they began. */
    @Nullable
    Comparator<R> order() {
        return order;
    }

    /** From the first to the last moment that is wanted of what happens at a moment. */
    Span time() {
        List<Span> spans = within.list();
        return spans.isEmpty()
                ? new Span(0, 0)
                : new Span(spans.get(0).fromMs(), spans.get(spans.size() - 1).toMs());
    }

    boolean matches(R resource) {
        return (ids == null || ids.contains(resource.getIdElement().getIdPart())) && wanted.test(resource);
    }

    private void read(Search.Parameter parameter) {
        String name = parameter.name();
        if (name.equals("_id")) {
            retain(parameter.values().stream().map(Escapes::undo).collect(Collectors.toCollection(HashSet::new)));
        } else if (name.equals("_lastUpdated")) {
            dates(parameter, resource -> Parameter.span(resource.getMeta().getLastUpdatedElement()));
        } else if (name.equals("_sort")) {
            sort(parameter);
        } else if (name.equals("_include") || name.equals("_revinclude")) {
            includes.add(parameter);
        } else if (!Paging.PARAMETERS.contains(name) && !RESULTS.contains(name)) {
            if (!own(parameter)) {
                search.unknown(
                        parameter,
                        Stream.concat(type.words(), Paging.PARAMETERS.stream()).toList());
                return;
            }
            if (name.contains("identifier") && !name.equals("identifier")) {
                return;
            }
        }
        used.add(parameter);
    }

    /** By when they began, at the same moment in the order in which they stand in the record. */
    private void sort(Search.Parameter parameter) {
        boolean newestFirst = parameter.value().startsWith("-");
        String by = newestFirst ? parameter.value().substring(1) : parameter.value();
        Comparator<R> times = Comparator.comparingLong(resource -> beginning(resource, by, parameter));
        order = newestFirst ? times.reversed() : times;
        if (!by.equals("_lastUpdated") && type.parameters().stream().noneMatch(known -> isDate(known, by))) {
            throw unsorted(parameter);
        }
    }

    private long beginning(R resource, String by, Search.Parameter parameter) {
        if (by.equals("_lastUpdated")) {
            return Parameter.span(resource.getMeta().getLastUpdatedElement()).fromMs();
        }
        return type.parameters().stream()
                .filter(known -> isDate(known, by))
                .map(known -> ((Span) known.values().apply(resource).get(0)).fromMs())
                .findFirst()
                .orElseThrow(() -> unsorted(parameter));
    }

    private static boolean isDate(Parameter<?> known, String name) {
        return known.sort() == Parameter.Sort.DATE && known.name().equals(name);
    }

    private Problem unsorted(Search.Parameter parameter) {
        String dates = type.parameters().stream()
                .filter(known -> known.sort() == Parameter.Sort.DATE)
                .map(Parameter::name)
                .collect(Collectors.joining(", "));
        return Problem.badValue("_sort", parameter.value(), dates.isEmpty() ? "nothing" : dates + " or _lastUpdated");
    }

    private void retain(Set<String> more) {
        if (ids == null) {
            ids = more;
        } else {
            ids.retainAll(more);
        }
    }

    private boolean own(Search.Parameter parameter) {
        for (Parameter<R> known : type.parameters()) {
            String name = known.name();
            if (parameter.name().equals(name) || parameter.name().equals(name + ":Patient")) {
                follow(known, parameter);
                return true;
            }
            boolean person = name.equals("patient") || name.equals("subject");
            if (person
                    && (parameter.name().equals(name + ":identifier")
                            || parameter.name().equals(name + ".identifier"))) {
                identified(known, parameter);
                return true;
            }
        }
        return false;
    }

    private void follow(Parameter<R> known, Search.Parameter parameter) {
        switch (known.sort()) {
            case TOKEN -> {
                List<Token> tokens = parameter.tokens();
                wanted = wanted.and(resource -> known.values().apply(resource).stream()
                        .anyMatch(value -> tokens.stream().anyMatch(token -> token.means((Coding) value))));
            }
            case REFERENCE -> references(known, parameter.values());
            case DATE ->
                dates(parameter, resource ->
                        (Span) known.values().apply(resource).get(0));
        }
    }

    private void references(Parameter<R> known, List<String> values) {
        String base =
                search.url().substring(0, search.url().length() - type.name().length());
        Set<String> targets = values.stream()
                .map(Escapes::undo)
                .map(value -> value.startsWith(base) ? value.substring(base.length()) : value)
                .collect(Collectors.toSet());
        if (known.name().equals("patient") || known.name().equals("subject")) {
            Set<Long> keys = targets.stream()
                    .map(value -> value.startsWith("Patient/") ? value.substring("Patient/".length()) : value)
                    .map(PatientIds::key)
                    .map(key -> key == null ? (Long) 0L : key)
                    .collect(Collectors.toCollection(HashSet::new));
            if (patients == null) {
                patients = keys;
            } else {
                patients.retainAll(keys);
            }
        }
        wanted = wanted.and(resource -> known.values().apply(resource).stream()
                .map(value -> ((Reference) value).getReference())
                .anyMatch(target -> target != null
                        && (targets.contains(target) || targets.contains(target.substring(target.indexOf('/') + 1)))));
    }

    private void identified(Parameter<R> known, Search.Parameter parameter) {
        List<String> keys = parameter.tokens().stream()
                .flatMap(token -> PatientIds.find(history, token, parameter.name()).stream())
                .map(patient -> Long.toString(patient.key()))
                .toList();
        List<String> found = keys.isEmpty() ? List.of("0") : keys;
        references(known, found);
        used.add(new Search.Parameter(known.name(), String.join(",", found)));
    }

    private void dates(Search.Parameter parameter, java.util.function.Function<R, Span> span) {
        List<DateValue> any = parameter.values().stream()
                .map(value -> DateValue.parse(parameter.name(), value))
                .toList();
        within = within.and(Spans.of(any.stream()
                .flatMap(value -> value.moments(now).list().stream())
                .toList()));
        wanted = wanted.and(resource -> {
            Span its = span.apply(resource);
            return any.stream().anyMatch(value -> value.matches(its, now));
        });
    }
}
