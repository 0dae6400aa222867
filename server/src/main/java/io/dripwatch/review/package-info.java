/** Looking back at alarms: what they ask of the nurses, and what other limits would make of recorded sessions. */
@NullMarked
package io.dripwatch.review;

import org.jspecify.annotations.NullMarked;
