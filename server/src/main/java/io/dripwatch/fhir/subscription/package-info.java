/** Who wants to be told of what is new in the chart, and how they are told (Subscriptions R5 Backport 1.1.0 on R4). */
@NullMarked
package io.dripwatch.fhir.subscription;

import org.jspecify.annotations.NullMarked;
