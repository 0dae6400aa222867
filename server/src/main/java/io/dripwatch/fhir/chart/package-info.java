/** Everything else in the chart, put together from the record with HAPI FHIR. */
@NullMarked
package io.dripwatch.fhir.chart;

import org.jspecify.annotations.NullMarked;
