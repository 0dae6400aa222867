package io.dripwatch.fhir.chart;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/**
 * The resources of a type that stand together: those of a session or course, equipment, or a slice of accesses.
 *
 * @param seq the place at which they begin; as of one place in the journal the same ones always begin there
 * @param last the place behind which others begin
 * @param resources in their order
 */
record Opened<R extends Resource>(long seq, long last, List<R> resources) {}
