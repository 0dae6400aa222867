/** A body that answers: how a ketamine infusion moves the vital signs, from a seed. */
@NullMarked
package io.dripwatch.sim.patient;

import org.jspecify.annotations.NullMarked;
