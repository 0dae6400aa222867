/** The durable, hash-chained journal of sessions, alarms and people's actions; rebuilds a room after a restart. */
@NullMarked
package io.dripwatch.record;

import org.jspecify.annotations.NullMarked;
