@NullMarked
package io.dripwatch.fhir.chart;

import org.jspecify.annotations.NullMarked;
