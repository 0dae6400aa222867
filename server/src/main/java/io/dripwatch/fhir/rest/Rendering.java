package io.dripwatch.fhir.rest;

import java.util.List;

/**
 * How a client wants to read what it gets.
 *
 * @param xml whether as XML; else as JSON
 * @param summary whether only the elements that FHIR counts as a summary ({@code _summary=true})
 * @param elements the only ones that are wanted beside mandatory ones ({@code _elements}); empty for all
 */
public record Rendering(boolean xml, boolean summary, List<String> elements) {
    /** All of it, as JSON. */
    public static final Rendering JSON = new Rendering(false, false, List.of());

    public Rendering {
        elements = List.copyOf(elements);
    }

    /** Whether it is what this server writes without being asked for anything else. */
    public boolean plain() {
        return equals(JSON);
    }

    /** The media type of it. */
    public String type() {
        return xml ? "application/fhir+xml;charset=utf-8" : "application/fhir+json;charset=utf-8";
    }
}
