/** What was measured, as Observations: searched and written straight from the store to bytes. */
@NullMarked
package io.dripwatch.fhir.observation;

import org.jspecify.annotations.NullMarked;
