@NullMarked
package io.dripwatch.fhir.push;

import org.jspecify.annotations.NullMarked;
