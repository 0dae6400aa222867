/** Named courses of a session, in YAML that a clinician can read. */
@NullMarked
package io.dripwatch.sim.story;

import org.jspecify.annotations.NullMarked;
