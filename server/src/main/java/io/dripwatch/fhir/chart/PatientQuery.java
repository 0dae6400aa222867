package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.DateValue;
import io.dripwatch.fhir.rest.Escapes;
import io.dripwatch.fhir.rest.Paging;
import io.dripwatch.fhir.rest.PatientIds;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.fhir.rest.Search.Parameter;
import io.dripwatch.fhir.rest.Spans.Span;
import io.dripwatch.trend.History;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.Patient;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which patients are wanted. A parameter that is repeated must match each time. */
final class PatientQuery {
    private static final int SLICE = 1000;
    private static final List<String> KNOWN = Stream.concat(
                    Stream.of("_id", "identifier", "name", "family", "given", "birthdate", "gender"),
                    Paging.PARAMETERS.stream())
            .toList();
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern GAPS = Pattern.compile("[\\s,]+");

    private final History history;
    private final Instant now;
    private final List<Parameter> used = new ArrayList<>();
    private @Nullable Map<Long, StoredPatient> named;
    private Predicate<StoredPatient> wanted = patient -> true;

    /**
     * Reads a search.
     *
     * @throws Problem naming the parameter that cannot be followed
     */
    PatientQuery(History history, Search search, Instant now) {
        this.history = history;
        this.now = now;
        for (Parameter parameter : search.parameters()) {
            if (read(search, parameter)) {
                used.add(parameter);
            }
        }
    }

    /** The parameters that were understood. */
    List<Parameter> used() {
        return used;
    }

    boolean matches(StoredPatient patient) {
        return (named == null || named.containsKey(patient.key())) && wanted.test(patient);
    }

    /** Those with a greater key, in the order of keys, at most so many. */
    List<StoredPatient> after(long key, int most) {
        if (named != null) {
            return named.values().stream()
                    .filter(patient -> patient.key() > key)
                    .filter(wanted)
                    .limit(most)
                    .toList();
        }
        List<StoredPatient> found = new ArrayList<>();
        long last = key;
        List<StoredPatient> slice;
        do {
            slice = history.patients("", last, SLICE);
            slice.stream().filter(wanted).limit(most - found.size()).forEach(found::add);
            last = slice.isEmpty() ? last : slice.get(slice.size() - 1).key();
        } while (slice.size() == SLICE && found.size() < most);
        return found;
    }

    private boolean read(Search search, Parameter parameter) {
        switch (parameter.name()) {
            case "_id" ->
                only(parameter.values().stream()
                        .map(PatientIds::key)
                        .filter(Objects::nonNull)
                        .map(history::patient)
                        .filter(Objects::nonNull)
                        .toList());
            case "identifier" ->
                only(parameter.tokens().stream()
                        .flatMap(token -> PatientIds.find(history, token, "identifier").stream())
                        .toList());
            case "name", "family", "given" -> words(parameter, PatientQuery::begins);
            case "name:contains", "family:contains", "given:contains" -> words(parameter, PatientQuery::contains);
            case "name:exact", "family:exact", "given:exact" -> words(parameter, String::equals);
            case "birthdate" -> birthdate(parameter);
            case "gender" -> {
                List<Patient.Sex> sexes = parameter.tokens().stream()
                        .map(token -> parameter.word(Patient.Sex.class, token.code(), "male, female, other or unknown"))
                        .toList();
                wanted = wanted.and(stored -> sexes.contains(stored.patient().sex()));
            }
            default -> {
                if (Paging.PARAMETERS.contains(parameter.name())) {
                    return true;
                }
                search.unknown(parameter, KNOWN);
                return false;
            }
        }
        return true;
    }

    private void only(List<StoredPatient> patients) {
        Map<Long, StoredPatient> these = patients.stream()
                .collect(Collectors.toMap(StoredPatient::key, patient -> patient, (a, b) -> a, TreeMap::new));
        if (named == null) {
            named = these;
        } else {
            named.keySet().retainAll(these.keySet());
        }
    }

    private void words(Parameter parameter, BiPredicate<String, String> compare) {
        List<String> any = parameter.values().stream().map(Escapes::undo).toList();
        String part = parameter.name().split(":", 2)[0];
        wanted = wanted.and(stored -> names(stored.patient(), part)
                .anyMatch(name -> any.stream().anyMatch(word -> compare.test(name, word))));
    }

    private static Stream<String> names(Patient patient, String part) {
        return switch (part) {
            case "family" -> Stream.of(patient.family());
            case "given" -> Stream.of(patient.given());
            default -> Stream.of(patient.family(), patient.given());
        };
    }

    /** Whether the name, or a further word of it, begins so; neither case nor accents count. */
    private static boolean begins(String name, String word) {
        String folded = fold(name);
        String begin = fold(word);
        return folded.startsWith(begin) || GAPS.splitAsStream(folded).anyMatch(one -> one.startsWith(begin));
    }

    private static boolean contains(String name, String word) {
        return fold(name).contains(fold(word));
    }

    private static String fold(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    private void birthdate(Parameter parameter) {
        List<DateValue> any = parameter.values().stream()
                .map(value -> DateValue.parse("birthdate", value))
                .toList();
        wanted = wanted.and(stored -> {
            LocalDate born = stored.patient().birthDate();
            if (born == null) {
                return false;
            }
            Span day = new Span(DateValue.startOf(born), DateValue.startOf(born.plusDays(1)));
            return any.stream().anyMatch(value -> value.matches(day, now));
        });
    }
}
