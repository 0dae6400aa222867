package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.Coding;
import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.fhir.rest.Spans.Span;
import java.util.List;
import java.util.function.Function;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Something by which resources of a type can be searched.
 *
 * @param name in addresses
 * @param definition the canonical URL of FHIR's own definition, but for its beginning
 * @param sort how values are compared
 * @param values what a resource has of it: {@link Coding}, {@link Reference}, {@link Span} or String, by the sort
 */
public record Parameter<R extends Resource>(String name, String definition, Sort sort, Function<R, List<?>> values) {
    /** How values are compared. */
    public enum Sort {
        TOKEN,
        REFERENCE,
        DATE
    }

    static <R extends Resource> Parameter<R> token(String name, String definition, Function<R, List<Coding>> values) {
        return new Parameter<>(name, definition, Sort.TOKEN, values::apply);
    }

    static <R extends Resource> Parameter<R> reference(
            String name, String definition, Function<R, List<Reference>> values) {
        return new Parameter<>(name, definition, Sort.REFERENCE, values::apply);
    }

    static <R extends Resource> Parameter<R> date(String name, String definition, Function<R, Span> value) {
        return new Parameter<>(name, definition, Sort.DATE, resource -> List.of(value.apply(resource)));
    }

    static List<Coding> code(String code) {
        return List.of(new Coding("", code, ""));
    }

    static List<Coding> codes(List<CodeableConcept> concepts) {
        return concepts.stream()
                .flatMap(concept -> concept.getCoding().stream())
                .map(coding -> new Coding(coding.hasSystem() ? coding.getSystem() : "", coding.getCode(), ""))
                .toList();
    }

    static List<Coding> identifiers(List<Identifier> identifiers) {
        return identifiers.stream()
                .map(identifier ->
                        new Coding(identifier.hasSystem() ? identifier.getSystem() : "", identifier.getValue(), ""))
                .toList();
    }

    /** From beginning to end; without an end it lasts. */
    static Span span(Period period) {
        long from = period.hasStart() ? period.getStart().toInstant().toEpochMilli() : Spans.WRITABLE.fromMs();
        return new Span(from, period.hasEnd() ? period.getEnd().toInstant().toEpochMilli() + 1 : Spans.WRITABLE.toMs());
    }

    /** That of which it is not known when it was may have been at any time. */
    static Span span(BaseDateTimeType moment) {
        if (moment.getValue() == null) {
            return Spans.WRITABLE;
        }
        long at = moment.getValue().toInstant().toEpochMilli();
        return new Span(at, at + 1);
    }
}
