@NullMarked
package io.dripwatch.fhir.subscription;

import org.jspecify.annotations.NullMarked;
