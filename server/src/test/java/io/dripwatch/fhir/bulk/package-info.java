@NullMarked
package io.dripwatch.fhir.bulk;

import org.jspecify.annotations.NullMarked;
