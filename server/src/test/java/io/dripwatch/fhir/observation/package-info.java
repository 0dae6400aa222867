@NullMarked
package io.dripwatch.fhir.observation;

import org.jspecify.annotations.NullMarked;
