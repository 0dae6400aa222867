/** Tests of looking back at alarms, and runners that feed recordings to a room. */
@NullMarked
package io.dripwatch.review;

import org.jspecify.annotations.NullMarked;
